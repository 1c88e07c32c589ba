#include "query/language/lexer.h"

#include "query/language/chars.h"
#include "query/language/labels.h"
#include "query/language/quotes.h"

static uint32_t char_at(const struct ls_lexer *lexer, size_t at, unsigned *width)
{
    return ls_char_at(lexer->query, at, width);
}

static bool is_quote(const struct ls_lexer *lexer, size_t at)
{
    unsigned width;
    return ls_quote_at(lexer->query, at, &width)->family != LS_QUOTE_NONE;
}

static bool is_bracket(uint32_t narrow)
{
    return narrow == '(' || narrow == ')';
}

/* ---- phrases ---- */

static enum ls_status fail_quote(struct ls_lexeme *lexeme, unsigned width, const char *what,
                                 struct ls_error *err)
{
    lexeme->place.past = lexeme->place.first + width;
    return ls_fail(err, LS_USAGE, "%s: add the other one or leave it out", what);
}

/* Takes the stars off the end of text; were there any? */
static bool take_stars(struct ls_span *text)
{
    static const struct ls_span wide = LS_SPAN_INIT("＊");
    size_t len = text->len;
    for (;;) {
        if (len > 0 && text->ptr[len - 1] == '*') {
            len--;
        } else if (len >= wide.len && memcmp(text->ptr + len - wide.len, wide.ptr, wide.len) == 0) {
            len -= wide.len;
        } else {
            break;
        }
    }
    bool starred = len < text->len;
    text->len = len;
    return starred;
}

static enum ls_status take_phrase(struct ls_lexer *lexer, const struct ls_quote *open,
                                  unsigned open_width, struct ls_lexeme *lexeme,
                                  struct ls_error *err)
{
    struct ls_span query = lexer->query;
    size_t first = lexer->at + open_width;
    unsigned width;
    for (size_t at = first; at < query.len; at += width) {
        const struct ls_quote *quote = ls_quote_at(query, at, &width);
        if (quote->family == open->family && quote->closes) {
            lexeme->kind = LS_LEXEME_PHRASE;
            lexeme->text = ls_span(query.ptr + first, at - first);
            lexeme->starred = take_stars(&lexeme->text);
            lexer->at = lexeme->place.past = at + width;
            return LS_OK;
        }
    }
    return fail_quote(lexeme, open_width, "a quote has no end", err);
}

/* ---- words ---- */

/* Where the bracket that opens at an offset closes within the word, and soon; 0 when
 * it does not. */
static size_t closes_in_word(const struct ls_lexer *lexer, size_t first)
{
    enum { BRACKET_BYTES_MAX = 48 };
    unsigned width;
    for (size_t at = first; at - first <= BRACKET_BYTES_MAX; at += width) {
        uint32_t narrow = char_at(lexer, at, &width);
        if (narrow == ')') {
            return at + width;
        }
        if (narrow == 0 || ls_char_is_space(narrow) || is_quote(lexer, at)) {
            break;
        }
    }
    return 0;
}

static bool is_operator(struct ls_span text)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (ls_text_is(text, operators[i])) {
            return true;
        }
    }
    return false;
}

/* A bracket that touches a Latin word in front of it belongs to it when it closes
 * before the word ends, as in models(LLMs) and 10.1016/S0140-6736(20)30183-5. */
static size_t bracket_in_word(const struct ls_lexer *lexer, size_t first, size_t at)
{
    unsigned char before = (unsigned char)lexer->query.ptr[at - 1];
    bool touches = ls_char_is_letter(before) || ls_char_is_digit(before);
    struct ls_span word = ls_span(lexer->query.ptr + first, at - first);
    return touches && !is_operator(word) ? closes_in_word(lexer, at) : 0;
}

static bool is_han(uint32_t character)
{
    return character >= 0x2e80 && character < 0xff00;
}

/* The bytes of an operator between Han characters, where nobody types spaces:
 * 幻覺AND偏誤. 0 when none is there: OR值 is a value, the odds ratio. */
static size_t glued_operator(const struct ls_lexer *lexer, size_t first)
{
    static const char *const operators[] = {"AND", "OR", "NOT"};
    enum { VALUE = 0x503c };
    unsigned width;
    size_t at = first;
    while (ls_char_is_letter(char_at(lexer, at, &width))) {
        at += width;
    }
    uint32_t next = char_at(lexer, at, &width);
    struct ls_span word = ls_span(lexer->query.ptr + first, at - first);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (ls_text_is(word, operators[i]) && is_han(next) && next != VALUE) {
            return at - first;
        }
    }
    return 0;
}

