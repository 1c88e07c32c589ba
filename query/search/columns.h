/* The values that facets count, read from an index once: which cards have which domain, score,
 * year and journal. */
#ifndef LS_QUERY_COLUMNS_H
#define LS_QUERY_COLUMNS_H

#include "query/search/facets.h"
#include "query/search/names.h"
#include "query/search/parts_kept.h"
#include "query/search/tally.h"

/* Entry i says that card docids[i] has value codes[i]; in any order. */
struct ls_column {
    bool loaded;
    struct ls_tallies values; /* their terms, or their bytes in the slot; code is the index */
    struct ls_span *names;    /* of each code, as shown; absent until asked for */
    uint32_t *docids;
    uint32_t *codes;
    size_t count;
};

struct ls_columns {
    struct ls_column items[LS_FACET_COUNT];
    struct ls_arena arenas[LS_FACET_COUNT]; /* of each */
    struct ls_parts_kept parts;             /* of LS_FACET_CARD, which has no column */
};

/* The term prefix of a facet's values; NULL when they stand in a slot. */
const char *ls_column_prefix(enum ls_facet_kind kind);
enum ls_slot ls_column_slot(enum ls_facet_kind kind);

/* Reads all values of a kind, which is not LS_FACET_CARD. */
enum ls_status ls_column_load(struct ls_index *index, enum ls_facet_kind kind,
                              struct ls_arena *arena, struct ls_column *column,
                              struct ls_error *err);

#endif
