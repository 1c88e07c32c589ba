#include "query/language/lexer.h"

#include "query/language/chars.h"
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

static uint32_t char_at(const struct ls_lexer *lexer, size_t at, unsigned *width)
{
    return ls_char_at(lexer->query, at, width);
}

static bool is_bracket(uint32_t narrow)
{
    return narrow == '(' || narrow == ')';
}

/* ---- quotes ---- */

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
            lexeme->starred = take_stars(&lexeme->text);
            lexer->at = lexeme->place.past = at + width;
            return LS_OK;
        }
    }
    return fail_quote(lexeme, open_width, "a quote has no end", err);
}

/* ---- tags ---- */

enum { TAG_BYTES_MAX = 48 };

/* What stands between square brackets from an offset on; absent when they do not
 * close soon. */
static struct ls_span tag_at(const struct ls_lexer *lexer, size_t at, size_t *past)
{
    unsigned width;
    if (char_at(lexer, at, &width) != '[') {
        return (struct ls_span){0};
    }
    size_t first = at + width;
    for (size_t end = first; end < lexer->query.len && end - first <= TAG_BYTES_MAX; end += width) {
        if (char_at(lexer, end, &width) == ']') {
            *past = end + width;
            return ls_span(lexer->query.ptr + first, end - first);
        }
    }
    return (struct ls_span){0};
}

/* Can the brackets only be meant as a tag? "[18F]" is text. */
static bool is_tag(struct ls_span name)
{
    return name.ptr && (ls_query_field_tagged(name) != LS_QUERY_FIELD_COUNT ||
                        ls_query_tag_is_foreign(name) || ls_query_tag_near(name).ptr);
}

static bool tag_stands_at(const struct ls_lexer *lexer, size_t at)
{
    size_t past;
    return is_tag(tag_at(lexer, at, &past));
}

static enum ls_status take_tag(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                               struct ls_error *err)
{
    struct ls_span name = tag_at(lexer, lexer->at, &lexer->at);
    lexeme->kind = LS_LEXEME_TAG;
    lexeme->place.past = lexer->at;
    lexeme->field = ls_query_field_tagged(name);
    if (lexeme->field != LS_QUERY_FIELD_COUNT) {
        return LS_OK;
    }
    struct ls_span near = ls_query_tag_near(name);
    if (near.ptr && !ls_query_tag_is_foreign(name)) {
        return ls_fail(err, LS_USAGE, "there is no tag [%.*s]: did you mean [%.*s]?",
                       LS_SPAN_ARG(name), LS_SPAN_ARG(near));
    }
    return ls_fail(err, LS_USAGE,
                   "the tag [%.*s] is PubMed's alone: here are [ti], [ab], [tiab], [au], [ta], "
                   "[dp], [pmid] and [doi]",
                   LS_SPAN_ARG(name));
}

/* ---- fields ---- */

enum { FIELD_BYTES_MAX = 48 };

static bool is_name_char(uint32_t narrow)
{
    return ls_char_is_letter(narrow) || (narrow >= 0x2e80 && narrow < 0xff00);
}

/* A name in front of a colon; absent when there is none. */
static struct ls_span name_at(const struct ls_lexer *lexer, size_t at, size_t *past)
{
    unsigned width;
    size_t end = at;
    while (end - at <= FIELD_BYTES_MAX && is_name_char(char_at(lexer, end, &width))) {
        end += width;
    }
    if (end == at || char_at(lexer, end, &width) != ':') {
        return (struct ls_span){0};
    }
    *past = end + width;
    return ls_span(lexer->query.ptr + at, end - at);
}

static bool is_lower_case(struct ls_span name)
{
    unsigned width;
    for (size_t at = 0; at < name.len; at += width) {
        uint32_t letter = ls_char_at(name, at, &width);
        if (letter < 'a' || letter > 'z') {
            return false;
        }
    }
    return true;
}

/* Can a name that no field has only be meant as one? What follows it then touches
 * the colon: "study:x", not "study: x", "http://" or "HLA:A". */
