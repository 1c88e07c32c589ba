/* One concept, one document frequency: a word is not rare because few cards have it in this
 * language, when many have it in the other one. The rarity of the word as typed counts the cards of
 * its group too, as that of the group counts the cards of the word. */
#ifndef LS_QUERY_SHARE_H
#define LS_QUERY_SHARE_H

#include "query/expand/expand.h"

/* What to multiply the weight of a term of the query with, that so many cards of all hold: 1 where
 * no group has a part in it, else less. */
double ls_share_factor(const struct ls_expansion *expansion, struct ls_span term, uint32_t cards,
                       uint32_t card_count);

#endif
