#include "indexer/learn/units.h"

#include "indexer/learn/borders.h"
#include "text/weak.h"

#include <math.h>
#include <stdlib.h>

enum { FREE_MIN = 2, PLACES_MIN = 2, HELD_MIN = 5, CLAUSE_MAX = 96, SENTENCE_UNITS_MAX = 64 };

static const size_t unit_max[LS_LANGUAGES] = {[LS_ENGLISH] = 4, [LS_CHINESE] = 6};

/* How many times as often as by chance two parts must meet to be one: its logarithm, and the most
 * of that of the text's length, since in a short text nothing meets so often. */
static const double cohesion[LS_LANGUAGES] = {[LS_ENGLISH] = 2.5, [LS_CHINESE] = 3};
static const double cohesion_share_max = 0.4;

static const double held_share = 0.5;

void ls_units_free(struct ls_units *units)
{
    ls_strings_free(&units->kinds[LS_ENGLISH]);
    ls_strings_free(&units->kinds[LS_CHINESE]);
    *units = (struct ls_units){0};
}

struct cutter {
    const struct ls_bitext *bitext;
    const struct ls_substrings *text;
    enum ls_language language;
    struct ls_units *units;
    /* the clause at hand */
    uint32_t values[CLAUSE_MAX];
    bool is_weak[CLAUSE_MAX];
    size_t len;
};

/* Beside function characters, 中 該 本 其 并 are hardly the first or last of a word either. */
static bool is_weak(const struct cutter *cutter, uint32_t value)
{
    if (cutter->language == LS_CHINESE) {
        return ls_character_is_weak(value) || value == 0x4e2d || value == 0x8be5 ||
               value == 0x672c || value == 0x5176 || value == 0x5e76;
    }
    return ls_word_weakness(cutter->bitext->stems.items[value - 1]) == LS_WORD_WEAK;
}

/* 的 和 了 并 该 are in no word. */
static bool is_alone(uint32_t value)
{
    return value == 0x7684 || value == 0x548c || value == 0x4e86 || value == 0x5e76 ||
           value == 0x8be5;
}

static bool is_suffix(const struct cutter *cutter, size_t at)
{
    return cutter->language == LS_CHINESE && ls_han_is_suffix(cutter->values[at]);
}

/* Does the run keep the function word or suffix at its end, or at its beginning, where the rest of
 * it stands? 參與 does, 照護中 does not. */
static bool holds_together(const struct cutter *cutter, double count, size_t first, size_t len)
{
    struct ls_places rest = ls_substrings_find(cutter->text, cutter->values + first, len);
    return count >= HELD_MIN && count >= held_share * (double)(rest.past - rest.first);
}

/* May the run of so many places be one unit, as far as its ends tell? */
static bool may_be_one(const struct cutter *cutter, double count, size_t first, size_t len)
{
    for (size_t i = first; i < first + len; i++) {
        if (cutter->language == LS_CHINESE && is_alone(cutter->values[i])) {
            return false;
        }
    }
    bool weak_begin = cutter->is_weak[first] || is_suffix(cutter, first);
    bool weak_end = cutter->is_weak[first + len - 1];
    if (cutter->language == LS_ENGLISH) {
        return !weak_begin && !weak_end;
    }
    return (!weak_begin || holds_together(cutter, count, first + 1, len - 1)) &&
           (!weak_end || holds_together(cutter, count, first, len - 1));
}

/* The logarithm of how likely a unit is, up to a constant; what stands there seldom counts as once,
 * and a unit of several symbols must be free. */
static double rate(const struct cutter *cutter, struct ls_places places, size_t first, size_t len)
{
    double count = (double)(places.past - places.first);
    double total = (double)cutter->text->count + 1;
    double most = cohesion_share_max * log(total);
    double bonus = cohesion[cutter->language] < most ? cohesion[cutter->language] : most;
    double rated = log((count > 1 ? count : 1) / total) + bonus;
    if (len == 1) {
        return rated;
    }
    bool is_unit = may_be_one(cutter, count, first, len) &&
                   ls_substrings_before(cutter->text, places, FREE_MIN) >= FREE_MIN &&
                   ls_substrings_behind(cutter->text, places, len, FREE_MIN) >= FREE_MIN;
    return is_unit ? rated : -INFINITY;
}