static bool is_meant_as_field(const struct ls_lexer *lexer, struct ls_span name, size_t past)
{
    enum { SHORT_NAME = 2 };
    unsigned width;
    uint32_t next = char_at(lexer, past, &width);
    if (next == 0 || ls_char_is_space(next) || next == '/') {
        return false;
    }
    return ls_query_field_near(name).ptr || (name.len > SHORT_NAME && is_lower_case(name));
}

static enum ls_status fail_field(struct ls_span name, struct ls_error *err)
{
    struct ls_span near = ls_query_field_near(name);
    if (near.ptr) {
        return ls_fail(err, LS_USAGE, "there is no field %.*s: did you mean %.*s:?",
                       LS_SPAN_ARG(name), LS_SPAN_ARG(near));
    }
    return ls_fail(err, LS_USAGE,
                   "there is no field %.*s: there are title, abstract, author, journal, domain, "
                   "pmid, doi, year, score and card; put quotes around text with a colon",
                   LS_SPAN_ARG(name));
}

/* Takes a field's name with its colon, if one is there. */
static enum ls_status take_field(struct ls_lexer *lexer, struct ls_lexeme *lexeme, bool *taken,
                                 struct ls_error *err)
{
    size_t past = 0;
    struct ls_span name = name_at(lexer, lexer->at, &past);
    *taken = false;
    if (!name.ptr) {
        return LS_OK;
    }
    lexeme->field = ls_query_field_named(name);
    if (lexeme->field == LS_QUERY_FIELD_COUNT) {
        lexeme->place.past = lexer->at + name.len;
        return is_meant_as_field(lexer, name, past) ? fail_field(name, err) : LS_OK;
    }
    *taken = true;
    lexeme->kind = LS_LEXEME_FIELD;
    lexer->at = lexeme->place.past = past;
    return LS_OK;
}

/* ---- words ---- */

/* Where the bracket that opens at an offset closes within the word; 0 when not. */
static size_t closes_in_word(const struct ls_lexer *lexer, size_t at)
{
    unsigned width;
    for (;; at += width) {
        uint32_t narrow = char_at(lexer, at, &width);
        if (narrow == ')') {
            return at + width;
        }
        if (narrow == 0 || ls_char_is_space(narrow) ||
            quote_at(lexer->query, at, &width) != &no_quote) {
            return 0;
        }
    }
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

static size_t word_end(const struct ls_lexer *lexer, size_t first)
{
    unsigned width;
    size_t at = first;
    while (at < lexer->query.len) {
        uint32_t narrow = char_at(lexer, at, &width);
        if (ls_char_is_space(narrow) || quote_at(lexer->query, at, &width) != &no_quote ||
            (at > first && narrow == '[' && tag_stands_at(lexer, at))) {
            break;
        }
        size_t past = at > first && narrow == '(' ? bracket_in_word(lexer, first, at) : 0;
        if (past == 0 && is_bracket(narrow)) {
            break;
        }
        at = past ? past : at + width;
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

static void skip_space(struct ls_lexer *lexer)
{
    unsigned width;
    while (ls_char_is_space(char_at(lexer, lexer->at, &width))) {
        lexer->at += width;
        lexer->behind_word = false;
    }
}

/* At a word's first character, which is no bracket nor quote. */
static enum ls_status take_text(struct ls_lexer *lexer, struct ls_lexeme *lexeme,
                                struct ls_error *err)
{
    unsigned width;
    bool is_field = false;
    enum ls_lexeme_kind sign = sign_at(lexer, &width);
    if (sign != LS_LEXEME_END) {
        return take_char(lexer, width, sign, lexeme);
    }
    if (tag_stands_at(lexer, lexer->at)) {
        return take_tag(lexer, lexeme, err);
    }
    enum ls_status status = take_field(lexer, lexeme, &is_field, err);
    return status == LS_OK && !is_field ? take_word(lexer, lexeme, err) : status;
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
    const struct quote *quote = quote_at(lexer->query, lexer->at, &width);
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
    lexer->behind_word = lexeme->kind == LS_LEXEME_WORD || lexeme->kind == LS_LEXEME_PHRASE ||
                         lexeme->kind == LS_LEXEME_CLOSE || lexeme->kind == LS_LEXEME_TAG;
    return status;
}
