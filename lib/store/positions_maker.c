#include "store/positions_table.h"
#include "text/stream.h"

#include <stdlib.h>
#include <string.h>

struct ls_positions_maker {
    struct ls_positions *positions;
    size_t bytes_max;
    uint64_t number; /* of the next token */
    size_t card;     /* when lists are filled: the next one */
    bool is_filling;
    bool failed;
};

struct ls_positions_maker *ls_positions_maker_new(size_t bytes_max)
{
    struct ls_positions_maker *maker = calloc(1, sizeof *maker);
    struct ls_positions *positions = calloc(1, sizeof *positions);
    if (!maker || !positions) {
        free(maker);
        free(positions);
        return NULL;
    }
    *maker =
        (struct ls_positions_maker){.positions = positions, .bytes_max = bytes_max, .number = 1};
    return maker;
}

void ls_positions_maker_free(struct ls_positions_maker *maker)
{
    if (maker) {
        ls_positions_free(maker->positions);
        free(maker);
    }
}

/* Makes room for one more item of so many bytes; the room doubles. */
static bool grow(void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return true;
    }
    size_t wanted = *room ? *room * 2 : 64;
    void *bigger = realloc(*items, wanted * size);
    if (bigger) {
        *items = bigger;
        *room = wanted;
    }
    return bigger;
}

/* ---- lists ---- */

/* Keeps more than half of the slots free. */
static bool widen_slots(struct ls_positions *positions)
{
    if ((positions->list_count + 1) * 2 <= positions->slot_count) {
        return true;
    }
    size_t count = positions->slot_count ? positions->slot_count * 2 : 1024;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots) {
        return false;
    }
    free(positions->slots);
    positions->slots = slots;
    positions->slot_count = count;
    for (size_t i = 0; i < positions->list_count; i++) {
        const struct ls_position_list *list = &positions->lists[i];
        slots[ls_position_slot(positions, ls_span(positions->keys + list->key, list->key_len))] =
            (uint32_t)i + 1;
    }
    return true;
}

static bool add_key(struct ls_positions *positions, struct ls_span key)
{
    while (positions->keys_room < positions->keys_len + key.len) {
        void *keys = positions->keys;
        if (!grow(&keys, positions->keys_room, &positions->keys_room, 1)) {
            return false;
        }
        positions->keys = keys;
    }
    memcpy(positions->keys + positions->keys_len, key.ptr, key.len);
    positions->keys_len += key.len;
    return true;
}

/* The number of a key's list, which is made if there is none yet; SIZE_MAX when memory is out. */
static size_t need_list(struct ls_positions *positions, struct ls_span key)
{
    size_t slot = positions->slot_count > 0 ? ls_position_slot(positions, key) : 0;
    if (positions->slot_count > 0 && positions->slots[slot]) {
        return positions->slots[slot] - 1;
    }
    void *lists = positions->lists;
    bool has_room =
        positions->list_count < UINT32_MAX - 1 && widen_slots(positions) &&
        grow(&lists, positions->list_count, &positions->list_room, sizeof *positions->lists);
    positions->lists = lists;
    size_t key_at = positions->keys_len;
    if (!has_room || !add_key(positions, key)) {
        return SIZE_MAX;
    }
    size_t number = positions->list_count++;
    struct ls_position_list *list = &positions->lists[number];
    *list = (struct ls_position_list){.key = (uint32_t)key_at, .key_len = (uint32_t)key.len};
    memcpy(list->head, key.ptr,
           key.len < LS_POSITION_HEAD_BYTES ? key.len : LS_POSITION_HEAD_BYTES);
    positions->slots[ls_position_slot(positions, key)] = (uint32_t)number + 1;
    return number;
}

/* That of a pair of characters, which is chained to the first one's. */
static size_t need_pair(struct ls_positions *positions, struct ls_span pair, size_t first_len)
{
    size_t before = positions->list_count;
    size_t number = need_list(positions, pair);
    if (number == SIZE_MAX || positions->list_count == before) {
        return number;
    }
    size_t first = need_list(positions, ls_span(pair.ptr, first_len));
    if (first == SIZE_MAX) {
        return SIZE_MAX;
    }
    positions->lists[number].next = positions->lists[first].next;
    positions->lists[first].next = (uint32_t)number + 1;
    return number;
}

