/* What stands where results would, before anything is asked for. */
#include "server/page/view.h"

#include "query/render/html_text.h"

enum { DOMAINS_MAX = 24 };

static void add_query_link(const struct ls_view *view, const char *name, struct ls_span value)
{
    struct ls_change change = {LS_CHANGE_SET, name, value};
    ls_view_str(view, "<a href=\"");
    ls_link_add(view->out, &view->bare, "", &change, 1);
    ls_view_str(view, "\">");
}

static void add_examples(const struct ls_view *view)
{
    static const struct {
        const char *query;
        enum ls_word word;
    } rows[] = {
        {"hallucination bias", LS_WORD_START_WORDS},
        {"大型語言模型 幻覺", LS_WORD_START_CHINESE},
        {"\"clinical decision support\"", LS_WORD_START_PHRASE},
        {"title:triage", LS_WORD_START_FIELD},
        {"triage AND emergency NOT imaging", LS_WORD_START_NOT},
        {"year:2023.. score:8..", LS_WORD_START_RANGE},
    };
    ls_view_str(view, "<section><h2>");
    ls_view_say(view, LS_WORD_START_TRY);
    ls_view_str(view, "</h2>\n<dl class=\"examples\">\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span query = ls_span_str(rows[i].query);
        ls_view_str(view, "<div><dt>");
        add_query_link(view, "q", query);
        ls_html_open(view->out, "code", "", query);
        ls_view_text(view, query);
        ls_view_str(view, "</code></a></dt><dd>");
        ls_view_say(view, rows[i].word);
        ls_view_str(view, "</dd></div>\n");
    }
    ls_view_str(view, "</dl></section>\n");
}

static void add_domains(const struct ls_view *view)
{
    const struct ls_facet *facet = &view->kept->answer.facets->items[LS_FACET_DOMAIN];
    if (facet->count == 0) {
        return;
    }
    ls_view_str(view, "<section><h2>");
    ls_view_say(view, LS_WORD_START_DOMAINS);
    ls_view_str(view, "</h2>\n<ul class=\"cloud\">\n");
    for (size_t i = 0; i < facet->count && i < DOMAINS_MAX; i++) {
        ls_view_str(view, "<li>");
        add_query_link(view, "domain", facet->values[i].name);
        ls_html_open(view->out, "span", "", facet->values[i].name);
        ls_view_text(view, facet->values[i].name);
        ls_view_str(view, "</span> <span class=\"count\">");
        ls_view_say_n(view, LS_WORD_COUNT_BARE, facet->values[i].count);
        ls_view_str(view, "</span></a></li>\n");
    }
    ls_view_str(view, "</ul></section>\n");
}

static void add_keys(const struct ls_view *view)
{
    static const struct {
        const char *keys;
        enum ls_word word;
    } rows[] = {{"<kbd>/</kbd>", LS_WORD_KEY_FOCUS},
                {"<kbd>↑</kbd> <kbd>↓</kbd>", LS_WORD_KEY_MOVE},
                {"<kbd>Enter</kbd>", LS_WORD_KEY_OPEN},
                {"<kbd>Esc</kbd>", LS_WORD_KEY_LEAVE}};
    ls_view_str(view, "<section class=\"keys\"><h2>");
    ls_view_say(view, LS_WORD_START_KEYS);
    ls_view_str(view, "</h2>\n<ul>\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ls_view_str(view, "<li>");
        ls_view_str(view, rows[i].keys);
        ls_view_str(view, " ");
        ls_view_say(view, rows[i].word);
        ls_view_str(view, "</li>\n");
    }
    ls_view_str(view, "</ul></section>\n");
}

void ls_start_add(const struct ls_view *view)
{
    ls_view_str(view, "<h1 id=\"totals\" tabindex=\"-1\">");
    ls_view_say_n(view, LS_WORD_START_COUNT, view->kept->answer.total);
    ls_view_str(view, "</h1>\n");
    add_domains(view);
    add_examples(view);
    add_keys(view);
    ls_view_str(view, "<p>");
    add_query_link(view, "sort", LS_SPAN("score"));
    ls_view_say(view, LS_WORD_START_ALL);
    ls_view_str(view, "</a></p>\n");
}
