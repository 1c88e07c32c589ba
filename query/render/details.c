#include "query/render/text.h"

#include <math.h>

static const char *const inks[] = {
    [LS_INK_PLAIN] = "\033[0m",
    [LS_INK_TITLE] = "\033[1m",
    [LS_INK_MARK] = "\033[1;31m",
    [LS_INK_DETAIL] = "\033[2m",
};

const char *ls_ink(const struct ls_style *style, enum ls_ink ink)
{
    return style->color ? inks[ink] : "";
}

static void add_inked(struct ls_span text, enum ls_ink ink, const struct ls_style *style,
                      size_t indent, struct ls_buf *out)
{
    struct ls_wrap wrap;
    ls_wrap_begin(&wrap, out, style->columns, indent, indent);
    ls_wrap_escape(&wrap, ls_ink(style, ink));
    ls_wrap_add(&wrap, text);
    ls_wrap_escape(&wrap, ls_ink(style, LS_INK_PLAIN));
    ls_wrap_end(&wrap);
}

void ls_render_titles(const struct ls_card *card, const struct ls_style *style, size_t indent,
                      struct ls_buf *out)
{
    struct ls_span title = ls_card_title(card);
    add_inked(title, LS_INK_TITLE, style, indent, out);
    if (card->title_zh.len > 0 && !ls_span_equal(card->title_zh, title)) {
        ls_buf_printf(out, "%*s", (int)indent, "");
        add_inked(card->title_zh, LS_INK_TITLE, style, indent, out);
    }
}

static void add_separator(struct ls_buf *details)
{
    ls_buf_add_str(details, details->len > 0 ? " · " : "");
}

static void add_text(struct ls_buf *details, const char *lead, struct ls_span text)
{
    if (text.len > 0) {
        add_separator(details);
        ls_buf_add_str(details, lead);
        ls_buf_add_span(details, text);
    }
}

void ls_render_details(const struct ls_card *card, const struct ls_style *style, size_t indent,
                       struct ls_buf *out)
{
    struct ls_buf details = {0};
    if (!isnan(card->score)) {
        ls_buf_printf(&details, "%g/10", card->score);
    }
    for (size_t i = 0; i < card->domain_count; i++) {
        if (i == 0) {
            add_separator(&details);
        }
        ls_buf_add_str(&details, i > 0 ? ", " : "");
        ls_buf_add_span(&details, card->domains[i]);
    }
    add_text(&details, "", card->journal);
    if (card->year) {
        add_separator(&details);
        ls_buf_printf(&details, "%d", card->year);
    }
    add_text(&details, "PMID ", card->pmid);
    add_text(&details, "", card->id);
    out->failed |= details.failed;
    ls_buf_printf(out, "%*s", (int)indent, "");
    add_inked(ls_buf_span(&details), LS_INK_DETAIL, style, indent, out);
    ls_buf_free(&details);
}
