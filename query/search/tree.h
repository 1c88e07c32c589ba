/* Builds trees of Xapian queries. Sticky, like a buf: append freely, ask once
 * at the end whether it worked. Owns every node it hands out, NULL after a
 * failure, and takes NULL for a node wherever it takes one. */
#ifndef LS_QUERY_TREE_H
#define LS_QUERY_TREE_H

#include "base/error.h"
#include "base/span.h"

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
    struct xap_query *query;
    enum ls_tree_kind kind;
    enum xap_op op; /* of a join */
    const struct xap_query **children;
    size_t count;           /* of children, or of docids */
    struct ls_span term;    /* owned */
    const uint32_t *docids; /* borrowed: they must outlive the tree */
    uint32_t slot;
    double lo, hi;
};

struct ls_tree {
    struct ls_tree_node *made;
    size_t count;
    size_t capacity;
    struct ls_count *counting; /* NULL: nothing was counted yet */
    struct xap_error cause;
    bool out_of_memory;
};

/* Nodes that will stand side by side below one operator. */
struct ls_tree_list {
    const struct xap_query **nodes;
    size_t count;
    size_t capacity;
};

void ls_tree_free(struct ls_tree *tree); /* an all-zero tree is valid */
enum ls_status ls_tree_status(const struct ls_tree *tree, struct ls_error *err);

void ls_tree_push(struct ls_tree *tree, struct ls_tree_list *list, const struct xap_query *node);
/* The list's nodes below op; the list is empty and without memory afterwards. */
const struct xap_query *ls_tree_join(struct ls_tree *tree, enum xap_op op,
                                     struct ls_tree_list *list);
const struct xap_query *ls_tree_pair(struct ls_tree *tree, enum xap_op op,
                                     const struct xap_query *left, const struct xap_query *right);

const struct xap_query *ls_tree_term(struct ls_tree *tree, const char *prefix, struct ls_span term,
                                     double weight);
const struct xap_query *ls_tree_all(struct ls_tree *tree); /* every document, without weight */
/* weights: one for each; NULL: all 0. The docids are borrowed. */
const struct xap_query *ls_tree_docids(struct ls_tree *tree, const uint32_t *docids,
                                       const double *weights, size_t count);
const struct xap_query *ls_tree_scale(struct ls_tree *tree, const struct xap_query *node,
                                      double factor);
/* Documents with a number from lo to hi in the slot; those without one are in no range. */
const struct xap_query *ls_tree_range(struct ls_tree *tree, uint32_t slot, double lo, double hi);

#endif
