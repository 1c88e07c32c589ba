/* Builds trees of queries. Sticky, like a buf: append freely, ask once at the end whether it
 * worked. Owns every node it hands out, NULL after a failure, and takes NULL for a node wherever it
 * takes one. A node becomes one of Xapian's queries when Xapian is to search for it. */
#ifndef LS_QUERY_TREE_H
#define LS_QUERY_TREE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>
#include <xapian-c.h>

enum ls_tree_kind {
    LS_TREE_NONE,
    LS_TREE_TERM,
    LS_TREE_ALL,
    LS_TREE_DOCIDS,
    LS_TREE_RANGE,
    LS_TREE_SCALE, /* of its only child */
    LS_TREE_JOIN
};

/* What a node is made of; the children are nodes of the same tree. */
struct ls_tree_node {
    enum ls_tree_kind kind;
    enum xap_op op; /* of a join */
    const struct ls_tree_node **children;
    size_t count;           /* of children, or of docids */
    struct ls_span term;    /* in the tree's arena */
    const uint32_t *docids; /* borrowed: they must outlive the tree */
    const double *weights;  /* likewise; NULL: all 0 */
    double factor;          /* of a scale */
    uint32_t slot;
    double lo, hi;
    size_t number;             /* of the nodes that were made before it */
    struct xap_query *query;   /* NULL until it is asked for */
    struct ls_tree_node *made; /* before it */
};

struct ls_tree {
    struct ls_arena arena;
    struct ls_tree_node *last; /* made */
    size_t count;
    struct ls_count *counting; /* NULL: nothing was counted yet */
    struct xap_error cause;
};

/* Nodes that will stand side by side below one operator, in the tree's arena. */
struct ls_tree_list {
    const struct ls_tree_node **nodes;
    size_t count;
};

void ls_tree_free(struct ls_tree *tree); /* an all-zero tree is valid */
enum ls_status ls_tree_status(const struct ls_tree *tree, struct ls_error *err);

void ls_tree_push(struct ls_tree *tree, struct ls_tree_list *list, const struct ls_tree_node *node);
/* The list's nodes below op; the list is empty afterwards. */
const struct ls_tree_node *ls_tree_join(struct ls_tree *tree, enum xap_op op,
                                        struct ls_tree_list *list);
const struct ls_tree_node *ls_tree_pair(struct ls_tree *tree, enum xap_op op,
                                        const struct ls_tree_node *left,
                                        const struct ls_tree_node *right);

const struct ls_tree_node *ls_tree_term(struct ls_tree *tree, const char *prefix,
                                        struct ls_span term, double weight);
const struct ls_tree_node *ls_tree_all(struct ls_tree *tree); /* every document, without weight */
/* weights: one for each; NULL: all 0. Docids and weights are borrowed. */
const struct ls_tree_node *ls_tree_docids(struct ls_tree *tree, const uint32_t *docids,
                                          const double *weights, size_t count);
const struct ls_tree_node *ls_tree_scale(struct ls_tree *tree, const struct ls_tree_node *node,
                                         double factor);
/* Documents with a number from lo to hi in the slot; those without one are in no range. */
const struct ls_tree_node *ls_tree_range(struct ls_tree *tree, uint32_t slot, double lo, double hi);

/* The node as Xapian is to search for it: owned by the tree. */
const struct xap_query *ls_tree_query(struct ls_tree *tree, const struct ls_tree_node *node);

#endif
