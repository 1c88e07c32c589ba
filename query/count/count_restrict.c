#include "query/count/count_sets.h"

static bool stands_at(struct ls_count *count, struct xap_postings *postings, uint32_t docid)
{
    bool more = false;
    ls_count_check(count, xap_postings_skip_to(postings, docid, &more, &count->cause));
    return more && xap_postings_docid(postings) == docid;
}

static bool has_value(struct ls_count *count, struct xap_values *values,
                      const struct ls_tree_node *node, uint32_t docid)
{
    bool more = false;
    ls_count_check(count, xap_values_skip_to(values, docid, &more, &count->cause));
    return more && xap_values_docid(values) == docid &&
           ls_count_is_in_range(node, xap_values_value(values));
}

/* Looks for each of the cards. */
static void look_up(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    struct xap_postings *postings = NULL;
    struct xap_values *values = NULL;
    ls_count_check(count, node->kind == LS_TREE_RANGE
                              ? xap_values_open(count->reader, node->slot, &values, &count->cause)
                              : xap_postings_open(count->reader, node->term.ptr, node->term.len,
                                                  &postings, &count->cause));
    for (size_t i = 0; i < count->words; i++) {
        for (uint64_t left = set[i]; left && !count->failed; left &= left - 1) {
            uint64_t bit = left & -left;
            uint32_t docid = ls_set_first(left, i);
            bool holds = postings ? stands_at(count, postings, docid)
                                  : has_value(count, values, node, docid);
            set[i] &= holds ? ~UINT64_C(0) : ~bit;
        }
    }
    xap_postings_free(postings);
    xap_values_free(values);
}

static bool is_few(struct ls_count *count, const uint64_t *set, uint64_t cards)
{
    return ls_set_size(set, count->words) * (uint64_t)LS_COUNT_SKIP_COST < cards;
}

static void restrict_range(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    uint64_t *range = ls_count_new_set(count);
    if (ls_count_add_range(count, node, range)) {
        *ls_count_place(count, node) = range;
        ls_set_intersect(set, range, count->words);
    } else if (!count->failed) {
        look_up(count, set, node);
    }
}

static void restrict_leaf(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    struct ls_postings postings;
    bool looks = node->kind == LS_TREE_TERM && !ls_count_postings(count, node, &postings) &&
                 is_few(count, set, ls_count_freq(count, node));
    if (node->kind == LS_TREE_RANGE) {
        restrict_range(count, set, node);
    } else if (looks) {
        look_up(count, set, node);
    } else {
        ls_set_intersect(set, ls_count_find(count, node), count->words);
    }
}

static void restrict_any(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    uint64_t *any = ls_count_new_set(count);
    for (size_t i = 0; any && !count->failed && i < node->count; i++) {
        uint64_t *of_child = ls_count_copy_set(count, set);
        if (of_child) {
            ls_count_restrict(count, of_child, node->children[i]);
            ls_set_unite(any, of_child, count->words);
        }
    }
    ls_set_intersect(set, any, count->words);
}

static void restrict_joined(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    bool is_and = node->op == XAP_OP_AND || node->op == XAP_OP_FILTER;
    if (is_and) {
        for (size_t i = 0; i < node->count && !count->failed; i++) {
            ls_count_restrict(count, set, node->children[i]);
        }
    } else if (node->op == XAP_OP_OR && node->count <= LS_COUNT_SKIP_COST &&
               is_few(count, set, ls_count_estimate(count, node))) {
        restrict_any(count, set, node);
    } else {
        ls_set_intersect(set, ls_count_find(count, node), count->words);
    }
}

void ls_count_restrict(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    if (!node || count->failed) {
        return;
    }
    if (*ls_count_place(count, node)) {
        ls_set_intersect(set, *ls_count_place(count, node), count->words);
    } else if (node->kind == LS_TREE_SCALE) {
        ls_count_restrict(count, set, node->children[0]);
    } else if (node->kind == LS_TREE_JOIN) {
        restrict_joined(count, set, node);
    } else {
        restrict_leaf(count, set, node);
    }
}
