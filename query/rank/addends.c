#include "query/rank/addends.h"

struct finder {
    struct ls_arena *arena;
    struct ls_addends *addends;
};

static void push(struct finder *finder, const struct ls_tree_node *node, double factor)
{
    struct ls_addends *addends = finder->addends;
    struct ls_addend *addend = LS_ARENA_PUSH(finder->arena, addends->items, &addends->count);
    if (addend) {
        *addend = (struct ls_addend){node, factor};
    }
}

static void add(struct finder *finder, const struct ls_tree_node *node, double factor,
                bool is_certain);

static void add_children(struct finder *finder, const struct ls_tree_node *node, size_t first,
                         size_t past, double factor, bool is_certain)
{
    for (size_t i = first; i < past; i++) {
        add(finder, node->children[i], factor, is_certain);
    }
}

/* What must all be there adds up by itself only where it is known that it is. */
static void add_join(struct finder *finder, const struct ls_tree_node *node, double factor,
                     bool is_certain)
{
    struct ls_addends *addends = finder->addends;
    size_t before = addends->count;
    switch (node->op) {
    case XAP_OP_OR:
        add_children(finder, node, 0, node->count, factor, is_certain && node->count == 1);
        return;
    case XAP_OP_AND:
        add_children(finder, node, 0, node->count, factor, is_certain);
        break;
    case XAP_OP_FILTER:
    case XAP_OP_AND_NOT:
        add_children(finder, node, 0, node->count > 0, factor, is_certain);
        break;
    case XAP_OP_AND_MAYBE:
        add_children(finder, node, 0, node->count > 0, factor, is_certain);
        add_children(finder, node, 1, node->count, factor, false);
        break;
    default:
        addends->add_up = false;
    }
    addends->add_up &= is_certain || addends->count == before;
}

/* is_certain: all cards that are weighed are found by this node. */
static void add(struct finder *finder, const struct ls_tree_node *node, double factor,
                bool is_certain)
{
    if (!node || factor <= 0 || !finder->addends->add_up) {
        return;
    }
    switch (node->kind) {
    case LS_TREE_TERM:
        if (node->term.len > 0) {
            push(finder, node, factor);
        }
        break;
    case LS_TREE_DOCIDS:
        if (node->weights && node->count > 0) {
            push(finder, node, factor);
        }
        break;
    case LS_TREE_SCALE:
        add(finder, node->children[0], factor * node->factor, is_certain);
        break;
    case LS_TREE_JOIN:
        add_join(finder, node, factor, is_certain);
        break;
    case LS_TREE_NONE:
    case LS_TREE_ALL:
    case LS_TREE_RANGE:
        break;
    }
}

enum ls_status ls_addends_find(const struct ls_tree_node *node, struct ls_arena *arena,
                               struct ls_addends *addends, struct ls_error *err)
{
    struct finder finder = {.arena = arena, .addends = addends};
    *addends = (struct ls_addends){.add_up = true};
    add(&finder, node, 1, true);
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
