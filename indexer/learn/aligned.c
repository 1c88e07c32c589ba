#include "indexer/learn/aligned.h"

#include "indexer/learn/model.h"
#include "indexer/learn/sides.h"
#include "indexer/learn/units.h"

#include <stdlib.h>

enum { SENTENCES_MIN = 2, SENTENCES_MANY = 5 };

/* Of 200 pairs read, those above are right in nine of ten and more. */
static const double weight_min = 0.5;
static const double weight_min_many = 0.4; /* of a pair in many sentences */
static const double share_min_few = 0.66;  /* of the sentences that have either word, which must
                                               both have where only two do */

static bool is_sure(const struct ls_aligned *pair)
{
    double share = 2.0 * pair->sentences / (double)(pair->of[LS_ENGLISH] + pair->of[LS_CHINESE]);
    return pair->weight >= (pair->sentences >= SENTENCES_MANY ? weight_min_many : weight_min) &&
           (pair->sentences > SENTENCES_MIN || share >= share_min_few);
}

/* Where the units of each kind stand: those of kind k are units[first[k]] … units[first[k + 1] -
 * 1], with the sentence of each. */
struct places {
    uint32_t *first;
    uint32_t *units;
    uint32_t *sentences;
};

static void free_places(struct places *places)
{
    free(places->first);
    free(places->units);
    free(places->sentences);
}

static bool list_places(const struct ls_units *units, int side, struct places *places)
{
    size_t kinds = units->kinds[side].count;
    size_t count = units->counts[side];
    places->first = calloc(kinds + 2, sizeof *places->first);
    places->units = malloc((count + 1) * sizeof *places->units);
    places->sentences = malloc((count + 1) * sizeof *places->sentences);
    if (!places->first || !places->units || !places->sentences) {
        return false;
    }
    uint32_t *next = places->first + 1; /* moves up as the places are filled */
    for (size_t i = 0; i < units->count; i++) {
        for (uint32_t n = units->sentences[i].first[side]; n < units->sentences[i].past[side];
             n++) {
            next[units->items[side][n].kind + 1]++;
        }
    }
    for (size_t kind = 1; kind <= kinds; kind++) {
        next[kind] += next[kind - 1];
    }
    for (size_t i = 0; i < units->count; i++) {
        for (uint32_t n = units->sentences[i].first[side]; n < units->sentences[i].past[side];
             n++) {
            uint32_t at = next[units->items[side][n].kind]++;
            places->units[at] = n;
            places->sentences[at] = (uint32_t)i;
        }
    }
    return true;
}

/* ---- how a pair is written ---- */

struct writer {
    const struct ls_bitext *bitext;
    const struct ls_units *units;
    struct places places[LS_LANGUAGES];
    struct ls_span *surfaces; /* scratch, as many as the longer side has units */
    struct ls_arena *arena;
};

static struct ls_span surface_of(const struct writer *writer, int side, uint32_t number)
{
    const struct ls_unit *unit = &writer->units->items[side][number];
    const struct ls_symbol *symbols = writer->bitext->sides[side].items;
    uint32_t first = symbols[unit->first].first;
    return ls_span(writer->bitext->texts.ptr + first, symbols[unit->past - 1].past - first);
}

static int compare_spans(const void *a, const void *b)
{
    return ls_span_compare(*(const struct ls_span *)a, *(const struct ls_span *)b);
}

/* As most places have it; of several, the last in byte order, which is the one in small letters. */
static struct ls_span most_frequent(const struct writer *writer, int side, uint32_t kind)
{
    const struct places *places = &writer->places[side];
    size_t count = 0;
    for (uint32_t at = places->first[kind]; at < places->first[kind + 1]; at++) {
        writer->surfaces[count++] = surface_of(writer, side, places->units[at]);
    }
    qsort(writer->surfaces, count, sizeof *writer->surfaces, compare_spans);
    struct ls_span best = LS_SPAN("");
    size_t best_count = 0;
    for (size_t first = 0, past; first < count; first = past) {
        past = first + 1;
        while (past < count && ls_span_equal(writer->surfaces[past], writer->surfaces[first])) {
            past++;
        }
        if (past - first >= best_count) {
            best = writer->surfaces[first];
            best_count = past - first;
        }
    }
    return best;
}