static void add_unit(struct cutter *cutter, uint32_t base, size_t first, size_t past)
{
    struct ls_units *units = cutter->units;
    enum ls_language language = cutter->language;
    struct ls_strings *kinds = &units->kinds[language];
    bool says_nothing = past - first == 1 && (language == LS_CHINESE || cutter->is_weak[first]);
    if (says_nothing) {
        return;
    }
    struct ls_unit *unit =
        LS_ARENA_PUSH(&kinds->arena, units->items[language], &units->counts[language]);
    if (unit) {
        unit->kind = ls_strings_put(kinds, ls_span((const char *)(cutter->values + first),
                                                   (past - first) * sizeof *cutter->values));
        unit->first = base + (uint32_t)first;
        unit->past = base + (uint32_t)past;
    }
}

/* Cuts the clause, whose first symbol is the side's symbol base. */
static void cut_clause(struct cutter *cutter, uint32_t base)
{
    double best[CLAUSE_MAX + 1] = {0};
    size_t from[CLAUSE_MAX + 1] = {0};
    size_t longest = unit_max[cutter->language];
    for (size_t i = 1; i <= cutter->len; i++) {
        best[i] = -INFINITY;
    }
    for (size_t first = 0; first < cutter->len; first++) {
        struct ls_places places = {0, cutter->text->count};
        for (size_t len = 1; len <= longest && first + len <= cutter->len; len++) {
            places = ls_substrings_narrow(cutter->text, places, cutter->values + first, len);
            if (len > 1 && places.past - places.first < PLACES_MIN) {
                break;
            }
            double rated = best[first] + rate(cutter, places, first, len);
            if (rated > best[first + len]) {
                best[first + len] = rated;
                from[first + len] = first;
            }
        }
    }
    size_t borders[CLAUSE_MAX + 1];
    size_t count = 0;
    for (size_t at = cutter->len; at > 0; at = from[at]) {
        borders[count++] = at;
    }
    for (size_t first = 0; count > 0; first = borders[count]) {
        add_unit(cutter, base, first, borders[--count]);
    }
}

static void cut_side(struct cutter *cutter, const struct ls_sentences *pair)
{
    const struct ls_symbol *symbols = cutter->bitext->sides[cutter->language].items;
    uint32_t past = pair->past[cutter->language];
    cutter->len = 0;
    for (uint32_t i = pair->first[cutter->language]; i <= past; i++) {
        bool ends = i == past || symbols[i].value == 0 || cutter->len == CLAUSE_MAX;
        if (ends && cutter->len > 0) {
            cut_clause(cutter, i - (uint32_t)cutter->len);
            cutter->len = 0;
        }
        if (i < past && symbols[i].value != 0) {
            cutter->values[cutter->len] = symbols[i].value;
            cutter->is_weak[cutter->len++] = is_weak(cutter, symbols[i].value);
        }
    }
}

enum ls_status ls_units_cut(const struct ls_bitext *bitext,
                            const struct ls_substrings text[LS_LANGUAGES], struct ls_units *units,
                            struct ls_error *err)
{
    struct cutter cutter = {.bitext = bitext, .units = units};
    for (size_t i = 0; i < bitext->count; i++) {
        struct ls_unit_sentence sentence = {.card = bitext->pairs[i].card};
        bool is_short = true;
        for (int side = 0; side < LS_LANGUAGES; side++) {
            cutter.language = (enum ls_language)side;
            cutter.text = &text[side];
            sentence.first[side] = (uint32_t)units->counts[side];
            cut_side(&cutter, &bitext->pairs[i]);
            sentence.past[side] = (uint32_t)units->counts[side];
            is_short &= sentence.past[side] - sentence.first[side] <= SENTENCE_UNITS_MAX;
        }
        struct ls_unit_sentence *place =
            is_short ? LS_ARENA_PUSH(&units->kinds[0].arena, units->sentences, &units->count)
                     : NULL;
        if (place) {
            *place = sentence;
        }
    }
    bool failed = units->kinds[0].arena.failed || units->kinds[1].arena.failed;
    return failed ? ls_fail_memory(err) : LS_OK;
}
