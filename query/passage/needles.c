#include "query/passage/needles.h"

#include <stdlib.h>

static int compare_keys(const void *a, const void *b)
{
    return ls_span_compare(((const struct ls_needle_key *)a)->term,
                           ((const struct ls_needle_key *)b)->term);
}

static void add_initials(struct ls_needles *needles, const struct ls_unit *unit)
{
    for (size_t i = 0; i < unit->place_count; i++) {
        needles->initials[(unsigned char)unit->places[i].term.ptr[0]] = true;
    }
    if (unit->compound.len > 0) {
        needles->initials[(unsigned char)unit->compound.ptr[0]] = true;
    }
}

/* Of a term's first three bytes. */
static size_t begin_of(struct ls_span term)
{
    size_t hash = 0;
    for (size_t i = 0; i < term.len && i < 3; i++) {
        hash = hash * 37 + (unsigned char)term.ptr[i];
    }
    return hash % LS_NEEDLE_BEGINS;
}

static void add_key(struct ls_needles *needles, struct ls_span term, uint32_t unit, bool is_whole)
{
    needles->begins[begin_of(term)] = true;
    needles->keys[needles->key_count++] =
        (struct ls_needle_key){.term = term, .unit = unit, .is_whole = is_whole};
}

static void add_unit(struct ls_needles *needles, uint32_t *beginnings, uint32_t number)
{
    const struct ls_unit *unit = &needles->units->items[number];
    add_initials(needles, unit);
    if (unit->is_beginning && unit->place_count == 1) {
        beginnings[needles->beginning_count++] = number;
        for (size_t i = 0; i < unit->stem_count; i++) {
            add_key(needles, unit->stems[i], number, true);
        }
        return;
    }
    add_key(needles, unit->places[0].term, number, false);
    /* A word that stands alone in the query may be glued in the text. */
    bool is_word = unit->place_count == 1 && !unit->places[0].is_han;
    struct ls_span whole = is_word ? unit->places[0].term : unit->compound;
    if (whole.ptr) {
        add_key(needles, whole, number, true);
    }
}

enum ls_status ls_needles_make(const struct ls_units *units, struct ls_arena *arena,
                               struct ls_needles *needles, struct ls_error *err)
{
    *needles = (struct ls_needles){.units = units};
    size_t key_max = 1;
    for (size_t i = 0; i < units->count; i++) {
        key_max += 2 + units->items[i].stem_count;
    }
    uint32_t *beginnings = ls_arena_array(arena, units->count + 1, sizeof *beginnings);
    needles->beginnings = beginnings;
    needles->keys = ls_arena_array(arena, key_max, sizeof *needles->keys);
    if (!needles->keys || !beginnings) {
        return ls_fail_memory(err);
    }
    for (uint32_t i = 0; i < units->count; i++) {
        add_unit(needles, beginnings, i);
    }
    qsort(needles->keys, needles->key_count, sizeof *needles->keys, compare_keys);
    return LS_OK;
}

