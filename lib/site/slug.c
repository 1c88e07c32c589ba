#include "site/slug.h"

#include "base/buf.h"
#include "base/hash.h"
#include "site/slug_keep.h"
#include "text/utf8.h"

#include <utf8proc.h>

struct ls_slug_entry {
    struct ls_span slug; /* absent: a free place */
    unsigned repeats;    /* the last number that was put behind it */
};

enum { ROOM_MIN = 64, SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2, DOT_ABOVE = 0x307 };

static bool keeps(uint32_t codepoint)
{
    unsigned low = 0;
    unsigned high = ls_slug_keep_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (ls_slug_keep[middle].last < codepoint) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < ls_slug_keep_count && ls_slug_keep[low].first <= codepoint;
}

/* ---- lower case, as JavaScript has it ---- */

/* Unicode's Cased: letters with case, and what is like them. */
static bool is_cased(uint32_t codepoint)
{
    switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
        return true;
    default:
        return codepoint == 0xaa || codepoint == 0xba ||
               (codepoint >= 0x2160 && codepoint <= 0x217f) ||
               (codepoint >= 0x24b6 && codepoint <= 0x24e9);
    }
}

/* Unicode's Case_Ignorable: what may stand within a word. */
static bool is_case_ignorable(uint32_t codepoint)
{
    static const uint32_t within_words[] = {'\'',   '.',    ':',    0xb7,   0x387,  0x55f,
                                            0x5f4,  0x2018, 0x2019, 0x2024, 0x2027, 0xfe13,
                                            0xfe52, 0xfe55, 0xff07, 0xff0e, 0xff1a};
    switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return true;
    default:
        break;
    }
    for (size_t i = 0; i < sizeof within_words / sizeof *within_words; i++) {
        if (codepoint == within_words[i]) {
            return true;
        }
    }
    return false;
}

static bool is_cased_behind(struct ls_span text, size_t at)
{
    unsigned width;
    for (; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        if (!is_case_ignorable(codepoint)) {
            return is_cased(codepoint);
        }
    }
    return false;
}

static bool is_cased_before(struct ls_span text, size_t at)
{
    unsigned width;
    while (at > 0) {
        while (--at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80) {
        }
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        if (!is_case_ignorable(codepoint)) {
            return is_cased(codepoint);
        }
    }
    return false;
}

/* The character at text[at] in lower case: a sigma that ends a word has a form of its own. */
static uint32_t lower_at(struct ls_span text, size_t at, unsigned *width)
{
    uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, width);
    if (codepoint < 0x80) {
        return codepoint >= 'A' && codepoint <= 'Z' ? codepoint | 0x20 : codepoint;
    }
    if (codepoint == SIGMA && is_cased_before(text, at) && !is_cased_behind(text, at + *width)) {
        return FINAL_SIGMA;
    }
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)codepoint);
}

static struct ls_span make_slug(struct ls_span text, struct ls_arena *arena)
{
    struct ls_buf slug = {0};
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = lower_at(text, at, &width);
        if (codepoint == ' ') {
            ls_buf_add_char(&slug, '-');
        } else if (keeps(codepoint)) {
            ls_buf_add_codepoint(&slug, codepoint);
        }
        if (ls_span_starts_with(ls_span_from(text, at), LS_SPAN("İ"))) {
            ls_buf_add_codepoint(&slug, DOT_ABOVE); /* all that İ → i would lose */
        }
    }
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&slug));
    arena->failed = arena->failed || slug.failed;
    ls_buf_free(&slug);
    return kept;
}

/* ---- repetitions ---- */

static struct ls_slug_entry *place_of(struct ls_slugger *slugger, struct ls_span slug)
{
    size_t place = ls_hash64(LS_HASH64_START, slug) & (slugger->room - 1);
    while (slugger->entries[place].slug.ptr && !ls_span_equal(slugger->entries[place].slug, slug)) {
        place = (place + 1) & (slugger->room - 1);
    }
    return &slugger->entries[place];
}

