/* Parentheses of a text, ASCII and full-width, and what their two sides are. */
#ifndef LS_LEARN_BRACKET_H
#define LS_LEARN_BRACKET_H

#include "base/span.h"

#include <stdint.h>

struct ls_bracket {
    struct ls_span before; /* from the beginning of its line or cell to it, at most 240 bytes */
    struct ls_span inside; /* trimmed; holds no other bracket */
    uint32_t context;      /* a hash of what stands close to the pair on both sides, and within */
};

/* A walk over the pairs of a text; of nested ones the inner one, and only those that are closed on
 * their line. */
struct ls_bracket_walk {
    struct ls_span text;
    size_t line; /* private, like what follows: where the line begins, */
    size_t at;   /* and where the walk goes on */
};

bool ls_bracket_next(struct ls_bracket_walk *walk, struct ls_bracket *bracket);

/* What a text as a whole is. */
enum ls_term_kind {
    LS_TERM_NONE,
    LS_TERM_HAN,    /* 2 to LS_HAN_TERM_MAX Han characters, and they alone */
    LS_TERM_PHRASE, /* 2 to LS_PHRASE_WORDS_MAX words of Latin letters */
    LS_TERM_SHORT,  /* one word, mostly of capitals: LLMs, HbA1c, IL-6 */
};

enum { LS_HAN_TERM_MAX = 16, LS_PHRASE_WORDS_MAX = 8, LS_SHORT_BYTES_MAX = 10 };

enum ls_term_kind ls_term_kind(struct ls_span text);

/* The end of a text that may be a term. */
struct ls_tail {
    struct ls_span text; /* the last Han characters, at most LS_HAN_TERM_MAX; or words */
    enum ls_border {
        LS_BORDER_NONE,   /* more of the same script stands before it */
        LS_BORDER_SCRIPT, /* letters of another script, or digits */
        LS_BORDER_CLAUSE, /* a comma, a full stop, a parenthesis: a sentence goes on or begins */
        LS_BORDER_WHOLE,  /* a line, list item, cell or quotation begins with it */
    } border;
};

/* False when there is none. */
bool ls_tail_han(struct ls_span text, struct ls_tail *tail);
/* Words with a space between them, at most words_max. */
bool ls_tail_words(struct ls_span text, size_t words_max, struct ls_tail *tail);

/* The words at the end of before whose letters a short form takes in their order, the first of a
 * word's first, as few words as that needs (Schwartz and Hearst 2003); absent when there are none.
 */
struct ls_span ls_long_form(struct ls_span before, struct ls_span short_form);
/* Is it the whole of words that the short form stands for? */
bool ls_is_long_form(struct ls_span words, struct ls_span short_form);

#endif
