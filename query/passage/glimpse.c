#include "query/passage/glimpse.h"

#include "query/render/display.h"
#include "text/han_fold.h"
#include "text/utf8.h"

/* Where a unit seems to begin. */
struct sighting {
    size_t at;
    size_t columns; /* since the sighting before */
    uint32_t unit;
};

struct sightings {
    struct sighting *items; /* of the arena */
    size_t count;
    struct ls_arena *arena;
};

/* A character as most are folded; *at moves behind it. */
static uint32_t next_char(struct ls_span text, size_t *at)
{
    unsigned char byte = (unsigned char)text.ptr[*at];
    if (byte < 0x80) {
        (*at)++;
        return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
    }
    unsigned width;
    uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, *at, &width);
    *at += width;
    if (codepoint >= 0xff10 && codepoint <= 0xff5a) { /* full-width digits and letters */
        codepoint -= 0xff10 - '0';
        return codepoint >= 'A' && codepoint <= 'Z' ? codepoint + ('a' - 'A') : codepoint;
    }
    return ls_han_fold(codepoint);
}

static struct ls_probe probe_of(const struct ls_unit *unit)
{
    struct ls_probe probe = {0};
    struct ls_span term = unit->places[0].term;
    for (size_t at = 0; at < term.len && probe.count < LS_PROBE_CHARS_MAX;) {
        probe.chars[probe.count++] = next_char(term, &at);
    }
    /* A stem may end unlike its words: studi. */
    if (!unit->places[0].is_han && probe.count > 1) {
        probe.count--;
    }
    if (unit->places[0].is_han && unit->place_count > 1 && unit->places[1].continues) {
        size_t at = 0;
        probe.chars[probe.count++] = next_char(unit->places[1].term, &at);
    }
    return probe;
}

/* Han characters fold to others, and letters come full-width: any of their lead bytes. */
static void add_leads(struct ls_glimpse *glimpse, uint32_t character)
{
    if (character < 0x80) {
        glimpse->leads[character] = true;
        glimpse->leads[character >= 'a' && character <= 'z' ? character - ('a' - 'A') : character] =
            true;
        glimpse->leads[0xef] = true;
        return;
    }
    for (unsigned byte = 0xc2; byte < 0xf5; byte++) {
        glimpse->leads[byte] = true;
    }
}

enum ls_status ls_glimpse_make(const struct ls_units *units, struct ls_arena *arena,
                               struct ls_glimpse *glimpse, struct ls_error *err)
{
    *glimpse = (struct ls_glimpse){.count = units->count};
    glimpse->probes = ls_arena_array(arena, units->count + 1, sizeof *glimpse->probes);
    glimpse->seen = ls_arena_array(arena, units->count + 1, sizeof *glimpse->seen);
    if (!glimpse->probes || !glimpse->seen) {
        return ls_fail_memory(err);
    }
    for (uint32_t i = 0; i < units->count; i++) {
        struct ls_probe *probe = &glimpse->probes[i];
        *probe = probe_of(&units->items[i]);
        add_leads(glimpse, probe->chars[0]);
        uint32_t *row = &glimpse->rows[probe->chars[0] % LS_PROBE_ROWS];
        probe->unit = i;
        probe->next = *row;
        *row = i + 1;
    }
    return LS_OK;
}

static bool begins_with(struct ls_span text, size_t at, const struct ls_probe *probe)
{
    for (unsigned i = 0; i < probe->count; i++) {
        if (at >= text.len || next_char(text, &at) != probe->chars[i]) {
            return false;
        }
    }
    return true;
}

static bool is_letter(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Does the byte at an offset continue a word of letters or a number? */
static bool is_inside_word(struct ls_span text, size_t at)
{
    if (at == 0) {
        return false;
    }
    unsigned char before = (unsigned char)text.ptr[at - 1];
    unsigned char byte = (unsigned char)text.ptr[at];
    return (is_letter(byte) && is_letter(before)) || (is_digit(byte) && is_digit(before));
}

static bool add_sighting(struct sightings *sightings, struct ls_span text, size_t at, uint32_t unit)
{
    size_t before = sightings->count > 0 ? sightings->items[sightings->count - 1].at : at;
    struct sighting *sighting =
        LS_ARENA_PUSH(sightings->arena, sightings->items, &sightings->count);
    if (sighting) {
        size_t columns = ls_display_columns(ls_span(text.ptr + before, at - before));
        *sighting = (struct sighting){at, columns, unit};
    }
    return sighting != NULL;
}

/* Adds the units that seem to begin at an offset; false when memory is out. */
static bool sight_at(const struct ls_glimpse *glimpse, struct ls_span text, size_t at,
                     struct sightings *sightings)
{
    size_t behind = at;
    uint32_t character = next_char(text, &behind);
    bool good = true;
    for (uint32_t n = glimpse->rows[character % LS_PROBE_ROWS]; n && good;
         n = glimpse->probes[n - 1].next) {
        const struct ls_probe *probe = &glimpse->probes[n - 1];
        if (begins_with(text, at, probe)) {
            good = add_sighting(sightings, text, at, probe->unit);
        }
    }
    return good;
}

/* Slides over the sightings: [begin, end) lie within the columns. */
static struct ls_sight best_sight(const struct sightings *sightings, size_t columns, uint32_t *seen)
{
    const struct sighting *items = sightings->items;
    struct ls_sight best = {0};
    size_t distinct = 0, width = 0, end = 0;
    for (size_t begin = 0; begin < sightings->count; begin++) {
        while (end < sightings->count && (end == begin || width + items[end].columns <= columns)) {
            width += end == begin ? 0 : items[end].columns;
            distinct += seen[items[end++].unit]++ == 0;
        }
        if (distinct > best.units) {
            best = (struct ls_sight){distinct, {items[begin].at, items[end - 1].at}};
        }
        distinct -= --seen[items[begin].unit] == 0;
        width = end > begin + 1 ? width - items[begin + 1].columns : 0;
    }
    return best;
}

enum ls_status ls_glimpse_find(struct ls_glimpse *glimpse, struct ls_span text, size_t columns,
                               struct ls_arena *arena, struct ls_sight *sight, struct ls_error *err)
{
    *sight = (struct ls_sight){0};
    struct sightings sightings = {.arena = arena};
    for (size_t at = 0; at < text.len; at++) {
        bool may_begin = glimpse->leads[(unsigned char)text.ptr[at]] && !is_inside_word(text, at);
        if (may_begin && !sight_at(glimpse, text, at, &sightings)) {
            return ls_fail_memory(err);
        }
    }
    *sight = best_sight(&sightings, columns, glimpse->seen);
    return LS_OK;
}
