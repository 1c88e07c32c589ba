#include "lexicon/lexicon.h"

static bool is_place(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == LS_TOKEN_HAN;
}

/* The places of the tokens; 0 when a break stands between two of them. */
static size_t count_places(const struct ls_tokens *tokens)
{
    size_t count = 0;
    bool broken = false;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct ls_token *token = &tokens->items[i];
        broken |= token->kind == LS_TOKEN_BREAK && count > 0;
        if (is_place(token)) {
            if (broken) {
                return 0;
            }
            count++;
        }
    }
    return count;
}

enum ls_status ls_lexeme_add(struct ls_buf *lexeme, struct ls_analyzer *analyzer,
                             struct ls_span text, size_t *places, struct ls_error *err)
{
    struct ls_tokens tokens;
    *places = 0;
    enum ls_status status = ls_analyze(analyzer, text, &tokens, err);
    size_t count = count_places(&tokens);
    size_t start = lexeme->len;
    for (size_t i = 0; count > 0 && i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        if (!is_place(token)) {
            continue;
        }
        bool continues_run = token->kind == LS_TOKEN_HAN && token->glued;
        if (lexeme->len > start && !continues_run) {
            ls_buf_add_char(lexeme, ' ');
        }
        ls_buf_add_span(lexeme, ls_token_term(analyzer, token));
    }
    if (status == LS_OK && lexeme->failed) {
        status = ls_fail_memory(err);
    }
    *places = status == LS_OK ? count : 0;
    return status;
}
