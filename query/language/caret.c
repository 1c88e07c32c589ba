#include "query/language/caret.h"

#include "query/render/display.h"
#include "text/utf8.h"

enum { INDENT = 2, BEFORE_COLUMNS = 36, LINE_COLUMNS = 74 };

/* The last character border from which at most columns lead to the offset past. */
static size_t start_within(struct ls_span text, size_t past, size_t columns)
{
    size_t at = past;
    while (at > 0) {
        size_t before = at - 1;
        while (before > 0 && ((unsigned char)text.ptr[before] & 0xc0) == 0x80) {
            before--;
        }
        if (ls_display_columns(ls_span(text.ptr + before, past - before)) > columns) {
            break;
        }
        at = before;
    }
    return at;
}

/* The first border past which the text from first would take more columns. */
static size_t end_within(struct ls_span text, size_t first, size_t columns)
{
    unsigned width;
    size_t used = 0;
    size_t at = first;
    while (at < text.len) {
        used +=
            ls_display_columns_of(ls_display_safe(ls_utf8_decode(text.ptr, text.len, at, &width)));
        if (used > columns) {
            break;
        }
        at += width;
    }
    return at;
}

static void add_repeated(struct ls_buf *out, char byte, size_t count)
{
    while (count-- > 0) {
        ls_buf_add_char(out, byte);
    }
}

void ls_caret_add(struct ls_buf *out, struct ls_span query, struct ls_range place)
{
    bool fits = ls_display_columns(query) <= LINE_COLUMNS;
    size_t first = fits ? 0 : start_within(query, place.first, BEFORE_COLUMNS);
    size_t past = end_within(query, first, LINE_COLUMNS);
    size_t marked_past = place.past < past ? place.past : past;
    size_t indent = INDENT + (first > 0);
    add_repeated(out, ' ', INDENT);
    ls_buf_add_str(out, first > 0 ? "…" : "");
    ls_display_add(out, ls_span(query.ptr + first, past - first));
    ls_buf_add_str(out, past < query.len ? "…\n" : "\n");
    add_repeated(out, ' ',
                 indent + ls_display_columns(ls_span(query.ptr + first, place.first - first)));
    size_t carets =
        marked_past > place.first
            ? ls_display_columns(ls_span(query.ptr + place.first, marked_past - place.first))
            : 1;
    add_repeated(out, '^', carets);
    ls_buf_add_char(out, '\n');
}
