/* A run of Han with one character wrong, swapped, missing or too many.
 *
 * Only the pairs of characters around a slip are wrong, so the pairs that no card
 * has say where it can be. A character that sounds alike is tried through the
 * index's pairs; any other is read off the cards that hold what is left and right
 * of it. */
#include "query/suggest/spell_run.h"
#include "query/suggest/surface.h"
#include "text/han_fold.h"
#include "text/sound.h"
#include "text/utf8.h"

#include <stdlib.h>

enum {
    LOOKUPS_MAX = 3000, /* of pairs, in all */
    CHECKS_MAX = 10,    /* of the candidates of one kind against cards */
};

static bool decode(struct ls_span folded, struct ls_spell_run *run)
{
    unsigned width;
    for (size_t at = 0; at < folded.len; at += width) {
        if (run->count == LS_SPELL_RUN_MAX) {
            return false;
        }
        run->chars[run->count++] = ls_utf8_decode(folded.ptr, folded.len, at, &width);
    }
    return run->count > 1;
}

static enum ls_status pair_freq(struct ls_spell_run *run, uint32_t left, uint32_t right,
                                uint32_t *freq, struct ls_error *err)
{
    struct ls_buf pair = {0};
    ls_buf_add_codepoint(&pair, left);
    ls_buf_add_codepoint(&pair, right);
    *freq = 0;
    run->lookups++;
    enum ls_status status = pair.failed ? ls_fail_memory(err) : LS_OK;
    if (status == LS_OK && run->lookups <= LOOKUPS_MAX) {
        status = ls_vocabulary_freq(run->spell->index, ls_buf_span(&pair), freq, err);
    }
    ls_buf_free(&pair);
    return status;
}

static enum ls_status find_gaps(struct ls_spell_run *run, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i + 1 < run->count; i++) {
        uint32_t freq;
        status = pair_freq(run, run->chars[i], run->chars[i + 1], &freq, err);
        if (status == LS_OK && freq == 0) {
            run->first_gap = run->has_gap ? run->first_gap : i;
            run->last_gap = i;
            run->has_gap = true;
        }
    }
    return status;
}

bool ls_spell_run_explains(const struct ls_spell_run *run, size_t first, size_t last)
{
    return !run->has_gap || (run->first_gap >= first && run->last_gap <= last);
}

struct ls_spell_edit ls_spell_run_edited(const struct ls_spell_run *run, size_t at, size_t drop,
                                         const uint32_t *chars, size_t count, enum ls_slip slip)
{
    struct ls_spell_edit it = {.count = run->count - drop + count, .slip = slip};
    memcpy(it.chars, run->chars, at * sizeof *it.chars);
    memcpy(it.chars + at, chars, count * sizeof *it.chars);
    memcpy(it.chars + at + count, run->chars + at + drop,
           (run->count - at - drop) * sizeof *it.chars);
    return it;
}

void ls_spell_run_add(struct ls_spell_run *run, struct ls_spell_edit it, uint32_t weight)
{
    struct ls_spell_edit *room = LS_ARENA_PUSH(run->spell->arena, run->found, &run->found_count);
    if (room) {
        *room = it;
        room->weight = weight;
    }
}

void ls_spell_add_chars(struct ls_buf *out, const uint32_t *chars, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_codepoint(out, chars[i]);
    }
}

/* Adds the candidate if cards have all its pairs from first to last. */
static enum ls_status add_if_paired(struct ls_spell_run *run, const struct ls_spell_edit *it,
                                    size_t first, size_t last, struct ls_error *err)
{
    uint32_t least = UINT32_MAX;
    enum ls_status status = LS_OK;
    for (size_t i = first; status == LS_OK && least > 0 && i <= last && i + 1 < it->count; i++) {
        uint32_t freq;
        status = pair_freq(run, it->chars[i], it->chars[i + 1], &freq, err);
        least = freq < least ? freq : least;
    }
    if (status == LS_OK && least > 0) {
        ls_spell_run_add(run, *it, least);
    }
    return status;
}

static enum ls_status try_sounds(struct ls_spell_run *run, size_t i, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t before = i > 0 ? i - 1 : 0;
    uint32_t own = run->chars[i];
    for (uint32_t c = 0; status == LS_OK && (c = ls_sound_next(own, c)) != 0;) {
        if (c != own && ls_han_fold(c) == c) {
            struct ls_spell_edit it = ls_spell_run_edited(run, i, 1, &c, 1, LS_SLIP_SOUND);
            status = add_if_paired(run, &it, before, i, err);
        }
    }
    return status;
}