/* The different cards of the sentences that have both kinds; places are in the order of sentences,
 * and those in the order of cards. */
static uint32_t count_cards(const struct writer *writer, const struct ls_aligned *pair)
{
    const struct places *e = &writer->places[LS_ENGLISH];
    const struct places *c = &writer->places[LS_CHINESE];
    uint32_t at = e->first[pair->kinds[LS_ENGLISH]];
    uint32_t past = e->first[pair->kinds[LS_ENGLISH] + 1];
    uint32_t other = c->first[pair->kinds[LS_CHINESE]];
    uint32_t other_past = c->first[pair->kinds[LS_CHINESE] + 1];
    uint32_t count = 0;
    uint32_t last = UINT32_MAX;
    while (at < past && other < other_past) {
        if (e->sentences[at] == c->sentences[other]) {
            uint32_t card = writer->units->sentences[e->sentences[at]].card;
            count += card != last;
            last = card;
            at++;
        } else if (e->sentences[at] < c->sentences[other]) {
            at++;
        } else {
            other++;
        }
    }
    return count;
}

static void add_pair(const struct writer *writer, const struct ls_aligned *pair,
                     struct ls_learned *learned)
{
    struct ls_span english = most_frequent(writer, LS_ENGLISH, pair->kinds[LS_ENGLISH]);
    struct ls_span chinese = most_frequent(writer, LS_CHINESE, pair->kinds[LS_CHINESE]);
    struct ls_english look = ls_english_look(english);
    if (!ls_sides_fit(chinese, &look)) {
        return;
    }
    struct ls_learned_pair *out = LS_ARENA_PUSH(writer->arena, learned->pairs, &learned->count);
    if (out) {
        out->source = LS_LEXICON_ALIGNED;
        out->left = ls_arena_copy(writer->arena, chinese);
        out->right = ls_arena_copy(writer->arena, english);
        out->cards = count_cards(writer, pair);
        out->occurrences = pair->sentences;
        out->weight = pair->weight < 1 ? pair->weight : 1;
    }
}

static enum ls_status write_pairs(const struct ls_bitext *bitext, const struct ls_units *units,
                                  struct ls_arena *arena, struct ls_learned *learned,
                                  struct ls_error *err)
{
    struct ls_aligned *aligned;
    size_t count;
    struct writer writer = {.bitext = bitext, .units = units, .arena = arena};
    size_t longer = units->counts[LS_ENGLISH] > units->counts[LS_CHINESE]
                        ? units->counts[LS_ENGLISH]
                        : units->counts[LS_CHINESE];
    enum ls_status status =
        ls_model_align(units, SENTENCES_MIN, weight_min_many, arena, &aligned, &count, err);
    writer.surfaces = malloc((longer + 1) * sizeof *writer.surfaces);
    bool good = writer.surfaces != NULL;
    for (int side = 0; good && side < LS_LANGUAGES; side++) {
        good = list_places(units, side, &writer.places[side]);
    }
    if (status == LS_OK && !good) {
        status = ls_fail_memory(err);
    }
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        if (is_sure(&aligned[i])) {
            add_pair(&writer, &aligned[i], learned);
        }
    }
    free(writer.surfaces);
    free_places(&writer.places[LS_ENGLISH]);
    free_places(&writer.places[LS_CHINESE]);
    return status == LS_OK && arena->failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_aligned_add(const struct ls_bitext *bitext, const struct ls_substrings *han,
                              struct ls_arena *arena, struct ls_learned *learned,
                              struct ls_error *err)
{
    const struct ls_symbols *english = &bitext->sides[LS_ENGLISH];
    struct ls_substrings text[LS_LANGUAGES] = {[LS_CHINESE] = *han};
    struct ls_units units = {0};
    uint32_t *values = malloc((english->count + 1) * sizeof *values);
    for (size_t i = 0; values && i < english->count; i++) {
        values[i] = english->items[i].value;
    }
    enum ls_status status = values && ls_substrings_make(values, english->count, &text[LS_ENGLISH])
                                ? ls_units_cut(bitext, text, &units, err)
                                : ls_fail_memory(err);
    if (status == LS_OK) {
        status = write_pairs(bitext, &units, arena, learned, err);
    }
    ls_units_free(&units);
    ls_substrings_free(&text[LS_ENGLISH]);
    free(values);
    return status;
}
