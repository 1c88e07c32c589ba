/* Did you mean: a word that no card holds → the word in the cards that may have
 * been meant. A Latin word is off by a letter or two, or lacks a space; a Han run
 * is off by one character, most likely one that sounds alike.
 *
 * A correction stands in some card, and is written as cards write it. How much of
 * the index is looked at is bounded, whatever the word. */
#ifndef LS_QUERY_SUGGEST_SPELLING_H
#define LS_QUERY_SUGGEST_SPELLING_H

#include "base/arena.h"
#include "store/index.h"
#include "text/analyzer.h"

/* word is one Latin word, glued word or Han run, as typed; anything else has no correction. LS_OK
 * with *corrected absent when nothing is near, else it lives in the arena. LS_BUSY when a writer
 * overtook the index. */
enum ls_status ls_spelling_correct(struct ls_index *index, struct ls_analyzer *analyzer,
                                   struct ls_span word, struct ls_arena *arena,
                                   struct ls_span *corrected, struct ls_error *err);

#endif
