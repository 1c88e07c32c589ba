#include "query/search/tree.h"

#include "query/search/count.h"

#include "store/schema.h"

#include <stdlib.h>

void ls_tree_free(struct ls_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        xap_query_free(tree->made[i].query);
        free(tree->made[i].children);
        free((char *)tree->made[i].term.ptr);
    }
    free(tree->made);
    ls_count_free(tree->counting);
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

/* Room for one more item in an array of them; false when memory is out. */
static bool grow(void **array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *grown = realloc(*array, wanted * size);
    if (!grown) {
        return false;
    }
    *array = grown;
    *capacity = wanted;
    return true;
}

/* Takes the node over, with what it owns. */
static const struct xap_query *keep_take(struct ls_tree *tree, struct ls_tree_node node)
{
    void *made = tree->made;
    bool room = node.query && grow(&made, tree->count, &tree->capacity, sizeof *tree->made);
    tree->made = made;
    if (!room) {
        tree->out_of_memory |= node.query != NULL;
        xap_query_free(node.query);
        free(node.children);
        free((char *)node.term.ptr);
        return NULL;
    }
    tree->made[tree->count++] = node;
    return node.query;
}

void ls_tree_push(struct ls_tree *tree, struct ls_tree_list *list, const struct xap_query *node)
{
    void *nodes = list->nodes;
    bool room = node && grow(&nodes, list->count, &list->capacity, sizeof *list->nodes);
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
    struct ls_tree_node node = {
        .kind = LS_TREE_JOIN, .op = op, .children = list->nodes, .count = list->count};
    if (!has_failed(tree)) {
        xap_query_combine(op, list->nodes, list->count, 0, &node.query, &tree->cause);
    }
    *list = (struct ls_tree_list){0};
    if (!node.query) {
        free(node.children);
        node.children = NULL;
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_pair(struct ls_tree *tree, enum xap_op op,
                                     const struct xap_query *left, const struct xap_query *right)
{
    struct ls_tree_list list = {0};
    ls_tree_push(tree, &list, left);
    ls_tree_push(tree, &list, right);
    return ls_tree_join(tree, op, &list);
}

const struct xap_query *ls_tree_scale(struct ls_tree *tree, const struct xap_query *inner,
                                      double factor)
{
    struct ls_tree_list list = {0};
    ls_tree_push(tree, &list, inner);
    struct ls_tree_node node = {.kind = LS_TREE_SCALE, .children = list.nodes, .count = list.count};
    if (!has_failed(tree)) {
        xap_query_scale(inner, factor, &node.query, &tree->cause);
    }
    if (!node.query) {
        free(node.children);
        node.children = NULL;
    }
    return keep_take(tree, node);
}

/* A copy in memory of its own; absent when there is none. */
static struct ls_span copy_term(const char *bytes, size_t len)
{
    char *copy = malloc(len + 1);
    if (copy) {
        memcpy(copy, bytes, len);
    }
    return ls_span(copy, copy ? len : 0);
}

const struct xap_query *ls_tree_term(struct ls_tree *tree, const char *prefix, struct ls_span term,
                                     double weight)
{
    char bytes[LS_TERM_LIMIT_BYTES];
    size_t prefix_len = strlen(prefix);
    struct ls_tree_node node = {.kind = LS_TREE_NONE};
    if (prefix_len + term.len > sizeof bytes) { /* too long to be in any index */
        if (!has_failed(tree)) {
            xap_query_none(&node.query, &tree->cause);
        }
        return keep_take(tree, node);
    }
    memcpy(bytes, prefix, prefix_len);
    memcpy(bytes + prefix_len, term.ptr, term.len);
    if (!has_failed(tree)) {
        xap_query_term(bytes, prefix_len + term.len, 1, &node.query, &tree->cause);
    }
    if (node.query) {
        node.kind = LS_TREE_TERM;
        node.term = copy_term(bytes, prefix_len + term.len);
        tree->out_of_memory |= !node.term.ptr;
    }
    const struct xap_query *kept = keep_take(tree, node);
    return weight == 1 ? kept : ls_tree_scale(tree, kept, weight);
}

const struct xap_query *ls_tree_all(struct ls_tree *tree)
{
    struct ls_tree_node node = {.kind = LS_TREE_ALL};
    if (!has_failed(tree)) {
        xap_query_all(&node.query, &tree->cause);
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_docids(struct ls_tree *tree, const uint32_t *docids,
                                       const double *weights, size_t count)
{
    struct ls_tree_node node = {.kind = LS_TREE_DOCIDS, .docids = docids, .count = count};
    if (!has_failed(tree)) {
        xap_query_docids(docids, weights, count, &node.query, &tree->cause);
    }
    return keep_take(tree, node);
}

const struct xap_query *ls_tree_range(struct ls_tree *tree, uint32_t slot, double lo, double hi)
{
    char low[9];
    char high[9];
    size_t low_len = xap_double_serialise(lo, low);
    size_t high_len = xap_double_serialise(hi, high);
    struct ls_tree_node node = {.kind = LS_TREE_RANGE, .slot = slot, .lo = lo, .hi = hi};
    if (!has_failed(tree)) {
        xap_query_value_range(slot, low, low_len, high, high_len, &node.query, &tree->cause);
    }
    return keep_take(tree, node);
}
