#include "query/count/count_sets.h"

#include "store/term_walk.h"

uint64_t *ls_count_new_set(struct ls_count *count)
{
    uint64_t *set =
        count->sets_left > 0 ? ls_arena_array(&count->arena, count->words, sizeof *set) : NULL;
    count->sets_left -= set != NULL;
    count->failed |= !set;
    return set;
}

uint64_t *ls_count_copy_set(struct ls_count *count, const uint64_t *set)
{
    size_t size = count->words * sizeof *set;
    uint64_t *copy = set && count->sets_left > 0 ? ls_arena_bytes(&count->arena, size) : NULL;
    count->sets_left -= copy != NULL;
    count->failed |= !copy;
    return copy ? memcpy(copy, set, size) : NULL;
}

bool ls_count_postings(struct ls_count *count, const struct ls_tree_node *node,
                       struct ls_postings *postings)
{
    bool known = false;
    if (count->has_postings) {
        ls_count_check(count, ls_postings_get(count->index, &count->lengths, node->term, postings,
                                              &known, &count->cause));
    }
    return known && !count->failed;
}

uint32_t ls_count_freq(struct ls_count *count, const struct ls_tree_node *node)
{
    uint32_t freq = 0;
    ls_count_check(count, ls_index_term_freq(count->index, node->term, &freq, &count->cause));
    return freq;
}

uint64_t ls_count_estimate(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t cards = 0;
    bool is_and = false;
    switch (node->kind) {
    case LS_TREE_NONE:
        return 0;
    case LS_TREE_TERM:
        return ls_count_freq(count, node);
    case LS_TREE_DOCIDS:
        return node->count;
    case LS_TREE_ALL:
        return count->cards;
    case LS_TREE_RANGE:
        return count->cards + UINT64_C(1);
    case LS_TREE_SCALE:
        return ls_count_estimate(count, node->children[0]);
    case LS_TREE_JOIN:
        break;
    }
    if (node->op != XAP_OP_OR && node->op != XAP_OP_AND && node->op != XAP_OP_FILTER) {
        return ls_count_estimate(count, node->children[0]);
    }
    is_and = node->op != XAP_OP_OR;
    for (size_t i = 0; i < node->count; i++) {
        uint64_t of_child = ls_count_estimate(count, node->children[i]);
        cards = i == 0             ? of_child
                : !is_and          ? cards + of_child
                : of_child < cards ? of_child
                                   : cards;
    }
    return cards;
}

bool ls_count_is_in_range(const struct ls_tree_node *node, struct xap_bytes value)
{
    double number = xap_double_unserialise(value.ptr, value.len);
    return number >= node->lo && number <= node->hi;
}

bool ls_count_add_range(struct ls_count *count, const struct ls_tree_node *node, uint64_t *set)
{
    bool known = false;
    if (set) {
        ls_count_check(count, ls_set_add_range(count->index, node->slot, node->lo, node->hi, set,
                                               &known, &count->cause));
    }
    return known;
}
