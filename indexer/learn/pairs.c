#include "indexer/learn/pairs.h"

#include "indexer/learn/borders.h"
#include "indexer/learn/bracket.h"
#include "indexer/learn/runs.h"
#include "indexer/learn/sides.h"
#include "text/weak.h"

#include <stdlib.h>

enum {
    WITNESSES_MIN = 2,
    CONFIRM_RUN_MAX = 64,
    SINGLE_HAN_MAX = 10,
    LEAD_HAN_MAX = 5,
    RIVALS_MAX = 256,
    RARE_SHARE = 16
};

/* One place's word for a pair. */
struct word {
    const struct ls_hit *hit;
    uint32_t right; /* a surface and its lexeme: the hit's own, or the long form of it */
    uint32_t right_lexeme;
    bool is_confirmed; /* by the same card */
};

/* A pair with all that is said of it: words[first] … words[past - 1]. */
struct candidate {
    enum ls_lexicon_source source;
    size_t first;
    size_t past;
    uint32_t left_lexeme;
    uint32_t right_lexeme;
    uint32_t left; /* as most have it */
    uint32_t right;
    uint32_t cards;
    uint32_t witnesses;
    double weight;
    bool is_confirmed;
    bool is_beaten; /* a longer or shorter term before the same English is the right one */
};

struct sieve {
    struct ls_hits *hits;
    struct word *words;
    size_t count;
    struct candidate *candidates; /* as many as words */
    size_t candidate_count;
    uint32_t *surfaces; /* scratch, as many as words */
    uint32_t none;      /* the lexeme of what is none */
};

static enum ls_lexicon_source source_of(const struct ls_hit *hit)
{
    return hit->form == LS_HIT_SHORTENED ? LS_LEXICON_ABBREVIATION : LS_LEXICON_PARENTHESES;
}

static struct ls_span text_of(const struct sieve *sieve, uint32_t string)
{
    return sieve->hits->strings.items[string];
}

/* ---- a card that says what an abbreviation stands for ---- */

static int compare_shortened(const void *a, const void *b)
{
    const struct ls_hit *one = *(const struct ls_hit *const *)a;
    const struct ls_hit *other = *(const struct ls_hit *const *)b;
    if (one->card != other->card) {
        return one->card < other->card ? -1 : 1;
    }
    if (one->right_lexeme != other->right_lexeme) {
        return one->right_lexeme < other->right_lexeme ? -1 : 1;
    }
    return (one > other) - (one < other);
}

/* Could the Chinese term be one for what the abbreviation stands for? */
static bool is_likely(const struct sieve *sieve, const struct ls_hit *hit,
                      const struct ls_hit *shortened)
{
    struct ls_english english = ls_english_look(text_of(sieve, shortened->left));
    return ls_sides_fit(text_of(sieve, hit->left), &english);
}

static void add_word(struct sieve *sieve, const struct ls_hit *hit, const struct ls_hit *shortened)
{
    bool is_pair = hit->left_lexeme != sieve->none && hit->right_lexeme != sieve->none &&
                   hit->left_lexeme != hit->right_lexeme;
    if (!is_pair) {
        return;
    }
    struct word word = {hit, hit->right, hit->right_lexeme,
                        shortened && is_likely(sieve, hit, shortened)};
    sieve->words[sieve->count++] = word;
    if (word.is_confirmed && shortened->left_lexeme != sieve->none) {
        word.right = shortened->left;
        word.right_lexeme = shortened->left_lexeme;
        sieve->words[sieve->count++] = word;
    }
}

/* Each hit as a word, and of 多實例學習（MIL） where the card has "multiple instance learning
 * (MIL)" too that these are one. */
