/* Words as cards write them: the index knows them by stems, pairs and one
 * script. Private to query/suggest/. */
#ifndef LS_QUERY_SURFACE_H
#define LS_QUERY_SURFACE_H

#include "query/suggest/vocabulary.h"
#include "text/analyzer.h"

/* One way to write a term. */
struct ls_form {
    struct ls_span folded;  /* its letters and digits */
    struct ls_span written; /* as first seen */
    struct ls_span small;   /* as first seen in small letters; absent: never */
    uint32_t count;
    uint32_t small_count;
    bool is_capitals; /* everywhere all its letters were capitals */
};

struct ls_forms {
    struct ls_form *items;
    size_t count;
};

/* Adds to forms[i] the ways in which the card writes terms[i]; everything lives in the arena. Only
 * forms that begin with beginning (folded), unless it is empty. */
enum ls_status ls_forms_add(const struct ls_card *card, const struct ls_known_terms *terms,
                            struct ls_span beginning, struct ls_analyzer *analyzer,
                            struct ls_arena *arena, struct ls_forms *forms, struct ls_error *err);

/* The most common form, of equals the shortest; NULL when there is none. */
const struct ls_form *ls_forms_best(const struct ls_forms *forms);

/* A form for a reader: in small letters, unless they are the exception (ai in an address). */
struct ls_span ls_form_shown(const struct ls_form *form);

/* How the card writes a folded Han run: borrowed from the card, absent when it does not. */
enum ls_status ls_surface_run(const struct ls_card *card, struct ls_span run,
                              struct ls_analyzer *analyzer, struct ls_span *written,
                              struct ls_error *err);

#endif