static uint32_t width_of(uint32_t step)
{
    uint32_t width = 1;
    for (; step >= 0x80; step >>= 7) {
        width++;
    }
    return width;
}

static void write_step(unsigned char *to, uint32_t step)
{
    for (; step >= 0x80; step >>= 7) {
        *to++ = (unsigned char)(step | 0x80);
    }
    *to = (unsigned char)step;
}

static bool begins_block(const struct ls_position_list *list)
{
    return list->count > 0 && list->count % LS_SKIP_NUMBERS == 0;
}

/* The lists' counts and lengths grow in both rounds; their places are known in the second. */
static void add_number(struct ls_positions_maker *maker, size_t number)
{
    struct ls_positions *positions = maker->positions;
    maker->failed |= number == SIZE_MAX || maker->number >= UINT32_MAX;
    if (maker->failed) {
        return;
    }
    struct ls_position_list *list = &positions->lists[number];
    uint32_t step = (uint32_t)maker->number - list->last;
    uint32_t width = width_of(step);
    if (maker->is_filling) {
        size_t past = number + 1 < positions->list_count ? list[1].at : positions->bytes_len;
        if (list->at + list->len + width > past) {
            maker->failed = true;
            return;
        }
        if (begins_block(list)) {
            positions->skips[list->skip_at + list->count / LS_SKIP_NUMBERS - 1] =
                (struct ls_position_skip){list->last, list->len};
        }
        write_step(positions->bytes + list->at + list->len, step);
    }
    list->last = (uint32_t)maker->number;
    list->len += width;
    list->count++;
}

static size_t find_list(struct ls_positions_maker *maker, struct ls_span key)
{
    const struct ls_position_list *list = ls_position_list(maker->positions, key);
    maker->failed |= !list;
    return list ? (size_t)(list - maker->positions->lists) : SIZE_MAX;
}

/* ---- streams ---- */

static void add_run(struct ls_positions_maker *maker, struct ls_span run)
{
    size_t len;
    for (; (len = ls_position_han(run)) > 0 && !maker->failed; run = ls_span_from(run, len)) {
        size_t next_len = ls_position_han(ls_span_from(run, len));
        struct ls_span key = ls_span(run.ptr, len + next_len);
        add_number(maker, maker->is_filling ? find_list(maker, key)
                          : next_len > 0    ? need_pair(maker->positions, key, len)
                                            : need_list(maker->positions, key));
        maker->number++;
    }
    maker->failed |= run.len > 0;
}

static void add_token(struct ls_positions_maker *maker, struct ls_span token)
{
    if (ls_position_han(token) > 0) {
        add_run(maker, token);
        return;
    }
    add_number(maker,
               maker->is_filling ? find_list(maker, token) : need_list(maker->positions, token));
    maker->number++;
}

static void end_line(struct ls_positions_maker *maker)
{
    struct ls_positions *positions = maker->positions;
    maker->failed |= maker->is_filling && maker->number / 64 >= positions->line_words;
    if (maker->is_filling && !maker->failed) {
        positions->line_ends[maker->number / 64] |= UINT64_C(1) << maker->number % 64;
    }
    maker->number++;
}

static void add_text(struct ls_positions_maker *maker, struct ls_span text)
{
    size_t first = 0;
    for (size_t i = 0; i < text.len && !maker->failed; i++) {
        bool is_border = text.ptr[i] == ' ' || text.ptr[i] == LS_STREAM_BREAK;
        if (is_border && i > first) {
            add_token(maker, ls_span(text.ptr + first, i - first));
        }
        first = is_border ? i + 1 : first;
        if (text.ptr[i] == LS_STREAM_BREAK) {
            end_line(maker);
        }
    }
    maker->failed |= first < text.len;
}

static bool push_card(struct ls_positions *positions, uint32_t docid, uint32_t first)
{
    void *cards = positions->cards;
    bool has_room =
        grow(&cards, positions->card_count, &positions->card_room, sizeof *positions->cards);
    positions->cards = cards;
    if (has_room) {
        positions->cards[positions->card_count++] =
            (struct ls_position_card){first, docid, (uint32_t)positions->section_count};
    }
    return has_room;
}

/* In the second round it is looked for. */
static void open_card(struct ls_positions_maker *maker, uint32_t docid)
{
    const struct ls_positions *positions = maker->positions;
    maker->failed |= maker->number >= UINT32_MAX;
    if (!maker->is_filling) {
        maker->failed |= !push_card(maker->positions, docid, (uint32_t)maker->number);
        return;
    }
    size_t card = maker->card++;
    maker->failed |= card >= positions->card_count || positions->cards[card].docid != docid ||
                     positions->cards[card].first != maker->number;
}

