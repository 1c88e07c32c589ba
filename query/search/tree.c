#include "query/search/tree.h"

#include "store/schema.h"

#include <stdlib.h>

void ls_tree_free(struct ls_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        xap_query_free(tree->made[i]);
    }
    free(tree->made);
    *tree = (struct ls_tree){0};
}

enum ls_status ls_tree_status(const struct ls_tree *tree, struct ls_error *err)
{
    if (tree->out_of_memory) {
        return ls_fail_memory(err);
    }
    return tree->cause.status == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &tree->cause, "cannot plan the query");
}

static bool has_failed(const struct ls_tree *tree)
{
    return tree->out_of_memory || tree->cause.status != XAP_OK;
}

/* Room for one more pointer in an array of them; false when memory is out. */
static bool grow(void **array, size_t count, size_t *capacity)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *grown = realloc(*array, wanted * sizeof(void *));
    if (!grown) {
        return false;
    }
    *array = grown;
    *capacity = wanted;
    return true;
}

/* Takes the node over. */
static const struct xap_query *keep_take(struct ls_tree *tree, struct xap_query *node)
{
    void *made = tree->made;
    bool room = node && grow(&made, tree->count, &tree->capacity);
    tree->made = made;
    if (!room) {
        tree->out_of_memory |= node != NULL;
        xap_query_free(node);
        return NULL;
    }
    tree->made[tree->count++] = node;
    return node;
}

void ls_tree_push(struct ls_tree *tree, struct ls_tree_list *list, const struct xap_query *node)
{
    void *nodes = list->nodes;
    bool room = node && grow(&nodes, list->count, &list->capacity);
    list->nodes = nodes;
    if (room) {
        list->nodes[list->count++] = node;
    } else if (node) {
        tree->out_of_memory = true;
    }
}

const struct xap_query *ls_tree_join(struct ls_tree *tree, enum xap_op op,
                                     struct ls_tree_list *list)
{
    struct xap_query *node = NULL;
    if (!has_failed(tree)) {
        xap_query_combine(op, list->nodes, list->count, 0, &node, &tree->cause);
    }
    free(list->nodes);
    *list = (struct ls_tree_list){0};
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_pair(struct ls_tree *tree, enum xap_op op,
                                     const struct xap_query *left, const struct xap_query *right)
{
    const struct xap_query *nodes[] = {left, right};
    struct xap_query *node = NULL;
    if (!has_failed(tree)) {
        xap_query_combine(op, nodes, 2, 0, &node, &tree->cause);
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_scale(struct ls_tree *tree, const struct xap_query *inner,
                                      double factor)
{
    struct xap_query *node = NULL;
    if (!has_failed(tree)) {
        xap_query_scale(inner, factor, &node, &tree->cause);
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_term(struct ls_tree *tree, const char *prefix, struct ls_span term,
                                     double weight)
{
    char bytes[LS_TERM_LIMIT_BYTES];
    size_t prefix_len = strlen(prefix);
    struct xap_query *node = NULL;
    if (prefix_len + term.len > sizeof bytes) { /* too long to be in any index */
        if (!has_failed(tree)) {
            xap_query_none(&node, &tree->cause);
        }
        return keep_take(tree, node);
    }
    memcpy(bytes, prefix, prefix_len);
    memcpy(bytes + prefix_len, term.ptr, term.len);
    if (!has_failed(tree)) {
        xap_query_term(bytes, prefix_len + term.len, 1, &node, &tree->cause);
    }
    const struct xap_query *kept = keep_take(tree, node);
    return weight == 1 ? kept : ls_tree_scale(tree, kept, weight);
}

const struct xap_query *ls_tree_all(struct ls_tree *tree)
{
    struct xap_query *node = NULL;
    if (!has_failed(tree)) {
        xap_query_all(&node, &tree->cause);
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_docids(struct ls_tree *tree, const uint32_t *docids,
                                       const double *weights, size_t count)
{
    struct xap_query *node = NULL;
    if (!has_failed(tree)) {
        xap_query_docids(docids, weights, count, &node, &tree->cause);
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_range(struct ls_tree *tree, uint32_t slot, double lo, double hi)
{
    char low[9];
    char high[9];
    size_t low_len = xap_double_serialise(lo, low);
    size_t high_len = xap_double_serialise(hi, high);
    struct xap_query *node = NULL;
    if (!has_failed(tree)) {
        xap_query_value_range(slot, low, low_len, high, high_len, &node, &tree->cause);
    }
    return keep_take(tree, node);
}
