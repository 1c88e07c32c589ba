#include "query/plan/tree.h"

#include "query/count/count.h"

#include "store/schema.h"

void ls_tree_free(struct ls_tree *tree)
{
    for (struct ls_tree_node *node = tree->last; node; node = node->made) {
        xap_query_free(node->query);
    }
    ls_count_free(tree->counting);
    ls_arena_free(&tree->arena);
    *tree = (struct ls_tree){0};
}

enum ls_status ls_tree_status(const struct ls_tree *tree, struct ls_error *err)
{
    if (tree->arena.failed) {
        return ls_fail_memory(err);
    }
    return tree->cause.status == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &tree->cause, "cannot plan the query");
}

static bool has_failed(const struct ls_tree *tree)
{
    return tree->arena.failed || tree->cause.status != XAP_OK;
}

static const struct ls_tree_node *add(struct ls_tree *tree, struct ls_tree_node node)
{
    struct ls_tree_node *made =
        has_failed(tree) ? NULL : ls_arena_bytes(&tree->arena, sizeof *made);
    if (made) {
        node.number = tree->count++;
        node.made = tree->last;
        *made = node;
        tree->last = made;
    }
    return made;
}

void ls_tree_push(struct ls_tree *tree, struct ls_tree_list *list, const struct ls_tree_node *node)
{
    const struct ls_tree_node **pushed =
        node ? LS_ARENA_PUSH(&tree->arena, list->nodes, &list->count) : NULL;
    if (pushed) {
        *pushed = node;
    }
}

const struct ls_tree_node *ls_tree_join(struct ls_tree *tree, enum xap_op op,
                                        struct ls_tree_list *list)
{
    struct ls_tree_node node = {
        .kind = LS_TREE_JOIN, .op = op, .children = list->nodes, .count = list->count};
    *list = (struct ls_tree_list){0};
    return add(tree, node);
}

const struct ls_tree_node *ls_tree_pair(struct ls_tree *tree, enum xap_op op,
                                        const struct ls_tree_node *left,
                                        const struct ls_tree_node *right)
{
    struct ls_tree_list list = {0};
    ls_tree_push(tree, &list, left);
    ls_tree_push(tree, &list, right);
    return ls_tree_join(tree, op, &list);
}

const struct ls_tree_node *ls_tree_scale(struct ls_tree *tree, const struct ls_tree_node *inner,
                                         double factor)
{
    struct ls_tree_list list = {0};
    ls_tree_push(tree, &list, inner);
    return list.count > 0 ? add(tree, (struct ls_tree_node){.kind = LS_TREE_SCALE,
                                                            .children = list.nodes,
                                                            .count = list.count,
                                                            .factor = factor})
                          : NULL;
}

const struct ls_tree_node *ls_tree_term(struct ls_tree *tree, const char *prefix,
                                        struct ls_span term, double weight)
{
    size_t prefix_len = strlen(prefix);
    struct ls_tree_node node = {.kind = LS_TREE_NONE}; /* too long to be in any index */
    if (prefix_len + term.len <= LS_TERM_LIMIT_BYTES) {
        char *bytes = ls_arena_bytes(&tree->arena, prefix_len + term.len + 1);
        if (!bytes) {
            return NULL;
        }
        memcpy(bytes, prefix, prefix_len);
        memcpy(bytes + prefix_len, term.ptr, term.len);
        node = (struct ls_tree_node){.kind = LS_TREE_TERM,
                                     .term = ls_span(bytes, prefix_len + term.len)};
    }
    const struct ls_tree_node *made = add(tree, node);
    return weight == 1 ? made : ls_tree_scale(tree, made, weight);
}

const struct ls_tree_node *ls_tree_all(struct ls_tree *tree)
{
    return add(tree, (struct ls_tree_node){.kind = LS_TREE_ALL});
}

const struct ls_tree_node *ls_tree_docids(struct ls_tree *tree, const uint32_t *docids,
                                          const double *weights, size_t count)
{
    return add(tree,
               (struct ls_tree_node){
                   .kind = LS_TREE_DOCIDS, .docids = docids, .weights = weights, .count = count});
}

const struct ls_tree_node *ls_tree_range(struct ls_tree *tree, uint32_t slot, double lo, double hi)
{
    return add(tree,
               (struct ls_tree_node){.kind = LS_TREE_RANGE, .slot = slot, .lo = lo, .hi = hi});
}

/* ---- as Xapian has them ---- */

static enum xap_status make_range(const struct ls_tree_node *node, struct xap_query **query,
                                  struct xap_error *cause)
{
    char low[9];
    char high[9];
    size_t low_len = xap_double_serialise(node->lo, low);
    size_t high_len = xap_double_serialise(node->hi, high);
    return xap_query_value_range(node->slot, low, low_len, high, high_len, query, cause);
}

static enum xap_status make_join(struct ls_tree *tree, const struct ls_tree_node *node,
                                 struct xap_query **query)
{
    const struct xap_query **queries =
        ls_arena_array(&tree->arena, node->count + 1, sizeof *queries);
    for (size_t i = 0; queries && i < node->count; i++) {
        queries[i] = ls_tree_query(tree, node->children[i]);
    }
    return has_failed(tree)
               ? XAP_NO_MEMORY
               : xap_query_combine(node->op, queries, node->count, 0, query, &tree->cause);
}

static enum xap_status make_scale(struct ls_tree *tree, const struct ls_tree_node *node,
                                  struct xap_query **query)
{
    const struct xap_query *inner = ls_tree_query(tree, node->children[0]);
    return has_failed(tree) ? XAP_NO_MEMORY
                            : xap_query_scale(inner, node->factor, query, &tree->cause);
}

static enum xap_status make(struct ls_tree *tree, const struct ls_tree_node *node,
                            struct xap_query **query)
{
    struct xap_error *cause = &tree->cause;
    switch (node->kind) {
    case LS_TREE_NONE:
        break;
    case LS_TREE_TERM:
        return xap_query_term(node->term.ptr, node->term.len, 1, query, cause);
    case LS_TREE_ALL:
        return xap_query_all(query, cause);
    case LS_TREE_DOCIDS:
        return xap_query_docids(node->docids, node->weights, node->count, query, cause);
    case LS_TREE_RANGE:
        return make_range(node, query, cause);
    case LS_TREE_SCALE:
        return make_scale(tree, node, query);
    case LS_TREE_JOIN:
        return make_join(tree, node, query);
    }
    return xap_query_none(query, cause);
}

const struct xap_query *ls_tree_query(struct ls_tree *tree, const struct ls_tree_node *node)
{
    if (!node || has_failed(tree)) {
        return NULL;
    }
    struct xap_query **query = &((struct ls_tree_node *)node)->query;
    return *query || make(tree, node, query) == XAP_OK ? *query : NULL;
}
