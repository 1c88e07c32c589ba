#include "tests/oracle/snippet.h"

#include "text/utf8.h"

#include <stdlib.h>

enum { MARKS_MAX = 4096 };

struct mark {
    size_t first;
    size_t past;
};

struct shown {
    struct ls_span heading; /* absent: none */
    struct ls_span text;
    struct mark marks[MARKS_MAX];
    size_t count;
};

static const char *const fault_texts[] = {
#define X(name, text) [SNIPPET_##name] = text,
    SNIPPET_FAULT_TABLE(X)
#undef X
};

const char *snippet_fault_text(enum snippet_fault fault)
{
    return fault_texts[fault];
}

static struct ls_span string_of(json_t *hit, const char *key)
{
    json_t *value = json_object_get(hit, key);
    return ls_span(json_string_value(value), json_string_length(value));
}

static void read_hit(json_t *hit, struct shown *shown)
{
    shown->heading = string_of(hit, "heading");
    shown->text = string_of(hit, "snippet");
    json_t *marks = json_object_get(hit, "marks");
    for (shown->count = 0; shown->count < json_array_size(marks) && shown->count < MARKS_MAX;
         shown->count++) {
        json_t *mark = json_array_get(marks, shown->count);
        shown->marks[shown->count].first = (size_t)json_integer_value(json_array_get(mark, 0));
        shown->marks[shown->count].past = (size_t)json_integer_value(json_array_get(mark, 1));
    }
}

static bool is_border(struct ls_span text, size_t at)
{
    return at == text.len || (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) != 0x80);
}

static bool are_sound(const struct shown *shown)
{
    bool good = true;
    for (size_t i = 0; good && i < shown->count; i++) {
        const struct mark *mark = &shown->marks[i];
        good = mark->first < mark->past && (i == 0 || mark->first > mark[-1].past) &&
               is_border(shown->text, mark->first) && is_border(shown->text, mark->past);
    }
    return good;
}

/* ---- marks ---- */

static int compare_spots(const void *a, const void *b)
{
    const struct spot *left = a;
    const struct spot *right = b;
    return (left->first > right->first) - (left->first < right->first);
}

/* The spots of all sought words inside [first, past) of a reading, ascending; the excluded side of
 * a NOT is not sought. */
static void find_spots(const struct shelf *shelf, const struct question *question,
                       const struct reading *reading, struct ls_arena *arena, struct spots *spots)
{
    size_t sides = question->kind->operation == BUT_NOT ? 1 : question->side_count;
    for (size_t i = 0; i < sides; i++) {
        const struct units *units = &question->sides[i].units;
        for (size_t n = 0; n < units->count; n++) {
            unit_spots(shelf, &units->items[n], reading, arena, spots);
        }
    }
    if (spots->count > 0) {
        qsort(spots->items, spots->count, sizeof *spots->items, compare_spots);
    }
}

/* Are the marks exactly these spots, those that touch joined? */
static bool are_marked(const struct shown *shown, const struct spots *spots, size_t offset)
{
    size_t n = 0;
    bool same = true;
    for (size_t i = 0; same && i < spots->count;) {
        if (spots->items[i].first < offset || spots->items[i].past > offset + shown->text.len) {
            i++;
            continue;
        }
        size_t first = spots->items[i].first - offset;
        size_t past = spots->items[i].past - offset;
        for (i++; i < spots->count && spots->items[i].first - offset <= past; i++) {
            size_t end = spots->items[i].past - offset;
            past = end > past && end <= shown->text.len ? end : past;
        }
        same = n < shown->count && shown->marks[n].first == first && shown->marks[n].past == past;
        n++;
    }
    return same && n == shown->count;
}

/* ---- borders ---- */

/* Is a place of the text inside a word? A Han run may be cut, a Latin or glued word may not. */
static bool cuts_word(const struct reading *reading, size_t at)
{
    for (size_t i = 0; i < reading->count; i++) {
        const struct piece *piece = &reading->pieces[i];
        bool is_between =
            i > 0 && piece->joined && !piece->is_han && at > piece[-1].first && at < piece->past;
        if (is_between || (at > piece->first && at < piece->past)) {
            return true;
        }
    }
    return false;
}

/* ---- the file ---- */

/* Behind what shows nothing at text[at]: the target of a link, a tag, an entity; at if there is
 * none. */
static size_t skip_hidden(struct ls_span text, size_t at)
{
    static const struct {
        const char *begin;
        char end;
    } hidden[] = {{"](", ')'}, {"][", ']'}, {"<", '>'}, {"&", ';'}};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        struct ls_span rest = ls_span_from(text, at);
        const char *line = memchr(rest.ptr, '\n', rest.len);
        size_t len = line ? (size_t)(line - rest.ptr) : rest.len;
        const char *end = ls_span_starts_with(rest, ls_span_str(hidden[i].begin))
                              ? memchr(rest.ptr, hidden[i].end, len)
                              : NULL;
        if (end) {
            return at + (size_t)(end - rest.ptr) + 1;
        }
    }
    return at;
}

