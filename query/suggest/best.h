/* The best cards for what was typed, few enough to be read. Private to query/suggest/. */
#ifndef LS_QUERY_BEST_H
#define LS_QUERY_BEST_H

#include "query/suggest/typed.h"
#include "query/suggest/vocabulary.h"

enum { LS_BEST_MAX = 32 }; /* as many as a uint32_t has bits */

struct ls_best {
    uint32_t docids[LS_BEST_MAX];
    struct ls_card *cards[LS_BEST_MAX]; /* NULL until read */
    size_t count;
    bool is_all; /* no other card holds what was typed */
};

/* Cards with the earlier words and the run, or instead of it one of the terms, best first. */
enum ls_status ls_best_find(struct ls_index *index, const struct ls_typed *typed,
                            const struct ls_known_terms *terms, struct ls_best *best,
                            struct ls_error *err);

/* Reads the card at i into the arena, once. */
enum ls_status ls_best_card(struct ls_index *index, struct ls_best *best, size_t i,
                            struct ls_arena *arena, struct ls_error *err);

#endif
