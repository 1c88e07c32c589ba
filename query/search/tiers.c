#include "query/search/tiers.h"

/* ---- all words, then some ---- */

/* How many cards hold one of two words but not both follows from how many hold each. */
static bool rest_is_known(const struct ls_searcher *searcher, const struct ls_query_plan *plan)
{
    return plan->word_count == 2 && !plan->condition && !plan->excluded && !plan->has_required &&
           plan->word_counts[0] != UINT32_MAX && plan->word_counts[1] != UINT32_MAX &&
           searcher->found->hit_count == searcher->window.limit;
}

static enum ls_status count_expanded(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                                     struct ls_error *err)
{
    const struct ls_tree_node *cards = ls_query_plan_without(plan, plan->expanded, plan->some);
    return ls_searcher_count(searcher, cards, &searcher->found->total_expanded, err);
}

/* The cards, and those that say the words otherwise, but none of these others: the first ones are
 * counted, the second in total_expanded. */
static enum ls_status run_wider(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                                const struct ls_tree_node *cards, const struct ls_tree_node *others,
                                uint32_t *count, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    const struct ls_tree_node *wide =
        plan->expanded ? ls_tree_pair(plan->tree, XAP_OP_OR, cards, plan->expanded) : cards;
    const struct ls_tree_node *rest = others ? ls_query_plan_without(plan, wide, others) : wide;
    enum ls_status status = ls_searcher_find(searcher, rest, found->total, count, err);
    if (status == LS_OK && plan->expanded) {
        status = ls_searcher_count(searcher, ls_query_plan_without(plan, plan->expanded, cards),
                                   &found->total_expanded, err);
        *count -= found->total_expanded;
    }
    return status;
}

/* Nothing holds all words: what holds some, by relevance. Then parts of long runs count too, unless
 * no word at all is held. */
static enum ls_status run_some(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                               uint32_t *some, struct ls_error *err)
{
    uint32_t most = 0;
    bool is_more = plan->loose || plan->expanded;
    enum ls_status status = is_more ? ls_searcher_count(searcher, plan->some, some, err)
                                    : ls_searcher_find(searcher, plan->some, 0, some, err);
    if (status == LS_OK && *some > 0 && is_more) {
        status = run_wider(searcher, plan, plan->loose ? plan->loose : plan->some, NULL, some, err);
    }
    if (status == LS_OK && *some > 0 && plan->most) {
        status = ls_searcher_count(searcher, plan->most, &most, err);
    }
    searcher->found->step = most > 0 ? LS_STEP_MOST : *some > 0 ? LS_STEP_SOME : LS_STEP_NONE;
    return status;
}

/* Those with some words behind those with all. */
static enum ls_status run_rest(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                               uint32_t *rest, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    if (rest_is_known(searcher, plan)) {
        *rest = plan->word_counts[0] + plan->word_counts[1] - 2 * found->total;
        return plan->expanded ? count_expanded(searcher, plan, err) : LS_OK;
    }
    return run_wider(searcher, plan, plan->some, plan->all, rest, err);
}

static enum ls_status run_ladder(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                                 struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    uint32_t rest = 0;
    enum ls_status status = ls_searcher_find(searcher, plan->all, 0, &found->total, err);
    found->step = found->total > 0 ? LS_STEP_ALL : LS_STEP_NONE;
    bool is_more = !plan->some_is_all || plan->expanded;
    bool wants_rest =
        is_more && !searcher->window.total_only && searcher->window.matching == LS_MATCH_BEST;
    if (status == LS_OK && wants_rest) {
        status = found->total > 0 ? run_rest(searcher, plan, &rest, err)
                                  : run_some(searcher, plan, &rest, err);
    }
    found->total_some = found->total + rest;
    return status;
}

/* ---- other answers of the same words ---- */

/* By relevance alone; the cards with all words are counted only. */
static enum ls_status run_any(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                              struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = run_wider(searcher, plan, plan->some, NULL, &found->total_some, err);
    if (status == LS_OK) {
        status = ls_searcher_count(searcher, plan->all, &found->total, err);
    }
    found->step = found->total > 0            ? LS_STEP_ALL
                  : found->total_some > 0     ? LS_STEP_SOME
                  : found->total_expanded > 0 ? LS_STEP_EXPANDED
                                              : LS_STEP_NONE;
    return status;
}

