/* Text → tokens: one function for indexing, querying and highlighting.
 *
 * Letters of one script, and digits, make pieces: COVID-19 is covid and 19,
 * LLM的幻覺 is llm, 的 and 幻覺. Latin pieces are stemmed. Pieces that the writer
 * glued together (by a hyphen, an apostrophe or by nothing) also give their
 * compound at the place of the first, so that COVID19, COVID-19 and "covid 19"
 * meet. Each Han character is a token, and so is each pair of neighbours, at the
 * place of its first. */
#ifndef LS_TEXT_ANALYZER_H
#define LS_TEXT_ANALYZER_H

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

#include <stdint.h>

enum ls_token_kind {
    LS_TOKEN_WORD,     /* a piece of letters, stemmed */
    LS_TOKEN_NUMBER,   /* a piece of digits */
    LS_TOKEN_HAN,      /* one character; kana, hangul and bopomofo count as Han */
    LS_TOKEN_COMPOUND, /* same place as the piece before it: the whole glued word */
    LS_TOKEN_BIGRAM,   /* same place as the character before it: that one and the next */
    LS_TOKEN_SUFFIX,   /* same place as the word before it: the s of Crohn's, found but not adjacent */
    LS_TOKEN_BREAK,    /* no adjacency across: end of sentence, line or table cell; no term */
};

struct ls_token {
    uint32_t term;     /* offset in the analyzer's terms; see ls_token_term */
    uint32_t len;      /* bytes of the term, at most LS_TERM_BYTES_MAX */
    uint32_t first;    /* source bytes [first, past) */
    uint32_t past;
    uint32_t position; /* 0, 1, 2 … over pieces and characters */
    uint8_t kind;
    bool glued; /* the token before, at position - 1, belongs to the same unbroken word or Han run */
};

enum {
    LS_TERM_BYTES_MAX = 64,     /* longer pieces are cut, alike everywhere, and still meet */
    LS_COMPOUND_PIECES_MAX = 6, /* longer words are found by their pieces */
};

struct ls_analyzer; /* one for each thread */

enum ls_status ls_analyzer_new(struct ls_analyzer **out, struct ls_error *err);
void ls_analyzer_free(struct ls_analyzer *analyzer);

/* The tokens of text, in the order of their places: valid, like their terms,
 * until the next run of this analyzer. Any bytes will do; those that are not
 * UTF-8 are borders. LS_INTERNAL when memory is out or text exceeds 1 GiB. */
struct ls_tokens {
    const struct ls_token *items;
    size_t count;
};
enum ls_status ls_analyze(struct ls_analyzer *analyzer, struct ls_span text, struct ls_tokens *out,
                          struct ls_error *err);
struct ls_span ls_token_term(const struct ls_analyzer *analyzer, const struct ls_token *token);
/* Where the line ends that begins with token first: the number of a break, or count. */
size_t ls_tokens_line(const struct ls_tokens *tokens, size_t first);
const char *ls_analyzer_terms(const struct ls_analyzer *analyzer); /* what offsets count from */

/* For a highlighter that looks for a few terms: words that begin with another byte than those with
 * true in initials[256] are left unstemmed from now on, since no stem changes the first letter.
 * Borrowed; NULL: all are stemmed again. */
void ls_analyzer_stem_only(struct ls_analyzer *analyzer, const bool *initials);

/* The term of a token of the last run as if all words were stemmed. Borrowed until the next call;
 * absent when memory is out. */
struct ls_span ls_token_stem(struct ls_analyzer *analyzer, const struct ls_token *token);

/* Appends a text that names everything that decides which terms a text has; an
 * index made under another fingerprint cannot answer. */
void ls_analyzer_fingerprint(struct ls_buf *out);

#endif
