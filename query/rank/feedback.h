/* Words that the best answers share, for a second search: pseudo-relevance feedback (RM3).
 *
 * The first cards found are taken for relevant. A word's share in a card is its frequency by the
 * card's length; the sum of its shares in them, each times the card's part of their relevance,
 * tells how much they are about it. Words that most say so rank beside those of the query, and
 * find cards that hold none of these, behind all others. */
#ifndef LS_QUERY_FEEDBACK_H
#define LS_QUERY_FEEDBACK_H

#include "query/search/search.h"

struct ls_feedback {
    const struct ls_ranked_term *terms; /* by falling factor; their source is "feedback" */
    size_t term_count;
};

/* Searches once for the query, whose feedback becomes what its best cards share: NULL when they
 * share nothing. Of the window the order does not count. LS_BUSY when a writer overtook the index.
 */
enum ls_status ls_feedback_find(struct ls_index *index, struct ls_query *query,
                                struct ls_window window, struct ls_arena *arena,
                                struct ls_error *err);

#endif
