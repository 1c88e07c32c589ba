/* A piece of a page: whatever a card holds, text stays text and links lead to
 * http, https or the site itself. */
#include "query/render/display.h"
#include "query/render/language.h"
#include "query/render/number.h"
#include "query/render/phrase.h"
#include "query/render/url.h"
#include "text/utf8.h"

#include <math.h>

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

static void add_text(struct ls_buf *out, struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        add_character(out, ls_utf8_decode(text.ptr, text.len, at, &width));
    }
}

/* With the attribute that says the text's language, when it is known. */
static void open_tag(struct ls_buf *out, const char *tag, const char *attributes,
                     struct ls_span text)
{
    const char *language = ls_language_of(text);
    ls_buf_printf(out, "<%s%s", tag, attributes);
    if (*language) {
        ls_buf_printf(out, " lang=\"%s\"", language);
    }
    ls_buf_add_char(out, '>');
}

static void add_link(struct ls_buf *out, struct ls_span url, struct ls_span anchor,
                     struct ls_span text)
{
    struct ls_buf address = {0};
    bool is_link = ls_url_is_link(url);
    if (is_link) {
        ls_url_add(&address, url, anchor, LS_URL_ASCII);
        ls_buf_add_str(out, "<a href=\"");
        add_text(out, ls_buf_span(&address));
        ls_buf_add_str(out, "\">");
    }
    add_text(out, text);
    ls_buf_add_str(out, is_link ? "</a>" : "");
    out->failed |= address.failed;
    ls_buf_free(&address);
}

static void add_titles(const struct ls_shown *shown, struct ls_buf *out)
{
    const struct ls_card *card = shown->card;
    struct ls_span title = ls_card_title(card);
    open_tag(out, "h3", "", title);
    add_link(out, shown->url, shown->snippet->anchor, title);
    ls_buf_add_str(out, "</h3>\n");
    if (card->title_zh.len > 0 && !ls_span_equal(card->title_zh, title)) {
        open_tag(out, "p", " class=\"litsearch-title\"", card->title_zh);
        add_text(out, card->title_zh);
        ls_buf_add_str(out, "</p>\n");
    }
}

/* A value that another site knows by this address. */
static void add_resolved(struct ls_buf *out, const char *name, const char *resolver,
                         struct ls_span value)
{
    struct ls_buf url = {0};
    ls_buf_add_str(&url, resolver);
    ls_url_add_segment(&url, value);
    ls_buf_printf(out, "%s ", name);
    add_link(out, ls_buf_span(&url), ls_span(NULL, 0), value);
    out->failed |= url.failed;
    ls_buf_free(&url);
}

static void separate(struct ls_buf *out, size_t start)
{
    ls_buf_add_str(out, out->len > start ? " · " : "");
}

static void add_citation(const struct ls_card *card, struct ls_buf *out)
{
    ls_buf_add_str(out, "<p class=\"litsearch-citation\">");
    size_t start = out->len;
    for (size_t i = 0; i < card->author_count; i++) {
        ls_buf_add_str(out, i > 0 ? "; " : "");
        add_text(out, card->authors[i]);
    }
    if (card->journal.len > 0) {
        separate(out, start);
        ls_buf_add_str(out, "<cite>");
        add_text(out, card->journal);
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
    ls_buf_add_str(out, "</p>\n");
}

static void add_domains(const struct ls_card *card, struct ls_buf *out)
{
    if (card->domain_count == 0) {
        return;
    }
    ls_buf_add_str(out, "<ul class=\"litsearch-domains\">");
    for (size_t i = 0; i < card->domain_count; i++) {
        open_tag(out, "li", "", card->domains[i]);
        add_text(out, card->domains[i]);
        ls_buf_add_str(out, "</li>");
    }
    ls_buf_add_str(out, "</ul>\n");
}

static void add_score(const struct ls_card *card, struct ls_buf *out)
{
    if (!isnan(card->score)) {
        ls_buf_add_str(out, "<p class=\"litsearch-score\">");
        ls_number_add(out, card->score, "");
        ls_buf_add_str(out, "/10</p>\n");
    }
}

static void add_marked(const struct ls_snippet *snippet, struct ls_buf *out)
{
    size_t at = 0;
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct ls_range mark = snippet->marks[i];
        add_text(out, ls_span(snippet->text.ptr + at, mark.first - at));
        ls_buf_add_str(out, "<mark>");
        add_text(out, ls_range_span(snippet->text, mark));
        ls_buf_add_str(out, "</mark>");
        at = mark.past;
    }
    add_text(out, ls_span_from(snippet->text, at));
}

static void add_snippet(const struct ls_snippet *snippet, struct ls_buf *out)
{
    if (snippet->heading.len > 0) {
        open_tag(out, "h4", "", snippet->heading);
        add_text(out, snippet->heading);
        ls_buf_add_str(out, "</h4>\n");
    }
    if (snippet->text.len > 0) {
        open_tag(out, "p", " class=\"litsearch-snippet\"", snippet->text);
        ls_buf_add_str(out, snippet->begins_inside ? "…" : "");
        add_marked(snippet, out);
        ls_buf_add_str(out, snippet->ends_inside ? "…" : "");
        ls_buf_add_str(out, "</p>\n");
    }
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    ls_buf_add_str(out, "<article class=\"litsearch-hit\">\n");
    add_titles(shown, out);
    add_citation(shown->card, out);
    add_domains(shown->card, out);
    add_score(shown->card, out);
    add_snippet(shown->snippet, out);
    ls_buf_add_str(out, "</article>\n");
}

static void add_facet(enum ls_facet_kind kind, const struct ls_facet *facet, struct ls_buf *out)
{
    if (facet->count == 0) {
        return;
    }
    ls_buf_printf(out, "<ul class=\"litsearch-facet\" data-facet=\"%s\">\n", ls_facet_name(kind));
    for (size_t i = 0; i < facet->count; i++) {
        ls_buf_add_str(out, "<li><span>");
        add_text(out, facet->values[i].name);
        ls_buf_printf(out, "</span> (%u)</li>\n", facet->values[i].count);
    }
    ls_buf_add_str(out, "</ul>\n");
}

static void begin(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    struct ls_buf totals = {0};
    (void)style;
    ls_phrase_totals(answer, &totals);
    ls_buf_printf(out, "<p class=\"litsearch-totals\" data-step=\"%s\">",
                  ls_step_name(answer->step));
    add_text(out, ls_buf_span(&totals));
    ls_buf_add_str(out, "</p>\n");
    out->failed |= totals.failed;
    ls_buf_free(&totals);
    if (ls_phrase_asks(answer)) {
        ls_buf_add_str(out, "<p class=\"litsearch-suggestion\">did you mean <em>");
        add_text(out, answer->suggestion);
        ls_buf_add_str(out, "</em>?</p>\n");
    }
}

static void end(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    for (int kind = 0; answer->facets && kind < LS_FACET_COUNT; kind++) {
        add_facet((enum ls_facet_kind)kind, &answer->facets->items[kind], out);
    }
}

const struct ls_renderer ls_render_html = {begin, hit, end};
