/* What a plan asks of a query's words together: all of them, all but one, some, parts of long runs,
 * what says them otherwise. A word that is required is in each of these, or the set is not made.
 * Private to query/plan/. */
#ifndef LS_QUERY_PLAN_WORDS_H
#define LS_QUERY_PLAN_WORDS_H

#include "query/plan/plan_clause.h"

/* The words, planned. */
struct ls_plan_words {
    struct ls_clause_cards *items; /* required ones first */
    uint32_t *counts;              /* of the cards that hold each; UINT32_MAX: not known */
    size_t count;
    size_t required_count;
    bool any_templates; /* some word stands in template text only of some card */
};

/* Fills in what the planner's plan tells of them. */
void ls_plan_words_join(struct ls_planner *planner, const struct ls_plan_words *words);

#endif
