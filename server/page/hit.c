/* One article of an answer. */
#include "server/page/view.h"

#include "query/render/html_text.h"
#include "query/render/url.h"

#include <math.h>

/* To a heading of the article's page, or of its card here when nobody knows that page. */
static void add_link(const struct ls_view *view, const struct ls_shown *shown,
                     struct ls_span anchor, struct ls_span text)
{
    if (ls_url_is_link(shown->url)) {
        ls_html_add_link(view->out, shown->url, anchor, text);
        return;
    }
    struct ls_buf fragment = {0};
    ls_url_add(&fragment, LS_SPAN("#s-"), ls_span(NULL, 0), LS_URL_ASCII);
    ls_url_add_segment(&fragment, anchor);
    ls_view_str(view, "<a href=\"");
    ls_link_add_card(view->out, &view->place, shown->card->id, "");
    ls_view_text(view, anchor.len > 0 ? ls_buf_span(&fragment) : LS_SPAN(""));
    ls_view_str(view, "\">");
    ls_view_text(view, text);
    ls_view_str(view, "</a>");
    view->out->failed |= fragment.failed;
    ls_buf_free(&fragment);
}

static void add_title(const struct ls_view *view, const struct ls_shown *shown)
{
    const struct ls_card *card = shown->card;
    struct ls_span title = ls_card_title(card);
    ls_html_open(view->out, "h2", "", title);
    add_link(view, shown, ls_span(NULL, 0), title);
    ls_view_str(view, "</h2>\n");
    if (card->title_zh.len > 0 && !ls_span_equal(card->title_zh, title)) {
        ls_html_open(view->out, "p", " class=\"second\"", card->title_zh);
        ls_view_text(view, card->title_zh);
        ls_view_str(view, "</p>\n");
    }
}

static void add_score(const struct ls_view *view, double score)
{
    if (!isnan(score)) {
        struct ls_span number = ls_view_number(view, score);
        ls_view_str(view, "<span class=\"score\"><span class=\"vh\">");
        ls_view_say_text(view, LS_WORD_SCORE_OF, number);
        ls_view_str(view, "</span><span aria-hidden=\"true\">");
        ls_view_text(view, number);
        ls_view_str(view, "<small>/10</small></span></span> ");
    }
}

static void add_citation(const struct ls_view *view, const struct ls_card *card)
{
    ls_view_str(view, "<p class=\"cite\">");
    add_score(view, card->score);
    ls_html_add_citation(view->out, card);
    ls_view_str(view, "</p>\n");
}

static void add_passage(const struct ls_view *view, const struct ls_snippet *passage,
                        const char *attributes)
{
    if (passage->text.len > 0) {
        ls_html_open(view->out, "p", attributes, passage->text);
        ls_view_str(view, passage->begins_inside ? "…" : "");
        ls_html_add_marked(view->out, passage->text, passage->marks, passage->mark_count);
        ls_view_str(view, passage->ends_inside ? "…" : "");
        ls_view_str(view, "</p>\n");
    }
}

/* Does the heading name the note card itself, as the first one in it does? */
static bool names_card(const struct ls_snippet *passage)
{
    struct ls_span heading = passage->heading;
    for (int i = 0; i < LS_LANGUAGE_COUNT; i++) {
        const char *name = ls_word_text((enum ls_language)i, ls_view_card_word(passage->part));
        if (heading.len > 0 && memmem(heading.ptr, heading.len, name, strlen(name))) {
            return true;
        }
    }
    return false;
}

/* The heading as a link, and before it the note card that it is in. */
static void add_heading(const struct ls_view *view, const struct ls_shown *shown,
                        const struct ls_snippet *passage)
{
    if (passage->part != LS_PART_NONE && !names_card(passage)) {
        ls_view_str(view, "<span class=\"where\">");
        ls_view_say(view, ls_view_card_word(passage->part));
        ls_view_str(view, " › </span>");
    }
    ls_html_open(view->out, "span", "", passage->heading);
    add_link(view, shown, passage->anchor, passage->heading);
    ls_view_str(view, "</span>\n");
}

