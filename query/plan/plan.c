#include "query/plan/plan_rank.h"
#include "query/plan/plan_words.h"

/* ---- conditions ---- */

/* All conditions but those of a field, with no weight; NULL when there are none. */
static const struct ls_tree_node *join_conditions(struct ls_tree *tree,
                                                  const struct ls_condition *conditions,
                                                  size_t count, enum ls_query_field but)
{
    struct ls_tree_list list = {0};
    for (size_t i = 0; i < count; i++) {
        if (but == LS_QUERY_FIELD_COUNT || conditions[i].field != but) {
            ls_tree_push(tree, &list, conditions[i].cards);
        }
    }
    return list.count > 0 ? ls_tree_scale(tree, ls_tree_join(tree, XAP_OP_AND, &list), 0) : NULL;
}

struct ls_query_plan ls_query_plan_but(const struct ls_query_plan *plan, enum ls_query_field field)
{
    struct ls_query_plan but = *plan;
    but.rank = NULL;
    if (field != LS_QUERY_FIELD_COUNT) {
        but.condition = join_conditions(plan->tree, plan->conditions, plan->condition_count, field);
    }
    return but;
}

/* ---- the root ---- */

/* The root's children, planned, by what they are to it. */
struct root {
    struct ls_plan_words words;
    struct ls_condition *conditions;
    size_t condition_count;
    struct ls_tree_list excluded;
};

static enum ls_status plan_child(struct ls_planner *planner, const struct ls_clause *clause,
                                 struct root *root, struct ls_error *err)
{
    struct ls_clause_cards cards;
    uint32_t count;
    enum ls_status status = ls_clause_plan(planner, clause, &cards, &count, err);
    if (status != LS_OK) {
        return status;
    }
    if (clause->sign == LS_SIGN_EXCLUDED) {
        ls_tree_push(planner->tree, &root->excluded, cards.outside);
    } else if (clause->is_filter) {
        root->conditions[root->condition_count++] =
            (struct ls_condition){clause->field, cards.outside};
    } else {
        root->words.any_templates |= cards.anywhere != cards.outside;
        root->words.items[root->words.count] = cards;
        root->words.counts[root->words.count++] = count;
    }
    return LS_OK;
}

static enum ls_status plan_children(struct ls_planner *planner, struct root *root,
                                    struct ls_error *err)
{
    static const enum ls_sign order[] = {LS_SIGN_REQUIRED, LS_SIGN_WANTED, LS_SIGN_EXCLUDED};
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        for (const struct ls_clause *clause = planner->query->root->children;
             status == LS_OK && clause; clause = clause->next) {
            if (clause->sign == order[i]) {
                status = plan_child(planner, clause, root, err);
            }
        }
        root->words.required_count = i == 0 ? root->words.count : root->words.required_count;
    }
    return status;
}

static void join_root(struct ls_planner *planner, struct root *root)
{
    struct ls_tree *tree = planner->tree;
    struct ls_query_plan *plan = planner->plan;
    plan->conditions = root->conditions;
    plan->condition_count = root->condition_count;
    plan->condition =
        join_conditions(tree, root->conditions, root->condition_count, LS_QUERY_FIELD_COUNT);
    if (root->excluded.count > 0) {
        plan->excluded = ls_tree_join(tree, XAP_OP_OR, &root->excluded);
    }
    ls_plan_words_join(planner, &root->words);
}

static size_t count_filters(const struct ls_query *query)
{
    size_t count = 0;
    for (const struct ls_clause *clause = query->root->children; clause; clause = clause->next) {
        count += clause->is_filter;
    }
    return count;
}

static enum ls_status make_room(struct ls_planner *planner, struct root *root, struct ls_error *err)
{
    const struct ls_query *query = planner->query;
    struct ls_arena *arena = planner->arena;
    struct ls_plan_words *words = &root->words;
    size_t units = query->units.count + 1;
    uint32_t *unit_counts = ls_arena_array(arena, units, sizeof *unit_counts);
    planner->units = ls_arena_array(arena, units, sizeof *planner->units);
    words->items = ls_arena_array(arena, query->word_count + 1, sizeof *words->items);
    words->counts = ls_arena_array(arena, query->word_count + 1, sizeof *words->counts);
    root->conditions = ls_arena_array(arena, count_filters(query) + 1, sizeof *root->conditions);
    for (size_t i = 0; unit_counts && i < query->units.count; i++) {
        unit_counts[i] = UINT32_MAX;
    }
    planner->plan->unit_counts = unit_counts;
    bool has_room =
        unit_counts && planner->units && words->items && words->counts && root->conditions;
    return has_room ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_query_plan_make(struct ls_index *index, const struct ls_query *query,
                                  bool in_templates, struct ls_tree *tree, struct ls_arena *arena,
                                  struct ls_query_plan *plan, struct ls_buf *notes,
                                  struct ls_error *err)
{
    *plan = (struct ls_query_plan){.tree = tree};
    struct ls_planner planner = {.index = index,
                                 .query = query,
                                 .tree = tree,
                                 .arena = arena,
                                 .plan = plan,
                                 .notes = notes,
                                 .in_templates = in_templates};
    struct root root = {0};
    enum ls_status status = make_room(&planner, &root, err);
    if (status == LS_OK) {
        status = ls_query_plan_rank(index, query, tree, arena, plan, err);
    }
    if (status == LS_OK) {
        status = plan_children(&planner, &root, err);
    }
    join_root(&planner, &root);
    return status == LS_OK ? ls_tree_status(tree, err) : status;
}

/* ---- to run ---- */

const struct ls_tree_node *ls_query_plan_ready(const struct ls_query_plan *plan,
                                               const struct ls_tree_node *cards)
{
    struct ls_tree *tree = plan->tree;
    const struct ls_tree_node *match = cards;
    if (plan->condition) {
        match = match ? ls_tree_pair(tree, XAP_OP_FILTER, match, plan->condition) : plan->condition;
    }
    if (!match) {
        match = ls_tree_all(tree);
    }
    if (plan->excluded) {
        match = ls_tree_pair(tree, XAP_OP_AND_NOT, match, plan->excluded);
    }
    bool is_ranked = plan->rank && cards;
    return is_ranked ? ls_tree_pair(tree, XAP_OP_AND_MAYBE, match, plan->rank) : match;
}

const struct ls_tree_node *ls_query_plan_without(const struct ls_query_plan *plan,
                                                 const struct ls_tree_node *cards,
                                                 const struct ls_tree_node *others)
{
    return ls_tree_pair(plan->tree, XAP_OP_AND_NOT, cards, others);
}
