#include "query/passage/needles.h"

#include <stdlib.h>

static int compare_spans(struct ls_span a, struct ls_span b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.ptr, b.ptr, common);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_keys(const void *a, const void *b)
{
    return compare_spans(((const struct ls_needle_key *)a)->term,
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

enum ls_status ls_needles_make(const struct ls_units *units, struct ls_arena *arena,
                               struct ls_needles *needles, struct ls_error *err)
{
    *needles = (struct ls_needles){.units = units};
    needles->keys = ls_arena_array(arena, 2 * units->count + 1, sizeof *needles->keys);
    if (!needles->keys) {
        return ls_fail_memory(err);
    }
    for (uint32_t i = 0; i < units->count; i++) {
        const struct ls_unit *unit = &units->items[i];
        add_initials(needles, unit);
        needles->keys[needles->key_count++] =
            (struct ls_needle_key){.term = unit->places[0].term, .unit = i};
        /* A word that stands alone in the query may be glued in the text. */
        bool is_word = unit->place_count == 1 && !unit->places[0].is_han;
        struct ls_span whole = is_word ? unit->places[0].term : unit->compound;
        if (whole.ptr) {
            needles->keys[needles->key_count++] =
                (struct ls_needle_key){.term = whole, .unit = i, .is_whole = true};
        }
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
        if (compare_spans(needles->keys[middle].term, term) < 0) {
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

/* Does the unit begin at tokens[i]? Its range is then that of its tokens. */
static bool stands_at(const struct ls_analyzer *analyzer, const struct ls_tokens *tokens, size_t i,
                      const struct ls_unit *unit, struct ls_range *range)
{
    *range = (struct ls_range){tokens->items[i].first, tokens->items[i].past};
    for (size_t n = 0; n < unit->place_count; n++) {
        if (i >= tokens->count ||
            !is_place(analyzer, &tokens->items[i], &unit->places[n], n == 0)) {
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

enum ls_status ls_needles_find(const struct ls_needles *needles, const struct ls_analyzer *analyzer,
                               const struct ls_tokens *tokens, struct ls_arena *arena,
                               struct ls_marks *marks, struct ls_error *err)
{
    *marks = (struct ls_marks){0};
    for (size_t i = 0; i < tokens->count; i++) {
        const struct ls_token *token = &tokens->items[i];
        if (token->kind == LS_TOKEN_BREAK || token->kind == LS_TOKEN_BIGRAM) {
            continue;
        }
        struct ls_span term = ls_token_term(analyzer, token);
        for (size_t k = first_key(needles, term);
             k < needles->key_count && ls_span_equal(needles->keys[k].term, term); k++) {
            const struct ls_needle_key *key = &needles->keys[k];
            struct ls_range range;
            if (!key_stands_at(needles, key, analyzer, tokens, i, &range)) {
                continue;
            }
            struct ls_mark *mark = LS_ARENA_PUSH(arena, marks->items, &marks->count);
            if (!mark) {
                return ls_fail_memory(err);
            }
            *mark = (struct ls_mark){range, key->unit};
        }
    }
    return LS_OK;
}
