/* What restricts the cards a query may find: domains, score, year. */
#ifndef LS_QUERY_FILTERS_H
#define LS_QUERY_FILTERS_H

#include "base/arena.h"
#include "base/buf.h"
#include "query/search/tree.h"
#include "store/index.h"

struct ls_interval {
    bool wanted;
    double lo;
    double hi;
};

struct ls_filters {
    const struct ls_span *domains; /* any of them; as typed */
    size_t domain_count;
    const struct ls_span *journals; /* any of them; as typed */
    size_t journal_count;
    const enum ls_part *cards; /* any of them */
    size_t card_count;
    struct ls_interval score; /* cards without one never pass */
    struct ls_interval year;
};

bool ls_filters_any(const struct ls_filters *filters);

/* The filters as a query without weight, NULL when there are none. A domain that
 * is on no card is told on a line of notes, with those that are like it. */
enum ls_status ls_filters_plan(const struct ls_filters *filters, struct ls_index *index,
                               struct ls_tree *tree, const struct xap_query **out,
                               struct ls_buf *notes, struct ls_error *err);

#endif
