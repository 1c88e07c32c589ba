/* The sections of a card that answer a query, each below its heading: more rows for one article. */
#ifndef LS_QUERY_HEADINGS_H
#define LS_QUERY_HEADINGS_H

#include "query/passage/snippet.h"

enum { LS_HEADINGS_MAX = 8, LS_HEADING_COLUMNS = 120 };

struct ls_headings {
    struct ls_snippet *items; /* each with a heading; no two with the same */
    size_t count;
};

/* At most max sections that hold units, in their text or heading: those with the most, and that of
 * the snippet which ls_snippet_find cut, if it holds any. They come in the order of the card, those
 * that hold units in template text only behind the others. The text of each is a passage with its
 * units, or the beginning of the section when only the heading has them; like the heading it
 * borrows from the card. The other arguments are those of ls_snippet_find. */
enum ls_status ls_headings_find(const struct ls_card *card, const struct ls_line_numbers *template,
                                const struct ls_needles *needles, struct ls_glimpse *glimpse,
                                struct ls_analyzer *analyzer, const struct ls_snippet *snippet,
                                size_t max, struct ls_arena *arena, struct ls_headings *headings,
                                struct ls_error *err);

#endif
