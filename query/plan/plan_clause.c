#include "query/plan/plan_clause.h"

#include "query/match/near.h"
#include "query/plan/domains.h"
#include "store/term_walk.h"

static enum ls_status count_term(struct ls_planner *planner, struct ls_span term, uint32_t *count,
                                 struct ls_error *err)
{
    struct xap_error cause;
    return ls_index_term_freq(planner->index, term, count, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot search");
}

/* ---- units ---- */

static struct ls_clause_cards join_docids(struct ls_planner *planner,
                                          const struct ls_docids *outside,
                                          const struct ls_docids *templates)
{
    struct ls_tree *tree = planner->tree;
    struct ls_clause_cards cards;
    cards.outside = ls_tree_docids(tree, outside->items, NULL, outside->count);
    cards.anywhere = cards.outside;
    if (templates->count > 0) {
        cards.anywhere =
            ls_tree_pair(tree, XAP_OP_OR, cards.outside,
                         ls_tree_docids(tree, templates->items, NULL, templates->count));
    }
    return cards;
}

static enum ls_status plan_checked(struct ls_planner *planner, const struct ls_unit *unit,
                                   struct ls_planned_unit *planned, struct ls_error *err)
{
    struct ls_docids docids;
    struct ls_docids templates = {0};
    enum ls_status status =
        ls_match_both(planner->index, unit, planner->arena, &docids,
                      planner->in_templates ? &templates : NULL, planner->notes, err);
    if (status == LS_OK) {
        planned->cards = join_docids(planner, &docids, &templates);
        planned->count = (uint32_t)docids.count;
        planned->templates = (uint32_t)templates.count;
    }
    return status;
}

/* The cards that have a term in template text only, and how many; NULL: none. */
static enum ls_status plan_templates(struct ls_planner *planner, struct ls_span term,
                                     const struct ls_tree_node **out, uint32_t *count,
                                     struct ls_error *err)
{
    struct ls_docids docids;
    enum ls_status status;
    *out = NULL;
    *count = 0;
    if (!ls_term_is_character(term)) {
        term = ls_arena_printf(planner->arena, LS_PREFIX_TEMPLATE "%.*s", LS_SPAN_ARG(term));
        status = count_term(planner, term, count, err);
        *out = *count > 0 ? ls_tree_term(planner->tree, "", term, 0) : NULL;
        return status;
    }
    status = ls_match_character(planner->index, term, planner->arena, &docids, err);
    if (status == LS_OK && docids.count > 0) {
        *out = ls_tree_docids(planner->tree, docids.items, NULL, docids.count);
        *count = (uint32_t)docids.count;
    }
    return status;
}

static enum ls_status plan_word(struct ls_planner *planner, struct ls_span term, double factor,
                                struct ls_planned_unit *planned, struct ls_error *err)
{
    const struct ls_tree_node *templates = NULL;
    const struct ls_tree_node *outside = ls_tree_term(planner->tree, "", term, factor);
    enum ls_status status = count_term(planner, term, &planned->count, err);
    if (status == LS_OK && planner->in_templates) {
        status = plan_templates(planner, term, &templates, &planned->templates, err);
    }
    planned->cards = (struct ls_clause_cards){outside, outside};
    if (templates) {
        planned->cards.anywhere = ls_tree_pair(planner->tree, XAP_OP_OR, outside, templates);
    }
    return status;
}

static enum ls_status plan_unit(struct ls_planner *planner, uint32_t number,
                                struct ls_clause_cards *out, uint32_t *count, struct ls_error *err)
{
    const struct ls_unit *unit = &planner->query->units.items[number];
    struct ls_planned_unit *planned = &planner->units[number];
    enum ls_status status = LS_OK;
    if (!planned->cards.outside) {
        status = ls_unit_is_checked(unit) ? plan_checked(planner, unit, planned, err)
                                          : plan_word(planner, unit->terms[0],
                                                      planner->plan->carried[number], planned, err);
    }
    *out = planned->cards;
    *count = planned->count;
    ((uint32_t *)planner->plan->unit_counts)[number] = planned->count + planned->templates;
    return status;
}

/* ---- clauses ---- */

static enum ls_status plan_term(struct ls_planner *planner, const struct ls_clause *clause,
                                struct ls_clause_cards *out, uint32_t *count, struct ls_error *err)
{
    enum ls_status status = count_term(planner, clause->term, count, err);
    if (status == LS_OK && *count == 0 && clause->field == LS_QUERY_FIELD_DOMAIN) {
        status = ls_domain_note(planner->index, clause->value, planner->notes, err);
    }
    out->outside = out->anywhere = ls_tree_term(planner->tree, "", clause->term, 0);
    return status;
}

static enum ls_status plan_journal(struct ls_planner *planner, const struct ls_clause *clause,
                                   struct ls_clause_cards *out, uint32_t *count,
                                   struct ls_error *err)
{
    enum ls_status status = plan_term(planner, clause, out, count, err);
    if (status == LS_OK && *count == 0) {
        status = plan_unit(planner, clause->unit, out, count, err);
    }
    if (status == LS_OK && *count == 0) {
        status = ls_journal_note(planner->index, clause->value, planner->notes, err);
    }
    return status;
}

static enum ls_status plan_near(struct ls_planner *planner, const struct ls_clause *clause,
                                struct ls_clause_cards *out, uint32_t *count, struct ls_error *err)
{
    struct ls_docids docids;
    struct ls_docids templates = {0};
    enum ls_status status =
        ls_near_match(planner->index, &planner->query->units, clause, planner->arena, &docids,
                      planner->in_templates ? &templates : NULL, planner->notes, err);
    if (status == LS_OK) {
        *out = join_docids(planner, &docids, &templates);
        *count = (uint32_t)docids.count;
    }
    return status;
}

/* The cards of several clauses, to be joined. */
struct joined {
    struct ls_tree_list outside;
    struct ls_tree_list anywhere;
    bool differ;
};

static void push_cards(struct ls_planner *planner, struct joined *joined,
                       struct ls_clause_cards cards)
{
    ls_tree_push(planner->tree, &joined->outside, cards.outside);
    ls_tree_push(planner->tree, &joined->anywhere, cards.anywhere);
    joined->differ |= cards.outside != cards.anywhere;
}

static struct ls_clause_cards join_cards(struct ls_planner *planner, enum xap_op op,
                                         struct joined *joined)
{
    struct ls_clause_cards cards = {.outside = ls_tree_join(planner->tree, op, &joined->outside)};
    const struct ls_tree_node *anywhere = ls_tree_join(planner->tree, op, &joined->anywhere);
    cards.anywhere = joined->differ ? anywhere : cards.outside;
    return cards;
}

static enum ls_status plan_any(struct ls_planner *planner, const struct ls_clause *clause,
                               struct ls_clause_cards *out, struct ls_error *err)
{
    struct joined any = {0};
    enum ls_status status = LS_OK;
    uint32_t ignored;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        struct ls_clause_cards cards = {0};
        status = ls_clause_plan(planner, child, &cards, &ignored, err);
        push_cards(planner, &any, cards);
    }
    *out = join_cards(planner, XAP_OP_OR, &any);
    return status;
}

