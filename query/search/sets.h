/* Sets of cards, a bit for each document id: 64 of them in a word, so many words that the last id
 * has its bit. Those that are dear to make are kept for the state of the index, where it keeps
 * anything. */
#ifndef LS_QUERY_SETS_H
#define LS_QUERY_SETS_H

#include "store/index.h"

static inline size_t ls_set_words(uint32_t last)
{
    return (size_t)last / 64 + 1;
}

/* Adds the cards that hold a term. */
enum xap_status ls_set_add_term(struct ls_index *index, struct ls_span term, uint32_t last,
                                uint64_t *set, struct xap_error *cause);

/* Adds what was kept under a name; *known is false when nothing was, or when there is no room for
 * it: then it is to be made. */
enum xap_status ls_set_recall(struct ls_index *index, struct ls_span name, uint32_t last,
                              uint64_t *set, bool *known, struct xap_error *cause);

/* Keeps a set that was made, whole. Names of terms begin with a t. */
void ls_set_keep(struct ls_index *index, struct ls_span name, uint32_t last, const uint64_t *set);

#endif
