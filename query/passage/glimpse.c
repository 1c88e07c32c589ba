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
    size_t columns; /* of a passage */
    struct ls_arena *arena;
};

enum { COLUMN_BYTES_MAX = 4 }; /* of UTF-8, but for rare marks */

static bool is_han(uint32_t codepoint)
{
    return (codepoint >= 0x3400 && codepoint < 0xa000) ||
           (codepoint >= 0x20000 && codepoint < 0x2f800); /* behind are those of compatibility */
}

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
    return codepoint >= 0x3400 && codepoint < 0xa000 ? ls_han_fold_common[codepoint - 0x3400]
                                                     : ls_han_fold(codepoint);
}

/* So many first letters of a word are compared as they stand. */
enum { PLAIN_LETTERS = 3 };

static size_t common_len(struct ls_span a, struct ls_span b)
{
    size_t len = 0;
    while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len]) {
        len++;
    }
    return len;
}

/* What all words of a unit begin with: a stem may end unlike them (studi, or die of dying), and a
 * beginning stands for stems. */
static struct ls_span letters_of(const struct ls_unit *unit)
{
    struct ls_span term = unit->places[0].term;
    bool has_stems = unit->is_beginning && unit->place_count == 1;
    size_t len = term.len <= PLAIN_LETTERS ? 1 : term.len - 1;
    for (size_t i = 0; has_stems && i < unit->stem_count; i++) {
        struct ls_span stem = unit->stems[i];
        size_t sure = stem.len <= PLAIN_LETTERS ? 1 : stem.len - 1;
        size_t common = common_len(ls_span(stem.ptr, sure), term);
        len = common < len ? common : len;
    }
    return ls_span(term.ptr, len);
}

static void add_chars(struct ls_probe *probe, struct ls_span term, unsigned max)
{
    for (size_t at = 0; at < term.len && probe->count < max;) {
        probe->chars[probe->count++] = next_char(term, &at);
    }
}

static struct ls_probe probe_of_run(const struct ls_unit *unit)
{
    struct ls_probe probe = {.is_han = true};
    add_chars(&probe, unit->places[0].term, LS_PROBE_CHARS_MAX);
    for (size_t i = 1; i < unit->place_count && unit->places[i].continues; i++) {
        add_chars(&probe, unit->places[i].term, LS_PROBE_CHARS_MAX);
    }
    probe.plain = probe.count < 2 ? probe.count : 2;
    probe.sure = probe.count;
    return probe;
}

static struct ls_probe probe_of_word(const struct ls_unit *unit)
{
    struct ls_probe probe = {0};
    struct ls_probe sure = {0};
    add_chars(&probe, unit->places[0].term, PLAIN_LETTERS + 1);
    add_chars(&sure, letters_of(unit), LS_PROBE_CHARS_MAX);
    probe.count -= probe.count > 1;
    unsigned plain = probe.count;
    probe = sure.count > plain ? sure : probe;
    probe.plain = plain;
    probe.sure = sure.count;
    return probe;
}

static struct ls_probe probe_of(const struct ls_unit *unit)
{
    return unit->places[0].is_han ? probe_of_run(unit) : probe_of_word(unit);
}

static unsigned char lead_of(uint32_t character)
{
    return (unsigned char)(character < 0x800     ? 0xc0 | character >> 6
                           : character < 0x10000 ? 0xe0 | character >> 12
                                                 : 0xf0 | character >> 18);
}

