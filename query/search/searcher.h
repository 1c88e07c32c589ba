/* One query of cards of a plan, answered: how many cards it finds, and those of them that fall into
 * the window. Hits are only ever appended, so that what is found first stands first.
 *
 * Cards are counted as a set and put in order in memory where that can be, else by Xapian: the
 * count is exact and the order the same either way. Private to query/search/. */
#ifndef LS_QUERY_SEARCHER_H
#define LS_QUERY_SEARCHER_H

#include "query/search/search.h"

struct ls_searcher {
    struct ls_index *index;
    struct xap_search *search; /* NULL until Xapian is asked */
    struct ls_tree tree;
    struct ls_query_plan plan; /* of the query that was asked last */
    struct ls_arena *arena;
    struct ls_window window;
    struct ls_found *found;
    struct ls_buf *notes;
    uint32_t doc_count;
    enum ls_sort sort;  /* of the cards that are asked for now */
    bool only_expanded; /* no card is known to hold its words */
    bool has_templates; /* the index has template text, and it is asked for */
    bool is_substitute; /* what is asked now stands in the place of the words as typed */
};

/* The cards given that pass the filters of the plan, in *total; those of the window become hits,
 * once `before` better ones have passed. By relevance, unless told otherwise; without words (cards
 * NULL), by score. */
enum ls_status ls_searcher_find(struct ls_searcher *searcher, const struct ls_tree_node *cards,
                                uint32_t before, uint32_t *total, struct ls_error *err);

/* How many these are; none of them becomes a hit. */
enum ls_status ls_searcher_count(struct ls_searcher *searcher, const struct ls_tree_node *cards,
                                 uint32_t *count, struct ls_error *err);

#endif
