#include "text/stream.h"

#include "base/hash.h"

#include <stdlib.h>

void ls_stream_open(struct ls_buf *stream, char code, unsigned part)
{
    char opening[] = {LS_STREAM_SECTION, code, (char)('0' + part), LS_STREAM_BREAK};
    ls_buf_add(stream, opening, sizeof opening);
}

static bool is_place(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == LS_TOKEN_HAN;
}

bool ls_stream_add_token(struct ls_buf *line, const struct ls_token *token, struct ls_span term,
                         bool is_open)
{
    if (!is_place(token)) {
        return false;
    }
    bool continues_run = token->kind == LS_TOKEN_HAN && token->glued && is_open;
    if (!continues_run) {
        ls_buf_add_char(line, ' ');
    }
    ls_buf_add_span(line, term);
    return true;
}

void ls_stream_add_line(struct ls_buf *stream, const char *terms, const struct ls_token *tokens,
                        size_t count)
{
    bool open = false;
    for (size_t i = 0; i < count; i++) {
        struct ls_span term = ls_span(terms + tokens[i].term, tokens[i].len);
        open |= ls_stream_add_token(stream, &tokens[i], term, open);
    }
    if (open) {
        ls_buf_add_str(stream, " \n");
    }
}

void ls_stream_add(struct ls_buf *stream, const struct ls_analyzer *analyzer,
                   const struct ls_tokens *tokens)
{
    const char *terms = ls_analyzer_terms(analyzer);
    for (size_t first = 0, past; first < tokens->count; first = past + 1) {
        past = ls_tokens_line(tokens, first);
        ls_stream_add_line(stream, terms, tokens->items + first, past - first);
    }
}

void ls_stream_pattern(struct ls_buf *pattern, const struct ls_analyzer *analyzer,
                       const struct ls_token *tokens, size_t count)
{
    const struct ls_token *last = NULL;
    size_t start = pattern->len;
    for (size_t i = 0; i < count; i++) {
        struct ls_span term = ls_token_term(analyzer, &tokens[i]);
        last = ls_stream_add_token(pattern, &tokens[i], term, last) ? &tokens[i] : last;
    }
    if (!last || pattern->failed) {
        return;
    }
    if (last->kind != LS_TOKEN_HAN) {
        ls_buf_add_char(pattern, ' ');
    }
    /* A run at the start may begin inside a longer run: no space before it. */
    bool starts_with_run = tokens[0].kind == LS_TOKEN_HAN;
    if (starts_with_run) {
        memmove(pattern->ptr + start, pattern->ptr + start + 1, pattern->len - start);
        pattern->len--;
    }
}

/* ---- reading ---- */

static size_t outside_len(struct ls_span stream)
{
    const char *border = stream.len > 0 ? memchr(stream.ptr, LS_STREAM_TEMPLATE, stream.len) : NULL;
    return border ? (size_t)(border - stream.ptr) : stream.len;
}

struct ls_span ls_stream_outside(struct ls_span stream)
{
    return ls_span(stream.ptr, outside_len(stream));
}

struct ls_span ls_stream_template(struct ls_span stream)
{
    return ls_span_from(stream, outside_len(stream) + 1);
}

enum { OPENING_BYTES = 4 };

bool ls_stream_next(struct ls_stream_walk *walk)
{
    struct ls_span rest = walk->rest;
    if (rest.len > 0 && rest.ptr[0] == LS_STREAM_TEMPLATE) {
        walk->is_template = true;
        rest = ls_span_from(rest, 1);
    }
    if (rest.len < OPENING_BYTES) {
        return false;
    }
    walk->code = rest.ptr[1];
    walk->part = (unsigned)(rest.ptr[2] - '0');
    struct ls_span text = ls_span_from(rest, OPENING_BYTES);
    const char *next = memchr(text.ptr, LS_STREAM_SECTION, text.len);
    walk->text = ls_span(text.ptr, next ? (size_t)(next - text.ptr) : text.len);
    if (walk->text.len > 0 && walk->text.ptr[walk->text.len - 1] == LS_STREAM_TEMPLATE) {
        walk->text.len--; /* the border belongs to the next */
    }
    walk->rest = ls_span_from(text, walk->text.len);
    return true;
}

