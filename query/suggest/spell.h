/* What the two kinds of correction share. Private to query/suggest/. */
#ifndef LS_QUERY_SPELL_H
#define LS_QUERY_SPELL_H

#include "query/suggest/holders.h"
#include "query/suggest/spelling.h"

/* One correction's surroundings. */
struct ls_spell {
    struct ls_index *index;
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_span word;   /* as typed */
    struct ls_span folded; /* its letters, digits or characters */
};

/* Each leaves *corrected absent when nothing is near. */
enum ls_status ls_spell_run(struct ls_spell *spell, struct ls_span *corrected,
                            struct ls_error *err);
enum ls_status ls_spell_word(struct ls_spell *spell, struct ls_span *corrected,
                             struct ls_error *err);
/* A space that is missing. */
enum ls_status ls_spell_split(struct ls_spell *spell, struct ls_span *corrected,
                              struct ls_error *err);

#endif
