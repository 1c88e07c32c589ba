#include "query/search/plan.h"

#include "query/search/match.h"
#include "query/search/ranking.h"

/* The cards that hold a unit, and how many they are. */
static enum ls_status plan_match(struct ls_index *index, const struct ls_unit *unit,
                                 struct ls_tree *tree, struct ls_arena *arena,
                                 const struct xap_query **out, uint32_t *count,
                                 struct ls_error *err)
{
    *out = NULL;
    if (!ls_unit_is_checked(unit)) {
        struct xap_error cause;
        *out = ls_tree_term(tree, "", unit->terms[0], 1);
        return xap_reader_term_freq(ls_index_reader(index), unit->terms[0].ptr, unit->terms[0].len,
                                    count, &cause) == XAP_OK
                   ? LS_OK
                   : ls_schema_fail(err, &cause, "cannot search");
    }
    struct ls_docids docids;
    enum ls_status status = ls_match(index, unit, arena, &docids, err);
    if (status == LS_OK) {
        *out = ls_tree_docids(tree, docids.items, docids.count);
        *count = (uint32_t)docids.count;
    }
    return status;
}

static void rank_term(struct ls_tree *tree, struct ls_span term, double weight,
                      struct ls_tree_list *ranks)
{
    ls_tree_push(tree, ranks, ls_tree_term(tree, "", term, weight));
}

/* A lone Han character is already among the unit's terms. */
static bool is_extra_single(const struct ls_unit *unit, size_t i)
{
    bool pair_follows = i + 1 < unit->place_count && unit->places[i + 1].continues;
    return unit->places[i].is_han && unit->place_count > 1 &&
           (unit->places[i].continues || pair_follows);
}

static void rank_unit(struct ls_tree *tree, const struct ls_unit *unit, struct ls_tree_list *ranks)
{
    for (size_t i = 0; i < unit->term_count; i++) {
        rank_term(tree, unit->terms[i], 1, ranks);
    }
    for (size_t i = 0; i < unit->place_count; i++) {
        if (is_extra_single(unit, i)) {
            rank_term(tree, unit->places[i].term, ls_ranking.single, ranks);
        }
    }
    if (unit->compound.ptr) {
        rank_term(tree, unit->compound, ls_ranking.compound, ranks);
    }
}

/* Is every unit matched by just the one term that ranks it? Then each posting list need be read
 * only once. */
static bool ranks_themselves(const struct ls_units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        const struct ls_unit *unit = &units->items[i];
        bool has_single = unit->place_count > 1 && unit->places[0].is_han;
        if (ls_unit_is_checked(unit) || unit->term_count != 1 || unit->compound.ptr || has_single) {
            return false;
        }
    }
    return true;
}

/* The matches below op: used twice, so the list is made anew from the array. */
static const struct xap_query *join_matches(struct ls_tree *tree, enum xap_op op,
                                            const struct xap_query *const *matches, size_t count)
{
    struct ls_tree_list list = {0};
    for (size_t i = 0; i < count; i++) {
        ls_tree_push(tree, &list, matches[i]);
    }
    return ls_tree_join(tree, op, &list);
}

enum ls_status ls_query_plan_make(struct ls_index *index, const struct ls_units *units,
                                  const struct xap_query *filter, struct ls_tree *tree,
                                  struct ls_arena *arena, struct ls_query_plan *plan,
                                  struct ls_error *err)
{
    *plan = (struct ls_query_plan){.tree = tree, .filter = filter};
    const struct xap_query **matches = ls_arena_array(arena, units->count, sizeof(void *));
    uint32_t *counts = ls_arena_array(arena, units->count, sizeof *counts);
    struct ls_tree_list ranks = {0};
    enum ls_status status = matches && counts ? LS_OK : ls_fail_memory(err);
    plan->unit_counts = counts;
    for (size_t i = 0; status == LS_OK && i < units->count; i++) {
        status = plan_match(index, &units->items[i], tree, arena, &matches[i], &counts[i], err);
        rank_unit(tree, &units->items[i], &ranks);
    }
    plan->rank = ls_tree_join(tree, XAP_OP_OR, &ranks);
    plan->ranks_itself = ranks_themselves(units);
    if (status == LS_OK) {
        plan->all = join_matches(tree, XAP_OP_AND, matches, units->count);
        plan->some = join_matches(tree, XAP_OP_OR, matches, units->count);
        status = ls_tree_status(tree, err);
    }
    return status;
}

static const struct xap_query *ready(const struct ls_query_plan *plan,
                                     const struct xap_query *cards)
{
    const struct xap_query *match =
        plan->ranks_itself ? cards : ls_tree_scale(plan->tree, cards, 0);
    if (plan->filter) {
        match = ls_tree_pair(plan->tree, XAP_OP_FILTER, match, plan->filter);
    }
    return plan->ranks_itself ? match
                              : ls_tree_pair(plan->tree, XAP_OP_AND_MAYBE, match, plan->rank);
}

const struct xap_query *ls_query_plan_all(const struct ls_query_plan *plan)
{
    return ready(plan, plan->all);
}

const struct xap_query *ls_query_plan_some(const struct ls_query_plan *plan)
{
    return ready(plan, plan->some);
}

const struct xap_query *ls_query_plan_rest(const struct ls_query_plan *plan)
{
    return ready(plan, ls_tree_pair(plan->tree, XAP_OP_AND_NOT, plan->some, plan->all));
}