static void add_snippet(const struct ls_view *view, const struct ls_shown *shown)
{
    if (shown->snippet->heading.len > 0 && shown->snippet->text.len > 0) {
        ls_view_str(view, "<p class=\"heading\">");
        add_heading(view, shown, shown->snippet);
        ls_view_str(view, "</p>\n");
    }
    add_passage(view, shown->snippet, " class=\"snippet\"");
}

/* The sections that also answer, beside that of the snippet. */
static void add_headings(const struct ls_view *view, const struct ls_shown *shown)
{
    size_t count = 0;
    for (size_t i = 0; shown->headings && i < shown->headings->count; i++) {
        const struct ls_snippet *passage = &shown->headings->items[i];
        if (passage->heading.ptr == shown->snippet->heading.ptr) {
            continue;
        }
        if (count++ == 0) {
            ls_view_str(view, "<ul class=\"passages\" aria-label=\"");
            ls_view_say(view, LS_WORD_HEADINGS);
            ls_view_str(view, "\">\n");
        }
        ls_view_str(view, "<li>");
        add_heading(view, shown, passage);
        add_passage(view, passage, "");
        ls_view_str(view, "</li>\n");
    }
    ls_view_str(view, count > 0 ? "</ul>\n" : "");
}

static void add_domains(const struct ls_view *view, const struct ls_card *card)
{
    if (card->domain_count > 0) {
        ls_view_str(view, "<ul class=\"domains\" aria-label=\"");
        ls_view_say(view, LS_WORD_DOMAINS);
        ls_view_str(view, "\">");
        for (size_t i = 0; i < card->domain_count; i++) {
            ls_html_open(view->out, "li", "", card->domains[i]);
            ls_view_text(view, card->domains[i]);
            ls_view_str(view, "</li>");
        }
        ls_view_str(view, "</ul>\n");
    }
}

static void add_similar(const struct ls_view *view, struct ls_span id)
{
    struct ls_change like = {LS_CHANGE_SET, "like", id};
    ls_view_str(view, "<a href=\"");
    ls_link_add(view->out, &view->bare, "", &like, 1);
    ls_view_str(view, "\">");
    ls_view_say(view, LS_WORD_SIMILAR);
    ls_view_str(view, "</a>\n");
}

static void add_card_link(const struct ls_view *view, struct ls_span id)
{
    ls_view_str(view, "<a class=\"whole\" href=\"");
    ls_link_add_card(view->out, &view->place, id, "");
    ls_view_str(view, "\">");
    ls_view_say(view, LS_WORD_CARD_LINK);
    ls_view_str(view, "</a>\n");
}

/* Citations of one article: below its card's address. */
static void add_cite(const struct ls_view *view, struct ls_span id)
{
    struct ls_buf href = {0};
    struct ls_link_base place = {.root = view->place.root};
    ls_link_add_card(&href, &place, id, "format=");
    ls_cite_add(view, ls_buf_span(&href));
    view->out->failed |= href.failed;
    ls_buf_free(&href);
}

void ls_cite_add(const struct ls_view *view, struct ls_span href)
{
    static const struct {
        const char *format, *name;
    } rows[] = {
        {"bibtex", "BibTeX"}, {"ris", "RIS"}, {"nbib", "NBIB (PubMed)"}, {"csl", "CSL-JSON"}};
    ls_view_str(view, "<ul>");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ls_buf_printf(view->out, "<li><a download href=\"%.*s%s\">%s</a></li>", LS_SPAN_ARG(href),
                      rows[i].format, rows[i].name);
    }
    ls_view_str(view, "</ul>");
}

void ls_hit_add(const struct ls_view *view, const struct ls_shown *shown)
{
    struct ls_span id = shown->card->id;
    ls_view_str(view, "<li class=\"hit\"><article>\n");
    add_title(view, shown);
    add_citation(view, shown->card);
    add_snippet(view, shown);
    add_headings(view, shown);
    add_domains(view, shown->card);
    ls_view_str(view, "<div class=\"acts\">");
    add_card_link(view, id);
    add_similar(view, id);
    ls_view_str(view, "<details class=\"menu\"><summary>");
    ls_view_say(view, LS_WORD_CITE);
    ls_view_str(view, "</summary>");
    add_cite(view, id);
    ls_view_str(view, "</details></div>\n</article></li>\n");
}
