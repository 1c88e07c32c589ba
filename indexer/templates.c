#include "indexer/templates.h"

#include <stdlib.h>

void ls_templates_free(struct ls_templates *templates)
{
    free(templates->items);
    *templates = (struct ls_templates){0};
}

static bool make_room(struct ls_templates *templates, size_t extra)
{
    size_t wanted = templates->count + extra;
    if (wanted > templates->room) {
        size_t room = wanted + wanted / 2 + 256;
        uint64_t *grown = realloc(templates->items, room * sizeof *grown);
        templates->failed |= !grown;
        templates->items = grown ? grown : templates->items;
        templates->room = grown ? room : templates->room;
    }
    return wanted <= templates->room;
}

void ls_templates_add(struct ls_templates *templates, uint64_t skeleton)
{
    if (make_room(templates, 1)) {
        templates->items[templates->count++] = skeleton;
    }
}

static int compare(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static void sort(uint64_t *items, size_t count)
{
    if (count > 0) {
        qsort(items, count, sizeof *items, compare);
    }
}

/* Keeps of the ascending items those that stand there so often, once each: how many. */
static size_t keep_frequent(uint64_t *items, size_t count, size_t least)
{
    size_t kept = 0;
    for (size_t i = 0, past; i < count; i = past) {
        for (past = i + 1; past < count && items[past] == items[i];) {
            past++;
        }
        if (past - i >= least) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

void ls_templates_add_card(struct ls_templates *templates, const struct ls_reading *reading)
{
    size_t before = templates->count;
    if (!make_room(templates, reading->count)) {
        return;
    }
    for (size_t i = 0; i < reading->count; i++) {
        if (reading->sentences[i].skeleton) {
            templates->items[templates->count++] = reading->sentences[i].skeleton;
        }
    }
    uint64_t *added = templates->items + before;
    sort(added, templates->count - before);
    templates->count = before + keep_frequent(added, templates->count - before, 1);
}

void ls_templates_take(struct ls_templates *templates, struct ls_templates *from)
{
    templates->failed |= from->failed;
    if (make_room(templates, from->count) && from->count > 0) {
        memcpy(templates->items + templates->count, from->items, from->count * sizeof *from->items);
        templates->count += from->count;
    }
    ls_templates_free(from);
}

void ls_templates_settle(struct ls_templates *templates, size_t cards_min)
{
    sort(templates->items, templates->count);
    templates->count = keep_frequent(templates->items, templates->count, cards_min);
    size_t room = templates->count ? templates->count : 1;
    uint64_t *kept = realloc(templates->items, room * sizeof *kept);
    if (kept) {
        templates->items = kept;
        templates->room = room;
    }
}

/* The first item that is not less. */
static size_t find(const struct ls_templates *templates, uint64_t skeleton)
{
    size_t low = 0;
    size_t high = templates->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (templates->items[middle] < skeleton) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool ls_templates_hold(const struct ls_templates *templates, uint64_t skeleton)
{
    size_t at = skeleton ? find(templates, skeleton) : templates->count;
    return at < templates->count && templates->items[at] == skeleton;
}
