/* Units → Xapian queries. What matches and what ranks are kept apart: the cards
 * are those of the matches, which weigh nothing; the order comes from weighted
 * terms that need not be there. */
#ifndef LS_QUERY_PLAN_H
#define LS_QUERY_PLAN_H

#include "query/search/tree.h"
#include "query/search/units.h"
#include "store/index.h"

struct ls_query_plan {
    struct ls_tree *tree;           /* owns all queries below */
    const struct xap_query *filter; /* NULL when there is none */
    const struct xap_query *all;    /* cards that hold every unit */
    const struct xap_query *some;   /* cards that hold any */
    const struct xap_query *rank;   /* weights, for whatever cards are found */
    const uint32_t *unit_counts;    /* of the cards that hold each unit, whatever the filter */
    bool ranks_itself;              /* the matches are the weighted terms: rank is not needed */
};

/* Plans a search for the units (at least one). Their checked lists of cards are
 * made here, once each. */
enum ls_status ls_query_plan_make(struct ls_index *index, const struct ls_units *units,
                                  const struct xap_query *filter, struct ls_tree *tree,
                                  struct ls_arena *arena, struct ls_query_plan *plan,
                                  struct ls_error *err);

/* Ready to run: the cards that hold all units; any but not all; any. */
const struct xap_query *ls_query_plan_all(const struct ls_query_plan *plan);
const struct xap_query *ls_query_plan_rest(const struct ls_query_plan *plan);
const struct xap_query *ls_query_plan_some(const struct ls_query_plan *plan);

#endif
