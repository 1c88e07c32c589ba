/* A piece of a page: whatever a card holds, text stays text and links lead to
 * http, https or the site itself. */
#include "query/render/html_text.h"
#include "query/render/number.h"
#include "query/render/phrase.h"

#include <math.h>

static void add_titles(const struct ls_shown *shown, struct ls_buf *out)
{
    const struct ls_card *card = shown->card;
    struct ls_span title = ls_card_title(card);
    ls_html_open(out, "h3", "", title);
    ls_html_add_link(out, shown->url, shown->snippet->anchor, title);
    ls_buf_add_str(out, "</h3>\n");
    if (card->title_zh.len > 0 && !ls_span_equal(card->title_zh, title)) {
        ls_html_open(out, "p", " class=\"litsearch-title\"", card->title_zh);
        ls_html_add_text(out, card->title_zh);
        ls_buf_add_str(out, "</p>\n");
    }
}

static void add_citation(const struct ls_card *card, struct ls_buf *out)
{
    ls_buf_add_str(out, "<p class=\"litsearch-citation\">");
    ls_html_add_citation(out, card);
    ls_buf_add_str(out, "</p>\n");
}

static void add_domains(const struct ls_card *card, struct ls_buf *out)
{
    if (card->domain_count == 0) {
        return;
    }
    ls_buf_add_str(out, "<ul class=\"litsearch-domains\">");
    for (size_t i = 0; i < card->domain_count; i++) {
        ls_html_open(out, "li", "", card->domains[i]);
        ls_html_add_text(out, card->domains[i]);
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

static void add_snippet(const struct ls_snippet *snippet, struct ls_buf *out)
{
    if (snippet->heading.len > 0) {
        ls_html_open(out, "h4", "", snippet->heading);
        ls_html_add_text(out, snippet->heading);
        ls_buf_add_str(out, "</h4>\n");
    }
    if (snippet->text.len > 0) {
        ls_html_open(out, "p", " class=\"litsearch-snippet\"", snippet->text);
        ls_buf_add_str(out, snippet->begins_inside ? "…" : "");
        ls_html_add_marked(out, snippet->text, snippet->marks, snippet->mark_count);
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
        ls_html_add_text(out, facet->values[i].name);
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
    ls_html_add_text(out, ls_buf_span(&totals));
    ls_buf_add_str(out, "</p>\n");
    out->failed |= totals.failed;
    ls_buf_free(&totals);
    if (ls_phrase_asks(answer)) {
        ls_buf_add_str(out, "<p class=\"litsearch-suggestion\">did you mean <em>");
        ls_html_add_text(out, answer->suggestion);
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
