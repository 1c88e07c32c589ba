#include "query/facets/tally.h"

#include "base/hash.h"

enum { SLOTS_MIN = 256 };

static uint32_t hash_key(struct ls_span key)
{
    uint32_t hash = ls_hash32(LS_HASH32_START, key);
    return hash ^ hash >> 15;
}

/* The slot of the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct ls_tallies *tallies, struct ls_span key, uint32_t hash)
{
    size_t slot = hash & (tallies->slot_count - 1);
    for (;; slot = (slot + 1) & (tallies->slot_count - 1)) {
        uint32_t at = tallies->slots[slot];
        if (at == 0 || (tallies->items[at - 1].hash == hash &&
                        ls_span_equal(tallies->items[at - 1].key, key))) {
            return &tallies->slots[slot];
        }
    }
}

static bool make_room(struct ls_tallies *tallies)
{
    if (tallies->count * 2 < tallies->slot_count) {
        return true;
    }
    size_t slot_count = tallies->slot_count ? tallies->slot_count * 2 : SLOTS_MIN;
    uint32_t *slots = ls_arena_array(tallies->arena, slot_count, sizeof *slots);
    if (!slots) {
        return false;
    }
    tallies->slots = slots;
    tallies->slot_count = slot_count;
    for (size_t i = 0; i < tallies->count; i++) {
        const struct ls_tally *item = &tallies->items[i];
        *find_slot(tallies, item->key, item->hash) = (uint32_t)i + 1;
    }
    return true;
}

static bool add_new(struct ls_tallies *tallies, struct ls_span key, uint32_t hash, uint32_t *slot)
{
    struct ls_span kept = ls_arena_copy(tallies->arena, key);
    struct ls_tally *item = LS_ARENA_PUSH(tallies->arena, tallies->items, &tallies->count);
    if (!kept.ptr || !item) {
        return false;
    }
    *item = (struct ls_tally){.key = kept, .hash = hash};
    *slot = (uint32_t)tallies->count;
    return true;
}

struct ls_tally *ls_tally_of(struct ls_tallies *tallies, struct ls_span key)
{
    if (!make_room(tallies)) {
        return NULL;
    }
    uint32_t hash = hash_key(key);
    uint32_t *slot = find_slot(tallies, key, hash);
    if (*slot == 0 && !add_new(tallies, key, hash, slot)) {
        return NULL;
    }
    return &tallies->items[*slot - 1];
}
