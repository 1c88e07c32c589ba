#include "query/language/lexer.h"

#include "text/utf8.h"

/* A quote is closed by any quote of its family that closes: people mix " and ”. */
enum quote_family { NO_QUOTE, DOUBLE, CORNER, WHITE_CORNER };

struct quote {
    uint32_t codepoint;
    enum quote_family family;
    bool opens;
    bool closes;
};

static const struct quote quotes[] = {
    {'"', DOUBLE, true, true},           {0x201c, DOUBLE, true, true}, /* “ */
    {0x201d, DOUBLE, true, true},                                      /* ” */
    {0x201e, DOUBLE, true, true},                                      /* „ */
    {0x301d, DOUBLE, true, true},                                      /* 〝 */
    {0x301e, DOUBLE, true, true},                                      /* 〞 */
    {0xff02, DOUBLE, true, true},                                      /* ＂ */
    {0x300c, CORNER, true, false},                                     /* 「 */
    {0x300d, CORNER, false, true},                                     /* 」 */
    {0xff62, CORNER, true, false},                                     /* ｢ */
    {0xff63, CORNER, false, true},                                     /* ｣ */
    {0x300e, WHITE_CORNER, true, false},                               /* 『 */
    {0x300f, WHITE_CORNER, false, true},                               /* 』 */
};

static const struct quote no_quote = {0, NO_QUOTE, false, false};

/* The quote at an offset, and how many bytes the character there has. */
static const struct quote *quote_at(struct ls_span query, size_t at, unsigned *width)
{
    uint32_t codepoint = ls_utf8_decode(query.ptr, query.len, at, width);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (quotes[i].codepoint == codepoint) {
            return &quotes[i];
        }
    }
    return &no_quote;
}

static bool is_space(uint32_t codepoint)
{
    return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r') || codepoint == 0xa0 ||
           codepoint == 0x3000;
}

static void skip_space(struct ls_lexer *lexer)
{
    unsigned width;
    while (lexer->at < lexer->query.len &&
           is_space(ls_utf8_decode(lexer->query.ptr, lexer->query.len, lexer->at, &width))) {
        lexer->at += width;
    }
}

static void take_word(struct ls_lexer *lexer, struct ls_lexeme *lexeme)
{
    struct ls_span query = lexer->query;
    unsigned width;
    while (lexer->at < query.len && quote_at(query, lexer->at, &width) == &no_quote &&
           !is_space(ls_utf8_decode(query.ptr, query.len, lexer->at, &width))) {
        lexer->at += width;
    }
    lexeme->kind = LS_LEXEME_WORD;
    lexeme->place.past = lexer->at;
    lexeme->text = ls_range_span(query, lexeme->place);
}

static enum ls_status fail_quote(struct ls_lexeme *lexeme, unsigned width, const char *what,
                                 struct ls_error *err)
{
    lexeme->place.past = lexeme->place.first + width;
    return ls_fail(err, LS_USAGE, "%s: add the other one or leave it out", what);
}

static enum ls_status take_phrase(struct ls_lexer *lexer, const struct quote *open,
                                  unsigned open_width, struct ls_lexeme *lexeme,
                                  struct ls_error *err)
{
    struct ls_span query = lexer->query;
    size_t first = lexer->at + open_width;
    unsigned width;
    for (size_t at = first; at < query.len; at += width) {
        const struct quote *quote = quote_at(query, at, &width);
        if (quote->family == open->family && quote->closes) {
            lexeme->kind = LS_LEXEME_PHRASE;
            lexeme->text = ls_span(query.ptr + first, at - first);
            lexer->at = lexeme->place.past = at + width;
            return LS_OK;
        }
    }
    return fail_quote(lexeme, open_width, "a quote has no end", err);
}

enum ls_status ls_lexer_next(struct ls_lexer *lexer, struct ls_lexeme *lexeme, struct ls_error *err)
{
    skip_space(lexer);
    *lexeme = (struct ls_lexeme){.place = {lexer->at, lexer->at}};
    if (lexer->at == lexer->query.len) {
        return LS_OK;
    }
    unsigned width;
    const struct quote *quote = quote_at(lexer->query, lexer->at, &width);
    if (quote->opens) {
        return take_phrase(lexer, quote, width, lexeme, err);
    }
    if (quote->closes) {
        return fail_quote(lexeme, width, "a quote has no beginning", err);
    }
    take_word(lexer, lexeme);
    return LS_OK;
}
