/* Pairs out of a bitext. */
#ifndef LS_LEARN_ALIGNED_H
#define LS_LEARN_ALIGNED_H

#include "indexer/learn/bitext.h"
#include "indexer/learn/substrings.h"
#include "lexicon/learned.h"

/* Adds the pairs that the sentences of a bitext teach, in no order; their texts live in the arena.
 * han: the text by which Chinese words are told. */
enum ls_status ls_aligned_add(const struct ls_bitext *bitext, const struct ls_substrings *han,
                              struct ls_arena *arena, struct ls_learned *learned,
                              struct ls_error *err);

#endif
