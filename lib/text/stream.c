#include "text/stream.h"

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

static void add_token(struct ls_buf *out, const struct ls_analyzer *analyzer,
                      const struct ls_token *token)
{
    bool continues_run = token->kind == LS_TOKEN_HAN && token->glued;
    if (!continues_run) {
        ls_buf_add_char(out, ' ');
    }
    ls_buf_add_span(out, ls_token_term(analyzer, token));
}

void ls_stream_add(struct ls_buf *stream, const struct ls_analyzer *analyzer,
                   const struct ls_tokens *tokens)
{
    bool open = false;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct ls_token *token = &tokens->items[i];
        if (is_place(token)) {
            add_token(stream, analyzer, token);
            open = true;
        } else if (token->kind == LS_TOKEN_BREAK && open) {
            ls_buf_add_str(stream, " \n");
            open = false;
        }
    }
    if (open) {
        ls_buf_add_str(stream, " \n");
    }
}

void ls_stream_pattern(struct ls_buf *pattern, const struct ls_analyzer *analyzer,
                       const struct ls_token *tokens, size_t count)
{
    const struct ls_token *last = NULL;
    size_t start = pattern->len;
    for (size_t i = 0; i < count; i++) {
        if (is_place(&tokens[i])) {
            add_token(pattern, analyzer, &tokens[i]);
            last = &tokens[i];
        }
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

enum { OPENING_BYTES = 4 };

bool ls_stream_next(struct ls_stream_walk *walk)
{
    struct ls_span rest = walk->rest;
    if (rest.len < OPENING_BYTES) {
        return false;
    }
    walk->code = rest.ptr[1];
    walk->part = (unsigned)(rest.ptr[2] - '0');
    struct ls_span text = ls_span_from(rest, OPENING_BYTES);
    const char *next = memchr(text.ptr, LS_STREAM_SECTION, text.len);
    walk->text = ls_span(text.ptr, next ? (size_t)(next - text.ptr) : text.len);
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
