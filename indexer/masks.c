#include "indexer/masks.h"

#include "base/hash.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    KEY_PLACES_MAX = 3,      /* masks are looked up by so many of their first places */
    MASKS_OF_A_KEY_MAX = 16, /* the first of them: a card of a million lines that begin alike is
                                read in bounded time */
    LINE_LEFT_MIN = 4,       /* a shorter sentence is no value that others are filled with */
    VALUE_LEFT_MIN = 3,      /* of a bibliographic line */
};

bool ls_mask_grow(void *array, size_t *room, size_t wanted, size_t size)
{
    void **items = array;
    if (wanted <= *room) {
        return true;
    }
    size_t grown_room = wanted + wanted / 2 + 64;
    void *grown = realloc(*items, grown_room * size);
    if (grown) {
        *items = grown;
        *room = grown_room;
    }
    return grown != NULL;
}

void ls_masks_free(struct ls_masks *masks)
{
    free(masks->places);
    free(masks->lines);
    free(masks->items);
    free(masks->slots);
    *masks = (struct ls_masks){0};
}

void ls_masks_clear(struct ls_masks *masks)
{
    masks->place_count = masks->line_count = masks->count = masks->number_count = 0;
    masks->failed = false;
}

/* ---- places ---- */

uint64_t ls_mask_mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

bool ls_mask_is_place(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == LS_TOKEN_HAN;
}

static void add_places(struct ls_masks *masks, const char *terms, const struct ls_token *tokens,
                       uint32_t first, uint32_t past)
{
    if (!LS_MASK_GROW(masks->places, masks->place_room, masks->place_count + past - first)) {
        masks->failed = true;
        return;
    }
    for (uint32_t i = first; i < past; i++) {
        const struct ls_token *token = &tokens[i];
        if (ls_mask_is_place(token)) {
            masks->places[masks->place_count++] = (struct ls_mask_place){
                .term = ls_hash64(LS_HASH64_START, ls_span(terms + token->term, token->len)),
                .token = i,
                .is_han = token->kind == LS_TOKEN_HAN,
                .is_number = token->kind == LS_TOKEN_NUMBER,
                .is_glued = token->glued};
        }
    }
}

/* How much of a sentence a place is. */
unsigned ls_mask_weight(const struct ls_mask_place *place)
{
    return place->is_number ? 0 : place->is_han ? 1 : 2;
}

bool ls_mask_continues(const struct ls_mask_place *place)
{
    return place->is_han && place->is_glued;
}

static bool is_same(const struct ls_mask_place *a, const struct ls_mask_place *b, bool is_first)
{
    return a->term == b->term && a->is_han == b->is_han &&
           (is_first || ls_mask_continues(a) == ls_mask_continues(b));
}

static uint64_t key_of(const struct ls_mask_place *places, size_t count)
{
    uint64_t key = 0;
    for (size_t i = 0; i < count && i < KEY_PLACES_MAX; i++) {
        key = ls_mask_mix(key, places[i].term);
    }
    return key;
}

static uint64_t hash_of(const struct ls_mask_place *places, uint32_t count)
{
    uint64_t hash = LS_HASH64_START;
    for (uint32_t i = 0; i < count; i++) {
        hash = ls_mask_mix(hash, places[i].term);
    }
    return hash;
}

/* ---- masks ---- */

static void add_mask(struct ls_masks *masks, struct ls_mask mask)
{
    if (mask.count == 0 || !LS_MASK_GROW(masks->items, masks->room, masks->count + 1)) {
        masks->failed |= mask.count > 0;
        return;
    }
    masks->items[masks->count++] = mask;
}

/* A value of the card; one of several sentences is masked sentence by sentence. */
static enum ls_status add_value(struct ls_masks *masks, struct ls_analyzer *analyzer,
                                struct ls_span value, bool is_kept, struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(analyzer, value, &tokens, err);
    const char *terms = ls_analyzer_terms(analyzer);
    uint32_t past;
    for (uint32_t first = 0; status == LS_OK && first < tokens.count; first = past + 1) {
        past = (uint32_t)ls_tokens_line(&tokens, first);
        uint32_t place = (uint32_t)masks->place_count;
        add_places(masks, terms, tokens.items, first, past);
        add_mask(masks, (struct ls_mask){.first = place,
                                         .count = (uint32_t)masks->place_count - place,
                                         .is_kept = is_kept});
    }
    return status;
}

