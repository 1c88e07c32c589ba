/* The sets of a tree's nodes: what count.c asks for. A node's set is made once, at its place, and
 * never changed; who goes on with one takes a copy. Of some cards those that a node finds are told
 * without the node's own set, where that takes less.
 *
 * The first failure stands in the count, and all that follows does nothing: sets are NULL then.
 * Private to query/count/. */
#ifndef LS_QUERY_COUNT_SETS_H
#define LS_QUERY_COUNT_SETS_H

#include "query/match/sets.h"
#include "query/plan/tree.h"
#include "query/rank/postings.h"

/* To skip to a posting or a value costs as much as so many in a row. */
enum { LS_COUNT_SKIP_COST = 8 };

struct ls_count {
    struct ls_tree *tree;
    struct ls_index *index;
    struct xap_reader *reader;
    uint32_t last;
    uint32_t cards; /* in the index */
    size_t words;   /* of 64 bits */
    struct ls_arena arena;
    size_t sets_left;
    struct ls_lengths lengths;
    bool has_postings; /* they are in memory, but for lack of room */
    uint64_t **sets;   /* of the tree's nodes, by their numbers; NULL: not made yet */
    size_t set_count;
    bool failed; /* memory is out, or what is asked cannot be told */
    struct xap_error cause;
};

/* Where the node's set is, or will be. */
static inline uint64_t **ls_count_place(struct ls_count *count, const struct ls_tree_node *node)
{
    return &count->sets[node->number];
}

static inline void ls_count_check(struct ls_count *count, enum xap_status status)
{
    count->failed |= status != XAP_OK;
}

/* Without cards, or a copy; NULL when so many were made that no more are kept. */
uint64_t *ls_count_new_set(struct ls_count *count);
uint64_t *ls_count_copy_set(struct ls_count *count, const uint64_t *set);

/* Are the postings of the node, which is a term, in memory? */
bool ls_count_postings(struct ls_count *count, const struct ls_tree_node *node,
                       struct ls_postings *postings);

/* How many cards hold the node, which is a term; about how many a node of any kind finds. */
uint32_t ls_count_freq(struct ls_count *count, const struct ls_tree_node *node);
uint64_t ls_count_estimate(struct ls_count *count, const struct ls_tree_node *node);

bool ls_count_is_in_range(const struct ls_tree_node *node, struct xap_bytes value);

/* Adds the cards of a range if they are known without reading them; set NULL: does nothing. */
bool ls_count_add_range(struct ls_count *count, const struct ls_tree_node *node, uint64_t *set);

/* The set of a query; not to be changed. NULL when it cannot be had. (count_find.c) */
uint64_t *ls_count_find(struct ls_count *count, const struct ls_tree_node *node);

/* Leaves in the set what the node finds. (count_restrict.c) */
void ls_count_restrict(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node);

#endif