/* Where a field's value ends though its word goes on. */
static bool ends_value(const struct ls_lexer *lexer, size_t at)
{
    unsigned width;
    unsigned next_width;
    uint32_t narrow = char_at(lexer, at, &width);
    uint32_t next = char_at(lexer, at + width, &next_width);
    bool is_comma =
        (narrow == ',' || narrow == ';') && (width > 1 || next == 0 || ls_char_is_space(next));
    return lexer->behind_field && (is_comma || narrow == 0x3001 || narrow == 0x3002);
}

static size_t word_end(const struct ls_lexer *lexer, size_t first)
{
    unsigned width;
    size_t at = first;
    uint32_t before = 0;
    size_t glued = glued_operator(lexer, first);
    if (glued > 0) {
        return first + glued;
    }
    while (at < lexer->query.len) {
        uint32_t narrow = char_at(lexer, at, &width);
        bool is_border = is_han(before) && glued_operator(lexer, at) > 0;
        if (is_border || ends_value(lexer, at) || ls_char_is_space(narrow) || is_quote(lexer, at) ||
            (at > first && narrow == '[' && ls_label_tag_stands(lexer->query, at))) {
            break;
        }
        size_t past = at > first && narrow == '(' ? bracket_in_word(lexer, first, at) : 0;
        if (past == 0 && is_bracket(narrow)) {
            break;
        }
        at = past ? past : at + width;
        before = narrow;
    }
    return at;
}

static enum ls_status take_near(struct ls_lexeme *lexeme, struct ls_error *err)
{
    struct ls_span text = lexeme->text;
    unsigned width;
    size_t at = 0;
    while (ls_char_is_letter(ls_char_at(text, at, &width))) {
        at += width;
    }
    lexeme->kind = LS_LEXEME_NEAR;
    lexeme->distance = at == text.len ? LS_NEAR_DEFAULT : 0;
    at += at < text.len ? width : 0; /* the slash */
    for (; ls_char_is_digit(ls_char_at(text, at, &width)) && lexeme->distance <= LS_NEAR_MAX;
         at += width) {
        lexeme->distance = lexeme->distance * 10 + ls_char_at(text, at, &width) - '0';
    }
    bool is_number = at == text.len && lexeme->distance > 0 && lexeme->distance <= LS_NEAR_MAX;
    return is_number ? LS_OK
                     : ls_fail(err, LS_USAGE,
                               "%.*s: a number of words from 1 to %d follows NEAR/, as in NEAR/3",
                               LS_SPAN_ARG(text), LS_NEAR_MAX);
}

static bool begins_near(struct ls_span text)
{
    unsigned width;
    for (size_t i = 0, at = 0; i < 5; i++, at += width) {
        if (ls_char_at(text, at, &width) != (unsigned char)"NEAR/"[i]) {
            return false;
        }
    }
    return true;
}

static enum ls_status take_word(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                                struct ls_error *err)
{
    lexer->at = lexeme->place.past = word_end(lexer, lexer->at);
    lexeme->text = ls_range_span(lexer->query, lexeme->place);
    lexeme->kind = ls_text_is(lexeme->text, "AND")   ? LS_LEXEME_AND
                   : ls_text_is(lexeme->text, "OR")  ? LS_LEXEME_OR
                   : ls_text_is(lexeme->text, "NOT") ? LS_LEXEME_NOT
                                                     : LS_LEXEME_WORD;
    if (ls_text_is(lexeme->text, "NEAR") || begins_near(lexeme->text)) {
        return take_near(lexeme, err);
    }
    lexeme->starred = take_stars(&lexeme->text);
    unsigned width;
    if (lexeme->text.len == 0 || ls_char_at(lexeme->text, 0, &width) == '*') {
        return ls_fail(err, LS_USAGE,
                       "a star stands behind the beginning of a word, as in halluc*");
    }
    return LS_OK;
}

/* ---- lexemes ---- */

/* A sign in front of something that is not a number and behind nothing: -5 °C and
 * "state"-based are text. */