static enum ls_status gather_words(struct sieve *sieve, struct ls_error *err)
{
    struct ls_hits *hits = sieve->hits;
    const struct ls_hit **shortened = malloc((hits->count + 1) * sizeof *shortened);
    size_t count = 0;
    if (!shortened) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < hits->count; i++) {
        shortened[count] = &hits->items[i];
        count += hits->items[i].form == LS_HIT_SHORTENED;
    }
    qsort(shortened, count, sizeof *shortened, compare_shortened);
    for (size_t i = 0; i < hits->count; i++) {
        const struct ls_hit *hit = &hits->items[i];
        const struct ls_hit *found = NULL;
        size_t first = 0;
        for (size_t left = count; hit->form != LS_HIT_SHORTENED && left > 0;) {
            const struct ls_hit *there = shortened[first + left / 2];
            bool is_before = there->card < hit->card ||
                             (there->card == hit->card && there->right_lexeme < hit->right_lexeme);
            first += is_before ? left / 2 + 1 : 0;
            left = is_before ? left - left / 2 - 1 : left / 2;
        }
        if (hit->form != LS_HIT_SHORTENED && first < count && shortened[first]->card == hit->card &&
            shortened[first]->right_lexeme == hit->right_lexeme) {
            found = shortened[first];
        }
        add_word(sieve, hit, found);
    }
    free(shortened);
    return LS_OK;
}

/* ---- candidates ---- */

static int compare_words(const void *a, const void *b)
{
    const struct word *one = a;
    const struct word *other = b;
    bool one_short = one->hit->form == LS_HIT_SHORTENED;
    bool other_short = other->hit->form == LS_HIT_SHORTENED;
    if (one_short != other_short) {
        return one_short ? -1 : 1;
    }
    if (one->hit->left_lexeme != other->hit->left_lexeme) {
        return one->hit->left_lexeme < other->hit->left_lexeme ? -1 : 1;
    }
    if (one->right_lexeme != other->right_lexeme) {
        return one->right_lexeme < other->right_lexeme ? -1 : 1;
    }
    if (one->hit->card != other->hit->card) {
        return one->hit->card < other->hit->card ? -1 : 1;
    }
    return (one->hit > other->hit) - (one->hit < other->hit);
}

static bool are_one_pair(const struct word *a, const struct word *b)
{
    return source_of(a->hit) == source_of(b->hit) && a->hit->left_lexeme == b->hit->left_lexeme &&
           a->right_lexeme == b->right_lexeme;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a;
    uint32_t other = *(const uint32_t *)b;
    return (one > other) - (one < other);
}

static size_t count_different(uint32_t *numbers, size_t count)
{
    size_t different = 0;
    qsort(numbers, count, sizeof *numbers, compare_numbers);
    for (size_t i = 0; i < count; i++) {
        different += i == 0 || numbers[i] != numbers[i - 1];
    }
    return different;
}

/* The string that comes most often; of several the first in byte order. */
static uint32_t most_frequent(const struct sieve *sieve, uint32_t *strings, size_t count)
{
    uint32_t best = strings[0];
    size_t best_count = 0;
    qsort(strings, count, sizeof *strings, compare_numbers);
    for (size_t first = 0, past; first < count; first = past) {
        for (past = first; past < count && strings[past] == strings[first];) {
            past++;
        }
        bool is_better =
            past - first > best_count ||
            (past - first == best_count &&
             ls_span_compare(text_of(sieve, strings[first]), text_of(sieve, best)) < 0);
        best = is_better ? strings[first] : best;
        best_count = is_better ? past - first : best_count;
    }
    return best;
}

static void fill_candidate(struct sieve *sieve, struct candidate *candidate)
{
    const struct word *words = sieve->words + candidate->first;
    size_t count = candidate->past - candidate->first;
    uint32_t *numbers = sieve->surfaces;
    for (size_t i = 0; i < count; i++) {
        candidate->is_confirmed |= words[i].is_confirmed;
        candidate->cards += i == 0 || words[i].hit->card != words[i - 1].hit->card;
        numbers[i] = words[i].hit->context;
    }
    candidate->witnesses = (uint32_t)count_different(numbers, count);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = words[i].hit->left;
    }
    candidate->left = most_frequent(sieve, numbers, count);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = words[i].right;
    }
    candidate->right = most_frequent(sieve, numbers, count);
    if (candidate->witnesses > candidate->cards) {
        candidate->witnesses = candidate->cards;
    }
}

