/* What adds to the relevance of the cards that a tree finds, each by itself: its terms, and its
 * lists of cards with weights. */
#ifndef LS_QUERY_ADDENDS_H
#define LS_QUERY_ADDENDS_H

#include "query/plan/tree.h"

struct ls_addend {
    const struct ls_tree_node *node; /* a term, or docids that have weights and are some */
    double factor;                   /* above 0 */
};

struct ls_addends {
    struct ls_addend *items; /* of the arena */
    size_t count;
    bool add_up; /* to the relevance of whatever the tree finds; else only Xapian can tell it */
};

enum ls_status ls_addends_find(const struct ls_tree_node *node, struct ls_arena *arena,
                               struct ls_addends *addends, struct ls_error *err);

#endif
