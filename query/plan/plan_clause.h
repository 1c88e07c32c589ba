/* What a clause of a query becomes: the cards that it finds, as a node of the plan's tree.
 *
 * Each clause finds two sets of cards: by what stands outside template text, and by what stands in
 * it or outside. Nothing here weighs, but for the words that carry their weight themselves
 * (plan.h). A unit is planned once, however often it is asked for. Private to query/plan/. */
#ifndef LS_QUERY_PLAN_CLAUSE_H
#define LS_QUERY_PLAN_CLAUSE_H

#include "query/plan/plan.h"

/* The cards of a clause: outside template text, and in it or outside; the same query when nothing
 * is found in it only. */
struct ls_clause_cards {
    const struct ls_tree_node *outside;
    const struct ls_tree_node *anywhere;
};

/* What a unit became, made when it is first asked for. */
struct ls_planned_unit {
    struct ls_clause_cards cards;
    uint32_t count;     /* of those outside; UINT32_MAX: not known */
    uint32_t templates; /* of the others */
};

struct ls_planner {
    struct ls_index *index;
    const struct ls_query *query;
    struct ls_tree *tree;
    struct ls_arena *arena;
    struct ls_planned_unit *units;
    struct ls_query_plan *plan;
    struct ls_buf *notes;
    bool in_templates; /* these are searched too */
};

/* *count is of the cards outside template text; UINT32_MAX: not known. */
enum ls_status ls_clause_plan(struct ls_planner *planner, const struct ls_clause *clause,
                              struct ls_clause_cards *out, uint32_t *count, struct ls_error *err);

#endif
