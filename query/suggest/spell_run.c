/* A run of Han with one character wrong, swapped, missing or too many.
 *
 * Only the pairs of characters around a slip are wrong, so the pairs that no card
 * has say where it can be. A character that sounds alike is tried through the
 * index's pairs; any other is read off the cards that hold what is left and right
 * of it. */
#include "query/suggest/spell.h"
#include "query/suggest/surface.h"
#include "text/han_fold.h"
#include "text/sound.h"
#include "text/stream.h"
#include "text/utf8.h"

#include <stdlib.h>

enum {
    RUN_CHARS_MAX = 24,
    LOOKUPS_MAX = 3000, /* of pairs, in all */
    CHECKS_MAX = 10,    /* of the candidates of one kind against cards */
    SLITS_MAX = 12,     /* places at which cards are read */
    SLIT_CARDS_MAX = 16,
};

/* In the order in which they are believed. */
enum slip { SLIP_SOUND, SLIP_SWAPPED, SLIP_DOUBLED, SLIP_OTHER, SLIP_EXTRA, SLIP_COUNT };

struct candidate {
    uint32_t chars[RUN_CHARS_MAX + 1];
    size_t count;
    enum slip slip;
    uint32_t weight; /* the rarest pair, or how many cards have it */
};

struct run {
    struct ls_spell *spell;
    uint32_t chars[RUN_CHARS_MAX];
    size_t count;
    size_t first_gap; /* pairs [first_gap, past_gap] include all that no card has */
    size_t last_gap;
    bool has_gap;
    size_t lookups;
    struct candidate *found;
    size_t found_count;
};

static bool decode(struct ls_span folded, struct run *run)
{
    unsigned width;
    for (size_t at = 0; at < folded.len; at += width) {
        if (run->count == RUN_CHARS_MAX) {
            return false;
        }
        run->chars[run->count++] = ls_utf8_decode(folded.ptr, folded.len, at, &width);
    }
    return run->count > 1;
}

static enum ls_status pair_freq(struct run *run, uint32_t left, uint32_t right, uint32_t *freq,
                                struct ls_error *err)
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

static enum ls_status find_gaps(struct run *run, struct ls_error *err)
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

/* Can a slip that spoils pairs [first, last] be all that is wrong? */
static bool explains(const struct run *run, size_t first, size_t last)
{
    return !run->has_gap || (run->first_gap >= first && run->last_gap <= last);
}

/* The run with chars [at, at + drop) replaced by count others. */
static struct candidate edited(const struct run *run, size_t at, size_t drop, const uint32_t *chars,
                               size_t count, enum slip slip)
{
    struct candidate it = {.count = run->count - drop + count, .slip = slip};
    memcpy(it.chars, run->chars, at * sizeof *it.chars);
    memcpy(it.chars + at, chars, count * sizeof *it.chars);
    memcpy(it.chars + at + count, run->chars + at + drop,
           (run->count - at - drop) * sizeof *it.chars);
    return it;
}

static void add(struct run *run, struct candidate it, uint32_t weight)
{
    struct candidate *room = LS_ARENA_PUSH(run->spell->arena, run->found, &run->found_count);
    if (room) {
        *room = it;
        room->weight = weight;
    }
}

/* Adds the candidate if cards have all its pairs from first to last. */
static enum ls_status add_if_paired(struct run *run, const struct candidate *it, size_t first,
                                    size_t last, struct ls_error *err)
{
    uint32_t least = UINT32_MAX;
    enum ls_status status = LS_OK;
    for (size_t i = first; status == LS_OK && least > 0 && i <= last && i + 1 < it->count; i++) {
        uint32_t freq;
        status = pair_freq(run, it->chars[i], it->chars[i + 1], &freq, err);
        least = freq < least ? freq : least;
    }
    if (status == LS_OK && least > 0) {
        add(run, *it, least);
    }
    return status;
}

static enum ls_status try_sounds(struct run *run, size_t i, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t before = i > 0 ? i - 1 : 0;
    for (uint32_t c = LS_SOUND_FIRST; status == LS_OK && c < LS_SOUND_PAST; c++) {
        if (c != run->chars[i] && ls_sound_same(c, run->chars[i]) && ls_han_fold(c) == c) {
            struct candidate it = edited(run, i, 1, &c, 1, SLIP_SOUND);
            status = add_if_paired(run, &it, before, i, err);
        }
    }
    return status;
}

static enum ls_status try_swap(struct run *run, size_t i, struct ls_error *err)
{
    uint32_t swapped[] = {run->chars[i + 1], run->chars[i]};
    if (swapped[0] == swapped[1]) {
        return LS_OK;
    }
    struct candidate it = edited(run, i, 2, swapped, 2, SLIP_SWAPPED);
    return add_if_paired(run, &it, i > 0 ? i - 1 : 0, i + 1, err);
}

static enum ls_status try_without(struct run *run, size_t i, struct ls_error *err)
{
    bool is_double = i > 0 && run->chars[i] == run->chars[i - 1];
    struct candidate it = edited(run, i, 1, NULL, 0, is_double ? SLIP_DOUBLED : SLIP_EXTRA);
    size_t before = i > 0 ? i - 1 : 0;
    return add_if_paired(run, &it, before, before, err);
}

/* ---- characters read off the cards ---- */

/* What may stand between the left and the right part, in some cards. */
struct slit {
    struct ls_buf left;
    struct ls_buf right;
    struct ls_span *terms;
    size_t term_count;
};

static void add_chars(struct ls_buf *out, const uint32_t *chars, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_codepoint(out, chars[i]);
    }
}

