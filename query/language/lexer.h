/* A query's bytes → words and phrases. */
#ifndef LS_QUERY_LEXER_H
#define LS_QUERY_LEXER_H

#include "base/error.h"
#include "query/range.h"

enum ls_lexeme_kind {
    LS_LEXEME_END,
    LS_LEXEME_WORD,   /* what stands between white space and quotes */
    LS_LEXEME_PHRASE, /* what stands between quotes */
};

struct ls_lexeme {
    enum ls_lexeme_kind kind;
    struct ls_range place; /* with its quotes */
    struct ls_span text;   /* without */
};

struct ls_lexer {
    struct ls_span query; /* UTF-8 */
    size_t at;
};

/* Takes the next lexeme. LS_USAGE for a quote without its other half, whose
 * place is then the lexeme's. */
enum ls_status ls_lexer_next(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                             struct ls_error *err);

#endif
