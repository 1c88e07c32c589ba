#include "query/passage/passage.h"

#include "query/render/display.h"
#include "text/utf8.h"

#include <utf8proc.h>

enum { COLUMN_BYTES_MAX = 4 }; /* of UTF-8, but for rare marks */

static size_t columns_between(struct ls_span text, size_t first, size_t past)
{
    return past > first ? ls_display_columns(ls_span(text.ptr + first, past - first)) : 0;
}

/* A far distance is not measured, so that a long text takes no longer. */
static bool fits_between(struct ls_span text, size_t first, size_t past, size_t columns)
{
    return past <= first || (past - first <= columns * COLUMN_BYTES_MAX &&
                             columns_between(text, first, past) <= columns);
}

/* ---- the core ---- */

/* The marks [begin, end) as they slide through the text. */
struct slide {
    const struct ls_marks *marks;
    size_t begin;
    size_t end;
    size_t columns; /* from the first mark's first to the last mark's past */
    size_t distinct;
    size_t core_end; /* the mark behind the one that brought the last new unit */
};

static void drop_first(struct slide *slide, struct ls_span text, uint32_t *seen)
{
    const struct ls_mark *first = &slide->marks->items[slide->begin++];
    slide->distinct -= --seen[first->unit] == 0;
    if (slide->begin == slide->end) {
        slide->columns = 0;
    } else {
        slide->columns -=
            columns_between(text, first->at.first, slide->marks->items[slide->begin].at.first);
    }
}

/* Takes marks while they fit, at least one. */
static void extend(struct slide *slide, struct ls_span text, size_t columns, uint32_t *seen)
{
    while (slide->end < slide->marks->count) {
        const struct ls_mark *next = &slide->marks->items[slide->end];
        const struct ls_mark *last = slide->end > slide->begin ? next - 1 : NULL;
        size_t from = last ? last->at.past : next->at.first;
        size_t more = columns_between(text, from, next->at.past);
        if (last && slide->columns + more > columns) {
            break;
        }
        slide->columns += more;
        slide->end++;
        if (seen[next->unit]++ == 0) {
            slide->distinct++;
            slide->core_end = slide->end;
        }
    }
}

static struct ls_range range_of(const struct ls_marks *marks, size_t begin, size_t end)
{
    struct ls_range range = marks->items[begin].at;
    for (size_t i = begin; i < end; i++) {
        size_t past = marks->items[i].at.past;
        range.past = past > range.past ? past : range.past;
    }
    return range;
}

struct ls_core ls_passage_core(const struct ls_passage_text *source, size_t columns, uint32_t *seen)
{
    struct ls_core best = {0};
    struct slide slide = {.marks = &source->marks};
    while (slide.begin < source->marks.count) {
        extend(&slide, source->text, columns, seen);
        if (slide.distinct > best.distinct) {
            size_t end = slide.core_end > slide.begin ? slide.core_end : slide.begin + 1;
            best.distinct = slide.distinct;
            best.range = range_of(&source->marks, slide.begin, end);
        }
        drop_first(&slide, source->text, seen);
    }
    return best;
}

/* ---- sentences and words around it ---- */

static bool is_space_at(struct ls_span text, size_t at, unsigned *width)
{
    return ls_display_safe(ls_utf8_decode(text.ptr, text.len, at, width)) == ' ' ||
           ls_utf8_decode(text.ptr, text.len, at, width) == 0x3000;
}

static size_t skip_space(struct ls_span text, size_t at)
{
    unsigned width;
    while (at < text.len && is_space_at(text, at, &width)) {
        at += width;
    }
    return at;
}

