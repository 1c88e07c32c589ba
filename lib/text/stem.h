/* English stems: Snowball's Porter 2, and where a stem of four letters or more has no vowel (y
 * is one), it is taken for initials and loses the s of its plural, which Porter 2 keeps: LLMs is
 * llm, RCTs is rct; but not a double s (CSS). Remembered, for a text repeats its words. */
#ifndef LS_TEXT_STEM_H
#define LS_TEXT_STEM_H

#include "base/span.h"

struct ls_stemmer;

struct ls_stemmer *ls_stemmer_new(void); /* NULL when memory is out */
void ls_stemmer_free(struct ls_stemmer *stemmer);

/* The stem of a lower-case word: borrowed until the next call. {NULL, 0} when memory is out. */
struct ls_span ls_stem(struct ls_stemmer *stemmer, struct ls_span word);

#endif
