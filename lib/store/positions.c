#include "base/hash.h"
#include "store/positions_table.h"
#include "text/charclass.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

void ls_positions_free(struct ls_positions *positions)
{
    if (positions) {
        free(positions->keys);
        free(positions->lists);
        free(positions->slots);
        free(positions->bytes);
        free(positions->skips);
        free(positions->line_ends);
        free(positions->cards);
        free(positions->sections);
        free(positions);
    }
}

size_t ls_position_han(struct ls_span text)
{
    unsigned width;
    if (text.len == 0 || (unsigned char)text.ptr[0] < 0xe0) {
        return 0; /* none is that short */
    }
    uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, 0, &width);
    return ls_charclass(codepoint) == LS_CHAR_HAN ? width : 0;
}

static bool has_key(const struct ls_positions *positions, const struct ls_position_list *list,
                    struct ls_span key)
{
    const char *bytes =
        key.len <= LS_POSITION_HEAD_BYTES ? list->head : positions->keys + list->key;
    return list->key_len == key.len && memcmp(bytes, key.ptr, key.len) == 0;
}

size_t ls_position_slot(const struct ls_positions *positions, struct ls_span key)
{
    uint64_t hash = ls_hash64(LS_HASH64_START, key);
    size_t slot = (hash ^ hash >> 32) & (positions->slot_count - 1);
    for (uint32_t number; (number = positions->slots[slot]);
         slot = (slot + 1) & (positions->slot_count - 1)) {
        if (has_key(positions, &positions->lists[number - 1], key)) {
            break;
        }
    }
    return slot;
}

const struct ls_position_list *ls_position_list(const struct ls_positions *positions,
                                                struct ls_span key)
{
    uint32_t number =
        positions->slot_count > 0 ? positions->slots[ls_position_slot(positions, key)] : 0;
    return number ? &positions->lists[number - 1] : NULL;
}

/* ---- walking a list ---- */

struct cursor {
    const struct ls_position_list *list;
    const unsigned char *bytes;
    const struct ls_position_skip *skips;
    uint32_t at;     /* of the next number's bytes */
    uint32_t read;   /* numbers */
    uint32_t number; /* the last one that was read */
};

static struct cursor open_list(const struct ls_positions *positions,
                               const struct ls_position_list *list)
{
    return (struct cursor){.list = list,
                           .bytes = positions->bytes + list->at,
                           .skips = positions->skips + list->skip_at};
}

static bool next(struct cursor *cursor)
{
    if (cursor->read == cursor->list->count) {
        return false;
    }
    const unsigned char *byte = cursor->bytes + cursor->at;
    uint32_t step = *byte & 0x7f;
    for (unsigned shift = 7; *byte & 0x80; shift += 7) {
        byte++;
        step |= (uint32_t)(*byte & 0x7f) << shift;
    }
    cursor->at = (uint32_t)(byte + 1 - cursor->bytes);
    cursor->number += step;
    cursor->read++;
    return true;
}

/* Leaves out blocks whose numbers are all below the wanted one. */
static void skip_blocks(struct cursor *cursor, uint32_t wanted)
{
    uint32_t low = cursor->read / LS_SKIP_NUMBERS; /* the skip that ends the present block */
    uint32_t count = (cursor->list->count - 1) / LS_SKIP_NUMBERS;
    uint32_t step = 1;
    uint32_t past = low;
    while (past < count && cursor->skips[past].number < wanted) {
        low = past + 1;
        past = past + step < count ? past + step : count;
        step *= 2;
    }
    while (low < past) {
        uint32_t middle = low + (past - low) / 2;
        if (cursor->skips[middle].number < wanted) {
            low = middle + 1;
        } else {
            past = middle;
        }
    }
    if (low > cursor->read / LS_SKIP_NUMBERS) {
        cursor->number = cursor->skips[low - 1].number;
        cursor->at = cursor->skips[low - 1].at;
        cursor->read = low * LS_SKIP_NUMBERS;
    }
}

/* Is the number in the list? They are asked for in ascending order. */
static bool holds(struct cursor *cursor, uint32_t wanted)
{
    if (cursor->number < wanted && cursor->list->count > LS_SKIP_NUMBERS) {
        skip_blocks(cursor, wanted);
    }
    while (cursor->number < wanted && next(cursor)) {
    }
    return cursor->number == wanted;
}

/* ---- patterns ---- */

enum { KEYS_MAX = 256 };

/* What stands at a distance from a pattern's first place. */
struct item {
    struct ls_span key;
    uint32_t distance;
};

