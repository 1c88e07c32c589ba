/* One member of a group → the cards that hold it, added to those of the group: by its terms'
 * postings in memory, where these are kept, else by Xapian's. Private to query/expand/. */
#ifndef LS_QUERY_EXPAND_MEMBER_CARDS_H
#define LS_QUERY_EXPAND_MEMBER_CARDS_H

#include "query/expand/cards.h"

enum ls_status ls_member_cards_add(struct ls_group_reader *reader,
                                   const struct ls_group_member *member, struct ls_error *err);

#endif
