#include "query/suggest/surface.h"

#include "query/suggest/typed.h"

#include <stdlib.h>

enum { TEXTS_PER_SECTION = 2, SMALL_SHARE = 8 };

/* Where links point is nothing that anyone writes. */
static struct ls_span text_of(const struct ls_card *card, size_t i)
{
    const struct ls_section *section = &card->sections[i / TEXTS_PER_SECTION];
    if (section->field == LS_FIELD_LINK) {
        return ls_span("", 0);
    }
    return i % TEXTS_PER_SECTION == 0 ? section->heading : section->text;
}

static bool is_small(struct ls_span written)
{
    for (size_t i = 0; i < written.len; i++) {
        if (written.ptr[i] >= 'A' && written.ptr[i] <= 'Z') {
            return false;
        }
    }
    return true;
}

static bool is_capital(struct ls_span written)
{
    for (size_t i = 0; i < written.len; i++) {
        if (written.ptr[i] >= 'a' && written.ptr[i] <= 'z') {
            return false;
        }
    }
    return true;
}

static struct ls_form *find_form(struct ls_forms *forms, struct ls_span folded,
                                 struct ls_arena *arena)
{
    for (size_t i = 0; i < forms->count; i++) {
        if (ls_span_equal(forms->items[i].folded, folded)) {
            return &forms->items[i];
        }
    }
    struct ls_form *form = LS_ARENA_PUSH(arena, forms->items, &forms->count);
    if (form) {
        form->folded = ls_arena_copy(arena, folded);
        form->is_capitals = true;
    }
    return form;
}

static void count_form(struct ls_forms *forms, struct ls_span folded, struct ls_span written,
                       struct ls_arena *arena)
{
    struct ls_form *form = find_form(forms, folded, arena);
    if (!form) {
        return;
    }
    bool small = is_small(written);
    form->written = form->count == 0 ? written : form->written;
    form->small = small && !form->small.ptr ? written : form->small;
    form->count++;
    form->small_count += small;
    form->is_capitals &= is_capital(written);
}

static size_t find_term(const struct ls_known_terms *terms, struct ls_span term)
{
    size_t i = 0;
    while (i < terms->count && !ls_span_equal(terms->items[i].term, term)) {
        i++;
    }
    return i;
}

/* The possessive of a word is no form of it. */
static struct ls_span without_possessive(struct ls_span written)
{
    static const char *const endings[] = {"'s", "’s", "'S", "’S"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);
        if (written.len > len && memcmp(written.ptr + written.len - len, endings[i], len) == 0) {
            return ls_span(written.ptr, written.len - len);
        }
    }
    return written;
}

static void add_token(const struct ls_token *token, struct ls_span term, struct ls_span text,
                      const struct ls_known_terms *terms, struct ls_span beginning,
                      struct ls_arena *arena, struct ls_forms *forms, struct ls_buf *folded)
{
    bool is_word = token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
                   token->kind == LS_TOKEN_COMPOUND;
    size_t i = is_word ? find_term(terms, term) : terms->count;
    if (i == terms->count) {
        return;
    }
    struct ls_span written =
        without_possessive(ls_span(text.ptr + token->first, token->past - token->first));
    ls_buf_clear(folded);
    if (!ls_typed_fold(written, folded)) {
        arena->failed = true;
    } else if (ls_span_starts_with(ls_buf_span(folded), beginning)) {
        count_form(&forms[i], ls_buf_span(folded), written, arena);
    }
}

enum ls_status ls_forms_add(const struct ls_card *card, const struct ls_known_terms *terms,
                            struct ls_span beginning, struct ls_analyzer *analyzer,
                            struct ls_arena *arena, struct ls_forms *forms, struct ls_error *err)
{
    bool initials[256] = {false};
    for (size_t i = 0; i < terms->count; i++) {
        initials[(unsigned char)terms->items[i].term.ptr[0]] = true;
    }
    ls_analyzer_stem_only(analyzer, initials);
    struct ls_buf folded = {0};
    enum ls_status status = LS_OK;
    size_t text_count = card->section_count * TEXTS_PER_SECTION;
    for (size_t i = 0; status == LS_OK && i < text_count; i++) {
        struct ls_tokens tokens;
        struct ls_span text = text_of(card, i);
        status = ls_analyze(analyzer, text, &tokens, err);
        for (size_t n = 0; status == LS_OK && n < tokens.count; n++) {
            struct ls_span term = ls_token_term(analyzer, &tokens.items[n]);
            if (term.len > 0 && initials[(unsigned char)term.ptr[0]]) {
                add_token(&tokens.items[n], term, text, terms, beginning, arena, forms, &folded);
            }
        }
    }
    ls_analyzer_stem_only(analyzer, NULL);
    ls_buf_free(&folded);
    return status == LS_OK && arena->failed ? ls_fail_memory(err) : status;
}

static bool is_better(const struct ls_form *form, const struct ls_form *than)
{
    if (form->count != than->count) {
        return form->count > than->count;
    }
    if (form->folded.len != than->folded.len) {
        return form->folded.len < than->folded.len;
    }
    return memcmp(form->folded.ptr, than->folded.ptr, form->folded.len) < 0;
}

const struct ls_form *ls_forms_best(const struct ls_forms *forms)
{
    const struct ls_form *best = NULL;
    for (size_t i = 0; i < forms->count; i++) {
        if (!best || is_better(&forms->items[i], best)) {
            best = &forms->items[i];
        }
    }
    return best;
}

struct ls_span ls_form_shown(const struct ls_form *form)
{
    return form->small_count * SMALL_SHARE >= form->count ? form->small : form->written;
}

/* Tokens from i on that spell the run; 0 when they do not, else how far they reach in the text. */
static uint32_t run_past(const struct ls_analyzer *analyzer, struct ls_tokens tokens, size_t i,
                         struct ls_span run)
{
    bool is_first = true;
    for (; i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        if (token->kind == LS_TOKEN_BIGRAM) {
            continue;
        }
        struct ls_span term = ls_token_term(analyzer, token);
        if (token->kind != LS_TOKEN_HAN || (!is_first && !token->glued) ||
            !ls_span_starts_with(run, term)) {
            return 0;
        }
        is_first = false;
        run = ls_span_from(run, term.len);
        if (run.len == 0) {
            return token->past;
        }
    }
    return 0;
}

/* No character of ASCII is written for Han. */
static bool may_hold_run(struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

enum ls_status ls_surface_run(const struct ls_card *card, struct ls_span run,
                              struct ls_analyzer *analyzer, struct ls_span *written,
                              struct ls_error *err)
{
    *written = ls_span(NULL, 0);
    enum ls_status status = LS_OK;
    size_t text_count = card->section_count * TEXTS_PER_SECTION;
    for (size_t i = 0; status == LS_OK && i < text_count && run.len > 0; i++) {
        struct ls_tokens tokens;
        struct ls_span text = text_of(card, i);
        if (!may_hold_run(text)) {
            continue;
        }
        status = ls_analyze(analyzer, text, &tokens, err);
        for (size_t n = 0; status == LS_OK && n < tokens.count; n++) {
            bool is_start = tokens.items[n].kind == LS_TOKEN_HAN;
            uint32_t past = is_start ? run_past(analyzer, tokens, n, run) : 0;
            if (past > 0) {
                uint32_t first = tokens.items[n].first;
                *written = ls_span(text.ptr + first, past - first);
                return LS_OK;
            }
        }
    }
    return status;
}
