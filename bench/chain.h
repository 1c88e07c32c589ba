/* Text that follows the habits of a text it was shown: each word is drawn from
 * those that followed the same one or two words there. A word of a chain is
 * whatever the caller takes for one, a Chinese character too. */
#ifndef LS_BENCH_CHAIN_H
#define LS_BENCH_CHAIN_H

#include "base/arena.h"
#include "bench/random.h"

#include <stdint.h>

enum { BENCH_BORDER = 0 }; /* the word between two sentences */

struct bench_follow {
    uint64_t context; /* the word before, and the one before that in the low half */
    uint32_t word;
};

/* All zero but the arena before the first word; failures stick to the arena. */
struct bench_chain {
    struct ls_arena *arena;
    struct ls_span *text; /* an empty span is a border */
    size_t text_len;
    struct ls_span *words;        /* by number */
    struct bench_follow *follows; /* sorted by context */
    size_t follow_count;
    uint32_t *starts; /* of the follows of each word, by number; one more at the end */
};

void bench_chain_add(struct bench_chain *chain, struct ls_span word); /* borrowed */
void bench_chain_end_sentence(struct bench_chain *chain);
/* To be called once, after the last sentence. False when memory is out or no word came. */
bool bench_chain_finish(struct bench_chain *chain);

/* The next word after before, before2: by both with order 2, by the nearer with
 * 1, by neither with 0; by less when that context never came. */
uint32_t bench_chain_draw(const struct bench_chain *chain, struct bench_random *random,
                          unsigned order, uint32_t before, uint32_t before2);

#endif
