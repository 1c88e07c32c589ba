/* A query's bytes → lexemes. What a Chinese keyboard gives for an operator, a
 * bracket, a quote, a colon or a star means the same as its ASCII form. */
#ifndef LS_QUERY_LEXER_H
#define LS_QUERY_LEXER_H

#include "base/error.h"
#include "query/language/fields.h"
#include "query/range.h"

enum ls_lexeme_kind {
    LS_LEXEME_END,
    LS_LEXEME_WORD,   /* what stands between white space, quotes and brackets */
    LS_LEXEME_PHRASE, /* what stands between quotes */
    LS_LEXEME_OPEN,
    LS_LEXEME_CLOSE,
    LS_LEXEME_AND,
    LS_LEXEME_OR,
    LS_LEXEME_NOT, /* also a minus in front of something */
    LS_LEXEME_PLUS,
    LS_LEXEME_NEAR,
    LS_LEXEME_FIELD, /* "title:" */
    LS_LEXEME_TAG,   /* "[ti]" */
};

struct ls_lexeme {
    enum ls_lexeme_kind kind;
    struct ls_range place;     /* with quotes, star and colon */
    struct ls_span text;       /* of a word or phrase, without these */
    bool starred;              /* a word or phrase whose last word is a beginning */
    enum ls_query_field field; /* of a field or tag */
    unsigned distance;         /* of NEAR */
};

struct ls_lexer {
    struct ls_span query; /* UTF-8 */
    size_t at;
    bool behind_field; /* the last lexeme was a field of values: one ends at a comma */
    bool behind_word;  /* the last lexeme was a word or the like: a sign that touches it is text */
};

enum { LS_NEAR_DEFAULT = 10, LS_NEAR_MAX = 100 };

/* Takes the next lexeme. LS_USAGE, with the mistake's place as the lexeme's: half
 * a pair of quotes, an unknown field or tag that looks like a known one, a star
 * without a word, NEAR/ without a number. */
enum ls_status ls_lexer_next(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                             struct ls_error *err);

#endif
