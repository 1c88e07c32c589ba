/* A query in the shape in which Xapian may pass over cards that cannot be among the best and loses
 * none that can (the law of XAP_OP_AND_MAYBE): its cards as a list, and what adds to their
 * relevance. */
#ifndef LS_QUERY_SHAPE_H
#define LS_QUERY_SHAPE_H

#include "query/plan/tree.h"
#include "store/index.h"

/* *shaped finds the same cards, equally relevant; NULL when there is no such query: then Xapian
 * must look at all cards. The list of cards lives in the arena. */
enum ls_status ls_shape_find(struct ls_tree *tree, struct ls_index *index,
                             const struct ls_tree_node *node, struct ls_arena *arena,
                             const struct ls_tree_node **shaped, struct ls_error *err);

#endif
