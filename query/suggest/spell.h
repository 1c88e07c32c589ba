/* What the two kinds of correction share. Private to query/suggest/. */
#ifndef LS_QUERY_SPELL_H
#define LS_QUERY_SPELL_H

#include "query/suggest/holders.h"
#include "query/suggest/spelling.h"
#include "query/suggest/surface.h"
#include "query/suggest/vocabulary.h"

/* One correction's surroundings. */
struct ls_spell {
    struct ls_index *index;
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_span word;   /* as typed */
    struct ls_span folded; /* its letters, digits or characters */
};

enum { LS_SPELL_CANDIDATES_MAX = 8 };

/* A term that may have been meant, and how many slips lie between what was typed and the term with
 * the ending that brings it nearest. */
struct ls_spell_candidate {
    struct ls_known_term term;
    unsigned distance; /* 1 or more */
};

struct ls_spell_candidates {
    struct ls_spell_candidate
        items[LS_SPELL_CANDIDATES_MAX]; /* nearest first, then most frequent */
    size_t count;
};

/* The terms at most distance_max slips from the folded word, which is ASCII letters and digits, at
 * most LS_EDITS_WORD_MAX of them. How much of the index is walked over is bounded. */
enum ls_status ls_spell_nearest(struct ls_spell *spell, unsigned distance_max,
                                struct ls_spell_candidates *candidates, struct ls_error *err);

/* How cards write a term: each form's folded and written text, how often, and whether always in
 * capitals. A few cards are read, the first time. */
enum ls_status ls_spell_forms(struct ls_spell *spell, const struct ls_known_term *term,
                              struct ls_forms *forms, struct ls_error *err);

/* Each leaves *corrected absent when nothing is near. */
enum ls_status ls_spell_run(struct ls_spell *spell, struct ls_span *corrected,
                            struct ls_error *err);
enum ls_status ls_spell_word(struct ls_spell *spell, struct ls_span *corrected,
                             struct ls_error *err);
/* A space that is missing. */
enum ls_status ls_spell_split(struct ls_spell *spell, struct ls_span *corrected,
                              struct ls_error *err);

#endif
