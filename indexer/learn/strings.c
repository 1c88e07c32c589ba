#include "indexer/learn/strings.h"

#include "base/hash.h"

#include <stdlib.h>

enum { PLACES_MIN = 1024 };

void ls_strings_free(struct ls_strings *strings)
{
    ls_arena_free(&strings->arena);
    free(strings->places);
    *strings = (struct ls_strings){0};
}

/* Where the string stands, or would. A place holds a number plus 1; 0: it is free. */
static uint32_t *place_of(const struct ls_strings *strings, struct ls_span string)
{
    uint32_t hash = ls_hash32(LS_HASH32_START, string);
    size_t at = (hash ^ hash >> 15) & (strings->place_count - 1);
    while (strings->places[at] && !ls_span_equal(strings->items[strings->places[at] - 1], string)) {
        at = (at + 1) & (strings->place_count - 1);
    }
    return &strings->places[at];
}

static bool grow(struct ls_strings *strings)
{
    size_t count = strings->place_count ? strings->place_count * 2 : PLACES_MIN;
    uint32_t *places = calloc(count, sizeof *places);
    if (!places) {
        strings->arena.failed = true;
        return false;
    }
    free(strings->places);
    strings->places = places;
    strings->place_count = count;
    for (size_t i = 0; i < strings->count; i++) {
        *place_of(strings, strings->items[i]) = (uint32_t)i + 1;
    }
    return true;
}

uint32_t ls_strings_put(struct ls_strings *strings, struct ls_span string)
{
    bool is_full = (strings->count + 1) * 2 > strings->place_count;
    if (is_full && !grow(strings)) {
        return 0;
    }
    uint32_t *place = place_of(strings, string);
    if (*place) {
        return *place - 1;
    }
    struct ls_span copy = ls_arena_copy(&strings->arena, string);
    struct ls_span *item =
        copy.ptr ? LS_ARENA_PUSH(&strings->arena, strings->items, &strings->count) : NULL;
    if (!item) {
        return 0;
    }
    *item = copy;
    *place = (uint32_t)strings->count;
    return *place - 1;
}