/* Pairs of a part, or its one character. */
static void add_terms(struct run *run, struct slit *slit, const uint32_t *chars, size_t count)
{
    for (size_t i = 0; i < count && (i + 1 < count || count == 1); i++) {
        struct ls_buf term = {0};
        add_chars(&term, chars + i, count == 1 ? 1 : 2);
        struct ls_span *room = LS_ARENA_PUSH(run->spell->arena, slit->terms, &slit->term_count);
        if (room) {
            *room = ls_arena_copy(run->spell->arena, ls_buf_span(&term));
        }
        ls_buf_free(&term);
    }
}

static void count_char(struct run *run, size_t at, size_t drop, uint32_t c, size_t from)
{
    for (size_t i = from; i < run->found_count; i++) {
        if (run->found[i].chars[at] == c) {
            run->found[i].weight++;
            return;
        }
    }
    add(run, edited(run, at, drop, &c, 1, SLIP_OTHER), 1);
}

static bool is_han(uint32_t c)
{
    return c >= 0x3400; /* in a stream what is not a run is ASCII, Greek or Cyrillic */
}

/* The character before an occurrence of right at `at`, or behind one of left. */
static void read_stream(struct run *run, const struct slit *slit, struct ls_span stream, size_t at,
                        size_t drop, size_t from)
{
    struct ls_span left = ls_buf_span(&slit->left);
    struct ls_span right = ls_buf_span(&slit->right);
    struct ls_span sought = left.len > 0 ? left : right;
    struct ls_span rest = stream;
    const char *found;
    while ((found = memmem(rest.ptr, rest.len, sought.ptr, sought.len)) != NULL) {
        size_t place = (size_t)(found - stream.ptr);
        rest = ls_span_from(stream, place + 1);
        size_t where = left.len > 0 ? place + left.len : place - (place >= 3 ? 3 : 0);
        unsigned width = 0;
        if (where >= stream.len || (left.len == 0 && place < 3)) {
            continue;
        }
        uint32_t c = ls_utf8_decode(stream.ptr, stream.len, where, &width);
        if (is_han(c) && c != LS_UTF8_REPLACEMENT &&
            ls_span_starts_with(ls_span_from(stream, where + width), right)) {
            count_char(run, at, drop, c, from);
        }
    }
}

/* Keeps what more than half of the cards have there: anything else is a guess. */
static void keep_likely(struct run *run, size_t from)
{
    uint32_t total = 0;
    size_t kept = from;
    for (size_t i = from; i < run->found_count; i++) {
        total += run->found[i].weight;
    }
    for (size_t i = from; i < run->found_count; i++) {
        if (run->found[i].weight * 2 > total) {
            run->found[kept++] = run->found[i];
        }
    }
    run->found_count = kept;
}

/* Replaces drop characters at `at` (one, or none to add one) by what cards have there. */
static enum ls_status try_slit(struct run *run, size_t at, size_t drop, struct ls_error *err)
{
    struct slit slit = {0};
    size_t past = at + drop;
    add_chars(&slit.left, run->chars, at);
    add_chars(&slit.right, run->chars + past, run->count - past);
    add_terms(run, &slit, run->chars, at);
    add_terms(run, &slit, run->chars + past, run->count - past);
    struct ls_holders holders;
    enum ls_status status =
        ls_holders_find(run->spell->index, slit.terms, slit.term_count, &holders, err);
    size_t from = run->found_count;
    for (size_t i = 0; status == LS_OK && i < holders.count && i < SLIT_CARDS_MAX; i++) {
        struct ls_span stream;
        status = ls_index_stream(run->spell->index, holders.docids[i], &stream, err);
        if (status == LS_OK) {
            read_stream(run, &slit, stream, at, drop, from);
        }
    }
    keep_likely(run, from);
    ls_buf_free(&slit.left);
    ls_buf_free(&slit.right);
    return status;
}

/* With two characters there is too little left to go by. */
static enum ls_status try_cards(struct run *run, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t left = SLITS_MAX;
    for (size_t i = 0; status == LS_OK && run->count > 2 && left > 0 && i < run->count; i++) {
        if (explains(run, i > 0 ? i - 1 : 0, i)) {
            status = try_slit(run, i, 1, err);
            left--;
        }
        if (status == LS_OK && left > 0 && i > 0 && explains(run, i - 1, i - 1)) {
            status = try_slit(run, i, 0, err);
            left--;
        }
    }
    return status;
}

static enum ls_status try_all(struct run *run, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < run->count; i++) {
        size_t before = i > 0 ? i - 1 : 0;
        if (explains(run, before, i)) {
            status = try_sounds(run, i, err);
        }
        if (status == LS_OK && i + 1 < run->count && explains(run, before, i + 1)) {
            status = try_swap(run, i, err);
        }
        bool is_end = i == 0 || i + 1 == run->count;
        bool may_be_extra = run->count > 2 && (run->has_gap || !is_end);
        if (status == LS_OK && may_be_extra && explains(run, before, i)) {
            status = try_without(run, i, err);
        }
    }
    return status == LS_OK ? try_cards(run, err) : status;
}

static int compare(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
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
static enum ls_status check(struct run *run, const struct candidate *it, struct ls_span *corrected,
                            struct ls_error *err)
{
    struct ls_spell *spell = run->spell;
    struct ls_buf text = {0};
    struct ls_tokens tokens;
    struct ls_typed_unit unit;
    struct ls_card card;
    uint32_t docid = 0;
    add_chars(&text, it->chars, it->count);
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
    struct run run = {.spell = spell};
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
    size_t checks[SLIP_COUNT] = {0};
    for (size_t i = 0; status == LS_OK && !corrected->ptr && i < run.found_count; i++) {
        if (checks[run.found[i].slip]++ < CHECKS_MAX) {
            status = check(&run, &run.found[i], corrected, err);
        }
    }
    return status;
}
