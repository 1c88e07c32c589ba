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

static bool section_is_wanted(const char *section, const char *end, const char *fields)
{
    return section + 1 < end && strchr(fields, section[1]);
}

bool ls_stream_holds(struct ls_span stream, struct ls_span pattern, const char *fields)
{
    if (pattern.len == 0 || stream.len == 0) {
        return pattern.len == 0;
    }
    if (!fields) {
        return memmem(stream.ptr, stream.len, pattern.ptr, pattern.len) != NULL;
    }
    const char *end = stream.ptr + stream.len;
    for (const char *section = stream.ptr; section < end;) {
        const char *next = memchr(section + 1, LS_STREAM_SECTION, (size_t)(end - section - 1));
        next = next ? next : end;
        if (section_is_wanted(section, end, fields) &&
            memmem(section, (size_t)(next - section), pattern.ptr, pattern.len)) {
            return true;
        }
        section = next;
    }
    return false;
}
