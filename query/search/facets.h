/* How the cards found spread over domains, scores, years, journals and note
 * cards. */
#ifndef LS_QUERY_FACETS_H
#define LS_QUERY_FACETS_H

#include "query/search/match.h"

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

/* Domains, journals and cards: the most common first, equal ones by name; scores
 * and years: the highest first. Cards without a value are in no row. */
struct ls_facet {
    const struct ls_facet_value *values;
    size_t count;
};

struct ls_facets {
    struct ls_facet items[LS_FACET_COUNT];
};

#endif
