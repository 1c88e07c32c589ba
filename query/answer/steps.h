/* The steps from a request to what is rendered. Private to query/answer/. */
#ifndef LS_QUERY_STEPS_H
#define LS_QUERY_STEPS_H

#include "query/answer/kept.h"

double ls_now_ms(void);

/* With the request's typing: makes the last word the beginning of a word where more cards hold
 * such words. The query is read again from its tree. */
enum ls_status ls_asking_type_on(struct ls_asking *asking, struct ls_error *err);

/* The ladder: as typed; with a word corrected that no card holds; the parts of long
 * runs. *suggestion is a query that may have been meant, absent when there is none. */
enum ls_status ls_asking_search(struct ls_asking *asking, struct ls_window window,
                                struct ls_found *found, struct ls_span *suggestion,
                                struct ls_error *err);

/* The facets of all cards of the step that answered. */
enum ls_status ls_asking_facets(struct ls_asking *asking, const struct ls_found *found,
                                struct ls_facets *facets, struct ls_error *err);

/* A hit with what is shown of it: shown points into loaded, both into the hits' arena. */
struct ls_loaded {
    struct ls_card card;
    struct ls_snippet snippet;
    struct ls_headings headings;
    struct ls_explained_hit explained;
};
enum ls_status ls_asking_load(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, size_t number, struct ls_loaded *loaded,
                              struct ls_shown *shown, struct ls_error *err);

/* Keeps an answer with its hits. */
enum ls_status ls_asking_keep(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, struct ls_error *err);

/* Renders, or keeps, an answer with its hits. */
enum ls_status ls_asking_render(struct ls_asking *asking, const struct ls_answer *answer,
                                const struct ls_found *found, struct ls_error *err);

/* Answers to --show and --like. */
enum ls_status ls_asking_show(struct ls_asking *asking, struct ls_error *err);
enum ls_status ls_asking_like(struct ls_asking *asking, struct ls_error *err);

#endif
