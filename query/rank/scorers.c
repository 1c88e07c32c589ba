#include "query/rank/scorers.h"

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
    struct ls_scorer *scorer = node->count > 0 ? push(finder) : NULL;
    for (size_t i = 0; scorer && i < node->count; i++) {
        scorer->most = node->weights[i] > scorer->most ? node->weights[i] : scorer->most;
    }
    if (scorer) {
        scorer->listed = node;
        scorer->factor = factor;
        scorer->most *= factor;
    }
}

static enum xap_status add(struct finder *finder, const struct ls_tree_node *node, double factor,
                           bool is_certain);

static enum xap_status add_children(struct finder *finder, const struct ls_tree_node *node,
                                    size_t first, size_t past, double factor, bool is_certain)
{
    enum xap_status status = XAP_OK;
    for (size_t i = first; status == XAP_OK && i < past; i++) {
        status = add(finder, node->children[i], factor, is_certain);
    }
    return status;
}

/* What must all be there adds up by itself only where it is known that it is. */
static enum xap_status add_join(struct finder *finder, const struct ls_tree_node *node,
                                double factor, bool is_certain)
{
    size_t before = finder->scorers->count;
    enum xap_status status = XAP_OK;
    switch (node->op) {
    case XAP_OP_OR:
        return add_children(finder, node, 0, node->count, factor, is_certain && node->count == 1);
    case XAP_OP_AND:
        status = add_children(finder, node, 0, node->count, factor, is_certain);
        break;
    case XAP_OP_FILTER:
    case XAP_OP_AND_NOT:
        status = add_children(finder, node, 0, node->count > 0, factor, is_certain);
        break;
    case XAP_OP_AND_MAYBE:
        status = add_children(finder, node, 0, node->count > 0, factor, is_certain);
        if (status == XAP_OK) {
            status = add_children(finder, node, 1, node->count, factor, false);
        }
        break;
    default:
        finder->known = false;
    }
    finder->known &= is_certain || finder->scorers->count == before;
    return status;
}

/* is_certain: all cards that are weighed are found by this node. */
static enum xap_status add(struct finder *finder, const struct ls_tree_node *node, double factor,
                           bool is_certain)
{
    if (factor <= 0 || !finder->known) {
        return XAP_OK;
    }
    switch (node->kind) {
    case LS_TREE_TERM:
        return node->term.len > 0 ? add_term(finder, node->term, factor) : XAP_OK;
    case LS_TREE_DOCIDS:
        if (node->weights) {
            add_list(finder, node, factor);
        }
        break;
    case LS_TREE_SCALE:
        return add(finder, node->children[0], factor * node->factor, is_certain);
    case LS_TREE_JOIN:
        return add_join(finder, node, factor, is_certain);
    case LS_TREE_NONE:
    case LS_TREE_ALL:
    case LS_TREE_RANGE:
        break;
    }
    return XAP_OK;
}

enum ls_status ls_scorers_find(struct ls_index *index, const struct ls_tree_node *node, double k1,
                               struct ls_arena *arena, struct ls_scorers *scorers, bool *known,
                               struct ls_error *err)
{
    struct finder finder = {.index = index, .arena = arena, .scorers = scorers};
    *scorers = (struct ls_scorers){.k1 = k1};
    enum xap_status status = ls_lengths_get(index, &scorers->lengths, &finder.known, &finder.cause);
    if (status == XAP_OK && finder.known) {
        status = add(&finder, node, 1, true);
    }
    *known = finder.known;
    if (status != XAP_OK) {
        return ls_schema_fail(err, &finder.cause, "cannot search");
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
