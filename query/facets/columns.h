/* The values that facets count and that ranges ask for, read from an index once: which cards have
 * which domain, score, year and journal. */
#ifndef LS_QUERY_COLUMNS_H
#define LS_QUERY_COLUMNS_H

#include "query/facets/facets.h"
#include "query/facets/parts_kept.h"

/* One piece of memory that points nowhere, so that it may be kept anywhere; all zero: no column.
 * Values have numbers in the order of their bytes. */
struct ls_column {
    uint32_t last; /* docid */
    uint32_t value_count;
    const uint32_t *ends;   /* where each value's bytes end */
    const uint32_t *totals; /* how many cards have each value */
    const uint32_t *starts; /* of each docid up to last, and of the next */
    const uint32_t *codes;  /* those of a docid are from its start to before that of the next */
    const char *bytes;
};

struct ls_columns {
    struct ls_column items[LS_FACET_COUNT];
    struct ls_span *names[LS_FACET_COUNT];  /* of each value, as shown; absent until asked for */
    struct ls_arena arenas[LS_FACET_COUNT]; /* of each */
    struct ls_parts_kept parts;             /* of LS_FACET_CARD, which has no column */
};

/* The term prefix of a facet's values; NULL when they stand in a slot. */
const char *ls_column_prefix(enum ls_facet_kind kind);
enum ls_slot ls_column_slot(enum ls_facet_kind kind);

/* A value's term, or its bytes in the slot. */
struct ls_span ls_column_value(const struct ls_column *column, uint32_t code);
static inline bool ls_column_is_loaded(const struct ls_column *column)
{
    return column->starts != NULL;
}

/* The column that is kept for the state of the index, read now if it was not yet: borrowed as long
 * as that. No column when there is no room for it, or nothing is kept. */
enum xap_status ls_column_share(struct ls_index *index, enum ls_facet_kind kind,
                                struct ls_column *column, struct xap_error *cause);

/* Reads all values of a kind, which is not LS_FACET_CARD. */
enum ls_status ls_column_load(struct ls_index *index, enum ls_facet_kind kind,
                              struct ls_arena *arena, struct ls_column *column,
                              struct ls_error *err);

#endif