/* The first key not below term. */
static size_t first_key(const struct ls_needles *needles, struct ls_span term)
{
    size_t low = 0;
    size_t high = needles->key_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ls_span_compare(needles->keys[middle].term, term) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool has_place(const struct ls_token *token)
{
    return token->kind != LS_TOKEN_COMPOUND && token->kind != LS_TOKEN_BIGRAM &&
           token->kind != LS_TOKEN_SUFFIX;
}

/* The next token with a place of its own, perhaps a break; count at the end. */
static size_t next_place(const struct ls_tokens *tokens, size_t i)
{
    do {
        i++;
    } while (i < tokens->count && !has_place(&tokens->items[i]));
    return i;
}

/* Is the word among those that the unit's beginning stands for? */
static bool begins_so(const struct ls_unit *unit, struct ls_span word)
{
    if (ls_span_starts_with(word, unit->places[unit->place_count - 1].term)) {
        return true;
    }
    for (size_t i = 0; i < unit->stem_count; i++) {
        if (ls_span_equal(word, unit->stems[i])) {
            return true;
        }
    }
    return false;
}

static bool is_place(const struct ls_analyzer *analyzer, const struct ls_token *token,
                     const struct ls_place *place, bool is_first)
{
    bool is_han = token->kind == LS_TOKEN_HAN;
    if (token->kind == LS_TOKEN_BREAK || is_han != place->is_han ||
        !ls_span_equal(ls_token_term(analyzer, token), place->term)) {
        return false;
    }
    /* A run may begin inside a longer one, but only the pattern's first. */
    return is_first || !is_han || token->glued == place->continues;
}

static bool is_word(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER;
}

/* Does the unit begin at tokens[i]? Its range is then that of its tokens. */
static bool stands_at(const struct ls_analyzer *analyzer, const struct ls_tokens *tokens, size_t i,
                      const struct ls_unit *unit, struct ls_range *range)
{
    *range = (struct ls_range){tokens->items[i].first, tokens->items[i].past};
    for (size_t n = 0; n < unit->place_count; n++) {
        bool is_beginning = unit->is_beginning && n + 1 == unit->place_count;
        if (i >= tokens->count ||
            !(is_beginning ? is_word(&tokens->items[i]) &&
                                 begins_so(unit, ls_token_term(analyzer, &tokens->items[i]))
                           : is_place(analyzer, &tokens->items[i], &unit->places[n], n == 0))) {
            return false;
        }
        range->past = tokens->items[i].past;
        i = next_place(tokens, i);
    }
    return true;
}

/* Does the key's unit begin at tokens[i]? */
static bool key_stands_at(const struct ls_needles *needles, const struct ls_needle_key *key,
                          const struct ls_analyzer *analyzer, const struct ls_tokens *tokens,
                          size_t i, struct ls_range *range)
{
    const struct ls_token *token = &tokens->items[i];
    if (key->is_whole) {
        *range = (struct ls_range){token->first, token->past};
        return token->kind != LS_TOKEN_HAN;
    }
    return has_place(token) &&
           stands_at(analyzer, tokens, i, &needles->units->items[key->unit], range);
}

static enum ls_status add_mark(struct ls_arena *arena, struct ls_range at, uint32_t unit,
                               struct ls_marks *marks, struct ls_error *err)
{
    struct ls_mark *mark = LS_ARENA_PUSH(arena, marks->items, &marks->count);
    if (!mark) {
        return ls_fail_memory(err);
    }
    *mark = (struct ls_mark){at, unit};
    return LS_OK;
}

static enum ls_status mark_keys(const struct ls_needles *needles,
                                const struct ls_analyzer *analyzer, const struct ls_tokens *tokens,
                                size_t i, struct ls_arena *arena, struct ls_marks *marks,
                                struct ls_error *err)
{
    struct ls_span term = ls_token_term(analyzer, &tokens->items[i]);
    enum ls_status status = LS_OK;
    if (!needles->begins[begin_of(term)]) {
        return LS_OK;
    }
    for (size_t k = first_key(needles, term);
         status == LS_OK && k < needles->key_count && ls_span_equal(needles->keys[k].term, term);
         k++) {
        const struct ls_needle_key *key = &needles->keys[k];
        struct ls_range range;
        if (key_stands_at(needles, key, analyzer, tokens, i, &range)) {
            status = add_mark(arena, range, key->unit, marks, err);
        }
    }
    return status;
}

static enum ls_status mark_beginnings(const struct ls_needles *needles,
                                      const struct ls_analyzer *analyzer,
                                      const struct ls_token *token, struct ls_arena *arena,
                                      struct ls_marks *marks, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < needles->beginning_count; i++) {
        const struct ls_unit *unit = &needles->units->items[needles->beginnings[i]];
        bool is_text = is_word(token) || token->kind == LS_TOKEN_COMPOUND;
        if (is_text && ls_span_starts_with(ls_token_term(analyzer, token), unit->places[0].term)) {
            struct ls_range at = {token->first, token->past};
            status = add_mark(arena, at, needles->beginnings[i], marks, err);
        }
    }
    return status;
}

enum ls_status ls_needles_find(const struct ls_needles *needles, const struct ls_analyzer *analyzer,
                               const struct ls_tokens *tokens, struct ls_arena *arena,
                               struct ls_marks *marks, struct ls_error *err)
{
    *marks = (struct ls_marks){0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < tokens->count; i++) {
        const struct ls_token *token = &tokens->items[i];
        if (token->kind == LS_TOKEN_BREAK || token->kind == LS_TOKEN_BIGRAM) {
            continue;
        }
        status = mark_keys(needles, analyzer, tokens, i, arena, marks, err);
        if (status == LS_OK && needles->beginning_count > 0) {
            status = mark_beginnings(needles, analyzer, token, arena, marks, err);
        }
    }
    return status;
}