/* Below the root side by side means all. What is excluded is so by what stands outside template
 * text: a form's sentence says nothing of the article. */
static enum ls_status plan_group(struct ls_planner *planner, const struct ls_clause *clause,
                                 struct ls_clause_cards *out, struct ls_error *err)
{
    struct ls_tree *tree = planner->tree;
    struct joined all = {0};
    struct ls_tree_list excluded = {0};
    enum ls_status status = LS_OK;
    uint32_t ignored;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        struct ls_clause_cards cards = {0};
        status = ls_clause_plan(planner, child, &cards, &ignored, err);
        if (child->sign == LS_SIGN_EXCLUDED) {
            ls_tree_push(tree, &excluded, cards.outside);
        } else {
            push_cards(planner, &all, cards);
        }
    }
    if (all.outside.count == 0) {
        const struct ls_tree_node *every = ls_tree_all(tree);
        push_cards(planner, &all, (struct ls_clause_cards){every, every});
    }
    *out = join_cards(planner, XAP_OP_AND, &all);
    if (excluded.count > 0) {
        bool differ = out->anywhere != out->outside;
        const struct ls_tree_node *any = ls_tree_join(tree, XAP_OP_OR, &excluded);
        out->outside = ls_tree_pair(tree, XAP_OP_AND_NOT, out->outside, any);
        out->anywhere =
            differ ? ls_tree_pair(tree, XAP_OP_AND_NOT, out->anywhere, any) : out->outside;
    }
    return status;
}

static const struct ls_tree_node *plan_number(struct ls_planner *planner,
                                              const struct ls_clause *clause)
{
    enum ls_slot slot = clause->field == LS_QUERY_FIELD_SCORE ? LS_SLOT_SCORE : LS_SLOT_YEAR;
    return ls_tree_range(planner->tree, slot, clause->interval.lo, clause->interval.hi);
}

enum ls_status ls_clause_plan(struct ls_planner *planner, const struct ls_clause *clause,
                              struct ls_clause_cards *out, uint32_t *count, struct ls_error *err)
{
    *out = (struct ls_clause_cards){0};
    *count = UINT32_MAX;
    switch (clause->kind) {
    case LS_CLAUSE_UNIT:
        return plan_unit(planner, clause->unit, out, count, err);
    case LS_CLAUSE_TERM:
        return plan_term(planner, clause, out, count, err);
    case LS_CLAUSE_JOURNAL:
        return plan_journal(planner, clause, out, count, err);
    case LS_CLAUSE_NEAR:
        return plan_near(planner, clause, out, count, err);
    case LS_CLAUSE_ANY:
        return plan_any(planner, clause, out, err);
    case LS_CLAUSE_GROUP:
        return plan_group(planner, clause, out, err);
    case LS_CLAUSE_NUMBER:
        out->outside = out->anywhere = plan_number(planner, clause);
        break;
    }
    return LS_OK;
}
