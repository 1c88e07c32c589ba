/* What all that writes the page works with, and the parts of it. */
#ifndef LS_SERVER_PAGE_VIEW_H
#define LS_SERVER_PAGE_VIEW_H

#include "query/answer/kept.h"
#include "server/page/link.h"
#include "server/page/words.h"

enum { LS_VIEW_HEADINGS = 4 }; /* of a hit, that of its best passage among them */

struct ls_view {
    struct ls_buf *out;
    struct ls_arena *arena;
    enum ls_language language;
    struct ls_link_base place;
    struct ls_link_base bare; /* the same without all that is asked for */
    struct ls_span typed;     /* in the search box */
    const struct ls_request *request;
    const struct ls_kept *kept;    /* the answer; NULL: an error is told instead */
    const struct ls_kept *subject; /* the article whose like were sought, or that of the card; NULL:
                                      none */
    struct ls_span notes;          /* lines about what can find nothing */
};

/* ---- small things ---- */

void ls_view_str(const struct ls_view *view, const char *html); /* as it stands */
void ls_view_text(const struct ls_view *view, struct ls_span text);
void ls_view_say(const struct ls_view *view, enum ls_word word);
void ls_view_say_n(const struct ls_view *view, enum ls_word word, unsigned long n);
void ls_view_say_text(const struct ls_view *view, enum ls_word word, struct ls_span text);

/* <a href="…" and no more: the place with one parameter set (value absent: without it). */
void ls_view_link(const struct ls_view *view, const char *name, struct ls_span value);

/* Text for people that a number makes: "8.2". Of the view's arena. */
struct ls_span ls_view_number(const struct ls_view *view, double number);
/* "8.5..", "..9", "2020..2024", "2023" as a parameter; open where it reaches the bounds. */
struct ls_span ls_view_interval(const struct ls_view *view, double lo, double hi, double min,
                                double max);

enum ls_word ls_view_facet_word(enum ls_facet_kind kind);
enum ls_word ls_view_card_word(enum ls_part part);

/* ---- parts ---- */

/* The page around what is between; title is a text. */
void ls_frame_begin(const struct ls_view *view, struct ls_span title, bool has_filters);
void ls_frame_end(const struct ls_view *view);

/* The results section: what ?part=results answers, and its title. */
void ls_results_add(const struct ls_view *view);
struct ls_span ls_results_title(const struct ls_view *view);
bool ls_results_is_start(const struct ls_view *view); /* nothing was asked for yet */

void ls_totals_add(const struct ls_view *view);
void ls_chips_add(const struct ls_view *view);
void ls_facets_add(const struct ls_view *view);
void ls_years_add(const struct ls_view *view);
void ls_hit_add(const struct ls_view *view, const struct ls_shown *shown);
void ls_pages_add(const struct ls_view *view);
void ls_start_add(const struct ls_view *view);

/* How many cards the answer could show, page after page. */
unsigned long ls_results_count(const struct ls_view *view);

/* A <details> with links to citations; the address of each is href with the format behind. */
void ls_cite_add(const struct ls_view *view, struct ls_span href);

/* The page of one card, its like in view->kept. */
void ls_card_add(const struct ls_view *view);

#endif
