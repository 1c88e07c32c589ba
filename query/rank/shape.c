#include "query/rank/shape.h"

#include "query/count/count.h"
#include "query/rank/addends.h"

static const struct ls_tree_node *join(struct ls_tree *tree, const struct ls_addends *addends)
{
    struct ls_tree_list list = {0};
    for (size_t i = 0; i < addends->count; i++) {
        const struct ls_addend *addend = &addends->items[i];
        const struct ls_tree_node *node = addend->node;
        ls_tree_push(tree, &list,
                     addend->factor == 1 ? node : ls_tree_scale(tree, node, addend->factor));
    }
    return list.count > 0 ? ls_tree_join(tree, XAP_OP_OR, &list) : NULL;
}

/* Of several databases Xapian knows in each but the first what is good enough before it has begun
 * to read; and an AND of lists alone, which it then makes of their OR, finds nothing. */
static bool may_fail(struct ls_index *index, const struct ls_addends *addends)
{
    bool has_list = false;
    for (size_t i = 0; i < addends->count; i++) {
        has_list |= addends->items[i].node->kind == LS_TREE_DOCIDS;
    }
    return has_list && ls_index_count(index) > 1;
}

enum ls_status ls_shape_find(struct ls_tree *tree, struct ls_index *index,
                             const struct ls_tree_node *node, struct ls_arena *arena,
                             const struct ls_tree_node **shaped, struct ls_error *err)
{
    struct ls_addends addends;
    struct ls_docids cards = {0};
    bool known = false;
    *shaped = NULL;
    enum ls_status status = ls_addends_find(node, arena, &addends, err);
    if (status == LS_OK && addends.add_up && !may_fail(index, &addends)) {
        status = ls_count_docids(tree, index, node, arena, &cards, &known, err);
    }
    if (status == LS_OK && known) {
        const struct ls_tree_node *list = ls_tree_docids(tree, cards.items, NULL, cards.count);
        const struct ls_tree_node *rank = join(tree, &addends);
        *shaped = rank ? ls_tree_pair(tree, XAP_OP_AND_MAYBE, list, rank) : list;
        status = ls_tree_status(tree, err);
    }
    return status;
}
