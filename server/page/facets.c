/* How what was found spreads, each value a link that narrows to it or no longer does. */
#include "server/page/view.h"

#include "query/render/html_text.h"
#include "text/fold.h"

#include <math.h>

enum { SHOWN_MAX = 8, SCORE_MAX = 10 };

/* ---- one value ---- */

/* Names are the same however they are written: a filter may be in Simplified. */
static bool is_same_name(struct ls_span a, struct ls_span b)
{
    struct ls_buf folded_a = {0}, folded_b = {0};
    bool is = ls_fold_key(a, &folded_a) && ls_fold_key(b, &folded_b) &&
              ls_span_equal(ls_buf_span(&folded_a), ls_buf_span(&folded_b));
    ls_buf_free(&folded_a);
    ls_buf_free(&folded_b);
    return is;
}

/* The value of the parameter that chose it, as it was written; absent when it is not chosen. */
static struct ls_span chosen_as(const struct ls_view *view, const char *name, struct ls_span value)
{
    for (size_t i = 0; i < view->place.params.count; i++) {
        const struct ls_param *param = &view->place.params.items[i];
        if (ls_span_equal(param->name, ls_span_str(name)) && is_same_name(param->value, value)) {
            return param->value;
        }
    }
    return ls_span(NULL, 0);
}

/* A row's link up to its text; key tells it from others when the section is replaced. */
static void begin_row(const struct ls_view *view, const char *name, struct ls_span value,
                      const struct ls_change *change, bool is_chosen)
{
    ls_view_str(view, "<li><a href=\"");
    ls_link_add(view->out, &view->place, "", change, 1);
    ls_buf_printf(view->out, "\" data-key=\"%s=", name);
    ls_view_text(view, value);
    ls_view_str(view, is_chosen ? "\" aria-current=\"true\">" : "\">");
    if (is_chosen) {
        ls_view_str(view, "<span class=\"vh\">");
        ls_view_say(view, LS_WORD_FILTER_REMOVE);
        ls_view_str(view, " </span>");
    }
}

static void end_row(const struct ls_view *view, unsigned long count)
{
    ls_view_str(view, " <span class=\"count\"><span aria-hidden=\"true\">");
    ls_word_add(view->out, view->language, LS_WORD_COUNT_BARE, (struct ls_word_args){.n = count});
    ls_view_str(view, "</span><span class=\"vh\">");
    ls_view_say_n(view, LS_WORD_FACET_COUNT, count);
    ls_view_str(view, "</span></span></a></li>\n");
}

static void add_name(const struct ls_view *view, const char *name,
                     const struct ls_facet_value *value)
{
    struct ls_span chosen = chosen_as(view, name, value->name);
    struct ls_change change = {chosen.ptr ? LS_CHANGE_DROP : LS_CHANGE_ADD, name,
                               chosen.ptr ? chosen : value->name};
    begin_row(view, name, value->name, &change, chosen.ptr != NULL);
    ls_html_open(view->out, "span", " class=\"name\"", value->name);
    ls_view_text(view, value->name);
    ls_view_str(view, "</span>");
    end_row(view, value->count);
}

static void add_card(const struct ls_view *view, const char *name,
                     const struct ls_facet_value *value)
{
    struct ls_span chosen = chosen_as(view, name, value->name);
    struct ls_change change = {chosen.ptr ? LS_CHANGE_DROP : LS_CHANGE_ADD, name, value->name};
    enum ls_part part = LS_PART_CORE;
    while (part < LS_PART_EXCEPTIONS &&
           !ls_span_equal(value->name, ls_span_str(ls_part_name(part)))) {
        part++;
    }
    begin_row(view, name, value->name, &change, chosen.ptr != NULL);
    ls_view_str(view, "<span class=\"name\">");
    ls_view_say(view, ls_view_card_word(part));
    ls_view_str(view, "</span>");
    end_row(view, value->count);
}

/* ---- facets ---- */

static void begin_facet(const struct ls_view *view, enum ls_facet_kind kind)
{
    ls_buf_printf(view->out,
                  "<section class=\"facet\" aria-labelledby=\"facet-%s\"><h2 id=\"facet-%s\">",
                  ls_facet_name(kind), ls_facet_name(kind));
    ls_view_say(view, ls_view_facet_word(kind));
    ls_view_str(view, "</h2>\n<ul>\n");
}

static void begin_rest(const struct ls_view *view, enum ls_facet_kind kind, size_t count)
{
    ls_buf_printf(view->out, "</ul>\n<details data-key=\"more-%s\"><summary>", ls_facet_name(kind));
    ls_view_say_n(view, LS_WORD_FACET_MORE, count);
    ls_view_str(view, "</summary>\n<ul>\n");
}

static void add_values(const struct ls_view *view, enum ls_facet_kind kind)
{
    const struct ls_facet *facet = &view->kept->answer.facets->items[kind];
    if (facet->count == 0) {
        return;
    }
    begin_facet(view, kind);
    for (size_t i = 0; i < facet->count; i++) {
        if (i == SHOWN_MAX) {
            begin_rest(view, kind, facet->count - i);
        }
        (kind == LS_FACET_CARD ? add_card : add_name)(view, ls_facet_name(kind), &facet->values[i]);
    }
    ls_view_str(view,
                facet->count > SHOWN_MAX ? "</ul></details></section>\n" : "</ul></section>\n");
}

/* Scores are asked for from a number on, so that is what is counted. */
static void add_scores(const struct ls_view *view)
{
    const struct ls_facet *facet = &view->kept->answer.facets->items[LS_FACET_SCORE];
    struct ls_interval filter = view->request->filters.score;
    unsigned long count = 0, told = 0;
    size_t at = 0;
    if (facet->count == 0) {
        return;
    }
    begin_facet(view, LS_FACET_SCORE);
    for (int bound = SCORE_MAX; bound >= 0 && at < facet->count; bound--) {
        while (at < facet->count && facet->values[at].number >= bound) {
            count += facet->values[at++].count;
        }
        if (count > told) {
            struct ls_span value = ls_view_number(view, bound);
            bool is_chosen = filter.wanted && filter.lo == bound && filter.hi >= SCORE_MAX;
            struct ls_change change = {LS_CHANGE_SET, "score",
                                       is_chosen ? ls_span(NULL, 0) : value};
            begin_row(view, "score", value, &change, is_chosen);
            ls_view_str(view, "<span class=\"name\">");
            ls_view_say_text(view, bound == SCORE_MAX ? LS_WORD_SCORE_RANGE : LS_WORD_SCORE_FROM,
                             value);
            ls_view_str(view, "</span>");
            end_row(view, count);
            told = count;
        }
    }
    ls_view_str(view, "</ul></section>\n");
}

void ls_facets_add(const struct ls_view *view)
{
    ls_years_add(view);
    add_values(view, LS_FACET_DOMAIN);
    add_scores(view);
    add_values(view, LS_FACET_JOURNAL);
    add_values(view, LS_FACET_CARD);
}
