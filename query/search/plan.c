#include "query/search/plan_rank.h"

#include "query/expand/expand.h"
#include "query/search/domains.h"
#include "query/search/feedback.h"
#include "query/search/near.h"
#include "store/term_walk.h"
#include "text/weak.h"

/* All but one of the words: for queries that a reader still counts. */
enum { MOST_WORDS_MIN = 3, MOST_WORDS_MAX = 8 };

/* The cards of a clause: outside template text, and in it or outside; the same query when nothing
 * is found in it only. */
struct cards {
    const struct ls_tree_node *outside;
    const struct ls_tree_node *anywhere;
};

/* What a unit became, made when it is first asked for. */
struct planned {
    struct cards cards;
    uint32_t count;     /* of those outside; UINT32_MAX: not known */
    uint32_t templates; /* of the others */
};

struct planner {
    struct ls_index *index;
    const struct ls_query *query;
    struct ls_tree *tree;
    struct ls_arena *arena;
    struct planned *units;
    struct ls_query_plan *plan;
    struct ls_buf *notes;
    bool in_templates; /* these are searched too */
};

static enum ls_status count_term(struct planner *planner, struct ls_span term, uint32_t *count,
                                 struct ls_error *err)
{
    struct xap_error cause;
    return ls_index_term_freq(planner->index, term, count, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot search");
}

/* ---- units ---- */

static struct cards join_docids(struct planner *planner, const struct ls_docids *outside,
                                const struct ls_docids *templates)
{
    struct ls_tree *tree = planner->tree;
    struct cards cards;
    cards.outside = ls_tree_docids(tree, outside->items, NULL, outside->count);
    cards.anywhere = cards.outside;
    if (templates->count > 0) {
        cards.anywhere =
            ls_tree_pair(tree, XAP_OP_OR, cards.outside,
                         ls_tree_docids(tree, templates->items, NULL, templates->count));
    }
    return cards;
}

static enum ls_status plan_checked(struct planner *planner, const struct ls_unit *unit,
                                   struct planned *planned, struct ls_error *err)
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
static enum ls_status plan_templates(struct planner *planner, struct ls_span term,
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

static enum ls_status plan_word(struct planner *planner, struct ls_span term, double factor,
                                struct planned *planned, struct ls_error *err)
{
    const struct ls_tree_node *templates = NULL;
    const struct ls_tree_node *outside = ls_tree_term(planner->tree, "", term, factor);
    enum ls_status status = count_term(planner, term, &planned->count, err);
    if (status == LS_OK && planner->in_templates) {
        status = plan_templates(planner, term, &templates, &planned->templates, err);
    }
    planned->cards = (struct cards){outside, outside};
    if (templates) {
        planned->cards.anywhere = ls_tree_pair(planner->tree, XAP_OP_OR, outside, templates);
    }
    return status;
}

static enum ls_status plan_unit(struct planner *planner, uint32_t number, struct cards *out,
                                uint32_t *count, struct ls_error *err)
{
    const struct ls_unit *unit = &planner->query->units.items[number];
    struct planned *planned = &planner->units[number];
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

static enum ls_status plan_clause(struct planner *planner, const struct ls_clause *clause,
                                  struct cards *out, uint32_t *count, struct ls_error *err);

static enum ls_status plan_term(struct planner *planner, const struct ls_clause *clause,
                                struct cards *out, uint32_t *count, struct ls_error *err)
{
    enum ls_status status = count_term(planner, clause->term, count, err);
    if (status == LS_OK && *count == 0 && clause->field == LS_QUERY_FIELD_DOMAIN) {
        status = ls_domain_note(planner->index, clause->value, planner->notes, err);
    }
    out->outside = out->anywhere = ls_tree_term(planner->tree, "", clause->term, 0);
    return status;
}

static enum ls_status plan_journal(struct planner *planner, const struct ls_clause *clause,
                                   struct cards *out, uint32_t *count, struct ls_error *err)
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

static enum ls_status plan_near(struct planner *planner, const struct ls_clause *clause,
                                struct cards *out, uint32_t *count, struct ls_error *err)
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

static void push_cards(struct planner *planner, struct joined *joined, struct cards cards)
{
    ls_tree_push(planner->tree, &joined->outside, cards.outside);
    ls_tree_push(planner->tree, &joined->anywhere, cards.anywhere);
    joined->differ |= cards.outside != cards.anywhere;
}

static struct cards join_cards(struct planner *planner, enum xap_op op, struct joined *joined)
{
    struct cards cards = {.outside = ls_tree_join(planner->tree, op, &joined->outside)};
    const struct ls_tree_node *anywhere = ls_tree_join(planner->tree, op, &joined->anywhere);
    cards.anywhere = joined->differ ? anywhere : cards.outside;
    return cards;
}

static enum ls_status plan_any(struct planner *planner, const struct ls_clause *clause,
                               struct cards *out, struct ls_error *err)
{
    struct joined any = {0};
    enum ls_status status = LS_OK;
    uint32_t ignored;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        struct cards cards = {0};
        status = plan_clause(planner, child, &cards, &ignored, err);
        push_cards(planner, &any, cards);
    }
    *out = join_cards(planner, XAP_OP_OR, &any);
    return status;
}

/* Below the root side by side means all. What is excluded is so by what stands outside template
 * text: a form's sentence says nothing of the article. */
static enum ls_status plan_group(struct planner *planner, const struct ls_clause *clause,
                                 struct cards *out, struct ls_error *err)
{
    struct ls_tree *tree = planner->tree;
    struct joined all = {0};
    struct ls_tree_list excluded = {0};
    enum ls_status status = LS_OK;
    uint32_t ignored;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        struct cards cards = {0};
        status = plan_clause(planner, child, &cards, &ignored, err);
        if (child->sign == LS_SIGN_EXCLUDED) {
            ls_tree_push(tree, &excluded, cards.outside);
        } else {
            push_cards(planner, &all, cards);
        }
    }
    if (all.outside.count == 0) {
        const struct ls_tree_node *every = ls_tree_all(tree);
        push_cards(planner, &all, (struct cards){every, every});
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

static const struct ls_tree_node *plan_number(struct planner *planner,
                                              const struct ls_clause *clause)
{
    enum ls_slot slot = clause->field == LS_QUERY_FIELD_SCORE ? LS_SLOT_SCORE : LS_SLOT_YEAR;
    return ls_tree_range(planner->tree, slot, clause->interval.lo, clause->interval.hi);
}

static enum ls_status plan_clause(struct planner *planner, const struct ls_clause *clause,
                                  struct cards *out, uint32_t *count, struct ls_error *err)
{
    *out = (struct cards){0};
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

/* ---- the root ---- */

/* The root's children, planned, by what they are to it. */
struct root {
    struct cards *words; /* required ones first */
    uint32_t *counts;
    size_t word_count;
    size_t required_count;
    bool any_templates; /* some word stands in template text only of some card */
    struct ls_condition *conditions;
    size_t condition_count;
    struct ls_tree_list excluded;
};

static enum ls_status plan_child(struct planner *planner, const struct ls_clause *clause,
                                 struct root *root, struct ls_error *err)
{
    struct cards cards;
    uint32_t count;
    enum ls_status status = plan_clause(planner, clause, &cards, &count, err);
    if (status != LS_OK) {
        return status;
    }
    if (clause->sign == LS_SIGN_EXCLUDED) {
        ls_tree_push(planner->tree, &root->excluded, cards.outside);
    } else if (clause->is_filter) {
        root->conditions[root->condition_count++] =
            (struct ls_condition){clause->field, cards.outside};
    } else {
        root->any_templates |= cards.anywhere != cards.outside;
        root->words[root->word_count] = cards;
        root->counts[root->word_count++] = count;
    }
    return LS_OK;
}

static enum ls_status plan_children(struct planner *planner, struct root *root,
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
        root->required_count = i == 0 ? root->word_count : root->required_count;
    }
    return status;
}

/* Some of the words below op; the list is made anew from the array for each use. */
static const struct ls_tree_node *join_words(struct ls_tree *tree, enum xap_op op,
                                             const struct root *root, size_t first, size_t past,
                                             size_t but)
{
    struct ls_tree_list list = {0};
    for (size_t i = first; i < past; i++) {
        if (i != but) {
            ls_tree_push(tree, &list, root->words[i].outside);
        }
    }
    return ls_tree_join(tree, op, &list);
}

/* All of them, in template text or outside. */
static const struct ls_tree_node *join_anywhere(struct ls_tree *tree, const struct root *root)
{
    struct ls_tree_list list = {0};
    for (size_t i = 0; i < root->word_count; i++) {
        ls_tree_push(tree, &list, root->words[i].anywhere);
    }
    return ls_tree_join(tree, XAP_OP_AND, &list);
}

static const struct ls_tree_node *join_most(struct ls_tree *tree, const struct root *root)
{
    struct ls_tree_list list = {0};
    size_t count = root->word_count;
    for (size_t but = root->required_count; but < count; but++) {
        ls_tree_push(tree, &list, join_words(tree, XAP_OP_AND, root, 0, count, but));
    }
    return ls_tree_join(tree, XAP_OP_OR, &list);
}

/* The words, and the pairs of characters of those that are long runs; pairs with a function
 * character say too little. */
static const struct ls_tree_node *join_loose(struct planner *planner, const struct root *root)
{
    struct ls_tree_list list = {0};
    for (const struct ls_clause *word = planner->query->root->children; word; word = word->next) {
        const struct ls_unit *unit = &planner->query->units.items[word->unit];
        bool is_run = word->kind == LS_CLAUSE_UNIT && word->sign == LS_SIGN_WANTED &&
                      !word->is_filter && ls_unit_is_long_run(unit);
        for (size_t i = 0; is_run && i < unit->term_count; i++) {
            if (ls_word_weakness(unit->terms[i]) == LS_WORD_STRONG) {
                ls_tree_push(planner->tree, &list,
                             ls_tree_term(planner->tree, "", unit->terms[i], 0));
            }
        }
    }
    if (list.count == 0) {
        return NULL;
    }
    for (size_t i = 0; i < root->word_count; i++) {
        ls_tree_push(planner->tree, &list, root->words[i].outside);
    }
    return ls_tree_join(planner->tree, XAP_OP_OR, &list);
}

/* Cards that say one of the words otherwise. */
static const struct ls_tree_node *join_expanded(struct planner *planner)
{
    const struct ls_expansion *expansion = planner->query->expansion;
    struct ls_tree_list list = {0};
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        const struct ls_docids *found = &expansion->groups[i].found;
        if (found->count > 0) {
            ls_tree_push(planner->tree, &list,
                         ls_tree_docids(planner->tree, found->items, NULL, found->count));
        }
    }
    return list.count > 0 ? ls_tree_join(planner->tree, XAP_OP_OR, &list) : NULL;
}

/* Cards that share a word with the best ones. */
static const struct ls_tree_node *join_feedback(struct planner *planner)
{
    const struct ls_feedback *feedback = planner->query->feedback;
    struct ls_tree_list list = {0};
    for (size_t i = 0; feedback && i < feedback->term_count; i++) {
        ls_tree_push(planner->tree, &list,
                     ls_tree_term(planner->tree, "", feedback->terms[i].term, 0));
    }
    return list.count > 0 ? ls_tree_join(planner->tree, XAP_OP_OR, &list) : NULL;
}

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

static void join_root(struct planner *planner, struct root *root)
{
    struct ls_tree *tree = planner->tree;
    struct ls_query_plan *plan = planner->plan;
    size_t count = root->word_count;
    size_t required = root->required_count;
    plan->conditions = root->conditions;
    plan->condition_count = root->condition_count;
    plan->condition =
        join_conditions(tree, root->conditions, root->condition_count, LS_QUERY_FIELD_COUNT);
    if (root->excluded.count > 0) {
        plan->excluded = ls_tree_join(tree, XAP_OP_OR, &root->excluded);
    }
    plan->has_required = required > 0;
    plan->some_is_all = required == count || count == 1;
    plan->word_count = count;
    plan->word_counts = root->counts;
    if (count == 0) {
        return;
    }
    plan->all = join_words(tree, XAP_OP_AND, root, 0, count, count);
    plan->some = required > 0 ? join_words(tree, XAP_OP_AND, root, 0, required, count)
                              : join_words(tree, XAP_OP_OR, root, 0, count, count);
    if (root->any_templates) {
        plan->anywhere = join_anywhere(tree, root);
    }
    size_t wanted = count - required;
    if (count >= MOST_WORDS_MIN && wanted > 1 && count <= MOST_WORDS_MAX) {
        plan->most = join_most(tree, root);
    }
    if (required == 0) {
        plan->loose = join_loose(planner, root);
        plan->expanded = join_expanded(planner);
        plan->feedback = join_feedback(planner);
    }
}

static size_t count_filters(const struct ls_query *query)
{
    size_t count = 0;
    for (const struct ls_clause *clause = query->root->children; clause; clause = clause->next) {
        count += clause->is_filter;
    }
    return count;
}

enum ls_status ls_query_plan_make(struct ls_index *index, const struct ls_query *query,
                                  bool in_templates, struct ls_tree *tree, struct ls_arena *arena,
                                  struct ls_query_plan *plan, struct ls_buf *notes,
                                  struct ls_error *err)
{
    *plan = (struct ls_query_plan){.tree = tree};
    struct planner planner = {.index = index,
                              .query = query,
                              .tree = tree,
                              .arena = arena,
                              .plan = plan,
                              .notes = notes,
                              .in_templates = in_templates};
    size_t words_max = query->word_count + 1;
    struct root root = {
        .words = ls_arena_array(arena, words_max, sizeof *root.words),
        .counts = ls_arena_array(arena, words_max, sizeof *root.counts),
        .conditions = ls_arena_array(arena, count_filters(query) + 1, sizeof *root.conditions)};
    planner.units = ls_arena_array(arena, query->units.count + 1, sizeof *planner.units);
    uint32_t *unit_counts = ls_arena_array(arena, query->units.count + 1, sizeof *unit_counts);
    bool has_room = root.words && root.counts && root.conditions && planner.units && unit_counts;
    enum ls_status status = has_room ? LS_OK : ls_fail_memory(err);
    plan->unit_counts = unit_counts;
    for (size_t i = 0; has_room && i < query->units.count; i++) {
        unit_counts[i] = UINT32_MAX;
    }
    if (status == LS_OK) {
        status = ls_query_plan_rank(index, query, tree, arena, plan, err);
    }
    if (status == LS_OK) {
        status = plan_children(&planner, &root, err);
    }
    join_root(&planner, &root);
    return status == LS_OK ? ls_tree_status(tree, err) : status;
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
