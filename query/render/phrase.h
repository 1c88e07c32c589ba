/* What the renderers for people say alike. */
#ifndef LS_QUERY_PHRASE_H
#define LS_QUERY_PHRASE_H

#include "query/render/render.h"

/* "6 cards hold all words, 10 some; 1-2 shown": without time and line feed. */
void ls_phrase_totals(const struct ls_answer *answer, struct ls_buf *out);

/* Is the suggestion a question? When it was searched for instead, totals say so. */
bool ls_phrase_asks(const struct ls_answer *answer);

#endif