static void group_words(struct sieve *sieve)
{
    qsort(sieve->words, sieve->count, sizeof *sieve->words, compare_words);
    for (size_t first = 0, past; first < sieve->count; first = past) {
        for (past = first;
             past < sieve->count && are_one_pair(&sieve->words[first], &sieve->words[past]);) {
            past++;
        }
        struct candidate *candidate = &sieve->candidates[sieve->candidate_count++];
        *candidate = (struct candidate){.source = source_of(sieve->words[first].hit),
                                        .first = first,
                                        .past = past,
                                        .left_lexeme = sieve->words[first].hit->left_lexeme,
                                        .right_lexeme = sieve->words[first].right_lexeme,
                                        .weight = 1};
        fill_candidate(sieve, candidate);
    }
}

/* ---- which are right ---- */

/* Does a single place suffice? */
static bool look_like_terms(struct ls_span han, const struct ls_english *english)
{
    uint32_t symbols[LS_HAN_TERM_MAX];
    size_t count = ls_han_symbols(han, symbols, LS_HAN_TERM_MAX);
    bool has_lead = count > LEAD_HAN_MAX && ls_lead_len(symbols, count) > 0;
    return english->is_title && !english->has_initials && count <= SINGLE_HAN_MAX && !has_lead &&
           !ls_han_joins(symbols[0]);
}

/* Is the abbreviation that of an English term that the same Chinese one is paired with? */
static bool is_confirmed(const struct sieve *sieve, const struct candidate *candidate)
{
    struct ls_span short_form = text_of(sieve, candidate->right);
    const struct candidate *past = sieve->candidates + sieve->candidate_count;
    const struct candidate *there = candidate;
    while (there > sieve->candidates && there[-1].left_lexeme == candidate->left_lexeme &&
           there[-1].source == candidate->source && candidate - there < CONFIRM_RUN_MAX) {
        there--;
    }
    for (; there < past && there->left_lexeme == candidate->left_lexeme &&
           there->source == candidate->source && there - candidate < CONFIRM_RUN_MAX;
         there++) {
        struct ls_span phrase = text_of(sieve, there->right);
        struct ls_english english = ls_english_look(phrase);
        if (there != candidate && ls_term_kind(phrase) == LS_TERM_PHRASE &&
            ls_sides_fit(text_of(sieve, there->left), &english) &&
            ls_is_long_form(phrase, short_form)) {
            return true;
        }
    }
    return false;
}

static bool is_good(const struct sieve *sieve, const struct candidate *candidate)
{
    struct ls_span left = text_of(sieve, candidate->left);
    struct ls_span right = text_of(sieve, candidate->right);
    if (candidate->source == LS_LEXICON_ABBREVIATION) {
        return true;
    }
    bool is_seen_twice = candidate->witnesses >= WITNESSES_MIN;
    if (!is_seen_twice && memmem(left.ptr, left.len, "的", 3)) {
        return false;
    }
    if (ls_term_kind(right) == LS_TERM_SHORT) {
        return candidate->is_confirmed || is_seen_twice || is_confirmed(sieve, candidate);
    }
    struct ls_english english = ls_english_look(right);
    return ls_sides_fit(left, &english) &&
           (candidate->is_confirmed || is_seen_twice || look_like_terms(left, &english));
}

static int compare_rights(const void *a, const void *b)
{
    const struct candidate *one = *(const struct candidate *const *)a;
    const struct candidate *other = *(const struct candidate *const *)b;
    if (one->source != other->source) {
        return one->source < other->source ? -1 : 1;
    }
    if (one->right_lexeme != other->right_lexeme) {
        return one->right_lexeme < other->right_lexeme ? -1 : 1;
    }
    return (one > other) - (one < other);
}

static bool ends_with(struct ls_span text, struct ls_span end)
{
    return text.len > end.len && memcmp(text.ptr + text.len - end.len, end.ptr, end.len) == 0;
}

static bool has_more(const struct candidate *one, const struct candidate *other)
{
    if (one->witnesses != other->witnesses) {
        return one->witnesses > other->witnesses;
    }
    return one->past - one->first > other->past - other->first;
}