struct items {
    struct item items[KEYS_MAX];
    size_t count;
    uint32_t distance; /* of the next place */
};

static bool add_item(struct items *items, struct ls_span key)
{
    if (items->count == KEYS_MAX) {
        return false;
    }
    items->items[items->count++] = (struct item){key, items->distance};
    return true;
}

/* The pairs of a run; and, when it must end here, its last character. */
static bool add_run(struct items *items, struct ls_span run, bool ends)
{
    bool added = true;
    size_t len;
    bool is_lone = run.len == ls_position_han(run);
    for (; added && (len = ls_position_han(run)) > 0; run = ls_span_from(run, len)) {
        size_t next_len = ls_position_han(ls_span_from(run, len));
        added = next_len > 0 ? add_item(items, ls_span(run.ptr, len + next_len))
                : ends       ? add_item(items, ls_span(run.ptr, len))
                             : !is_lone;
        items->distance++;
    }
    return added && run.len == 0;
}

/* False when it is not known how to find it. A run that a space is in front of begins behind
 * another one, which has its end there, or behind a word; at the very front it would have to begin
 * a run of its own, which no list tells. */
static bool read_pattern(struct ls_span pattern, struct items *items)
{
    bool known = pattern.len > 0;
    bool is_spaced = pattern.len > 0 && pattern.ptr[0] == ' ';
    items->count = 0;
    items->distance = 0;
    for (struct ls_span rest = ls_span_from(pattern, is_spaced); known && rest.len > 0;) {
        const char *space = memchr(rest.ptr, ' ', rest.len);
        struct ls_span token = ls_span(rest.ptr, space ? (size_t)(space - rest.ptr) : rest.len);
        bool is_run = ls_position_han(token) > 0;
        bool is_first = items->count == 0;
        known = token.len > 0 &&
                (is_run ? !(is_first && is_spaced) : space && (is_spaced || !is_first)) &&
                (is_run ? add_run(items, token, space) : add_item(items, token));
        items->distance += !is_run;
        rest = ls_span_from(rest, token.len + (space != NULL));
    }
    return known && items->count > 0;
}

static bool is_character(struct ls_span pattern)
{
    return pattern.len > 0 && ls_position_han(pattern) == pattern.len;
}

bool ls_positions_know(struct ls_span pattern)
{
    struct items items;
    return is_character(pattern) || read_pattern(pattern, &items);
}

/* ---- sections ---- */

struct visitor {
    ls_stream_section_visit *of_section; /* or, … */
    ls_stream_place_visit *of_place;     /* … if it is not NULL, this one */
    void *context;
};

struct place {
    size_t card;
    uint32_t least; /* number that is still of interest */
    uint32_t past;  /* the number behind the section */
    struct ls_stream_section section;
};

/* The card that a number is in, from one at or before it on: of a common word it is one of the next
 * few. */
static size_t card_of(const struct ls_positions *positions, size_t card, uint32_t number)
{
    enum { NEXT_FEW = 4 };
    const struct ls_position_card *cards = positions->cards; /* the last is beyond all numbers */
    size_t low = card;
    for (size_t few = card + NEXT_FEW; low < few && cards[low + 1].first <= number; low++) {
    }
    size_t past = low + 1;
    for (size_t step = 1; past < positions->card_count && cards[past].first <= number; step *= 2) {
        low = past;
        past = past + step < positions->card_count ? past + step : positions->card_count;
    }
    while (low + 1 < past) {
        size_t middle = low + (past - low) / 2;
        if (cards[middle].first <= number) {
            low = middle;
        } else {
            past = middle;
        }
    }
    return low;
}

static struct ls_stream_section unpack(uint32_t docid, uint32_t section)
{
    return (struct ls_stream_section){
        .docid = docid,
        .code = (char)(LS_POSITION_CODE_MIN +
                       (section >> LS_POSITION_CODE_SHIFT & LS_POSITION_CODE_MAX)),
        .part = (uint8_t)(section >> LS_POSITION_PART_SHIFT & LS_POSITION_PART_MAX),
        .is_template = section & LS_POSITION_TEMPLATE};
}

/* Goes on to the section that a number is in. */
static void go_to(const struct ls_positions *positions, uint32_t number, struct place *place)
{
    place->card = card_of(positions, place->card, number);
    const struct ls_position_card *card = &positions->cards[place->card];
    uint32_t offset = number - card->first;
    uint32_t at = card->section;
    while (at + 1 < card[1].section &&
           positions->sections[at + 1] >> LS_POSITION_OFFSET_SHIFT <= offset) {
        at++;
    }
    bool is_last = at + 1 == card[1].section;
    place->past = is_last ? card[1].first
                          : card->first + (positions->sections[at + 1] >> LS_POSITION_OFFSET_SHIFT);
    place->section = unpack(card->docid, positions->sections[at]);
}

