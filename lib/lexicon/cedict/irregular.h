/* English words whose forms have stems of their own: a text may say led or mice where a dictionary
 * says lead and mouse. */
#ifndef LS_CEDICT_IRREGULAR_H
#define LS_CEDICT_IRREGULAR_H

#include "base/arena.h"
#include "text/analyzer.h"

struct ls_irregular_form {
    struct ls_span base; /* stems */
    struct ls_span form;
};

struct ls_irregular {
    struct ls_irregular_form *forms; /* in the order of their bases */
    size_t count;
};

/* Their stems, in the arena. Forms that the stemmer knows and function words are left out. */
enum ls_status ls_irregular_read(struct ls_analyzer *analyzer, struct ls_arena *arena,
                                 struct ls_irregular *irregular, struct ls_error *err);

/* The first form of that base; those that follow may be of it too. count when there is none. */
size_t ls_irregular_find(const struct ls_irregular *irregular, struct ls_span base);

#endif
