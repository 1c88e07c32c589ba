#include "indexer/terms.h"

#include "base/hash.h"

#include <stdlib.h>

struct ls_term {
    uint32_t offset; /* in bytes */
    uint32_t len;
    uint32_t hash;
    uint32_t wdf;
};

enum { SLOTS_MIN = 4096, SLOTS_KEPT_MAX = 1 << 16 };

void ls_terms_free(struct ls_terms *terms)
{
    ls_buf_free(&terms->bytes);
    free(terms->items);
    free(terms->slots);
    free(terms->handed_out);
    *terms = (struct ls_terms){0};
}

void ls_terms_clear(struct ls_terms *terms)
{
    if (terms->slot_count > SLOTS_KEPT_MAX) {
        ls_terms_free(terms); /* one huge card must not slow all that follow */
        return;
    }
    ls_buf_clear(&terms->bytes);
    if (terms->slots) {
        memset(terms->slots, 0, terms->slot_count * sizeof *terms->slots);
    }
    terms->count = 0;
    terms->failed = false;
}

static bool grow_slots(struct ls_terms *terms)
{
    size_t slot_count = terms->slot_count ? terms->slot_count * 2 : SLOTS_MIN;
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < terms->count; i++) {
        size_t slot = terms->items[i].hash & (slot_count - 1);
        while (slots[slot]) {
            slot = (slot + 1) & (slot_count - 1);
        }
        slots[slot] = (uint32_t)i + 1;
    }
    free(terms->slots);
    terms->slots = slots;
    terms->slot_count = slot_count;
    return true;
}

static bool grow_items(struct ls_terms *terms)
{
    size_t room = terms->room * 2 + SLOTS_MIN / 2;
    struct ls_term *items = realloc(terms->items, room * sizeof *items);
    if (items) {
        terms->items = items;
        terms->room = room;
    }
    return items != NULL;
}

static bool make_room(struct ls_terms *terms)
{
    bool good = (terms->count < terms->room || grow_items(terms)) &&
                (terms->count * 2 < terms->slot_count || grow_slots(terms));
    terms->failed |= !good;
    return good;
}

static bool is_term(const struct ls_terms *terms, const struct ls_term *item, uint32_t hash,
                    struct ls_span prefix, struct ls_span term)
{
    const char *bytes = terms->bytes.ptr + item->offset;
    return item->hash == hash && item->len == prefix.len + term.len &&
           memcmp(bytes, prefix.ptr, prefix.len) == 0 &&
           memcmp(bytes + prefix.len, term.ptr, term.len) == 0;
}

static uint32_t hash_of(struct ls_span prefix, struct ls_span term)
{
    uint32_t hash = ls_hash32(ls_hash32(LS_HASH32_START, prefix), term);
    return hash ^ hash >> 15;
}

/* The slot that the term is in, or would be. */
static size_t find(const struct ls_terms *terms, uint32_t hash, struct ls_span prefix,
                   struct ls_span term)
{
    size_t slot = hash & (terms->slot_count - 1);
    while (terms->slots[slot] &&
           !is_term(terms, &terms->items[terms->slots[slot] - 1], hash, prefix, term)) {
        slot = (slot + 1) & (terms->slot_count - 1);
    }
    return slot;
}

bool ls_terms_hold(const struct ls_terms *terms, struct ls_span term)
{
    struct ls_span none = LS_SPAN("");
    return terms->slot_count > 0 && terms->slots[find(terms, hash_of(none, term), none, term)];
}

void ls_terms_add(struct ls_terms *terms, struct ls_span prefix, struct ls_span term,
                  uint32_t wdf_inc)
{
    if (terms->failed || prefix.len + term.len == 0 || !make_room(terms)) {
        return;
    }
    uint32_t hash = hash_of(prefix, term);
    size_t slot = find(terms, hash, prefix, term);
    if (!terms->slots[slot]) {
        terms->items[terms->count] = (struct ls_term){.offset = (uint32_t)terms->bytes.len,
                                                      .len = (uint32_t)(prefix.len + term.len),
                                                      .hash = hash};
        terms->slots[slot] = (uint32_t)++terms->count;
        ls_buf_add_span(&terms->bytes, prefix);
        ls_buf_add_span(&terms->bytes, term);
        terms->failed |= terms->bytes.failed;
    }
    terms->items[terms->slots[slot] - 1].wdf += wdf_inc;
}

const struct xap_term *ls_terms_all(struct ls_terms *terms)
{
    if (terms->room > terms->handed_out_room) {
        struct xap_term *grown = realloc(terms->handed_out, terms->room * sizeof *grown);
        if (!grown) {
            return NULL;
        }
        terms->handed_out = grown;
        terms->handed_out_room = terms->room;
    }
    for (size_t i = 0; i < terms->count; i++) {
        const struct ls_term *item = &terms->items[i];
        terms->handed_out[i] =
            (struct xap_term){terms->bytes.ptr + item->offset, item->len, item->wdf};
    }
    return terms->handed_out;
}
