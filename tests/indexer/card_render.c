#include "tests/indexer/card_render.h"

#include <math.h>

static void render_span(const char *name, struct ls_span value, struct ls_buf *out)
{
    if (value.ptr) {
        ls_buf_printf(out, "%s %.*s\n", name, LS_SPAN_ARG(value));
    }
}

static void render_list(const char *name, const struct ls_span *items, size_t count,
                        struct ls_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        ls_buf_printf(out, "%s %.*s\n", name, LS_SPAN_ARG(items[i]));
    }
}

static void render_fields(const struct ls_card *card, struct ls_buf *out)
{
    render_span("h1", card->heading, out);
    render_span("en", card->title_en, out);
    render_span("zh", card->title_zh, out);
    if (card->pmid.ptr) {
        ls_buf_printf(out, "pmid %.*s @%u:%u\n", LS_SPAN_ARG(card->pmid), card->pmid_line,
                      card->pmid_column);
    }
    render_span("doi", card->doi, out);
    render_span("journal", card->journal, out);
    if (!isnan(card->score)) {
        ls_buf_printf(out, "score %.10g\n", card->score);
    }
    if (card->year) {
        ls_buf_printf(out, "year %d\n", card->year);
    }
    render_list("domain", card->domains, card->domain_count, out);
    render_list("author", card->authors, card->author_count, out);
}

static void render_section(const struct ls_section *section, struct ls_buf *out)
{
    const char *part = ls_part_name(section->part);
    ls_buf_printf(out, "[%s", ls_field_name(section->field));
    if (*part) {
        ls_buf_printf(out, " %s", part);
    }
    if (section->level) {
        ls_buf_printf(out, " %u", section->level);
    }
    ls_buf_printf(out, " @%u]%s%.*s\n", section->line, section->heading.len ? " " : "",
                  LS_SPAN_ARG(section->heading));
    struct ls_span rest = section->text;
    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        ls_buf_printf(out, "| %.*s\n", (int)len, rest.ptr);
        rest = ls_span_from(rest, len + 1);
    }
}

void card_render(const struct ls_card *card, const struct ls_complaints *complaints,
                 bool with_messages, struct ls_buf *out)
{
    render_fields(card, out);
    for (size_t i = 0; i < card->section_count; i++) {
        render_section(&card->sections[i], out);
    }
    for (size_t i = 0; i < complaints->count; i++) {
        const struct ls_complaint *complaint = &complaints->items[i];
        ls_buf_printf(out, "! %s @%u:%u", ls_complaint_name(complaint->code), complaint->line,
                      complaint->column);
        if (with_messages) {
            ls_buf_printf(out, " %.*s", LS_SPAN_ARG(complaint->message));
        }
        ls_buf_add_char(out, '\n');
    }
}
