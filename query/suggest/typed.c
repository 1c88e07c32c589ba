#include "query/suggest/typed.h"

#include "text/charclass.h"
#include "text/fold.h"
#include "text/stream.h"

static bool is_place(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == LS_TOKEN_HAN;
}

static bool is_letter(uint32_t codepoint)
{
    enum ls_charclass charclass = ls_charclass(codepoint);
    return charclass >= LS_CHAR_HAN && charclass <= LS_CHAR_MARK;
}

bool ls_typed_fold(struct ls_span text, struct ls_buf *out)
{
    struct ls_folded_text folded = {0};
    bool good = ls_fold_text(text, &folded);
    for (size_t i = 0; good && i < folded.count; i++) {
        if (is_letter(folded.chars[i].codepoint)) {
            ls_buf_add_codepoint(out, folded.chars[i].codepoint);
        }
    }
    ls_folded_text_free(&folded);
    return good && !out->failed;
}

static bool is_pair_wanted(const struct ls_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].kind == LS_TOKEN_BIGRAM) {
            return true;
        }
    }
    return false;
}

/* Pairs say more than characters, so a run that has pairs is sought by them alone. */
static bool is_sought(const struct ls_token *token, bool by_pairs)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == (by_pairs ? LS_TOKEN_BIGRAM : LS_TOKEN_HAN);
}

static void add_term(struct ls_typed_unit *unit, struct ls_span term, struct ls_arena *arena)
{
    struct ls_span *room = LS_ARENA_PUSH(arena, unit->terms, &unit->term_count);
    if (room) {
        *room = ls_arena_copy(arena, term);
    }
}

enum ls_status ls_typed_unit_make(const struct ls_analyzer *analyzer, const struct ls_token *tokens,
                                  size_t count, struct ls_arena *arena, struct ls_typed_unit *unit,
                                  struct ls_error *err)
{
    *unit = (struct ls_typed_unit){0};
    bool by_pairs = is_pair_wanted(tokens, count);
    for (size_t i = 0; i < count; i++) {
        struct ls_span term = ls_token_term(analyzer, &tokens[i]);
        if (is_sought(&tokens[i], by_pairs)) {
            add_term(unit, term, arena);
        } else if (tokens[i].kind == LS_TOKEN_COMPOUND) {
            unit->compound = ls_arena_copy(arena, term);
            unit->solid = ls_arena_printf(arena, " %.*s ", LS_SPAN_ARG(term));
        }
    }
    struct ls_buf pattern = {0};
    ls_stream_pattern(&pattern, analyzer, tokens, count);
    unit->pattern = ls_arena_copy(arena, ls_buf_span(&pattern));
    bool failed = pattern.failed || arena->failed;
    ls_buf_free(&pattern);
    return failed ? ls_fail_memory(err) : LS_OK;
}

bool ls_typed_unit_fits(const struct ls_typed_unit *unit, struct ls_span stream)
{
    return ls_stream_holds(stream, unit->pattern, NULL, 0) ||
           (unit->solid.ptr && ls_stream_holds(stream, unit->solid, NULL, 0));
}

bool ls_typed_fits(const struct ls_typed *typed, struct ls_span stream)
{
    for (size_t i = 0; i < typed->earlier_count; i++) {
        if (!ls_typed_unit_fits(&typed->earlier[i], stream)) {
            return false;
        }
    }
    return !typed->is_run || ls_typed_unit_fits(&typed->run, stream);
}

/* Where the glued word or run that ends before past begins; at the last place. */
static size_t unit_start(struct ls_tokens tokens, size_t past)
{
    size_t i = past;
    while (i > 0) {
        i--;
        if (is_place(&tokens.items[i]) && !tokens.items[i].glued) {
            return i;
        }
    }
    return 0;
}

static size_t last_place(struct ls_tokens tokens)
{
    size_t i = tokens.count;
    while (i > 0 && !is_place(&tokens.items[i - 1])) {
        i--;
    }
    return i;
}

static enum ls_status add_earlier(struct ls_tokens tokens, size_t past,
                                  const struct ls_analyzer *analyzer, struct ls_arena *arena,
                                  struct ls_typed *typed, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t first = 0, next; status == LS_OK && first < past; first = next) {
        next = first + 1;
        while (next < past && (!is_place(&tokens.items[next]) || tokens.items[next].glued)) {
            next++;
        }
        struct ls_typed_unit *unit = LS_ARENA_PUSH(arena, typed->earlier, &typed->earlier_count);
        status = unit ? ls_typed_unit_make(analyzer, tokens.items + first, next - first, arena,
                                           unit, err)
                      : ls_fail_memory(err);
    }
    return status;
}

static enum ls_status add_beginning(struct ls_span text, struct ls_tokens tokens, size_t first,
                                    size_t past, const struct ls_analyzer *analyzer,
                                    struct ls_arena *arena, struct ls_typed *typed,
                                    struct ls_error *err)
{
    const struct ls_token *last = &tokens.items[past - 1];
    uint32_t from = tokens.items[first].first;
    struct ls_buf folded = {0};
    bool good = ls_typed_fold(ls_span(text.ptr + from, last->past - from), &folded);
    typed->written = ls_span(text.ptr + from, last->past - from);
    typed->beginning = ls_arena_copy(arena, ls_buf_span(&folded));
    ls_buf_free(&folded);
    typed->is_run = last->kind == LS_TOKEN_HAN;
    typed->is_glued = !typed->is_run && last->glued;
    typed->stem = ls_arena_copy(arena, ls_token_term(analyzer, last));
    if (!good || arena->failed) {
        return ls_fail_memory(err);
    }
    return ls_typed_unit_make(analyzer, tokens.items + first, past - first, arena, &typed->run,
                              err);
}

enum ls_status ls_typed_read(struct ls_span text, bool last_piece, struct ls_analyzer *analyzer,
                             struct ls_arena *arena, struct ls_typed *typed, struct ls_error *err)
{
    *typed = (struct ls_typed){0};
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(analyzer, text, &tokens, err);
    size_t past = status == LS_OK ? last_place(tokens) : 0;
    if (past == 0) {
        return status;
    }
    bool is_han = tokens.items[past - 1].kind == LS_TOKEN_HAN;
    size_t first = last_piece && !is_han ? past - 1 : unit_start(tokens, past);
    status = add_earlier(tokens, first, analyzer, arena, typed, err);
    if (status == LS_OK) {
        status = add_beginning(text, tokens, first, past, analyzer, arena, typed, err);
    }
    return status;
}
