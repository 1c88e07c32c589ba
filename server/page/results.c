/* The results section: all of the page that a search changes. */
#include "server/page/view.h"

#include "query/plan/filters.h"
#include "server/routes/ask.h"

unsigned long ls_results_count(const struct ls_view *view)
{
    const struct ls_answer *answer = &view->kept->answer;
    unsigned long some = view->request->window.matching == LS_MATCH_ALL ? 0 : answer->total_some;
    return (answer->total > some ? answer->total : some) + answer->total_expanded +
           answer->total_template + answer->total_feedback;
}

/* Nothing is asked for: how to ask is what helps. */
bool ls_results_is_start(const struct ls_view *view)
{
    const struct ls_request *request = view->request;
    return request && request->kind == LS_REQUEST_SEARCH && ls_span_trim(request->text).len == 0 &&
           !ls_filters_any(&request->filters) && request->window.sort == LS_SORT_RELEVANCE;
}

struct ls_span ls_results_title(const struct ls_view *view)
{
    bool is_like = view->request->kind == LS_REQUEST_LIKE;
    struct ls_span about = is_like && view->subject && view->subject->hit_count > 0
                               ? ls_card_title(view->subject->hits[0].card)
                               : view->typed;
    const char *site = ls_word_text(view->language, LS_WORD_TITLE);
    return about.len > 0 ? ls_arena_printf(view->arena, "%.*s – %s", LS_SPAN_ARG(about), site)
                         : ls_span_str(site);
}

static void add_sort(const struct ls_view *view)
{
    static const struct {
        const char *value; /* NULL: the default */
        enum ls_word word;
    } rows[] = {
        [LS_SORT_RELEVANCE] = {NULL, LS_WORD_SORT_RELEVANCE},
        [LS_SORT_SCORE] = {"score", LS_WORD_SORT_SCORE},
        [LS_SORT_YEAR] = {"year", LS_WORD_SORT_YEAR},
        [LS_SORT_TITLE] = {"title", LS_WORD_SORT_TITLE},
    };
    ls_view_str(view, "<nav class=\"sort\" aria-labelledby=\"sort\"><span id=\"sort\">");
    ls_view_say(view, LS_WORD_SORT);
    ls_view_str(view, "</span> ");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_chosen = view->request->window.sort == (enum ls_sort)i;
        ls_view_link(view, "sort", ls_span_str(rows[i].value));
        ls_buf_printf(view->out, " data-key=\"sort-%zu\"%s>", i,
                      is_chosen ? " aria-current=\"true\"" : "");
        ls_view_say(view, rows[i].word);
        ls_view_str(view, "</a> ");
    }
    ls_view_str(view, "</nav>\n");
}

static void add_match(const struct ls_view *view)
{
    bool is_all = view->request->window.matching == LS_MATCH_ALL;
    if (view->kept->answer.unit_count > 1 && view->request->kind == LS_REQUEST_SEARCH && !is_all) {
        ls_view_link(view, "match", LS_SPAN("all"));
        ls_view_str(view, " data-key=\"match\" class=\"match\">");
        ls_view_say(view, LS_WORD_ALL_WORDS);
        ls_view_str(view, "</a>\n");
    }
}

/* Citations of all that was found, as many as one answer may have. */
static void add_export(const struct ls_view *view)
{
    static const struct ls_change changes[] = {{LS_CHANGE_SET, "lang", {NULL, 0}},
                                               {LS_CHANGE_SET, "limit", LS_SPAN_INIT("100")},
                                               {LS_CHANGE_SET, "facets", {NULL, 0}}};
    unsigned long count = ls_results_count(view);
    struct ls_buf href = {0};
    _Static_assert(LS_ASK_LIMIT_MAX == 100, "as the link says");
    ls_link_add(&href, &view->place, "search", changes, sizeof changes / sizeof *changes);
    ls_buf_add_str(&href, "&amp;format=");
    ls_view_str(view, "<details class=\"menu\"><summary>");
    ls_view_say_n(view, count > LS_ASK_LIMIT_MAX ? LS_WORD_CITE_FIRST : LS_WORD_CITE_ALL,
                  count > LS_ASK_LIMIT_MAX ? LS_ASK_LIMIT_MAX : count);
    ls_view_str(view, "</summary>");
    ls_cite_add(view, ls_buf_span(&href));
    ls_view_str(view, "</details>\n");
    view->out->failed |= href.failed;
    ls_buf_free(&href);
}