/* What may follow a full stop and belongs to its sentence: 。」 or ?!" */
static bool closes_sentence(uint32_t codepoint)
{
    if (codepoint == '|') {
        return false;
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return category == UTF8PROC_CATEGORY_PE || category == UTF8PROC_CATEGORY_PF ||
           category == UTF8PROC_CATEGORY_PO;
}

/* Behind the sentence that a break ends: its full stop is part of it, a line
 * feed or the bar between cells is not. */
static size_t sentence_past(struct ls_span text, const struct ls_token *stop)
{
    char byte = text.ptr[stop->first];
    if (byte == '\n' || byte == '|') {
        return stop->first;
    }
    size_t past = stop->past;
    unsigned width;
    while (past < text.len && closes_sentence(ls_utf8_decode(text.ptr, text.len, past, &width))) {
        past += width;
    }
    return past;
}

/* Where the sentence starts that a break makes possible. */
static size_t sentence_first(struct ls_span text, const struct ls_token *stop)
{
    char byte = text.ptr[stop->first];
    size_t past = byte == '\n' || byte == '|' ? stop->past : sentence_past(text, stop);
    return skip_space(text, past);
}

static size_t start_of_sentence(const struct ls_passage_text *source, size_t at)
{
    size_t first = skip_space(source->text, 0);
    for (size_t i = 0; i < source->tokens.count && source->tokens.items[i].first < at; i++) {
        if (source->tokens.items[i].kind == LS_TOKEN_BREAK) {
            size_t next = sentence_first(source->text, &source->tokens.items[i]);
            first = next <= at ? next : first;
        }
    }
    return first < at ? first : at;
}

static bool is_inside_mark(const struct ls_marks *marks, size_t at)
{
    for (size_t i = 0; i < marks->count && marks->items[i].at.first < at; i++) {
        if (at < marks->items[i].at.past) {
            return true;
        }
    }
    return false;
}

static bool is_word(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER;
}

/* May a passage begin with tokens[i], or end before it? */
static bool is_border(const struct ls_tokens *tokens, size_t i)
{
    const struct ls_token *token = &tokens->items[i];
    return token->kind == LS_TOKEN_HAN || (is_word(token) && !token->glued);
}

/* The farthest word border before an offset with at most so many columns between. */
static size_t word_before(const struct ls_passage_text *source, size_t at, size_t columns)
{
    for (size_t i = 0; i < source->tokens.count; i++) {
        size_t first = source->tokens.items[i].first;
        if (first >= at) {
            break;
        }
        if (is_border(&source->tokens, i) && fits_between(source->text, first, at, columns) &&
            !is_inside_mark(&source->marks, first)) {
            return first;
        }
    }
    return at;
}

/* The farthest word end behind an offset with at most so many columns between. */
static size_t word_behind(const struct ls_passage_text *source, size_t at, size_t columns)
{
    size_t reached = at;
    const struct ls_token *before = NULL;
    for (size_t i = 0; i < source->tokens.count; i++) {
        const struct ls_token *token = &source->tokens.items[i];
        bool is_end = before && is_border(&source->tokens, i) && before->past > reached &&
                      !is_inside_mark(&source->marks, before->past);
        if (is_end) {
            if (!fits_between(source->text, at, before->past, columns)) {
                break;
            }
            reached = before->past;
        }
        before = is_word(token) || token->kind == LS_TOKEN_HAN ? token : before;
    }
    return reached;
}

/* The end of the last sentence behind an offset that leaves the passage within
 * columns; 0 when even the first does not. */
static size_t last_sentence_end(const struct ls_passage_text *source, size_t first, size_t at,
                                size_t columns)
{
    size_t reached = 0;
    for (size_t i = 0; i <= source->tokens.count; i++) {
        bool at_end = i == source->tokens.count;
        const struct ls_token *token = at_end ? NULL : &source->tokens.items[i];
        if (token && (token->kind != LS_TOKEN_BREAK || token->first < at)) {
            continue;
        }
        size_t past = token ? sentence_past(source->text, token) : source->text.len;
        if (!fits_between(source->text, first, past, columns)) {
            break;
        }
        reached = past;
    }
    return reached;
}

/* The first sentence start before an offset that is so few columns before it. */
static size_t first_sentence_start(const struct ls_passage_text *source, size_t at, size_t columns)
{
    size_t start = skip_space(source->text, 0);
    size_t i = 0;
    while (!fits_between(source->text, start, at, columns)) {
        while (i < source->tokens.count && source->tokens.items[i].kind != LS_TOKEN_BREAK) {
            i++;
        }
        start = i < source->tokens.count ? sentence_first(source->text, &source->tokens.items[i++])
                                         : at;
    }
    return start < at ? start : at;
}

static struct ls_range trimmed(struct ls_span text, struct ls_range range)
{
    struct ls_span kept = ls_span_trim(ls_range_span(text, range));
    size_t first = (size_t)(kept.ptr - text.ptr);
    return (struct ls_range){first, first + kept.len};
}

/* The core with the rest of the glued words at its ends (system-prompt, of which one part may be
 * sought), where that fits. */
static struct ls_range whole_words(const struct ls_passage_text *source, struct ls_range core,
                                   size_t columns)
{
    struct ls_range whole = core;
    struct ls_range word = {0};
    for (size_t i = 0; i < source->tokens.count; i++) {
        const struct ls_token *token = &source->tokens.items[i];
        if (!token->glued && token->first >= core.past) {
            break;
        }
        if (is_word(token)) {
            word = (struct ls_range){token->glued ? word.first : token->first, token->past};
            bool begins_in = word.first < core.first && core.first < word.past;
            bool ends_in = word.first < core.past && core.past < word.past;
            whole.first = begins_in ? word.first : whole.first;
            whole.past = ends_in ? word.past : whole.past;
        }
    }
    bool fits = fits_between(source->text, whole.first, whole.past, columns) &&
                !is_inside_mark(&source->marks, whole.first) &&
                !is_inside_mark(&source->marks, whole.past);
    return fits ? whole : core;
}

struct ls_passage ls_passage_around(const struct ls_passage_text *source, struct ls_range core,
                                    size_t columns)
{
    struct ls_span text = source->text;
    core = whole_words(source, core, columns);
    struct ls_range range = core;
    size_t used = columns_between(text, core.first, core.past);
    size_t room = columns > used ? columns - used : 0;
    size_t start = start_of_sentence(source, core.first);
    bool begins_inside = !fits_between(text, start, core.first, room);
    range.first = begins_inside ? word_before(source, core.first, room / 3) : start;

    size_t sentence = last_sentence_end(source, range.first, core.past, columns);
    range.past = sentence > 0 ? sentence : core.past;
    used = columns_between(text, range.first, range.past);
    /* A short passage is filled up: with the beginning of a long sentence behind it, or with
     * sentences before it. */
    if (sentence == 0 || used < columns / 2) {
        range.past = word_behind(source, range.past, columns > used ? columns - used : 0);
    }
    bool ends_inside = range.past != sentence;
    used = columns_between(text, range.first, range.past);
    if (used < columns / 2 && !begins_inside) {
        range.first = first_sentence_start(source, range.first, columns - used);
    }
    return (struct ls_passage){trimmed(text, range), begins_inside, ends_inside};
}
