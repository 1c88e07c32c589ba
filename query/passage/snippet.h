/* The passage of a card that answers a query best. */
#ifndef LS_QUERY_SNIPPET_H
#define LS_QUERY_SNIPPET_H

#include "query/passage/glimpse.h"
#include "query/passage/needles.h"
#include "store/card.h"
#include "text/stream.h"

enum { LS_SNIPPET_COLUMNS = 200 }; /* 200 Latin letters, 100 Han characters */

struct ls_snippet {
    struct ls_span text;    /* a piece of the card's text, as the author wrote it; absent when the
                               card has none */
    struct ls_range *marks; /* in text: ascending, none touching another */
    size_t mark_count;
    bool begins_inside; /* of a sentence */
    bool ends_inside;
    enum ls_part part;
    struct ls_span heading; /* over it; absent when there is none */
    struct ls_span anchor;  /* of that heading on the article's page; absent when there is none */
};

/* The passage with the most distinct units, in the abstract rather than the
 * body, early rather than late. Running text is preferred to titles and
 * bibliographic values, which the reader sees anyway, and all of it to template
 * text: the lines of template, of which the card may have none. Without any unit, the abstract's
 * beginning. text and heading borrow from the card. glimpse, made of the same units, only saves
 * time; NULL does without. */
enum ls_status ls_snippet_find(const struct ls_card *card, const struct ls_line_numbers *template,
                               const struct ls_needles *needles, struct ls_glimpse *glimpse,
                               struct ls_analyzer *analyzer, struct ls_arena *arena,
                               struct ls_snippet *snippet, struct ls_error *err);

#endif