static enum ls_status try_swap(struct ls_spell_run *run, size_t i, struct ls_error *err)
{
    uint32_t swapped[] = {run->chars[i + 1], run->chars[i]};
    if (swapped[0] == swapped[1]) {
        return LS_OK;
    }
    struct ls_spell_edit it = ls_spell_run_edited(run, i, 2, swapped, 2, LS_SLIP_SWAPPED);
    return add_if_paired(run, &it, i > 0 ? i - 1 : 0, i + 1, err);
}

static enum ls_status try_without(struct ls_spell_run *run, size_t i, struct ls_error *err)
{
    bool is_double = i > 0 && run->chars[i] == run->chars[i - 1];
    struct ls_spell_edit it =
        ls_spell_run_edited(run, i, 1, run->chars, 0, is_double ? LS_SLIP_DOUBLED : LS_SLIP_EXTRA);
    size_t before = i > 0 ? i - 1 : 0;
    return add_if_paired(run, &it, before, before, err);
}

static enum ls_status try_all(struct ls_spell_run *run, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < run->count; i++) {
        size_t before = i > 0 ? i - 1 : 0;
        if (ls_spell_run_explains(run, before, i)) {
            status = try_sounds(run, i, err);
        }
        if (status == LS_OK && i + 1 < run->count && ls_spell_run_explains(run, before, i + 1)) {
            status = try_swap(run, i, err);
        }
        bool is_end = i == 0 || i + 1 == run->count;
        bool may_be_extra = run->count > 2 && (run->has_gap || !is_end);
        if (status == LS_OK && may_be_extra && ls_spell_run_explains(run, before, i)) {
            status = try_without(run, i, err);
        }
    }
    return status == LS_OK ? ls_spell_run_read(run, err) : status;
}

static int compare(const void *a, const void *b)
{
    const struct ls_spell_edit *left = a;
    const struct ls_spell_edit *right = b;
    if (left->slip != right->slip) {
        return left->slip < right->slip ? -1 : 1;
    }
    if (left->weight != right->weight) {
        return left->weight > right->weight ? -1 : 1;
    }
    if (left->count != right->count) {
        return left->count > right->count ? -1 : 1;
    }
    for (size_t i = 0; i < left->count; i++) {
        if (left->chars[i] != right->chars[i]) {
            return left->chars[i] < right->chars[i] ? -1 : 1;
        }
    }
    return 0;
}

/* The candidate as the first card with it writes it. */
static enum ls_status check(struct ls_spell_run *run, const struct ls_spell_edit *it,
                            struct ls_span *corrected, struct ls_error *err)
{
    struct ls_spell *spell = run->spell;
    struct ls_buf text = {0};
    struct ls_tokens tokens;
    struct ls_typed_unit unit;
    struct ls_card card;
    uint32_t docid = 0;
    ls_spell_add_chars(&text, it->chars, it->count);
    enum ls_status status = text.failed ? ls_fail_memory(err) : LS_OK;
    if (status == LS_OK) {
        status = ls_analyze(spell->analyzer, ls_buf_span(&text), &tokens, err);
    }
    if (status == LS_OK) {
        status = ls_typed_unit_make(spell->analyzer, tokens.items, tokens.count, spell->arena,
                                    &unit, err);
    }
    if (status == LS_OK) {
        status = ls_holders_of_unit(spell->index, &unit, &docid, err);
    }
    if (status == LS_OK && docid > 0) {
        status = ls_index_card(spell->index, docid, spell->arena, &card, err);
    }
    if (status == LS_OK && docid > 0) {
        status = ls_surface_run(&card, ls_buf_span(&text), spell->analyzer, corrected, err);
    }
    ls_buf_free(&text);
    return status;
}

enum ls_status ls_spell_run(struct ls_spell *spell, struct ls_span *corrected, struct ls_error *err)
{
    struct ls_spell_run run = {.spell = spell};
    if (!decode(spell->folded, &run)) {
        return LS_OK;
    }
    enum ls_status status = find_gaps(&run, err);
    if (status == LS_OK) {
        status = try_all(&run, err);
    }
    if (status == LS_OK && spell->arena->failed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK && run.found_count > 1) {
        qsort(run.found, run.found_count, sizeof *run.found, compare);
    }
    size_t checks[LS_SLIP_COUNT] = {0};
    for (size_t i = 0; status == LS_OK && !corrected->ptr && i < run.found_count; i++) {
        if (checks[run.found[i].slip]++ < CHECKS_MAX) {
            status = check(&run, &run.found[i], corrected, err);
        }
    }
    return status;
}
