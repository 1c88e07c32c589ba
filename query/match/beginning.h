/* Beginnings of words: halluc*.
 *
 * The index has stems, so a word that begins so may have a stem that does not:
 * hallucinat* should find hallucination, whose stem is hallucin. A beginning
 * therefore stands for the terms that begin with it and for the stems of what it
 * becomes with the endings that English words have. It finds at least what the
 * word without the star finds. */
#ifndef LS_QUERY_BEGINNING_H
#define LS_QUERY_BEGINNING_H

#include "query/match/units.h"
#include "store/index.h"

/* One letter, or none: too little to look up words by. */
bool ls_beginning_is_short(struct ls_span folded);

/* Makes the unit's last place the beginning typed as piece; its pattern is that of
 * the places before. LS_USAGE when one letter is all that the unit has. */
enum ls_status ls_beginning_make(struct ls_unit *unit, struct ls_span piece, struct ls_arena *arena,
                                 struct ls_error *err);

/* A term that a beginning stands for, and in how many cards it is. */
struct ls_beginning_term {
    struct ls_span term;
    uint32_t freq;
};

enum {
    LS_BEGINNING_TERMS_MAX = 4096,
    LS_BEGINNING_TYPED_MAX = 32,     /* of one that is still being typed, without a word about it */
    LS_BEGINNING_TYPED_CARDS = 16384 /* that they are in, together, but for the first */
};

/* The terms of an index that a unit's beginning stands for, the most frequent
 * first; of more than LS_BEGINNING_TERMS_MAX the most frequent only, and a line of
 * notes says so. In the arena. */
enum ls_status ls_beginning_expand(struct ls_index *index, const struct ls_unit *unit,
                                   struct ls_arena *arena, struct ls_beginning_term **terms,
                                   size_t *count, struct ls_buf *notes, struct ls_error *err);

/* The same of template text, without a word about it: the terms have its prefix. */
enum ls_status ls_beginning_expand_template(struct ls_index *index, const struct ls_unit *unit,
                                            struct ls_arena *arena,
                                            struct ls_beginning_term **terms, size_t *count,
                                            struct ls_error *err);

/* Whatever terms begin with these bytes. */
enum ls_status ls_beginning_terms(struct ls_index *index, struct ls_span bytes,
                                  struct ls_arena *arena, struct ls_beginning_term **terms,
                                  size_t *count, struct ls_error *err);

#endif
