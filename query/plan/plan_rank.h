/* The order of a plan's matches: the weighted terms of its units. */
#ifndef LS_QUERY_PLAN_RANK_H
#define LS_QUERY_PLAN_RANK_H

#include "query/plan/plan.h"

/* Fills in what ranks: the plan's rank, ranked, ranked_count, k1 and carried. */
enum ls_status ls_query_plan_rank(struct ls_index *index, const struct ls_query *query,
                                  struct ls_tree *tree, struct ls_arena *arena,
                                  struct ls_query_plan *plan, struct ls_error *err);

#endif