/* Han characters fold to others, and letters come full-width. */
static void add_leads(struct ls_glimpse *glimpse, uint32_t character)
{
    if (character < 0x80) {
        glimpse->leads[character] = true;
        glimpse->leads[character >= 'a' && character <= 'z' ? character - ('a' - 'A') : character] =
            true;
        glimpse->leads[0xef] = true;
    } else if (is_han(character)) {
        memset(glimpse->leads + 0xe3, true, 0xea - 0xe3);
        memset(glimpse->leads + 0xf0, true, 0xf5 - 0xf0);
    } else {
        glimpse->leads[lead_of(character)] = true;
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

/* What may stand between the pieces of a glued word, whose compound a word meets. */
static bool is_glue(uint32_t character)
{
    if (character >= 0xff01 && character <= 0xff5e) { /* full-width */
        character -= 0xff01 - '!';
    }
    return character == '-' || character == '_' || character == '\'' || character == '.' ||
           character == ',' || character == 0x2019;
}

/* Does the analyzer perhaps fold the character otherwise than next_char? */
static bool is_strange(uint32_t character)
{
    bool is_known = character < 0x80 || is_han(character) ||
                    (character >= 0x3001 && character <= 0x301f) ||
                    (character >= 0x2018 && character <= 0x201f) || character == 0x2013 ||
                    character == 0x2014 || (character >= 0xff01 && character <= 0xff5e);
    return !is_known;
}

/* Behind its character i, may the probe go on as the text does, up to past? Where the text has one
 * that the analyzer may fold to anything, it may. */
static bool goes_on(struct ls_span text, size_t at, const struct ls_probe *probe, unsigned i,
                    unsigned past)
{
    while (i < past) {
        uint32_t character = at < text.len ? next_char(text, &at) : ' ';
        if (character == probe->chars[i]) {
            i++;
        } else if (probe->is_han || !is_glue(character)) {
            return is_strange(character);
        }
    }
    return true;
}

static bool begins_with(struct ls_span text, size_t at, const struct ls_probe *probe)
{
    for (unsigned i = 0; i < probe->plain; i++) {
        if (at >= text.len || next_char(text, &at) != probe->chars[i]) {
            return false;
        }
    }
    return goes_on(text, at, probe, probe->plain, probe->count);
}

/* What a byte is part of. */
enum word { NO_WORD, LETTERS, NUMBER };

static const unsigned char words[256] = {
    ['0'] = NUMBER,  ['1'] = NUMBER,  ['2'] = NUMBER,  ['3'] = NUMBER,  ['4'] = NUMBER,
    ['5'] = NUMBER,  ['6'] = NUMBER,  ['7'] = NUMBER,  ['8'] = NUMBER,  ['9'] = NUMBER,
    ['a'] = LETTERS, ['b'] = LETTERS, ['c'] = LETTERS, ['d'] = LETTERS, ['e'] = LETTERS,
    ['f'] = LETTERS, ['g'] = LETTERS, ['h'] = LETTERS, ['i'] = LETTERS, ['j'] = LETTERS,
    ['k'] = LETTERS, ['l'] = LETTERS, ['m'] = LETTERS, ['n'] = LETTERS, ['o'] = LETTERS,
    ['p'] = LETTERS, ['q'] = LETTERS, ['r'] = LETTERS, ['s'] = LETTERS, ['t'] = LETTERS,
    ['u'] = LETTERS, ['v'] = LETTERS, ['w'] = LETTERS, ['x'] = LETTERS, ['y'] = LETTERS,
    ['z'] = LETTERS, ['A'] = LETTERS, ['B'] = LETTERS, ['C'] = LETTERS, ['D'] = LETTERS,
    ['E'] = LETTERS, ['F'] = LETTERS, ['G'] = LETTERS, ['H'] = LETTERS, ['I'] = LETTERS,
    ['J'] = LETTERS, ['K'] = LETTERS, ['L'] = LETTERS, ['M'] = LETTERS, ['N'] = LETTERS,
    ['O'] = LETTERS, ['P'] = LETTERS, ['Q'] = LETTERS, ['R'] = LETTERS, ['S'] = LETTERS,
    ['T'] = LETTERS, ['U'] = LETTERS, ['V'] = LETTERS, ['W'] = LETTERS, ['X'] = LETTERS,
    ['Y'] = LETTERS, ['Z'] = LETTERS,
};

/* Does the byte at an offset continue a word of letters or a number? */
static bool is_inside_word(struct ls_span text, size_t at)
{
    unsigned char word = words[(unsigned char)text.ptr[at]];
    return at > 0 && word != NO_WORD && words[(unsigned char)text.ptr[at - 1]] == word;
}

/* A far distance is not measured: none of so many bytes fits. */
static size_t columns_between(struct ls_span text, size_t first, size_t past, size_t columns)
{
    return past - first > columns * COLUMN_BYTES_MAX
               ? columns + 1
               : ls_display_columns(ls_span(text.ptr + first, past - first));
}

static bool add_sighting(struct sightings *sightings, struct ls_span text, size_t at, uint32_t unit)
{
    size_t before = sightings->count > 0 ? sightings->items[sightings->count - 1].at : at;
    struct sighting *sighting =
        LS_ARENA_PUSH(sightings->arena, sightings->items, &sightings->count);
    if (sighting) {
        size_t columns = columns_between(text, before, at, sightings->columns);
        *sighting = (struct sighting){at, columns, unit};
    }
    return sighting != NULL;
}

/* Adds the units that seem to begin at an offset, which moves behind the character there; false
 * when memory is out. */
static bool sight_at(const struct ls_glimpse *glimpse, struct ls_span text, size_t *at,
                     struct sightings *sightings)
{
    size_t first = *at;
    uint32_t character = next_char(text, at);
    bool good = true;
    for (uint32_t n = glimpse->rows[character % LS_PROBE_ROWS]; n && good;
         n = glimpse->probes[n - 1].next) {
        const struct ls_probe *probe = &glimpse->probes[n - 1];
        if (begins_with(text, first, probe)) {
            good = add_sighting(sightings, text, first, probe->unit);
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
    struct sightings sightings = {.columns = columns, .arena = arena};
    enum word before = NO_WORD;
    for (size_t at = 0; at < text.len;) {
        unsigned char byte = (unsigned char)text.ptr[at];
        bool is_inside = words[byte] != NO_WORD && words[byte] == before;
        before = words[byte];
        if (!glimpse->leads[byte] || is_inside) {
            at++;
        } else if (!sight_at(glimpse, text, &at, &sightings)) {
            return ls_fail_memory(err);
        }
    }
    *sight = best_sight(&sightings, columns, glimpse->seen);
    return LS_OK;
}

bool ls_glimpse_may_miss(const struct ls_glimpse *glimpse, struct ls_span text)
{
    bool may_hold = false;
    for (size_t at = 0; !may_hold && at < text.len;) {
        bool is_inside = is_inside_word(text, at);
        uint32_t character = next_char(text, &at);
        may_hold = is_strange(character);
        for (uint32_t n = is_inside ? 0 : glimpse->rows[character % LS_PROBE_ROWS]; n && !may_hold;
             n = glimpse->probes[n - 1].next) {
            const struct ls_probe *probe = &glimpse->probes[n - 1];
            may_hold = probe->chars[0] == character && goes_on(text, at, probe, 1, probe->sure);
        }
    }
    return may_hold;
}
