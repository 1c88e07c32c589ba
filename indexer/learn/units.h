/* A bitext in units: words and terms, where no segmenter tells them. */
#ifndef LS_LEARN_UNITS_H
#define LS_LEARN_UNITS_H

#include "indexer/learn/bitext.h"
#include "indexer/learn/substrings.h"

/* One side of one sentence pair has few. */
struct ls_unit {
    uint32_t kind;  /* a number of kinds */
    uint32_t first; /* symbols [first, past) of its side */
    uint32_t past;
};

struct ls_unit_sentence {
    uint32_t card;
    uint32_t first[LS_LANGUAGES]; /* units [first, past) of each side */
    uint32_t past[LS_LANGUAGES];
};

/* An all-zero one is empty and valid. */
struct ls_units {
    struct ls_strings kinds[LS_LANGUAGES]; /* the symbols of each, as bytes */
    struct ls_unit *items[LS_LANGUAGES];   /* in arenas of kinds, like what follows */
    size_t counts[LS_LANGUAGES];
    struct ls_unit_sentence *sentences;
    size_t count;
};

void ls_units_free(struct ls_units *units);

/* Cuts all pairs. A run of symbols is a unit when it stands in the language's text twice or more,
 * with different neighbours on both sides, more often than its parts would meet by chance; of the
 * ways to cut a sentence the likeliest counts. Function words, single characters and what stands in
 * both languages alike are left out. text: what is counted, for each language. */
enum ls_status ls_units_cut(const struct ls_bitext *bitext,
                            const struct ls_substrings text[LS_LANGUAGES], struct ls_units *units,
                            struct ls_error *err);

#endif