/* Goes on to a number that the pattern stands from, unless nothing more need be told of it. */
static void visit_at(const struct ls_positions *positions, uint32_t number, struct place *place,
                     const struct visitor *visitor)
{
    if (number < place->least) {
        return;
    }
    if (number >= place->past) {
        go_to(positions, number, place);
    }
    bool goes_on = visitor->of_place ? visitor->of_place(visitor->context, &place->section, number)
                                     : visitor->of_section(visitor->context, &place->section);
    place->least = !goes_on            ? positions->cards[place->card + 1].first
                   : visitor->of_place ? number + 1
                                       : place->past;
}

void ls_positions_sections(const struct ls_positions *positions, ls_stream_section_visit *visit,
                           void *context)
{
    for (size_t i = 0; i < positions->card_count; i++) {
        const struct ls_position_card *card = &positions->cards[i];
        for (uint32_t at = card->section; at < card[1].section; at++) {
            struct ls_stream_section section = unpack(card->docid, positions->sections[at]);
            visit(context, &section);
        }
    }
}

/* ---- finding ---- */

/* A list that alone decides. */
static void visit_list(const struct ls_positions *positions, const struct ls_position_list *list,
                       const struct visitor *visitor)
{
    struct cursor cursor = open_list(positions, list);
    struct place place = {0};
    while (next(&cursor)) {
        visit_at(positions, cursor.number, &place, visitor);
    }
}

static void find_character(const struct ls_positions *positions, struct ls_span pattern,
                           const struct visitor *visitor)
{
    const struct ls_position_list *list = ls_position_list(positions, pattern);
    while (list) {
        visit_list(positions, list, visitor);
        list = list->next ? &positions->lists[list->next - 1] : NULL;
    }
}

/* The lists of a pattern, the shortest first; false when one of them is nowhere. */
static bool open_items(const struct ls_positions *positions, struct items *items,
                       struct cursor *cursors)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct ls_position_list *list = ls_position_list(positions, items->items[i].key);
        if (!list) {
            return false;
        }
        cursors[i] = open_list(positions, list);
        if (list->count < cursors[0].list->count) {
            struct cursor cursor = cursors[0];
            struct item item = items->items[0];
            cursors[0] = cursors[i];
            cursors[i] = cursor;
            items->items[0] = items->items[i];
            items->items[i] = item;
        }
    }
    return true;
}

/* Merges the lists: at each number of the shortest one the others are asked. */
static void find_items(const struct ls_positions *positions, struct items *items,
                       const struct visitor *visitor)
{
    struct cursor cursors[KEYS_MAX];
    struct place place = {0};
    uint32_t distance;
    if (!open_items(positions, items, cursors)) {
        return;
    }
    for (distance = items->items[0].distance; next(&cursors[0]);) {
        uint32_t number = cursors[0].number - distance;
        bool stands = cursors[0].number > distance && number >= place.least;
        for (size_t i = 1; stands && i < items->count; i++) {
            stands = holds(&cursors[i], number + items->items[i].distance);
        }
        if (stands) {
            visit_at(positions, number, &place, visitor);
        }
    }
}

static void find(const struct ls_positions *positions, struct ls_span pattern,
                 const struct visitor *visitor)
{
    struct items items;
    if (is_character(pattern)) {
        find_character(positions, pattern, visitor);
    } else if (read_pattern(pattern, &items)) {
        find_items(positions, &items, visitor);
    }
}

void ls_positions_find(const struct ls_positions *positions, struct ls_span pattern,
                       ls_stream_section_visit *visit, void *context)
{
    find(positions, pattern, &(struct visitor){.of_section = visit, .context = context});
}

void ls_positions_places(const struct ls_positions *positions, struct ls_span pattern,
                         ls_stream_place_visit *visit, void *context)
{
    find(positions, pattern, &(struct visitor){.of_place = visit, .context = context});
}

bool ls_positions_share_line(const struct ls_positions *positions, uint32_t first, uint32_t second)
{
    const uint64_t *ends = positions->line_ends;
    size_t word = first / 64;
    uint64_t bits = ends[word] >> first % 64 << first % 64;
    while (!bits && word < second / 64) {
        bits = ends[++word];
    }
    return !bits || word * 64 + (size_t)__builtin_ctzll(bits) > second;
}
