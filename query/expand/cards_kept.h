/* What ls_group_cards_find finds, kept for the state of an index. Private to query/expand/. */
#ifndef LS_QUERY_EXPAND_CARDS_KEPT_H
#define LS_QUERY_EXPAND_CARDS_KEPT_H

#include "query/expand/cards.h"

/* Both before the checks of these members are counted: what was found is the same only for those
 * who have as many left, or enough. */

/* *known is false when it is not kept. What is found is borrowed as long as the memo is. */
enum ls_status ls_group_cards_recall(struct ls_group_reader *reader,
                                     const struct ls_group_member *const *members, size_t count,
                                     struct ls_group_cards *found, bool *known,
                                     struct ls_error *err);

/* As long as half of the memo is free: postings, of which it is made, are worth more. Names what
 * was found. */
void ls_group_cards_keep(struct ls_group_reader *reader,
                         const struct ls_group_member *const *members, size_t count,
                         struct ls_group_cards *found);

#endif
