#include "query/count/count_sets.h"

/* ---- leaves ---- */

static void find_range(struct ls_count *count, const struct ls_tree_node *node, uint64_t *set)
{
    struct xap_values *values = NULL;
    bool more = true;
    ls_count_check(count, xap_values_open(count->reader, node->slot, &values, &count->cause));
    while (!count->failed && more) {
        ls_count_check(count, xap_values_next(values, &more, &count->cause));
        uint32_t docid = xap_values_docid(values);
        if (!count->failed && more && docid <= count->last &&
            ls_count_is_in_range(node, xap_values_value(values))) {
            ls_set_add(set, docid);
        }
    }
    xap_values_free(values);
}

/* The set of a common term is kept as it is. */
static uint64_t *find_kept(struct ls_count *count, const struct ls_tree_node *node)
{
    struct ls_postings postings = {0};
    return node->kind == LS_TREE_TERM && ls_count_postings(count, node, &postings)
               ? (uint64_t *)postings.bits
               : NULL;
}

static uint64_t *find_leaf(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t *kept = find_kept(count, node);
    if (kept || count->failed) {
        return kept;
    }
    uint64_t *set = ls_count_new_set(count);
    struct ls_span term = node->kind == LS_TREE_TERM ? node->term : LS_SPAN("");
    for (size_t i = 0; set && node->kind == LS_TREE_DOCIDS && i < node->count; i++) {
        ls_set_add(set, node->docids[i]);
    }
    if (set && node->kind == LS_TREE_RANGE && !ls_count_add_range(count, node, set)) {
        find_range(count, node, set);
    } else if (set && (node->kind == LS_TREE_TERM || node->kind == LS_TREE_ALL)) {
        ls_count_check(count, ls_set_add_term(count->index, term, count->last, set, &count->cause));
    }
    return set;
}

/* ---- joined ---- */

/* The cards of all children, beginning with the one that has the fewest. */
static uint64_t *find_all(struct ls_count *count, const struct ls_tree_node *node)
{
    size_t fewest = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < node->count; i++) {
        uint64_t cards = ls_count_estimate(count, node->children[i]);
        fewest = cards < least ? i : fewest;
        least = cards < least ? cards : least;
    }
    uint64_t *set = ls_count_copy_set(count, ls_count_find(count, node->children[fewest]));
    for (size_t i = 0; set && i < node->count; i++) {
        if (i != fewest) {
            ls_count_restrict(count, set, node->children[i]);
        }
    }
    return set;
}

static uint64_t *find_any(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t *set = ls_count_new_set(count);
    for (size_t i = 0; set && !count->failed && i < node->count; i++) {
        const struct ls_tree_node *child = node->children[i];
        while (child->kind == LS_TREE_SCALE) {
            child = child->children[0];
        }
        if (child->kind == LS_TREE_TERM && !*ls_count_place(count, child)) {
            ls_count_check(
                count, ls_set_add_term(count->index, child->term, count->last, set, &count->cause));
        } else {
            ls_set_unite(set, ls_count_find(count, node->children[i]), count->words);
        }
    }
    return set;
}

static uint64_t *find_without(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t *set = ls_count_copy_set(count, ls_count_find(count, node->children[0]));
    for (size_t i = 1; set && i < node->count; i++) {
        uint64_t *both = ls_count_copy_set(count, set);
        if (both) {
            ls_count_restrict(count, both, node->children[i]);
            ls_set_subtract(set, both, count->words);
        }
    }
    return set;
}

static uint64_t *find_joined(struct ls_count *count, const struct ls_tree_node *node)
{
    switch (node->op) {
    case XAP_OP_AND:
    case XAP_OP_FILTER:
        return find_all(count, node);
    case XAP_OP_OR:
        return find_any(count, node);
    case XAP_OP_AND_NOT:
        return find_without(count, node);
    case XAP_OP_AND_MAYBE:
        return ls_count_find(count, node->children[0]);
    default:
        count->failed = true;
        return NULL;
    }
}

uint64_t *ls_count_find(struct ls_count *count, const struct ls_tree_node *node)
{
    if (!node || count->failed) {
        return NULL;
    }
    uint64_t **place = ls_count_place(count, node);
    if (!*place) {
        uint64_t *set = node->kind == LS_TREE_SCALE  ? ls_count_find(count, node->children[0])
                        : node->kind == LS_TREE_JOIN ? find_joined(count, node)
                                                     : find_leaf(count, node);
        *place = count->failed ? NULL : set;
    }
    return *place;
}
