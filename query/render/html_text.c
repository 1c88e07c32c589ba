#include "query/render/html_text.h"

#include "query/render/display.h"
#include "query/render/language.h"
#include "query/render/url.h"
#include "text/utf8.h"

/* Characters that HTML forbids become U+FFFD. */
static void add_character(struct ls_buf *out, uint32_t codepoint)
{
    switch (codepoint) {
    case '&':
        ls_buf_add_str(out, "&amp;");
        break;
    case '<':
        ls_buf_add_str(out, "&lt;");
        break;
    case '>':
        ls_buf_add_str(out, "&gt;");
        break;
    case '"':
        ls_buf_add_str(out, "&quot;");
        break;
    case '\'':
        ls_buf_add_str(out, "&#39;");
        break;
    case '\n':
        ls_buf_add_char(out, '\n');
        break;
    default:
        ls_buf_add_codepoint(out, ls_display_safe(codepoint));
    }
}

void ls_html_add_text(struct ls_buf *out, struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        add_character(out, ls_utf8_decode(text.ptr, text.len, at, &width));
    }
}

void ls_html_open(struct ls_buf *out, const char *tag, const char *attributes, struct ls_span text)
{
    const char *language = ls_language_of(text);
    ls_buf_printf(out, "<%s%s", tag, attributes);
    if (*language) {
        ls_buf_printf(out, " lang=\"%s\"", language);
    }
    ls_buf_add_char(out, '>');
}

void ls_html_add_link(struct ls_buf *out, struct ls_span url, struct ls_span anchor,
                      struct ls_span text)
{
    struct ls_buf address = {0};
    bool is_link = ls_url_is_link(url);
    if (is_link) {
        ls_url_add(&address, url, anchor, LS_URL_ASCII);
        ls_buf_add_str(out, "<a href=\"");
        ls_html_add_text(out, ls_buf_span(&address));
        ls_buf_add_str(out, "\">");
    }
    ls_html_add_text(out, text);
    ls_buf_add_str(out, is_link ? "</a>" : "");
    out->failed |= address.failed;
    ls_buf_free(&address);
}

/* A value that another site knows by this address. */
static void add_resolved(struct ls_buf *out, const char *name, const char *resolver,
                         struct ls_span value)
{
    struct ls_buf url = {0};
    ls_buf_add_str(&url, resolver);
    ls_url_add_segment(&url, value);
    ls_buf_printf(out, "%s ", name);
    ls_html_add_link(out, ls_buf_span(&url), ls_span(NULL, 0), value);
    out->failed |= url.failed;
    ls_buf_free(&url);
}

static void separate(struct ls_buf *out, size_t start)
{
    ls_buf_add_str(out, out->len > start ? " · " : "");
}

void ls_html_add_citation(struct ls_buf *out, const struct ls_card *card)
{
    size_t start = out->len;
    for (size_t i = 0; i < card->author_count; i++) {
        ls_buf_add_str(out, i > 0 ? "; " : "");
        ls_html_add_text(out, card->authors[i]);
    }
    if (card->journal.len > 0) {
        separate(out, start);
        ls_buf_add_str(out, "<cite>");
        ls_html_add_text(out, card->journal);
        ls_buf_add_str(out, "</cite>");
    }
    if (card->year) {
        separate(out, start);
        ls_buf_printf(out, "%d", card->year);
    }
    if (card->pmid.len > 0) {
        separate(out, start);
        add_resolved(out, "PMID", "https://pubmed.ncbi.nlm.nih.gov/", card->pmid);
    }
    if (card->doi.len > 0) {
        separate(out, start);
        add_resolved(out, "DOI", "https://doi.org/", card->doi);
    }
}

void ls_html_add_marked(struct ls_buf *out, struct ls_span text, const struct ls_range *marks,
                        size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        struct ls_range mark = marks[i];
        ls_html_add_text(out, ls_span(text.ptr + at, mark.first - at));
        ls_buf_add_str(out, "<mark>");
        ls_html_add_text(out, ls_range_span(text, mark));
        ls_buf_add_str(out, "</mark>");
        at = mark.past;
    }
    ls_html_add_text(out, ls_span_from(text, at));
}