static enum ls_lexeme_kind sign_at(const struct ls_lexer *lexer, unsigned *width)
{
    unsigned next_width;
    uint32_t narrow = char_at(lexer, lexer->at, width);
    uint32_t next = char_at(lexer, lexer->at + *width, &next_width);
    bool is_sign = !lexer->behind_word && (narrow == '+' || narrow == '-') && next != 0 &&
                   next != '+' && next != '-' && !ls_char_is_space(next) &&
                   !ls_char_is_digit(next) && next != ')';
    return !is_sign ? LS_LEXEME_END : narrow == '+' ? LS_LEXEME_PLUS : LS_LEXEME_NOT;
}

static enum ls_status take_char(struct ls_lexer *lexer, unsigned width, enum ls_lexeme_kind kind,
                                struct ls_lexeme *lexeme)
{
    lexeme->kind = kind;
    lexer->at = lexeme->place.past = lexer->at + width;
    return LS_OK;
}

/* White space, and what separates words as it does. */
static bool is_separator(uint32_t narrow)
{
    return ls_char_is_space(narrow) || narrow == ',' || narrow == ';' || narrow == 0x3001 ||
           narrow == 0x3002; /* 、。 */
}

static void skip_space(struct ls_lexer *lexer)
{
    unsigned width;
    while (is_separator(char_at(lexer, lexer->at, &width))) {
        lexer->at += width;
        lexer->behind_word = false;
    }
}

static void take_label(struct ls_lexer *lexer, enum ls_lexeme_kind kind,
                       const struct ls_label *label, struct ls_lexeme *lexeme)
{
    lexeme->kind = kind;
    lexeme->field = label->field;
    lexer->at = lexeme->place.past = label->past;
}

/* At a word's first character, which is no bracket nor quote. */
static enum ls_status take_text(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                                struct ls_error *err)
{
    unsigned width;
    struct ls_label tag;
    struct ls_label field = {0};
    enum ls_lexeme_kind sign = sign_at(lexer, &width);
    if (sign != LS_LEXEME_END) {
        return take_char(lexer, width, sign, lexeme);
    }
    enum ls_status status = ls_label_tag(lexer->query, lexer->at, &tag, err);
    if (tag.stands) {
        take_label(lexer, LS_LEXEME_TAG, &tag, lexeme);
    } else {
        status = ls_label_field(lexer->query, lexer->at, &field, err);
    }
    if (field.stands) {
        take_label(lexer, LS_LEXEME_FIELD, &field, lexeme);
    }
    bool is_word = status == LS_OK && !tag.stands && !field.stands;
    return is_word ? take_word(lexer, lexeme, err) : status;
}

static enum ls_status take_lexeme(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                                  struct ls_error *err)
{
    skip_space(lexer);
    *lexeme = (struct ls_lexeme){.place = {lexer->at, lexer->at}, .field = LS_QUERY_FIELD_COUNT};
    if (lexer->at == lexer->query.len) {
        return LS_OK;
    }
    unsigned width;
    uint32_t narrow = char_at(lexer, lexer->at, &width);
    if (is_bracket(narrow)) {
        return take_char(lexer, width, narrow == '(' ? LS_LEXEME_OPEN : LS_LEXEME_CLOSE, lexeme);
    }
    const struct ls_quote *quote = ls_quote_at(lexer->query, lexer->at, &width);
    if (quote->opens) {
        return take_phrase(lexer, quote, width, lexeme, err);
    }
    if (quote->closes) {
        return fail_quote(lexeme, width, "a quote has no beginning", err);
    }
    return take_text(lexer, lexeme, err);
}

enum ls_status ls_lexer_next(struct ls_lexer *lexer, struct ls_lexeme *lexeme, struct ls_error *err)
{
    enum ls_status status = take_lexeme(lexer, lexeme, err);
    lexer->behind_field = status == LS_OK && lexeme->kind == LS_LEXEME_FIELD &&
                          ls_query_fields[lexeme->field].kind != LS_FIELD_IN_TEXT;
    lexer->behind_word = lexeme->kind == LS_LEXEME_WORD || lexeme->kind == LS_LEXEME_PHRASE ||
                         lexeme->kind == LS_LEXEME_CLOSE || lexeme->kind == LS_LEXEME_TAG;
    return status;
}
