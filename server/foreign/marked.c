#include "server/foreign/marked.h"

#include "query/render/html_text.h"
#include "query/render/json_text.h"
#include "text/charclass.h"
#include "text/utf8.h"

struct ls_tags ls_tags(struct ls_span pre, struct ls_span post, struct ls_span cut)
{
    bool is_html = (pre.len > 0 && memchr(pre.ptr, '<', pre.len)) ||
                   (post.len > 0 && memchr(post.ptr, '<', post.len));
    return (struct ls_tags){pre, post, cut, is_html};
}

static void add_piece(struct ls_buf *out, struct ls_span text, size_t first, size_t past,
                      const struct ls_tags *tags)
{
    struct ls_span piece = ls_span(text.ptr + first, past - first);
    if (tags->is_html) {
        ls_html_add_text(out, piece);
    } else {
        ls_buf_add_span(out, piece);
    }
}

void ls_marked_add(struct ls_buf *out, const struct ls_marked *marked, const struct ls_tags *tags)
{
    size_t done = 0;
    if (marked->begins_inside) {
        ls_buf_add_span(out, tags->cut);
    }
    for (size_t i = 0; i < marked->count; i++) {
        add_piece(out, marked->text, done, marked->marks[i].first, tags);
        ls_buf_add_span(out, tags->pre);
        add_piece(out, marked->text, marked->marks[i].first, marked->marks[i].past, tags);
        ls_buf_add_span(out, tags->post);
        done = marked->marks[i].past;
    }
    if (marked->text.len > 0) {
        add_piece(out, marked->text, done, marked->text.len, tags);
    }
    if (marked->ends_inside) {
        ls_buf_add_span(out, tags->cut);
    }
}

void ls_marked_add_json(struct ls_buf *out, const struct ls_marked *marked,
                        const struct ls_tags *tags)
{
    struct ls_buf text = {0};
    ls_marked_add(&text, marked, tags);
    ls_json_add_text(out, ls_buf_span(&text));
    out->failed |= text.failed;
    ls_buf_free(&text);
}

/* ---- cropping ---- */

enum { WORD_LENGTH = 2 }; /* a Han character's is 1 */

/* A word with what follows it up to the next, or a Han character. */
struct piece {
    size_t first;
    unsigned length;
};

static bool is_space(uint32_t codepoint)
{
    return codepoint == ' ' || codepoint == '\n' || codepoint == '\t' || codepoint == 0x3000 ||
           codepoint == 0xa0;
}

static enum ls_status split(struct ls_span text, struct ls_arena *arena, struct piece **pieces,
                            size_t *count, struct ls_error *err)
{
    unsigned width;
    bool is_inside = false; /* of a word */
    *pieces = NULL;
    *count = 0;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        bool is_han = ls_charclass(codepoint) == LS_CHAR_HAN;
        bool begins = is_han || (!is_inside && !is_space(codepoint)) || at == 0;
        if (begins) {
            struct piece *piece = LS_ARENA_PUSH(arena, *pieces, count);
            if (!piece) {
                return ls_fail_memory(err);
            }
            *piece = (struct piece){at, is_han ? 1 : WORD_LENGTH};
        }
        is_inside = !is_han && !is_space(codepoint);
    }
    return LS_OK;
}

/* The pieces [*first, *past) of no more than the length, with the one at `center` in the first
 * half. */
static void choose(const struct piece *pieces, size_t count, size_t center, size_t length,
                   size_t *first, size_t *past)
{
    size_t before = 0, all;
    *first = center;
    while (*first > 0 && before + pieces[*first - 1].length <= length / 3) {
        before += pieces[--*first].length;
    }
    all = before;
    *past = center;
    while (*past < count && all + pieces[*past].length <= length) {
        all += pieces[(*past)++].length;
    }
    while (*first > 0 && *past == count && all + pieces[*first - 1].length <= length) {
        all += pieces[--*first].length;
    }
    *past += *past == *first; /* something has to be shown */
}

static enum ls_status cut(struct ls_marked marked, size_t first, size_t past,
                          struct ls_arena *arena, struct ls_marked *out, struct ls_error *err)
{
    struct ls_range *marks = ls_arena_array(arena, marked.count + 1, sizeof *marks);
    if (!marks) {
        return ls_fail_memory(err);
    }
    while (past > first && strchr(" \n\t", marked.text.ptr[past - 1])) {
        past--;
    }
    *out = (struct ls_marked){.text = ls_span(marked.text.ptr + first, past - first),
                              .marks = marks,
                              .begins_inside = first > 0 || marked.begins_inside,
                              .ends_inside = past < marked.text.len || marked.ends_inside};
    for (size_t i = 0; i < marked.count; i++) {
        struct ls_range at = marked.marks[i];
        at.past = at.past < past ? at.past : past;
        at.first = at.first > first ? at.first : first;
        if (at.first < at.past) {
            marks[out->count++] = (struct ls_range){at.first - first, at.past - first};
        }
    }
    return LS_OK;
}

enum ls_status ls_marked_crop(const struct ls_marked *marked, size_t words, struct ls_arena *arena,
                              struct ls_marked *out, struct ls_error *err)
{
    struct piece *pieces;
    size_t count, first, past, center = 0;
    size_t mark = marked->count > 0 ? marked->marks[0].first : 0;
    enum ls_status status = split(marked->text, arena, &pieces, &count, err);
    if (status != LS_OK || count == 0) {
        *out = *marked;
        return status;
    }
    while (center + 1 < count && pieces[center + 1].first <= mark) {
        center++;
    }
    choose(pieces, count, center, words * WORD_LENGTH, &first, &past);
    return cut(*marked, first > 0 ? pieces[first].first : 0,
               past < count ? pieces[past].first : marked->text.len, arena, out, err);
}
