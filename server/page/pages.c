/* From one page of an answer to the others. */
#include "server/page/view.h"

#include "server/routes/ask.h"

enum { AROUND = 2 }; /* pages shown beside the present one */

static void add_page(const struct ls_view *view, unsigned long number, enum ls_word word,
                     const char *attributes)
{
    struct ls_span value = ls_arena_printf(view->arena, "%lu", number);
    ls_view_str(view, "<li>");
    ls_view_link(view, "page", number > 1 ? value : ls_span(NULL, 0));
    ls_view_str(view, attributes);
    if (word == LS_WORD_PAGE_NUMBER) {
        ls_view_str(view, " aria-label=\"");
        ls_view_say_n(view, word, number);
        ls_view_str(view, "\">");
        ls_view_text(view, value);
    } else {
        ls_view_str(view, ">");
        ls_view_say(view, word);
    }
    ls_view_str(view, "</a></li>\n");
}

void ls_pages_add(const struct ls_view *view)
{
    unsigned long limit = view->request->window.limit;
    unsigned long count = ls_results_count(view);
    unsigned long reachable = count < LS_ASK_OFFSET_MAX ? count : LS_ASK_OFFSET_MAX;
    unsigned long last = limit > 0 ? (reachable + limit - 1) / limit : 0;
    unsigned long here = limit > 0 ? view->request->window.offset / limit + 1 : 1;
    if (last < 2 && here == 1) {
        return;
    }
    ls_view_str(view, "<nav class=\"pages\" aria-label=\"");
    ls_view_say(view, LS_WORD_PAGES);
    ls_view_str(view, "\"><ul>\n");
    if (here > 1) {
        add_page(view, here - 1, LS_WORD_PREVIOUS, " rel=\"prev\"");
    }
    for (unsigned long i = here > AROUND ? here - AROUND : 1; i <= here + AROUND && i <= last;
         i++) {
        add_page(view, i, LS_WORD_PAGE_NUMBER, i == here ? " aria-current=\"page\"" : "");
    }
    if (here < last) {
        add_page(view, here + 1, LS_WORD_NEXT, " rel=\"next\"");
    }
    ls_view_str(view, "</ul></nav>\n");
}
