/* How many cards a query finds, as sets: each term's postings are read once for all the questions
 * that are asked of one tree, and none is ranked. */
#ifndef LS_QUERY_COUNT_H
#define LS_QUERY_COUNT_H

#include "query/match/match.h"
#include "query/plan/tree.h"
#include "store/index.h"

struct ls_count; /* what is known of a tree's nodes so far */

void ls_count_free(struct ls_count *count); /* NULL is fine */

/* The cards that a node of the tree finds, and how many they are. The set (match/sets.h) is the
 * tree's; NULL when it cannot be told so: then a search must. LS_BUSY as any that reads. */
enum ls_status ls_count_cards(struct ls_tree *tree, struct ls_index *index,
                              const struct ls_tree_node *node, uint32_t *cards,
                              const uint64_t **set, struct ls_error *err);
/* Likewise their ids, in the arena. *known is false when it cannot be told so. */
enum ls_status ls_count_docids(struct ls_tree *tree, struct ls_index *index,
                               const struct ls_tree_node *node, struct ls_arena *arena,
                               struct ls_docids *docids, bool *known, struct ls_error *err);

#endif