/* Of 驗證性因素分析（CFA） and 因素分析（CFA） that counts which more have. */
static void compare_rivals(const struct sieve *sieve, struct candidate **rivals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t n = 0; n < count && n < RIVALS_MAX; n++) {
            struct ls_span one = text_of(sieve, rivals[i]->left_lexeme);
            struct ls_span other = text_of(sieve, rivals[n]->left_lexeme);
            rivals[i]->is_beaten |=
                (ends_with(one, other) || ends_with(other, one)) && has_more(rivals[n], rivals[i]);
        }
    }
}

/* Beside what very many cards say, what hardly any says is a slip or another field's. */
static void drop_rare(struct candidate **rivals, size_t count)
{
    uint32_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most = rivals[i]->cards > most ? rivals[i]->cards : most;
    }
    for (size_t i = 0; i < count; i++) {
        rivals[i]->is_beaten |= rivals[i]->cards * RARE_SHARE < most;
    }
}

/* What stands for several things stands for each of them so much the less. */
static void share_weight(struct candidate **rivals, size_t count)
{
    double all = 0;
    for (size_t i = 0; i < count; i++) {
        all += rivals[i]->is_beaten ? 0 : rivals[i]->cards;
    }
    for (size_t i = 0; i < count; i++) {
        rivals[i]->weight = all > 0 ? rivals[i]->cards / all : 1;
    }
}

static enum ls_status find_beaten(struct sieve *sieve, struct ls_error *err)
{
    struct candidate **rivals = malloc((sieve->candidate_count + 1) * sizeof *rivals);
    if (!rivals) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < sieve->candidate_count; i++) {
        rivals[i] = &sieve->candidates[i];
    }
    qsort(rivals, sieve->candidate_count, sizeof *rivals, compare_rights);
    for (size_t first = 0, past; first < sieve->candidate_count; first = past) {
        const struct candidate *here = rivals[first];
        for (past = first; past < sieve->candidate_count && rivals[past]->source == here->source &&
                           rivals[past]->right_lexeme == here->right_lexeme;) {
            past++;
        }
        drop_rare(rivals + first, past - first);
        if (here->source == LS_LEXICON_ABBREVIATION) {
            share_weight(rivals + first, past - first);
        }
        if (here->source == LS_LEXICON_PARENTHESES) {
            compare_rivals(sieve, rivals + first, past - first);
        }
    }
    free(rivals);
    return LS_OK;
}

static enum ls_status keep(const struct sieve *sieve, struct ls_arena *arena,
                           struct ls_learned *learned, struct ls_error *err)
{
    for (size_t i = 0; i < sieve->candidate_count; i++) {
        const struct candidate *candidate = &sieve->candidates[i];
        if (candidate->is_beaten || !is_good(sieve, candidate)) {
            continue;
        }
        struct ls_learned_pair *pair = LS_ARENA_PUSH(arena, learned->pairs, &learned->count);
        if (pair) {
            pair->source = candidate->source;
            pair->left = ls_arena_copy(arena, text_of(sieve, candidate->left));
            pair->right = ls_arena_copy(arena, text_of(sieve, candidate->right));
            pair->cards = candidate->cards;
            pair->occurrences = (uint32_t)(candidate->past - candidate->first);
            pair->weight = candidate->weight;
        }
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_pairs_of_hits(struct ls_hits *hits, struct ls_arena *arena,
                                struct ls_learned *learned, struct ls_error *err)
{
    size_t room = hits->count * 2 + 1;
    struct sieve sieve = {.hits = hits,
                          .words = malloc(room * sizeof *sieve.words),
                          .candidates = malloc(room * sizeof *sieve.candidates),
                          .surfaces = malloc(room * sizeof *sieve.surfaces),
                          .none = ls_strings_put(&hits->strings, LS_SPAN(""))};
    bool has_room = sieve.words && sieve.candidates && sieve.surfaces;
    enum ls_status status = has_room ? gather_words(&sieve, err) : ls_fail_memory(err);
    if (status == LS_OK) {
        group_words(&sieve);
        status = find_beaten(&sieve, err);
    }
    if (status == LS_OK) {
        status = keep(&sieve, arena, learned, err);
    }
    free(sieve.words);
    free(sieve.candidates);
    free(sieve.surfaces);
    return status;
}
