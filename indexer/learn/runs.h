/* The Han text of cards as runs, each once: a sentence that a family of cards shares says no more
 * than one that a single card has. */
#ifndef LS_LEARN_RUNS_H
#define LS_LEARN_RUNS_H

#include "base/span.h"

#include <stdint.h>

/* An all-zero one is empty and valid. */
struct ls_runs {
    uint32_t *symbols; /* folded characters; a 0 before, between and behind runs */
    size_t count;
    bool failed;     /* memory is out */
    size_t capacity; /* private, like what follows */
    uint64_t *seen;
    size_t seen_count;
    size_t seen_capacity;
};

void ls_runs_free(struct ls_runs *runs);
/* Adds a text's runs of two characters or more; *left is how many characters more may come, and
 * falls. */
void ls_runs_add(struct ls_runs *runs, struct ls_span text, size_t *left);

/* The folded characters of a Han text, at most max: how many. */
size_t ls_han_symbols(struct ls_span text, uint32_t *symbols, size_t max);

#endif
