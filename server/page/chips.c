/* The filters that are on, each with a link that takes it off. */
#include "server/page/view.h"

/* From here on a chip is its text and the link's change. */
static void begin_chip(const struct ls_view *view, const char *name, struct ls_span value)
{
    struct ls_change change = {LS_CHANGE_DROP, name, value};
    ls_view_str(view, "<li><a class=\"chip\" href=\"");
    ls_link_add(view->out, &view->place, "", &change, 1);
    ls_view_str(view, "\"><span class=\"vh\">");
    ls_view_say(view, LS_WORD_FILTER_REMOVE);
    ls_view_str(view, " </span>");
}

static void end_chip(const struct ls_view *view)
{
    ls_view_str(view, "<span class=\"x\" aria-hidden=\"true\">×</span></a></li>\n");
}

/* What an interval is called, by which of its ends are open. */
struct interval_words {
    enum ls_word from, to, range;
    double min, max;
};

static void say_interval(const struct ls_view *view, struct ls_interval interval,
                         const struct interval_words *words)
{
    struct ls_span lo = ls_view_number(view, interval.lo), hi = ls_view_number(view, interval.hi);
    if (interval.lo <= words->min && interval.hi < words->max) {
        ls_view_say_text(view, words->to, hi);
    } else if (interval.hi >= words->max && interval.lo < words->max) {
        ls_view_say_text(view, words->from, lo);
    } else if (interval.lo == interval.hi) {
        ls_view_say_text(view, words->range, lo);
    } else {
        struct ls_span both =
            ls_arena_printf(view->arena, "%.*s–%.*s", LS_SPAN_ARG(lo), LS_SPAN_ARG(hi));
        ls_view_say_text(view, words->range, both);
    }
}

static void say_value(const struct ls_view *view, const struct ls_param *param)
{
    static const struct interval_words score = {LS_WORD_SCORE_FROM, LS_WORD_SCORE_TO,
                                                LS_WORD_SCORE_RANGE, 0, 10};
    static const struct interval_words year = {LS_WORD_YEAR_FROM, LS_WORD_YEAR_TO,
                                               LS_WORD_YEAR_RANGE, 1, 9999};
    if (ls_span_equal(param->name, LS_SPAN("score"))) {
        ls_view_say(view, LS_WORD_FACET_SCORE);
        ls_view_str(view, " ");
        say_interval(view, view->request->filters.score, &score);
    } else if (ls_span_equal(param->name, LS_SPAN("year"))) {
        say_interval(view, view->request->filters.year, &year);
    } else if (ls_span_equal(param->name, LS_SPAN("match"))) {
        ls_view_say(view, LS_WORD_ALL_WORDS);
    } else if (ls_span_equal(param->name, LS_SPAN("card"))) {
        enum ls_part part = LS_PART_CORE;
        while (part < LS_PART_EXCEPTIONS &&
               !ls_span_equal(param->value, ls_span_str(ls_part_name(part)))) {
            part++;
        }
        ls_view_say(view, ls_view_card_word(part));
    } else {
        ls_view_text(view, param->value);
    }
}

static bool is_filter(const struct ls_param *param)
{
    static const char *const names[] = {"domain", "journal", "card", "score", "year"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (ls_span_equal(param->name, ls_span_str(names[i]))) {
            return true;
        }
    }
    return ls_span_equal(param->name, LS_SPAN("match")) &&
           ls_span_equal(param->value, LS_SPAN("all"));
}

/* So that a form that is sent anew keeps what was chosen. */
static void add_fields(const struct ls_view *view)
{
    for (size_t i = 0; i < view->place.params.count; i++) {
        const struct ls_param *param = &view->place.params.items[i];
        if (!ls_span_equal(param->name, LS_SPAN("q")) &&
            !ls_span_equal(param->name, LS_SPAN("like")) &&
            !ls_span_equal(param->name, LS_SPAN("lang"))) {
            ls_view_str(view, "<input type=\"hidden\" form=\"search\" name=\"");
            ls_view_text(view, param->name);
            ls_view_str(view, "\" value=\"");
            ls_view_text(view, param->value);
            ls_view_str(view, "\">\n");
        }
    }
}

static void add_clear(const struct ls_view *view)
{
    static const char *const names[] = {"domain", "journal", "card", "score", "year", "match"};
    struct ls_change changes[sizeof names / sizeof *names] = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        changes[i].name = names[i];
    }
    ls_view_str(view, "<li><a href=\"");
    ls_link_add(view->out, &view->place, "", changes, sizeof names / sizeof *names);
    ls_view_str(view, "\">");
    ls_view_say(view, LS_WORD_FILTERS_CLEAR);
    ls_view_str(view, "</a></li>\n");
}

void ls_chips_add(const struct ls_view *view)
{
    size_t count = 0;
    add_fields(view);
    for (size_t i = 0; i < view->place.params.count; i++) {
        const struct ls_param *param = &view->place.params.items[i];
        if (is_filter(param)) {
            if (count++ == 0) {
                ls_view_str(view, "<ul class=\"chips\" aria-label=\"");
                ls_view_say(view, LS_WORD_FILTERS_CHOSEN);
                ls_view_str(view, "\">\n");
            }
            char name[16] = "";
            memcpy(name, param->name.ptr, param->name.len);
            begin_chip(view, name, param->value);
            say_value(view, param);
            end_chip(view);
        }
    }
    if (count > 1) {
        add_clear(view);
    }
    ls_view_str(view, count > 0 ? "</ul>\n" : "");
}
