/* The cards in the order of what they have in a slot, kept in memory for the state of the index. */
#ifndef LS_QUERY_ORDER_H
#define LS_QUERY_ORDER_H

#include "store/index.h"

/* places[i] is how many different values are less than that of card i, by bytes; nothing is the
 * least. *known is false when nothing is kept, or there is no room. Borrowed as long as the memo
 * is. */
enum ls_status ls_order_get(struct ls_index *index, enum ls_slot slot, const uint32_t **places,
                            bool *known, struct ls_error *err);

#endif
