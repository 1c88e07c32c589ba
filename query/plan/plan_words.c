#include "query/plan/plan_words.h"

#include "query/expand/expand.h"
#include "query/rank/feedback.h"
#include "text/weak.h"

/* All but one of the words: for queries that a reader still counts. */
enum { MOST_WORDS_MIN = 3, MOST_WORDS_MAX = 8 };

/* Some of the words below op; the list is made anew from the array for each use. */
static const struct ls_tree_node *join_words(struct ls_tree *tree, enum xap_op op,
                                             const struct ls_plan_words *words, size_t first,
                                             size_t past, size_t but)
{
    struct ls_tree_list list = {0};
    for (size_t i = first; i < past; i++) {
        if (i != but) {
            ls_tree_push(tree, &list, words->items[i].outside);
        }
    }
    return ls_tree_join(tree, op, &list);
}

/* All of them, in template text or outside. */
static const struct ls_tree_node *join_anywhere(struct ls_tree *tree,
                                                const struct ls_plan_words *words)
{
    struct ls_tree_list list = {0};
    for (size_t i = 0; i < words->count; i++) {
        ls_tree_push(tree, &list, words->items[i].anywhere);
    }
    return ls_tree_join(tree, XAP_OP_AND, &list);
}

static const struct ls_tree_node *join_most(struct ls_tree *tree, const struct ls_plan_words *words)
{
    struct ls_tree_list list = {0};
    size_t count = words->count;
    for (size_t but = words->required_count; but < count; but++) {
        ls_tree_push(tree, &list, join_words(tree, XAP_OP_AND, words, 0, count, but));
    }
    return ls_tree_join(tree, XAP_OP_OR, &list);
}

/* The words, and the pairs of characters of those that are long runs; pairs with a function
 * character say too little. */
static const struct ls_tree_node *join_loose(struct ls_planner *planner,
                                             const struct ls_plan_words *words)
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
    for (size_t i = 0; i < words->count; i++) {
        ls_tree_push(planner->tree, &list, words->items[i].outside);
    }
    return ls_tree_join(planner->tree, XAP_OP_OR, &list);
}

/* Cards that say one of the words otherwise. */
static const struct ls_tree_node *join_expanded(struct ls_planner *planner)
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
static const struct ls_tree_node *join_feedback(struct ls_planner *planner)
{
    const struct ls_feedback *feedback = planner->query->feedback;
    struct ls_tree_list list = {0};
    for (size_t i = 0; feedback && i < feedback->term_count; i++) {
        ls_tree_push(planner->tree, &list,
                     ls_tree_term(planner->tree, "", feedback->terms[i].term, 0));
    }
    return list.count > 0 ? ls_tree_join(planner->tree, XAP_OP_OR, &list) : NULL;
}

void ls_plan_words_join(struct ls_planner *planner, const struct ls_plan_words *words)
{
    struct ls_tree *tree = planner->tree;
    struct ls_query_plan *plan = planner->plan;
    size_t count = words->count;
    size_t required = words->required_count;
    plan->has_required = required > 0;
    plan->some_is_all = required == count || count == 1;
    plan->word_count = count;
    plan->word_counts = words->counts;
    if (count == 0) {
        return;
    }
    plan->all = join_words(tree, XAP_OP_AND, words, 0, count, count);
    plan->some = required > 0 ? join_words(tree, XAP_OP_AND, words, 0, required, count)
                              : join_words(tree, XAP_OP_OR, words, 0, count, count);
    if (words->any_templates) {
        plan->anywhere = join_anywhere(tree, words);
    }
    size_t wanted = count - required;
    if (count >= MOST_WORDS_MIN && wanted > 1 && count <= MOST_WORDS_MAX) {
        plan->most = join_most(tree, words);
    }
    if (required == 0) {
        plan->loose = join_loose(planner, words);
        plan->expanded = join_expanded(planner);
        plan->feedback = join_feedback(planner);
    }
}
