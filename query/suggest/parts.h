/* The three kinds of suggestions. Private to query/suggest/. */
#ifndef LS_QUERY_SUGGEST_PARTS_H
#define LS_QUERY_SUGGEST_PARTS_H

#include "query/suggest/best.h"
#include "query/suggest/suggest.h"

/* Everything one completion has at hand. */
struct ls_suggesting {
    struct ls_index *index;
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    size_t limit;
    struct ls_typed typed;
    struct ls_known_terms terms; /* that may begin so; none when a run was typed */
    struct ls_best best;
    struct ls_suggestions *out;
};

/* words.c: the terms that may begin so, the most frequent first. */
enum ls_status ls_suggest_candidates(struct ls_suggesting *s, struct ls_error *err);
/* words.c: words as the cards write them. */
enum ls_status ls_suggest_words(struct ls_suggesting *s, struct ls_error *err);
/* runs.c: how a run of Han goes on. */
enum ls_status ls_suggest_runs(struct ls_suggesting *s, struct ls_error *err);
/* titles.c: of the best cards. */
enum ls_status ls_suggest_titles(struct ls_suggesting *s, struct ls_error *err);
/* names.c: domains whose name begins with text, then those that hold it elsewhere. */
enum ls_status ls_suggest_domains(struct ls_suggesting *s, struct ls_span text,
                                  struct ls_error *err);

#endif