/* Nothing holds a word, nor parts of one: what says one otherwise. */
static enum ls_status run_expanded(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                                   struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status =
        ls_searcher_find(searcher, plan->expanded, 0, &found->total_expanded, err);
    found->step = found->total_expanded > 0 ? LS_STEP_EXPANDED : LS_STEP_NONE;
    return status;
}

/* Without words: whatever passes the filters. */
static enum ls_status run_filters(struct ls_searcher *searcher, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = ls_searcher_find(searcher, NULL, 0, &found->total, err);
    found->total_some = found->total;
    found->step = found->total > 0 ? LS_STEP_ALL : LS_STEP_NONE;
    return status;
}

/* ---- behind them ---- */

/* What an answer has found before template text is looked at; NULL: nothing. */
static const struct ls_tree_node *join_found(const struct ls_searcher *searcher,
                                             const struct ls_query_plan *plan)
{
    enum ls_step step = searcher->found->step;
    enum ls_matching matching = searcher->window.matching;
    if (step == LS_STEP_NONE || matching == LS_MATCH_ALL) {
        return step == LS_STEP_NONE ? NULL : plan->all;
    }
    if (step == LS_STEP_EXPANDED) {
        return plan->expanded;
    }
    bool is_loose = step != LS_STEP_ALL && matching == LS_MATCH_BEST && plan->loose;
    const struct ls_tree_node *cards = is_loose ? plan->loose : plan->some;
    return plan->expanded ? ls_tree_pair(plan->tree, XAP_OP_OR, cards, plan->expanded) : cards;
}

/* When nothing holds a word outside template text, what says one otherwise comes first, if it is
 * worth it: other ways to find something are not tried then. */
static enum ls_status run_none(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                               struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    uint32_t count;
    enum ls_status status = ls_searcher_count(searcher, plan->anywhere, &count, err);
    if (status == LS_OK && count > 0 && plan->expanded) {
        status = ls_searcher_find(searcher, plan->expanded, 0, &found->total_expanded, err);
        found->step = found->total_expanded > 0 ? LS_STEP_EXPANDED : LS_STEP_NONE;
    }
    return status;
}

/* Behind all others: cards that hold all words, but some in template text only. */
static enum ls_status run_templates(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                                    struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = found->step == LS_STEP_NONE ? run_none(searcher, plan, err) : LS_OK;
    const struct ls_tree_node *others = join_found(searcher, plan);
    const struct ls_tree_node *cards =
        others ? ls_query_plan_without(plan, plan->anywhere, others) : plan->anywhere;
    if (status == LS_OK) {
        status = ls_searcher_find(searcher, cards, found->total_some + found->total_expanded,
                                  &found->total_template, err);
    }
    if (found->step == LS_STEP_NONE && found->total_template > 0) {
        found->step = LS_STEP_TEMPLATE;
    }
    return status;
}

/* Behind even these: cards that hold none of the words, and share others with the best ones. */
static enum ls_status run_feedback(struct ls_searcher *searcher, const struct ls_query_plan *plan,
                                   struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_window window = searcher->window;
    if (found->step == LS_STEP_NONE || window.matching == LS_MATCH_ALL || window.total_only) {
        return LS_OK;
    }
    const struct ls_tree_node *others = join_found(searcher, plan);
    if (plan->anywhere) {
        others = ls_tree_pair(plan->tree, XAP_OP_OR, others, plan->anywhere);
    }
    const struct ls_tree_node *cards = ls_query_plan_without(plan, plan->feedback, others);
    uint32_t before = found->total_some + found->total_expanded + found->total_template;
    return ls_searcher_find(searcher, cards, before, &found->total_feedback, err);
}

enum ls_status ls_tiers_find(struct ls_searcher *searcher, struct ls_error *err)
{
    const struct ls_query_plan *plan = &searcher->plan;
    bool is_any = searcher->window.matching == LS_MATCH_ANY && !searcher->window.total_only;
    enum ls_status status = !plan->all ? run_filters(searcher, err)
                            : searcher->only_expanded && plan->expanded
                                ? run_expanded(searcher, plan, err)
                            : is_any ? run_any(searcher, plan, err)
                                     : run_ladder(searcher, plan, err);
    if (status == LS_OK && plan->anywhere) {
        status = run_templates(searcher, plan, err);
    }
    if (status == LS_OK && plan->feedback) {
        status = run_feedback(searcher, plan, err);
    }
    return status;
}