static bool push_section(struct ls_positions *positions, uint32_t section)
{
    void *sections = positions->sections;
    bool has_room = grow(&sections, positions->section_count, &positions->section_room,
                         sizeof *positions->sections);
    positions->sections = sections;
    if (has_room) {
        positions->sections[positions->section_count++] = section;
    }
    return has_room;
}

static void open_section(struct ls_positions_maker *maker, const struct ls_stream_walk *walk)
{
    struct ls_positions *positions = maker->positions;
    const struct ls_position_card *card = &positions->cards[positions->card_count - 1];
    uint64_t offset = maker->number - card->first;
    int code = walk->code - LS_POSITION_CODE_MIN;
    uint32_t kind = (uint32_t)(code << LS_POSITION_CODE_SHIFT) |
                    walk->part << LS_POSITION_PART_SHIFT | (uint32_t)walk->is_template;
    uint32_t kinds = (1u << LS_POSITION_OFFSET_SHIFT) - 1;
    maker->failed |= offset > LS_POSITION_OFFSET_MAX || walk->part > LS_POSITION_PART_MAX ||
                     code < 0 || code > LS_POSITION_CODE_MAX;
    bool continues = positions->section_count > card->section &&
                     (positions->sections[positions->section_count - 1] & kinds) == kind;
    if (!maker->failed && !continues) {
        maker->failed |=
            !push_section(positions, (uint32_t)offset << LS_POSITION_OFFSET_SHIFT | kind);
    }
}

void ls_positions_add(struct ls_positions_maker *maker, uint32_t docid, struct ls_span stream)
{
    struct ls_stream_walk walk = {.rest = stream};
    open_card(maker, docid);
    while (!maker->failed && ls_stream_next(&walk)) {
        if (!maker->is_filling) {
            open_section(maker, &walk);
        }
        add_text(maker, walk.text);
        end_line(maker);
    }
}

/* ---- rounds ---- */

/* Gives each list its place, and begins to count again. */
static void place_lists(struct ls_positions *positions)
{
    for (size_t i = 0; i < positions->list_count; i++) {
        struct ls_position_list *list = &positions->lists[i];
        list->at = positions->bytes_len;
        list->skip_at = positions->skip_count;
        positions->bytes_len += list->len;
        positions->skip_count += list->count > 0 ? (list->count - 1) / LS_SKIP_NUMBERS : 0;
        list->len = 0;
        list->last = 0;
        list->count = 0;
    }
}

size_t ls_positions_bytes(const struct ls_positions *positions)
{
    return sizeof *positions + positions->keys_room +
           positions->list_room * sizeof *positions->lists +
           positions->slot_count * sizeof *positions->slots + positions->bytes_len +
           positions->skip_count * sizeof *positions->skips +
           positions->line_words * sizeof *positions->line_ends +
           positions->card_room * sizeof *positions->cards +
           positions->section_room * sizeof *positions->sections;
}

bool ls_positions_turn(struct ls_positions_maker *maker)
{
    struct ls_positions *positions = maker->positions;
    maker->failed |=
        maker->number >= UINT32_MAX || !push_card(positions, 0, (uint32_t)maker->number);
    if (maker->failed) {
        return false;
    }
    positions->card_count--;
    place_lists(positions);
    positions->line_words = (size_t)maker->number / 64 + 1;
    if (ls_positions_bytes(positions) > maker->bytes_max) {
        return false;
    }
    positions->bytes = malloc(positions->bytes_len + 1);
    positions->skips = calloc(positions->skip_count + 1, sizeof *positions->skips);
    positions->line_ends = calloc(positions->line_words, sizeof *positions->line_ends);
    maker->is_filling = true;
    maker->number = 1;
    return positions->bytes && positions->skips && positions->line_ends;
}

struct ls_positions *ls_positions_finish(struct ls_positions_maker *maker)
{
    struct ls_positions *positions = maker->positions;
    bool is_whole = maker->is_filling && !maker->failed && maker->card == positions->card_count &&
                    maker->number == positions->cards[positions->card_count].first;
    if (is_whole) {
        maker->positions = NULL;
    }
    return is_whole ? positions : NULL;
}
