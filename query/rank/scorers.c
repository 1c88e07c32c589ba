#include "query/rank/scorers.h"

#include "query/rank/addends.h"

struct finder {
    struct ls_index *index;
    struct ls_arena *arena;
    struct ls_scorers *scorers;
    bool known;
    struct xap_error cause;
};

static struct ls_scorer *push(struct finder *finder)
{
    return LS_ARENA_PUSH(finder->arena, finder->scorers->items, &finder->scorers->count);
}

static enum xap_status add_term(struct finder *finder, struct ls_span term, double factor)
{
    struct ls_scorers *scorers = finder->scorers;
    struct ls_postings postings;
    bool known = false;
    enum xap_status status =
        ls_postings_get(finder->index, &scorers->lengths, term, &postings, &known, &finder->cause);
    finder->known &= known;
    if (status != XAP_OK || !known || postings.count == 0) {
        return status;
    }
    struct ls_scorer *scorer = push(finder);
    if (scorer) {
        double rarity = ls_ranking_rarity(postings.count, scorers->lengths.card_count);
        *scorer =
            (struct ls_scorer){.postings = postings, .factor = rarity * factor * (scorers->k1 + 1)};
        scorer->most = scorer->factor / (1 + scorers->k1 * postings.nearest);
    }
    return status;
}

static void add_list(struct finder *finder, const struct ls_tree_node *node, double factor)
{
    struct ls_scorer *scorer = push(finder);
    for (size_t i = 0; scorer && i < node->count; i++) {
        scorer->most = node->weights[i] > scorer->most ? node->weights[i] : scorer->most;
    }
    if (scorer) {
        scorer->listed = node;
        scorer->factor = factor;
        scorer->most *= factor;
    }
}

static enum xap_status add_all(struct finder *finder, const struct ls_addends *addends)
{
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && finder->known && i < addends->count; i++) {
        const struct ls_addend *addend = &addends->items[i];
        if (addend->node->kind == LS_TREE_TERM) {
            status = add_term(finder, addend->node->term, addend->factor);
        } else {
            add_list(finder, addend->node, addend->factor);
        }
    }
    return status;
}

enum ls_status ls_scorers_find(struct ls_index *index, const struct ls_tree_node *node, double k1,
                               struct ls_arena *arena, struct ls_scorers *scorers, bool *known,
                               struct ls_error *err)
{
    struct finder finder = {.index = index, .arena = arena, .scorers = scorers};
    struct ls_addends addends;
    *scorers = (struct ls_scorers){.k1 = k1};
    *known = false;
    enum ls_status status = ls_addends_find(node, arena, &addends, err);
    if (status != LS_OK || !addends.add_up) {
        return status;
    }
    if (ls_lengths_get(index, &scorers->lengths, &finder.known, &finder.cause) != XAP_OK ||
        add_all(&finder, &addends) != XAP_OK) {
        return ls_schema_fail(err, &finder.cause, "cannot search");
    }
    *known = finder.known;
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
