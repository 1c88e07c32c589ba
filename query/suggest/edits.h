/* Edit distance, a letter at a time: letters added, left out, replaced, and
 * neighbours swapped. Digits are never edited: 19 for 91 is another number, not a
 * slip. Private to query/suggest/. */
#ifndef LS_QUERY_EDITS_H
#define LS_QUERY_EDITS_H

#include "base/span.h"

#include <stdint.h>

enum {
    LS_EDITS_WORD_MAX = 40,
    LS_EDITS_DEPTH_MAX = LS_EDITS_WORD_MAX + 16,
    LS_EDITS_MAX = 2,     /* what is farther is not told apart */
    LS_EDITS_FAR = 100,   /* its distance */
    LS_EDITS_CHARS = 128, /* ASCII */
    LS_EDITS_LETTERS = 36
};

/* Rows for the beginnings of a known word, against those of the typed one: bit j of row n is set
 * when the typed word's first j letters are at most n slips away. */
struct ls_edits {
    struct ls_span typed; /* ASCII, at most LS_EDITS_WORD_MAX */
    uint64_t letters;     /* bit j: what ends the typed word's first j letters is no digit */
    uint64_t ends[LS_EDITS_CHARS]; /* bit j of c: c ends the first j */
    char known[LS_EDITS_DEPTH_MAX];
    uint64_t rows[LS_EDITS_DEPTH_MAX + 1][LS_EDITS_MAX + 1];
};

void ls_edits_begin(struct ls_edits *edits, struct ls_span typed);

/* Makes letter number depth (from 0) of the known word c, which the rows before it know. Returns
 * the least distance any word that goes on so can have. depth < LS_EDITS_DEPTH_MAX. */
unsigned ls_edits_step(struct ls_edits *edits, size_t depth, char c);

/* With which letters that would be at most bound (1 or 2): a set of those of ls_edits_letter. */
uint64_t ls_edits_letters(const struct ls_edits *edits, size_t depth, unsigned bound);

/* The digits in order, then the small letters; LS_EDITS_LETTERS for anything else. */
unsigned ls_edits_letter(char c);

/* Of the known word's first depth letters; LS_EDITS_FAR beyond LS_EDITS_MAX. */
unsigned ls_edits_distance(const struct ls_edits *edits, size_t depth);

/* Between two words; LS_EDITS_FAR also when one is too long. */
unsigned ls_edits_between(struct ls_span typed, struct ls_span known);

#endif