/* Letters, digits and Han characters alone: what neither markup nor white space changes. */
static void add_letters(struct ls_span text, bool skips, struct ls_buf *out)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        size_t past = skips ? skip_hidden(text, at) : at;
        width = (unsigned)(past - at);
        if (width > 0) {
            continue;
        }
        uint32_t c = ls_utf8_decode(text.ptr, text.len, at, &width);
        bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (is_letter || (c >= '0' && c <= '9') || (c >= 0x80 && c != 0xa0 && c != 0x3000)) {
            ls_buf_add(out, text.ptr + at, width);
        }
    }
}

static bool holds_letters(struct ls_span file, struct ls_span line, bool skips)
{
    struct ls_buf there = {0};
    struct ls_buf wanted = {0};
    add_letters(file, skips, &there);
    add_letters(line, false, &wanted);
    bool holds =
        wanted.len == 0 || (there.len > 0 && memmem(there.ptr, there.len, wanted.ptr, wanted.len));
    ls_buf_free(&there);
    ls_buf_free(&wanted);
    return holds;
}

/* Does each line of the snippet stand in the file, as it is or but for its markup? */
static bool is_in_file(struct ls_span file, struct ls_span text)
{
    bool good = true;
    while (good && text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        struct ls_span line = ls_span(text.ptr, end ? (size_t)(end - text.ptr) : text.len);
        text = ls_span_from(text, line.len + 1);
        good = memmem(file.ptr, file.len, line.ptr, line.len) || holds_letters(file, line, true) ||
               holds_letters(file, line, false);
    }
    return good;
}

/* ---- a hit ---- */

/* What is wrong if the snippet is what stands at an offset of a reading. */
static enum snippet_fault check_at(const struct shelf *shelf, const struct question *question,
                                   const struct reading *reading, const struct shown *shown,
                                   size_t offset, struct ls_buf *details)
{
    struct ls_arena arena = {0};
    struct spots spots = {0};
    enum snippet_fault fault = SNIPPET_NONE;
    find_spots(shelf, question, reading, &arena, &spots);
    if (!are_marked(shown, &spots, offset)) {
        fault = SNIPPET_WRONG_MARKS;
        ls_buf_clear(details);
        for (size_t i = 0; i < spots.count; i++) {
            if (spots.items[i].first >= offset && spots.items[i].past <= offset + shown->text.len) {
                ls_buf_printf(details, " %zu..%zu", spots.items[i].first - offset,
                              spots.items[i].past - offset);
            }
        }
    } else if (cuts_word(reading, offset) || cuts_word(reading, offset + shown->text.len)) {
        fault = SNIPPET_CUT_WORD;
        ls_buf_clear(details);
    }
    ls_arena_free(&arena);
    return fault;
}

/* The text may hold the snippet several times: one place must do. */
static enum snippet_fault check_in(const struct shelf *shelf, const struct question *question,
                                   const struct reading *reading, const struct shown *shown,
                                   enum snippet_fault fault, struct ls_buf *details)
{
    for (size_t at = 0; fault != SNIPPET_NONE && at + shown->text.len <= reading->text.len; at++) {
        const char *found = memmem(reading->text.ptr + at, reading->text.len - at, shown->text.ptr,
                                   shown->text.len);
        if (!found) {
            break;
        }
        at = (size_t)(found - reading->text.ptr);
        fault = check_at(shelf, question, reading, shown, at, details);
    }
    return fault;
}

static bool is_heading(const struct shown *shown, const struct ls_section *section)
{
    return (shown->heading.ptr != NULL) == (section->heading.ptr != NULL) &&
           ls_span_equal(shown->heading, section->heading);
}

static enum snippet_fault check_places(const struct shelf *shelf, const struct question *question,
                                       const struct shelf_card *card, const struct shown *shown,
                                       struct ls_buf *details)
{
    enum snippet_fault fault = SNIPPET_NOT_IN_CARD;
    for (size_t i = 0; fault != SNIPPET_NONE && i < 2 * card->card.section_count; i++) {
        if (is_heading(shown, &card->card.sections[i / 2])) {
            fault = check_in(shelf, question, &card->readings[i], shown, fault, details);
        }
    }
    return fault;
}

enum snippet_fault snippet_check(const struct shelf *shelf, const struct question *question,
                                 const struct shelf_card *card, json_t *hit, struct ls_buf *details)
{
    struct shown *shown = calloc(1, sizeof *shown);
    read_hit(hit, shown);
    enum snippet_fault fault = SNIPPET_NOT_IN_CARD;
    ls_buf_clear(details);
    if (shown->text.len > 0) {
        fault = are_sound(shown) ? check_places(shelf, question, card, shown, details)
                                 : SNIPPET_BAD_MARKS;
    }
    if (fault == SNIPPET_NONE && !is_in_file(card->source, shown->text)) {
        fault = SNIPPET_NOT_IN_FILE;
    }
    free(shown);
    return fault;
}
