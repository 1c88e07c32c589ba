/* The page around the results. */
#include "server/page/view.h"

#include "query/render/html_text.h"
#include "server/page/assets.h"

/* "./assets/page.css?v=1f…" as the value of an attribute. */
static void add_asset(const struct ls_view *view, const char *name)
{
    ls_buf_add_span(view->out, view->place.root);
    ls_buf_printf(view->out, "assets/%s?v=%s", name, ls_asset_version(name));
}

static void add_head(const struct ls_view *view, struct ls_span title)
{
    ls_buf_printf(view->out,
                  "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
                  ls_language_tag(view->language));
    ls_view_text(view, title);
    ls_view_str(view, "</title>\n<link rel=\"stylesheet\" href=\"");
    add_asset(view, "page.css");
    ls_view_str(view, "\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
    add_asset(view, "icon.svg");
    ls_view_str(view, "\">\n<link rel=\"search\" type=\"application/opensearchdescription+xml\" "
                      "title=\"litsearch\" href=\"");
    ls_buf_add_span(view->out, view->place.root);
    ls_view_str(view, "opensearch.xml\">\n<script src=\"");
    add_asset(view, "page.js");
    ls_view_str(view, "\" defer></script>\n</head>\n");
}

/* What the script says, in the reader's language. */
static void add_body(const struct ls_view *view)
{
    static const struct {
        const char *name;
        enum ls_word word;
    } rows[] = {{"busy", LS_WORD_BUSY}, {"offline", LS_WORD_OFFLINE}, {"retry", LS_WORD_RETRY}};
    ls_view_str(view, "<body");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ls_buf_printf(view->out, " data-%s=\"", rows[i].name);
        ls_view_say(view, rows[i].word);
        ls_view_str(view, "\"");
    }
    ls_view_str(view, ">\n<a class=\"skip\" href=\"#results\">");
    ls_view_say(view, LS_WORD_SKIP);
    ls_view_str(view, "</a>\n");
}

static void add_form(const struct ls_view *view)
{
    struct ls_span language = ls_params_get(&view->place.params, "lang");
    ls_view_str(view, "<form id=\"search\" role=\"search\" method=\"get\" action=\"");
    ls_buf_add_span(view->out, view->place.root);
    ls_view_str(view, "\">\n<label class=\"vh\" for=\"q\">");
    ls_view_say(view, LS_WORD_SEARCH_LABEL);
    ls_view_str(view, "</label>\n<input id=\"q\" name=\"q\" type=\"search\" value=\"");
    ls_view_text(view, view->typed);
    ls_view_str(view, "\" placeholder=\"");
    ls_view_say(view, LS_WORD_PLACEHOLDER);
    ls_view_str(view, "\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\" "
                      "enterkeyhint=\"search\" aria-keyshortcuts=\"/\"");
    ls_view_str(view, ls_results_is_start(view) ? " autofocus>\n" : ">\n");
    if (language.len > 0) {
        ls_view_str(view, "<input type=\"hidden\" name=\"lang\" value=\"");
        ls_view_text(view, language);
        ls_view_str(view, "\">\n");
    }
    ls_view_str(view, "<button>");
    ls_view_say(view, LS_WORD_SEARCH);
    ls_view_str(view, "</button>\n</form>\n");
}

/* On a card's page the same card, so the address is the page's own with nothing before "?". */
static void add_languages(const struct ls_view *view)
{
    struct ls_link_base here = view->place;
    here.root = LS_SPAN("");
    ls_view_str(view, "<nav class=\"languages\" aria-label=\"");
    ls_view_say(view, LS_WORD_LANGUAGE);
    ls_view_str(view, "\">");
    for (int i = 0; i < LS_LANGUAGE_COUNT; i++) {
        enum ls_language language = (enum ls_language)i;
        struct ls_change change = {LS_CHANGE_SET, "lang", ls_span_str(ls_language_tag(language))};
        ls_view_str(view, "<a href=\"");
        ls_link_add(view->out, &here, "", &change, 1);
        ls_buf_printf(view->out, "\" lang=\"%s\" hreflang=\"%s\"%s>%s</a> ",
                      ls_language_tag(language), ls_language_tag(language),
                      language == view->language ? " aria-current=\"true\"" : "",
                      ls_language_name(language));
    }
    ls_view_str(view, "</nav>\n");
}

void ls_frame_begin(const struct ls_view *view, struct ls_span title, bool has_filters)
{
    add_head(view, title);
    add_body(view);
    ls_view_str(view, "<header>\n<p class=\"brand\"><a href=\"");
    ls_link_add(view->out, &view->bare, "", NULL, 0);
    ls_view_str(view, "\">");
    ls_view_say(view, LS_WORD_TITLE);
    ls_view_str(view, "</a></p>\n");
    add_form(view);
    add_languages(view);
    ls_view_str(view, "</header>\n");
    if (has_filters) {
        ls_view_str(view,
                    "<input class=\"vh\" type=\"checkbox\" id=\"filters\" autocomplete=\"off\">"
                    "<label class=\"filters\" for=\"filters\">");
        ls_view_say(view, LS_WORD_FILTERS_SHOW);
        ls_view_str(view, "</label>\n");
    }
    ls_view_str(view, "<p class=\"vh\" id=\"status\" role=\"status\"></p>\n"
                      "<main id=\"results\" tabindex=\"-1\">\n");
}

void ls_frame_end(const struct ls_view *view)
{
    ls_view_str(view, "</main>\n</body>\n</html>\n");
}
