/* Words that say little about a subject: function words of English and function
 * characters of Chinese. They match as any word does, but hardly rank. */
#ifndef LS_TEXT_WEAK_H
#define LS_TEXT_WEAK_H

#include "base/span.h"

#include <stdint.h>

enum ls_weakness {
    LS_WORD_STRONG,
    LS_WORD_TOUCHES_WEAK, /* a pair of Han characters one of which is a function character */
    LS_WORD_WEAK,
};

/* Of a term as the index has it: a stem, a Han character or a pair of them. */
enum ls_weakness ls_word_weakness(struct ls_span term);

/* Of a term out of a row of Han characters long enough for a question: there one, see or middle are
 * function characters too. */
enum ls_weakness ls_word_weakness_in_sentence(struct ls_span term);

/* Is a folded Han character a function character? */
bool ls_character_is_weak(uint32_t character);

/* Is it the stem of a word in which readers ask, and seldom of what they ask about: describe,
 * interested, topic? It is no function word, and elsewhere it may be the subject. */
bool ls_word_asks(struct ls_span term);

#endif
