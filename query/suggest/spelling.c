#include "query/suggest/spelling.h"

#include "query/suggest/spell.h"

enum { WORD_BYTES_MAX = 256 }; /* nobody mistypes a longer one */

enum kind { KIND_NONE, KIND_WORD, KIND_RUN };

/* Of one unbroken word or run. */
static enum kind kind_of(struct ls_tokens tokens)
{
    enum kind kind = KIND_NONE;
    bool is_over = false;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        bool is_place = token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
                        token->kind == LS_TOKEN_HAN;
        enum kind one = token->kind == LS_TOKEN_HAN ? KIND_RUN : KIND_WORD;
        bool goes_on = kind == KIND_NONE || (token->glued && kind == one);
        if (is_place && (is_over || !goes_on)) {
            return KIND_NONE;
        }
        is_over |= token->kind == LS_TOKEN_BREAK;
        kind = is_place ? one : kind;
    }
    return kind;
}

enum ls_status ls_spelling_correct(struct ls_index *index, struct ls_analyzer *analyzer,
                                   struct ls_span word, struct ls_arena *arena,
                                   struct ls_span *corrected, struct ls_error *err)
{
    *corrected = ls_span(NULL, 0);
    if (word.len > WORD_BYTES_MAX) {
        return LS_OK;
    }
    struct ls_spell spell = {.index = index, .analyzer = analyzer, .arena = arena, .word = word};
    struct ls_tokens tokens;
    struct ls_buf folded = {0};
    enum kind kind = KIND_NONE;
    enum ls_status status = ls_analyze(analyzer, word, &tokens, err);
    if (status == LS_OK) {
        kind = kind_of(tokens);
        status = ls_typed_fold(word, &folded) ? LS_OK : ls_fail_memory(err);
    }
    spell.folded = ls_arena_copy(arena, ls_buf_span(&folded));
    ls_buf_free(&folded);
    if (status == LS_OK && !spell.folded.ptr) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK && kind == KIND_RUN) {
        status = ls_spell_run(&spell, corrected, err);
    } else if (status == LS_OK && kind == KIND_WORD) {
        status = ls_spell_word(&spell, corrected, err);
    }
    return status;
}
