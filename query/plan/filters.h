/* What restricts the cards a query may find, beside the query: the options. */
#ifndef LS_QUERY_FILTERS_H
#define LS_QUERY_FILTERS_H

#include "query/language/parse.h"

struct ls_filters {
    const struct ls_span *domains; /* any of them; as typed */
    size_t domain_count;
    const struct ls_span *journals; /* any of them; as typed */
    size_t journal_count;
    const enum ls_part *cards; /* any of them: the query's words are sought there */
    size_t card_count;
    struct ls_interval score; /* cards without one never pass */
    struct ls_interval year;
    const struct ls_node *condition; /* all of these too: a list of VALUE, NUMBER and CARD nodes,
                                        ANY and GROUP of them; NULL: none */
};

bool ls_filters_any(const struct ls_filters *filters);

/* The note cards wanted, a bit for each; 0: all. */
unsigned ls_filters_parts(const struct ls_filters *filters);

/* The filters as the nodes of a query that says the same, NULL when there are none:
 * required items of a group. cards too when with_cards. */
enum ls_status ls_filters_nodes(const struct ls_filters *filters, bool with_cards,
                                struct ls_arena *arena, struct ls_node **nodes,
                                struct ls_error *err);

#endif
