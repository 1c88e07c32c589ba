/* Edit distance, a row at a time: letters added, left out, replaced, and
 * neighbours swapped. Digits are never edited: 19 for 91 is another number, not a
 * slip. Private to query/suggest/. */
#ifndef LS_QUERY_EDITS_H
#define LS_QUERY_EDITS_H

#include "base/span.h"

#include <stdint.h>

enum { LS_EDITS_WORD_MAX = 40, LS_EDITS_DEPTH_MAX = LS_EDITS_WORD_MAX + 16 };

/* Rows for the beginnings of a known word, against the whole typed one. */
struct ls_edits {
    struct ls_span typed; /* ASCII, at most LS_EDITS_WORD_MAX */
    char known[LS_EDITS_DEPTH_MAX];
    uint8_t rows[LS_EDITS_DEPTH_MAX + 1][LS_EDITS_WORD_MAX + 1];
};

void ls_edits_begin(struct ls_edits *edits, struct ls_span typed);

/* Makes letter number depth (from 0) of the known word c, which the rows before it know. Returns
 * the least distance any word that goes on so can have. depth < LS_EDITS_DEPTH_MAX. */
unsigned ls_edits_step(struct ls_edits *edits, size_t depth, char c);

/* Of the known word's first depth letters. */
static inline unsigned ls_edits_distance(const struct ls_edits *edits, size_t depth)
{
    return edits->rows[depth][edits->typed.len];
}

/* Between two words; more than any bound when one is too long. */
unsigned ls_edits_between(struct ls_span typed, struct ls_span known);

#endif
