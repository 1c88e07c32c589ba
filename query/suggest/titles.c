/* Titles of the best cards that hold what was typed. */
#include "query/suggest/parts.h"
#include "text/stream.h"

struct title {
    struct ls_buf stream; /* of both titles */
    struct ls_buf folded; /* of a word */
    bool begins_so;       /* some word does */
};

static enum ls_status look_at(struct ls_suggesting *s, struct ls_span text, struct title *title,
                              struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(s->analyzer, text, &tokens, err);
    if (status == LS_OK) {
        ls_stream_add(&title->stream, s->analyzer, &tokens);
    }
    for (size_t i = 0; status == LS_OK && !s->typed.is_run && i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        bool is_word = token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
                       token->kind == LS_TOKEN_COMPOUND;
        ls_buf_clear(&title->folded);
        if (is_word && !ls_typed_fold(ls_span(text.ptr + token->first, token->past - token->first),
                                      &title->folded)) {
            status = ls_fail_memory(err);
        }
        title->begins_so |=
            is_word && ls_span_starts_with(ls_buf_span(&title->folded), s->typed.beginning);
    }
    return status;
}

static bool is_there(const struct ls_suggestions *out, struct ls_span title)
{
    for (size_t i = 0; i < out->title_count; i++) {
        if (ls_span_equal(out->titles[i].title, title)) {
            return true;
        }
    }
    return false;
}

static enum ls_status add_title(struct ls_suggesting *s, const struct ls_card *card,
                                struct title *title, struct ls_error *err)
{
    ls_buf_clear(&title->stream);
    title->begins_so = s->typed.is_run;
    struct ls_span shown = ls_card_title(card);
    struct ls_span texts[] = {card->title_en, card->title_zh,
                              card->title_en.ptr || card->title_zh.ptr ? ls_span(NULL, 0) : shown};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < sizeof texts / sizeof *texts; i++) {
        status = look_at(s, texts[i], title, err);
    }
    if (status == LS_OK && title->stream.failed) {
        status = ls_fail_memory(err);
    }
    if (status != LS_OK || !title->begins_so ||
        !ls_typed_fits(&s->typed, ls_buf_span(&title->stream)) || is_there(s->out, shown)) {
        return status;
    }
    struct ls_suggested_title *room = LS_ARENA_PUSH(s->arena, s->out->titles, &s->out->title_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = (struct ls_suggested_title){card->id, shown, card->title_en, card->title_zh};
    return LS_OK;
}

enum ls_status ls_suggest_titles(struct ls_suggesting *s, struct ls_error *err)
{
    struct title title = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < s->best.count && s->out->title_count < s->limit;
         i++) {
        status = ls_best_card(s->index, &s->best, i, s->arena, err);
        if (status == LS_OK) {
            status = add_title(s, s->best.cards[i], &title, err);
        }
    }
    ls_buf_free(&title.stream);
    ls_buf_free(&title.folded);
    return status;
}