static void add_hits(const struct ls_view *view)
{
    const struct ls_answer *answer = &view->kept->answer;
    ls_view_str(view, "<div class=\"tools\">\n");
    if (view->request->kind == LS_REQUEST_SEARCH) { /* what is like an article has one order */
        add_sort(view);
    }
    add_match(view);
    add_export(view);
    ls_buf_printf(view->out,
                  "</div>\n<ol class=\"hits\" start=\"%zu\" aria-labelledby=\"totals\">\n",
                  (size_t)answer->offset + 1);
    for (size_t i = 0; i < view->kept->hit_count; i++) {
        ls_hit_add(view, &view->kept->hits[i]);
    }
    ls_view_str(view, "</ol>\n");
    ls_pages_add(view);
}

static void add_none(const struct ls_view *view)
{
    ls_view_str(view, "<div class=\"none\"><h2>");
    ls_view_say(view, LS_WORD_NONE_HELP);
    ls_view_str(view, "</h2>\n<ul>\n");
    if (ls_filters_any(&view->request->filters)) {
        struct ls_change changes[] = {
            {LS_CHANGE_SET, "domain", {0}}, {LS_CHANGE_SET, "journal", {0}},
            {LS_CHANGE_SET, "card", {0}},   {LS_CHANGE_SET, "score", {0}},
            {LS_CHANGE_SET, "year", {0}},   {LS_CHANGE_SET, "match", {0}}};
        ls_view_str(view, "<li><a href=\"");
        ls_link_add(view->out, &view->place, "", changes, sizeof changes / sizeof *changes);
        ls_view_str(view, "\">");
        ls_view_say(view, LS_WORD_NONE_FILTERS);
        ls_view_str(view, "</a></li>\n");
    }
    static const enum ls_word words[] = {LS_WORD_NONE_SPELLING, LS_WORD_NONE_LANGUAGE};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ls_view_str(view, "<li>");
        ls_view_say(view, words[i]);
        ls_view_str(view, "</li>\n");
    }
    ls_view_str(view, "<li><a href=\"");
    ls_link_add(view->out, &view->bare, "", NULL, 0);
    ls_view_str(view, "\">");
    ls_view_say(view, LS_WORD_NONE_START);
    ls_view_str(view, "</a></li>\n</ul></div>\n");
}

static void add_answer(const struct ls_view *view)
{
    ls_totals_add(view);
    if (view->kept->answer.facets) {
        ls_view_str(view, "<aside aria-label=\"");
        ls_view_say(view, LS_WORD_FILTERS);
        ls_view_str(view, "\">\n");
        ls_facets_add(view);
        ls_view_str(view, "</aside>\n");
    }
    ls_view_str(view, "<div class=\"list\">\n");
    ls_chips_add(view);
    if (view->kept->hit_count > 0) {
        add_hits(view);
    } else {
        add_none(view);
    }
    ls_view_str(view, "</div>\n");
}

void ls_results_add(const struct ls_view *view)
{
    ls_view_str(view, ls_results_is_start(view) ? "<div class=\"answer start\" data-title=\""
                                                : "<div class=\"answer\" data-title=\"");
    ls_view_text(view, ls_results_title(view));
    ls_view_str(view, "\">\n");
    if (ls_results_is_start(view)) {
        ls_start_add(view);
    } else {
        add_answer(view);
    }
    ls_view_str(view, "</div>\n");
}
