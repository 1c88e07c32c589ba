#include "query/suggest/suggest.h"

#include "query/suggest/parts.h"
#include "text/utf8.h"

static enum ls_status check(struct ls_span text, struct ls_error *err)
{
    size_t bad;
    if (text.len > LS_SUGGEST_BYTES_MAX) {
        return ls_fail(err, LS_USAGE, "the text to complete has %zu bytes: at most %d", text.len,
                       LS_SUGGEST_BYTES_MAX);
    }
    if (!ls_utf8_valid(text, &bad)) {
        return ls_fail(err, LS_USAGE, "the text to complete is not UTF-8: byte %zu", bad + 1);
    }
    return LS_OK;
}

/* A glued word that no card has so far may go on in its last piece: state-of-the-a. */
static enum ls_status read(struct ls_suggesting *s, struct ls_span text, struct ls_error *err)
{
    enum ls_status status = ls_typed_read(text, false, s->analyzer, s->arena, &s->typed, err);
    if (status == LS_OK && s->typed.beginning.len > 0) {
        status = ls_suggest_candidates(s, err);
    }
    if (status == LS_OK && s->typed.is_glued && s->terms.count == 0) {
        status = ls_typed_read(text, true, s->analyzer, s->arena, &s->typed, err);
        if (status == LS_OK) {
            status = ls_suggest_candidates(s, err);
        }
    }
    return status;
}

static enum ls_status complete(struct ls_suggesting *s, struct ls_error *err)
{
    if (!s->typed.is_run && s->terms.count == 0) {
        return LS_OK;
    }
    enum ls_status status = ls_best_find(s->index, &s->typed, &s->terms, &s->best, err);
    if (status == LS_OK) {
        status = s->typed.is_run ? ls_suggest_runs(s, err) : ls_suggest_words(s, err);
    }
    return status == LS_OK ? ls_suggest_titles(s, err) : status;
}

/* The text up to the beginning, which borrows from it. */
static struct ls_span text_before(struct ls_span text, struct ls_span written)
{
    bool is_inside = written.ptr >= text.ptr && written.ptr <= text.ptr + text.len;
    return ls_span(text.ptr, is_inside ? (size_t)(written.ptr - text.ptr) : 0);
}

enum ls_status ls_suggest(struct ls_index *index, struct ls_analyzer *analyzer, struct ls_span text,
                          size_t limit, struct ls_arena *arena, struct ls_suggestions *out,
                          struct ls_error *err)
{
    *out = (struct ls_suggestions){0};
    struct ls_suggesting s = {
        .index = index,
        .analyzer = analyzer,
        .arena = arena,
        .limit = limit < LS_SUGGEST_LIMIT_MAX ? limit : LS_SUGGEST_LIMIT_MAX,
        .out = out,
    };
    enum ls_status status = check(text, err);
    if (status == LS_OK) {
        status = read(&s, text, err);
    }
    if (status != LS_OK || s.typed.beginning.len == 0) {
        return status;
    }
    out->before = text_before(text, s.typed.written);
    status = complete(&s, err);
    return status == LS_OK ? ls_suggest_domains(&s, text, err) : status;
}