static bool make_room(struct ls_slugger *slugger)
{
    struct ls_slugger grown = {.arena = slugger->arena,
                               .room = slugger->room ? slugger->room * 2 : ROOM_MIN,
                               .count = slugger->count};
    if (slugger->count * 2 < slugger->room) {
        return true;
    }
    grown.entries = ls_arena_array(slugger->arena, grown.room, sizeof *grown.entries);
    for (size_t i = 0; grown.entries && i < slugger->room; i++) {
        if (slugger->entries[i].slug.ptr) {
            *place_of(&grown, slugger->entries[i].slug) = slugger->entries[i];
        }
    }
    *slugger = grown.entries ? grown : *slugger;
    return grown.entries != NULL;
}

/* The slug, or with the first number behind it that nothing in the file has yet. */
static struct ls_span make_unique(struct ls_slugger *slugger, struct ls_span slug)
{
    if (!slug.ptr || !make_room(slugger)) {
        return ls_span(NULL, 0);
    }
    struct ls_slug_entry *first = place_of(slugger, slug);
    struct ls_slug_entry *entry = first;
    struct ls_span unique = slug;
    while (entry->slug.ptr && unique.ptr) {
        unique = ls_arena_printf(slugger->arena, "%.*s-%u", LS_SPAN_ARG(slug), ++first->repeats);
        entry = unique.ptr ? place_of(slugger, unique) : entry;
    }
    if (unique.ptr) {
        *entry = (struct ls_slug_entry){.slug = unique};
        slugger->count++;
    }
    return unique;
}

/* ---- ids that the heading names ---- */

/* The bytes of a code point or, of what is none, 1. */
static size_t width_at(struct ls_span text, size_t at)
{
    unsigned width;
    ls_utf8_decode(text.ptr, text.len, at, &width);
    return width;
}

/* JavaScript's white space, but for what cmark has taken off the end. */
static bool ends_with_space(struct ls_span text, size_t *width)
{
    static const char *const spaces[] = {" ",        "\t",           "\n",
                                         "\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        *width = strlen(spaces[i]);
        if (text.len >= *width && memcmp(text.ptr + text.len - *width, spaces[i], *width) == 0) {
            return true;
        }
    }
    return false;
}

/* Behind its first character an id holds neither "}" nor "{#". */
static bool is_id(struct ls_span id)
{
    for (size_t at = id.len ? width_at(id, 0) : 0; at < id.len; at++) {
        bool opens = id.ptr[at] == '{' && at + 1 < id.len && id.ptr[at + 1] == '#';
        if (id.ptr[at] == '}' || opens) {
            return false;
        }
    }
    return id.len > 0;
}

struct ls_span ls_heading_without_id(struct ls_span heading, struct ls_span *id)
{
    struct ls_span found = ls_span(NULL, 0);
    size_t len = heading.len;
    size_t width;
    bool may_have = len > 3 && heading.ptr[len - 1] == '}';
    for (size_t at = 0; may_have && !found.ptr && at + 3 < heading.len; at++) {
        struct ls_span inside = ls_span(heading.ptr + at + 2, heading.len - at - 3);
        if (heading.ptr[at] == '{' && heading.ptr[at + 1] == '#' && is_id(inside)) {
            found = inside;
            len = at;
        }
    }
    while (found.ptr && ends_with_space(ls_span(heading.ptr, len), &width)) {
        len -= width;
    }
    if (id) {
        *id = found;
    }
    return ls_span(heading.ptr, len);
}

struct ls_span ls_slugger_next(struct ls_slugger *slugger, struct ls_span heading)
{
    struct ls_span id;
    ls_heading_without_id(heading, &id);
    if (id.ptr) {
        return ls_arena_copy(slugger->arena, id);
    }
    id = make_unique(slugger, make_slug(heading, slugger->arena));
    return id.len > 0 ? id : ls_span(NULL, 0);
}
