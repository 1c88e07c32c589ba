#include "tests/oracle/snippet.h"

#include "tests/oracle/letters.h"
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

enum { COLUMNS_MAX = 200 }; /* that a snippet has room for */

/* About as wide as a terminal shows them. */
static size_t columns_of(struct ls_span text)
{
    size_t columns = 0;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        columns += ls_utf8_decode(text.ptr, text.len, at, &width) < 0x1100 ? 1 : 2;
    }
    return columns;
}

/* The Latin or glued word around a place of the text that is inside one; else nothing at it. A Han
 * run may be cut. */
static struct mark word_around(const struct reading *reading, size_t at)
{
    struct mark word = {0};
    for (size_t i = 0; i < reading->count; i++) {
        const struct piece *piece = &reading->pieces[i];
        bool goes_on = piece->joined && !piece->is_han;
        if (!goes_on && word.first < at && at < word.past) {
            break;
        }
        word = (struct mark){goes_on ? word.first : piece->first, piece->past};
    }
    return word.first < at && at < word.past ? word : (struct mark){at, at};
}

/* A mark may stand at the very edge, though it is of a part of a word, if the rest has no room. */
static bool cuts_word(const struct reading *reading, const struct shown *shown, size_t offset)
{
    size_t end = offset + shown->text.len;
    struct mark left = word_around(reading, offset);
    struct mark right = word_around(reading, end);
    bool is_tight =
        columns_of(ls_span(reading->text.ptr + left.first, right.past - left.first)) > COLUMNS_MAX;
    bool cuts_left = left.first < offset;
    bool cuts_right = right.past > end;
    bool may_left = is_tight && shown->count > 0 && shown->marks[0].first == 0;
    bool may_right =
        is_tight && shown->count > 0 && shown->marks[shown->count - 1].past == shown->text.len;
    return (cuts_left && !may_left) || (cuts_right && !may_right);
}

/* ---- the file ---- */

/* The H1 is kept without the title that another line says too: are these letters some of its? */
static bool is_rest_of_title(struct ls_span letters, struct ls_span title)
{
    struct ls_buf all = {0};
    size_t n = 0;
    letters_add(title, false, &all);
    for (size_t i = 0; n < letters.len && i < all.len; i++) {
        n += letters.ptr[n] == all.ptr[i];
    }
    ls_buf_free(&all);
    return letters.len > 0 && n == letters.len;
}

static bool holds(struct ls_span text, struct ls_span piece)
{
    return piece.len == 0 ||
           (text.len > 0 && memmem(text.ptr, text.len, piece.ptr, piece.len) != NULL);
}

/* Does each line of the snippet stand in the file, as it is or but for its markup? */
static bool is_in_file(const struct shelf_card *card, struct ls_span text)
{
    bool good = true;
    struct ls_buf letters = {0};
    while (good && text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        struct ls_span line = ls_span(text.ptr, end ? (size_t)(end - text.ptr) : text.len);
        text = ls_span_from(text, line.len + 1);
        ls_buf_clear(&letters);
        letters_add(line, false, &letters);
        good = holds(card->source, line) || holds(card->letters, ls_buf_span(&letters)) ||
               holds(card->letters_shown, ls_buf_span(&letters)) ||
               is_rest_of_title(ls_buf_span(&letters), card->card.heading);
    }
    ls_buf_free(&letters);
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
    } else if (cuts_word(reading, shown, offset)) {
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
    if (fault == SNIPPET_NONE && !is_in_file(card, shown->text)) {
        fault = SNIPPET_NOT_IN_FILE;
    }
    free(shown);
    return fault;
}
