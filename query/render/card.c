/* A whole card for a person: its titles, what is known of the article, its text. */
#include "query/render/text.h"

/* "English Title:", whose value stands above. */
static bool is_bare_label(struct ls_span line)
{
    struct ls_span full_width = LS_SPAN("：");
    line = ls_span_trim(line);
    return line.len > 0 &&
           (line.ptr[line.len - 1] == ':' ||
            (line.len >= full_width.len &&
             ls_span_equal(ls_span_from(line, line.len - full_width.len), full_width)));
}

static void add_lines(struct ls_span text, bool is_head, const struct ls_style *style,
                      struct ls_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t past = end ? (size_t)(end - text.ptr) : text.len;
        struct ls_span line = ls_span(text.ptr + at, past - at);
        at = past + 1;
        if (is_head && is_bare_label(line)) {
            continue;
        }
        struct ls_wrap wrap;
        ls_wrap_begin(&wrap, out, style->columns, 0, 0);
        ls_wrap_add(&wrap, line);
        ls_wrap_end(&wrap);
    }
}

static void add_value(const char *name, struct ls_span value, const struct ls_style *style,
                      struct ls_buf *out)
{
    if (value.len == 0) {
        return;
    }
    struct ls_wrap wrap;
    ls_wrap_begin(&wrap, out, style->columns, 0, 0);
    ls_wrap_escape(&wrap, ls_ink(style, LS_INK_DETAIL));
    ls_wrap_add(&wrap, ls_span_str(name));
    ls_wrap_escape(&wrap, ls_ink(style, LS_INK_PLAIN));
    ls_wrap_add(&wrap, value);
    ls_wrap_end(&wrap);
}

static void add_authors(const struct ls_card *card, const struct ls_style *style,
                        struct ls_buf *out)
{
    struct ls_buf authors = {0};
    for (size_t i = 0; i < card->author_count; i++) {
        ls_buf_add_str(&authors, i > 0 ? "; " : "");
        ls_buf_add_span(&authors, card->authors[i]);
    }
    out->failed |= authors.failed;
    add_value("Authors: ", ls_buf_span(&authors), style, out);
    ls_buf_free(&authors);
}

/* Titles and bibliographic values stand above already. */
static bool is_text(const struct ls_section *section)
{
    return section->field == LS_FIELD_ABSTRACT || section->field == LS_FIELD_BODY;
}

static void add_section(const struct ls_section *section, const struct ls_style *style,
                        struct ls_buf *out)
{
    if (section->heading.len > 0) {
        struct ls_wrap wrap;
        ls_buf_add_char(out, '\n');
        ls_wrap_begin(&wrap, out, style->columns, 0, 0);
        ls_wrap_escape(&wrap, ls_ink(style, LS_INK_TITLE));
        ls_wrap_add(&wrap, section->heading);
        ls_wrap_escape(&wrap, ls_ink(style, LS_INK_PLAIN));
        ls_wrap_end(&wrap);
    }
    bool is_head = section->part == LS_PART_NONE && section->level <= 1;
    add_lines(section->text, is_head, style, out);
}

void ls_render_card(const struct ls_card *card, const struct ls_style *style, struct ls_buf *out)
{
    ls_render_titles(card, style, 0, out);
    ls_render_details(card, style, 0, out);
    add_authors(card, style, out);
    add_value("DOI: ", card->doi, style, out);
    for (size_t i = 0; i < card->section_count; i++) {
        if (is_text(&card->sections[i])) {
            add_section(&card->sections[i], style, out);
        }
    }
}
