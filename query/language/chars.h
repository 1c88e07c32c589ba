/* Characters of a query, with the forms a Chinese keyboard gives them. */
#ifndef LS_QUERY_CHARS_H
#define LS_QUERY_CHARS_H

#include "base/span.h"

#include <stdint.h>

/* The ASCII form of a full-width character, of an ideographic space and of the
 * dashes typed for a minus; any other character itself. */
uint32_t ls_char_narrow(uint32_t codepoint);

/* The narrow form of the character at an offset, and how many bytes it has. 0 at
 * the end. */
uint32_t ls_char_at(struct ls_span text, size_t at, unsigned *width);

bool ls_char_is_space(uint32_t narrow);
bool ls_char_is_letter(uint32_t narrow); /* A to Z, a to z */
bool ls_char_is_digit(uint32_t narrow);

/* Is text, narrowed, just this ASCII word? */
bool ls_text_is(struct ls_span text, const char *word);

#endif
