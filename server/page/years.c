/* How many articles each year has: bars that are links. One click chooses a year, a second one the
 * years between, a third one begins anew; no script is needed for it. */
#include "server/page/view.h"

enum {
    YEARS_MAX = 40,
    BAR_MAX = 28,
    WIDTH = 248,
    HEIGHT = 64,
    FOOT = 18,
    YEAR_MIN = 1,
    YEAR_MAX = 9999
};

struct plot {
    int first, last;                     /* years of the bars */
    unsigned long counts[YEARS_MAX + 1]; /* the first bar stands for all years before, too */
    unsigned long most;
    bool has_earlier;
};

/* False when there is nothing to choose. */
static bool make_plot(const struct ls_facet *facet, struct plot *plot)
{
    *plot = (struct plot){0};
    if (facet->count < 2) {
        return false;
    }
    int oldest = (int)facet->values[facet->count - 1].number;
    plot->last = (int)facet->values[0].number;
    plot->has_earlier = plot->last - oldest >= YEARS_MAX;
    plot->first = plot->has_earlier ? plot->last - YEARS_MAX + 1 : oldest;
    for (size_t i = 0; i < facet->count; i++) {
        int year = (int)facet->values[i].number;
        unsigned long *count = &plot->counts[year > plot->first ? year - plot->first : 0];
        *count += facet->values[i].count;
        plot->most = *count > plot->most ? *count : plot->most;
    }
    return true;
}

static bool stands_for_earlier(const struct plot *plot, int year)
{
    return plot->has_earlier && year == plot->first;
}

/* What choosing a year asks for; absent: no year. */
static struct ls_span next_choice(const struct ls_view *view, const struct plot *plot, int year)
{
    struct ls_interval filter = view->request->filters.year;
    double lo = stands_for_earlier(plot, year) ? YEAR_MIN : year, hi = year;
    if (filter.wanted && filter.lo == filter.hi) {
        if (filter.lo == year) {
            return ls_span(NULL, 0);
        }
        lo = filter.lo < lo ? filter.lo : lo;
        hi = filter.hi > hi ? filter.hi : hi;
    }
    return ls_view_interval(view, lo, hi, YEAR_MIN, YEAR_MAX);
}

static bool is_chosen(const struct ls_view *view, int year)
{
    struct ls_interval filter = view->request->filters.year;
    return filter.wanted && year >= filter.lo && year <= filter.hi;
}

/* "2023", "–1987" */
static struct ls_span name_year(const struct ls_view *view, const struct plot *plot, int year)
{
    return ls_arena_printf(view->arena, "%s%d", stands_for_earlier(plot, year) ? "–" : "", year);
}

static void begin_link(const struct ls_view *view, const struct plot *plot, int year,
                       const char *kind)
{
    ls_view_link(view, "year", next_choice(view, plot, year));
    ls_buf_printf(view->out, " data-key=\"%s=%d\"%s", kind, year,
                  is_chosen(view, year) ? " aria-current=\"true\"" : "");
}

static void add_bar(const struct ls_view *view, const struct plot *plot, int year)
{
    double step = (double)WIDTH / (plot->last - plot->first + 1);
    double x = step * (year - plot->first);
    double width = step * 0.8 < BAR_MAX ? step * 0.8 : BAR_MAX;
    unsigned long count = plot->counts[year - plot->first];
    double height = count == 0 ? 0 : 2 + (HEIGHT - 4.0) * (double)count / (double)plot->most;
    begin_link(view, plot, year, "bar");
    ls_view_str(view, " aria-label=\"");
    ls_view_text(view, name_year(view, plot, year));
    ls_view_str(view, ": ");
    ls_view_say_n(view, LS_WORD_FACET_COUNT, count);
    ls_view_str(view, "\"><title>");
    ls_view_text(view, name_year(view, plot, year));
    ls_view_str(view, ": ");
    ls_view_say_n(view, LS_WORD_FACET_COUNT, count);
    ls_buf_printf(
        view->out,
        "</title><rect class=\"reach\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"/>"
        "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/></a>\n",
        x, step, HEIGHT, x + (step - width) / 2, HEIGHT - height, width, height);
}

static void add_label(const struct ls_view *view, struct ls_span text, const char *place, int x)
{
    ls_buf_printf(view->out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", place, x, HEIGHT + FOOT - 4);
    ls_view_text(view, text);
    ls_view_str(view, "</text>");
}

static void add_svg(const struct ls_view *view, const struct plot *plot)
{
    ls_buf_printf(view->out,
                  "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"", WIDTH,
                  HEIGHT + FOOT);
    ls_view_say(view, LS_WORD_YEARS_PLOT);
    ls_view_str(view, "\">\n");
    for (int year = plot->first; year <= plot->last; year++) {
        add_bar(view, plot, year);
    }
    ls_buf_printf(view->out, "<path class=\"axis\" d=\"M0 %d.5H%d\"/>", HEIGHT, WIDTH);
    ls_view_str(view, "<g aria-hidden=\"true\">");
    add_label(view, name_year(view, plot, plot->first), "first", 0);
    add_label(view, name_year(view, plot, plot->last), "last", WIDTH);
    ls_view_str(view, "</g></svg>\n");
}

/* The same in words: for those to whom a plot says nothing. */
static void add_list(const struct ls_view *view, const struct plot *plot)
{
    ls_view_str(view, "<details data-key=\"more-year\"><summary>");
    ls_view_say(view, LS_WORD_YEARS_TABLE);
    ls_view_str(view, "</summary>\n<ul>\n");
    for (int year = plot->last; year >= plot->first; year--) {
        unsigned long count = plot->counts[year - plot->first];
        if (count > 0) {
            ls_view_str(view, "<li>");
            begin_link(view, plot, year, "year");
            ls_view_str(view, "><span class=\"name\">");
            ls_view_text(view, name_year(view, plot, year));
            ls_view_str(view, "</span> <span class=\"count\">");
            ls_view_say_n(view, LS_WORD_FACET_COUNT, count);
            ls_view_str(view, "</span></a></li>\n");
        }
    }
    ls_view_str(view, "</ul></details>\n");
}

void ls_years_add(const struct ls_view *view)
{
    struct plot plot;
    struct ls_interval filter = view->request->filters.year;
    if (make_plot(&view->kept->answer.facets->items[LS_FACET_YEAR], &plot)) {
        bool is_one = filter.wanted && filter.lo == filter.hi;
        ls_view_str(view, "<section class=\"facet years\" aria-labelledby=\"facet-year\">"
                          "<h2 id=\"facet-year\">");
        ls_view_say(view, LS_WORD_FACET_YEAR);
        ls_view_str(view, "</h2>\n");
        add_svg(view, &plot);
        ls_view_str(view, "<p class=\"hint\">");
        ls_view_say(view, is_one ? LS_WORD_YEARS_SECOND : LS_WORD_YEARS_FIRST);
        ls_view_str(view, "</p>\n");
        add_list(view, &plot);
        ls_view_str(view, "</section>\n");
    }
}