static enum ls_status add_values(struct ls_masks *masks, struct ls_analyzer *analyzer,
                                 const struct ls_card *card, struct ls_error *err)
{
    const struct {
        struct ls_span value;
        bool is_kept;
    } values[] = {{card->title_en, false},
                  {card->title_zh, false},
                  {card->journal, false},
                  {card->doi, true}};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < sizeof values / sizeof *values; i++) {
        status = add_value(masks, analyzer, values[i].value, values[i].is_kept, err);
    }
    for (size_t i = 0; status == LS_OK && i < card->domain_count; i++) {
        status = add_value(masks, analyzer, card->domains[i], true, err);
    }
    for (size_t i = 0; status == LS_OK && i < card->author_count; i++) {
        status = add_value(masks, analyzer, card->authors[i], false, err);
    }
    return status;
}

/* Score, year and PMID, whose digits are masked as all are. */
static enum ls_status add_number(struct ls_masks *masks, struct ls_analyzer *analyzer,
                                 struct ls_span number, struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(analyzer, number, &tokens, err);
    size_t first = masks->place_count;
    if (status == LS_OK) {
        add_places(masks, ls_analyzer_terms(analyzer), tokens.items, 0, (uint32_t)tokens.count);
    }
    if (masks->place_count > first) {
        masks->numbers[masks->number_count++] =
            hash_of(&masks->places[first], (uint32_t)(masks->place_count - first));
    }
    return status;
}

static enum ls_status add_numbers(struct ls_masks *masks, struct ls_analyzer *analyzer,
                                  const struct ls_card *card, struct ls_error *err)
{
    char texts[3][32] = {"", "", ""};
    if (!isnan(card->score)) {
        snprintf(texts[0], sizeof texts[0], "%g", card->score);
        snprintf(texts[1], sizeof texts[1], "%.1f", card->score);
    }
    if (card->year) {
        snprintf(texts[2], sizeof texts[2], "%d", card->year);
    }
    enum ls_status status = add_number(masks, analyzer, card->pmid, err);
    for (size_t i = 0; status == LS_OK && i < 3; i++) {
        status = add_number(masks, analyzer, ls_span_str(texts[i]), err);
    }
    return status;
}

static unsigned weight_between(const struct ls_masks *masks, uint32_t first, uint32_t past)
{
    unsigned weight = 0;
    for (uint32_t i = first; i < past && weight < LINE_LEFT_MIN; i++) {
        weight += ls_mask_weight(&masks->places[i]);
    }
    return weight;
}

static void add_lines(struct ls_masks *masks)
{
    for (size_t i = 0; i < masks->line_count; i++) {
        const struct ls_mask_line *line = &masks->lines[i];
        struct ls_mask whole = {line->first, line->past - line->first, .is_line = true};
        struct ls_mask tail = {line->value, line->past - line->value, .is_tail = true};
        if (weight_between(masks, line->first, line->past) >= LINE_LEFT_MIN) {
            add_mask(masks, whole);
        }
        unsigned least = line->is_labelled ? VALUE_LEFT_MIN : LINE_LEFT_MIN;
        if (line->value > line->first && weight_between(masks, line->value, line->past) >= least) {
            add_mask(masks, tail);
        }
    }
}

static bool make_slots(struct ls_masks *masks)
{
    size_t wanted = 64;
    while (wanted < masks->count * 2) {
        wanted *= 2;
    }
    if (wanted > masks->slot_count) {
        uint32_t *slots = realloc(masks->slots, wanted * sizeof *slots);
        if (!slots) {
            return false;
        }
        masks->slots = slots;
        masks->slot_count = wanted;
    }
    memset(masks->slots, 0, masks->slot_count * sizeof *masks->slots);
    memset(masks->heads, 0, sizeof masks->heads);
    return true;
}

static size_t slot_of(const struct ls_masks *masks, uint64_t key)
{
    return (key ^ key >> 32) & (masks->slot_count - 1);
}

