/* The terms of an index that begin so: what completion and spelling choose
 * from. Private to query/suggest/. */
#ifndef LS_QUERY_VOCABULARY_H
#define LS_QUERY_VOCABULARY_H

#include "base/arena.h"
#include "store/index.h"

/* A beginning with more terms than this is answered from the index's own list of its most frequent
 * ones, and where there is none by as many as this. */
enum { LS_VOCABULARY_WALK_MAX = 512 };

struct ls_known_term {
    struct ls_span term;
    uint32_t freq;
};

struct ls_known_terms {
    struct ls_known_term *items;
    size_t count;
};

enum ls_status ls_vocabulary_freq(struct ls_index *index, struct ls_span term, uint32_t *freq,
                                  struct ls_error *err);

/* The terms that begin with beginning, itself included, the most frequent first, at most max.
 * Several indexes read as one each give what their lists have. */
enum ls_status ls_vocabulary_beginning(struct ls_index *index, struct ls_span beginning, size_t max,
                                       struct ls_arena *arena, struct ls_known_terms *terms,
                                       struct ls_error *err);

/* The most frequent first, equals in byte order. */
void ls_known_terms_sort(struct ls_known_terms *terms);

#endif
