/* How the cards found spread over domains, scores, years, journals and note
 * cards. */
#ifndef LS_QUERY_FACETS_H
#define LS_QUERY_FACETS_H

#include "query/match/match.h"

/* X(identifier, name in JSON and on the command line) */
#define LS_FACET_TABLE(X)                                                                          \
    X(DOMAIN, "domain")                                                                            \
    X(SCORE, "score")                                                                              \
    X(YEAR, "year")                                                                                \
    X(JOURNAL, "journal")                                                                          \
    X(CARD, "card")

enum ls_facet_kind {
#define X(name, json_name) LS_FACET_##name,
    LS_FACET_TABLE(X)
#undef X
        LS_FACET_COUNT
};

const char *ls_facet_name(enum ls_facet_kind kind); /* "domain" */

struct ls_facet_value {
    struct ls_span name; /* as a card writes it: "門診"; "core" for cards; numbers in digits */
    double number;       /* of scores and years; NaN for the others */
    uint32_t count;      /* of the cards found */
};

/* Domains, journals and cards: the most common first, equal ones in the order of their folded
 * names; scores and years: the highest first. Cards without a value are in no row. */
struct ls_facet {
    const struct ls_facet_value *values;
    size_t count;
    size_t distinct; /* values there are; more than count when only the first were wanted */
};

struct ls_facets {
    struct ls_facet items[LS_FACET_COUNT];
};

/* The cards whose values each facet counts. They differ, because a facet's own filter must not
 * hide the values one could choose instead. */
struct ls_facet_sets {
    const struct ls_docids *docids[LS_FACET_COUNT]; /* NULL: do not count this facet */
    const uint8_t *parts; /* of each card of LS_FACET_CARD's set, 1 << LS_PART_x for each x found */
};

/* What facets need of an index, kept from one count to the next; one for each thread. Without it
 * each count reads the index anew. */
struct ls_columns;
struct ls_columns *ls_columns_new(void); /* NULL: memory is out */
void ls_columns_free(struct ls_columns *columns);
void ls_columns_clear(struct ls_columns *columns); /* do so when the index is reopened */

/* Counts, of domains and of journals at most the names_max most common (0: all), since finding
 * how a name is written costs a look at a few cards. columns may be NULL. All facets are of the
 * arena. LS_BUSY when a writer overtook the index. */
enum ls_status ls_facets_count(struct ls_index *index, struct ls_columns *columns,
                               const struct ls_facet_sets *sets, size_t names_max,
                               struct ls_arena *arena, struct ls_facets *facets,
                               struct ls_error *err);

#endif