static bool has_key(const struct ls_masks *masks, const struct ls_mask *mask,
                    const struct ls_mask_place *places, size_t count)
{
    size_t key_count = mask->count < KEY_PLACES_MAX ? mask->count : KEY_PLACES_MAX;
    bool same = key_count == count;
    for (size_t i = 0; same && i < count; i++) {
        same = masks->places[mask->first + i].term == places[i].term;
    }
    return same;
}

static size_t head_of(const struct ls_mask_place *place)
{
    return (place->term ^ place->term >> 32) & (LS_MASK_HEADS - 1);
}

/* Masks hang in their slot's chain in the order in which they were added. */
static void hang_in(struct ls_masks *masks)
{
    for (size_t i = 0; i < masks->count; i++) {
        struct ls_mask *mask = &masks->items[i];
        const struct ls_mask_place *places = &masks->places[mask->first];
        size_t key_count = mask->count < KEY_PLACES_MAX ? mask->count : KEY_PLACES_MAX;
        uint32_t *link = &masks->slots[slot_of(masks, key_of(places, key_count))];
        size_t alike = 0;
        masks->heads[head_of(places)] = 1;
        while (*link && alike < MASKS_OF_A_KEY_MAX) {
            alike += has_key(masks, &masks->items[*link - 1], places, key_count);
            link = &masks->items[*link - 1].next;
        }
        if (!*link) {
            *link = (uint32_t)i + 1;
        }
    }
}

/* What stands behind a colon is what the sentence says, whatever other sentence ends so; and no
 * sentence is masked by itself. */
static bool may_mask(const struct ls_mask *mask, uint32_t at, const struct ls_mask_line *line)
{
    bool is_whole = mask->count == line->past - line->first;
    return !(mask->is_line && is_whole) && !(mask->is_tail && (is_whole || at == line->value));
}

static bool matches(const struct ls_masks *masks, const struct ls_mask *mask, uint32_t at,
                    const struct ls_mask_line *line)
{
    bool same = mask->count <= line->past - at && may_mask(mask, at, line);
    for (uint32_t i = 0; same && i < mask->count; i++) {
        same = is_same(&masks->places[mask->first + i], &masks->places[at + i], i == 0);
    }
    return same;
}

const struct ls_mask *ls_masks_find(const struct ls_masks *masks, uint32_t at,
                                    const struct ls_mask_line *line)
{
    const struct ls_mask *best = NULL;
    const struct ls_mask_place *places = &masks->places[at];
    if (!masks->heads[head_of(places)]) {
        return NULL;
    }
    for (uint32_t count = 1; count <= KEY_PLACES_MAX && at + count <= line->past; count++) {
        uint32_t number = masks->slots[slot_of(masks, key_of(places, count))];
        for (; number; number = masks->items[number - 1].next) {
            const struct ls_mask *mask = &masks->items[number - 1];
            bool is_longer = !best || mask->count > best->count;
            if (is_longer && matches(masks, mask, at, line)) {
                best = mask;
            }
        }
    }
    return best;
}

bool ls_masks_declare(const struct ls_masks *masks, uint32_t first, uint32_t past)
{
    uint64_t hash = hash_of(&masks->places[first], past - first);
    for (size_t i = 0; i < masks->number_count; i++) {
        if (masks->numbers[i] == hash) {
            return true;
        }
    }
    return false;
}

void ls_masks_add_line(struct ls_masks *masks, const char *terms, const struct ls_token *tokens,
                       uint32_t first, uint32_t past)
{
    if (!LS_MASK_GROW(masks->lines, masks->line_room, masks->line_count + 1)) {
        masks->failed = true;
        return;
    }
    uint32_t place = (uint32_t)masks->place_count;
    add_places(masks, terms, tokens, first, past);
    masks->lines[masks->line_count++] =
        (struct ls_mask_line){.first = place, .past = (uint32_t)masks->place_count, .value = place};
}

enum ls_status ls_masks_settle(struct ls_masks *masks, struct ls_analyzer *analyzer,
                               const struct ls_card *card, struct ls_error *err)
{
    enum ls_status status = add_values(masks, analyzer, card, err);
    if (status == LS_OK) {
        status = add_numbers(masks, analyzer, card, err);
    }
    if (status != LS_OK) {
        return status;
    }
    add_lines(masks);
    if (masks->failed || !make_slots(masks)) {
        return ls_fail_memory(err);
    }
    hang_in(masks);
    return LS_OK;
}