bool ls_stream_holds(struct ls_span stream, struct ls_span pattern, const char *fields,
                     unsigned parts)
{
    if (pattern.len == 0 || stream.len == 0) {
        return pattern.len == 0;
    }
    if (!fields && !parts) {
        return memmem(stream.ptr, stream.len, pattern.ptr, pattern.len) != NULL;
    }
    struct ls_stream_walk walk = {.rest = stream};
    while (ls_stream_next(&walk)) {
        bool is_wanted =
            (!fields || strchr(fields, walk.code)) && (!parts || (parts >> walk.part & 1));
        if (is_wanted && memmem(walk.text.ptr, walk.text.len, pattern.ptr, pattern.len)) {
            return true;
        }
    }
    return false;
}

/* ---- lines ---- */

void ls_stream_lines_free(struct ls_stream_lines *lines)
{
    free(lines->slots);
    ls_buf_free(&lines->line);
    *lines = (struct ls_stream_lines){0};
}

/* Without the break at its end. */
static uint64_t hash_line(struct ls_span line)
{
    return ls_hash64(LS_HASH64_START, line) | 1;
}

static size_t slot_of(const struct ls_stream_lines *lines, uint64_t hash)
{
    size_t slot = (hash ^ hash >> 32) & (lines->room - 1);
    while (lines->slots[slot] && lines->slots[slot] != hash) {
        slot = (slot + 1) & (lines->room - 1);
    }
    return slot;
}

static size_t count_breaks(struct ls_span stream)
{
    size_t count = 0;
    for (size_t i = 0; i < stream.len; i++) {
        count += stream.ptr[i] == LS_STREAM_BREAK;
    }
    return count;
}

void ls_stream_lines_fill(struct ls_stream_lines *lines, struct ls_span stream)
{
    size_t room = 16;
    while (room < count_breaks(stream) * 2) {
        room *= 2;
    }
    lines->slots = stream.len > 0 ? calloc(room, sizeof *lines->slots) : NULL;
    lines->room = lines->slots ? room : 0;
    lines->failed |= stream.len > 0 && !lines->slots;
    while (lines->slots && stream.len > 0) {
        const char *end = memchr(stream.ptr, LS_STREAM_BREAK, stream.len);
        size_t len = end ? (size_t)(end - stream.ptr) : stream.len;
        uint64_t hash = hash_line(ls_span(stream.ptr, len));
        lines->slots[slot_of(lines, hash)] = hash;
        stream = ls_span_from(stream, len + 1);
    }
}

/* A line's first word with the space before it. */
static struct ls_span first_word(struct ls_span line)
{
    const char *end = line.len > 1 ? memchr(line.ptr + 1, ' ', line.len - 1) : NULL;
    return end ? ls_span(line.ptr, (size_t)(end - line.ptr)) : line;
}

static uint64_t upper_half(struct ls_span word)
{
    return (uint64_t)ls_hash32(LS_HASH32_START, word) << 32;
}

static uint64_t number_of(struct ls_span line)
{
    return upper_half(first_word(line)) | ls_hash32(LS_HASH32_START, line);
}

void ls_stream_number_lines(struct ls_span stream, struct ls_buf *numbers)
{
    while (stream.len > 0) {
        const char *end = memchr(stream.ptr, LS_STREAM_BREAK, stream.len);
        size_t len = end ? (size_t)(end - stream.ptr) : stream.len;
        uint64_t number = number_of(ls_span(stream.ptr, len));
        ls_buf_add(numbers, &number, sizeof number);
        stream = ls_span_from(stream, len + 1);
    }
}

static bool hold(const struct ls_line_numbers *numbers, uint64_t number, unsigned shift)
{
    bool holds = false;
    for (size_t i = 0; !holds && i < numbers->count; i++) {
        holds = numbers->items[i] >> shift == number >> shift;
    }
    return holds;
}

bool ls_line_numbers_hold(const struct ls_line_numbers *numbers, struct ls_span line)
{
    return hold(numbers, number_of(line), 0);
}

bool ls_line_numbers_begin(const struct ls_line_numbers *numbers, struct ls_span word)
{
    return hold(numbers, upper_half(word), 32);
}

bool ls_stream_lines_hold(struct ls_stream_lines *lines, const char *terms,
                          const struct ls_token *tokens, size_t count)
{
    if (lines->room == 0) {
        return false;
    }
    ls_buf_clear(&lines->line);
    ls_stream_add_line(&lines->line, terms, tokens, count);
    lines->failed |= lines->line.failed;
    struct ls_span line = ls_buf_span(&lines->line);
    line.len -= line.len > 0;
    return line.len > 0 && lines->slots[slot_of(lines, hash_line(line))] != 0;
}
