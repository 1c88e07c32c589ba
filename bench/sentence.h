/* Sentences and names: mostly what a chain gives, with a long tail of words and
 * characters of our own making, so that the vocabulary grows as a real one does. */
#ifndef LS_BENCH_SENTENCE_H
#define LS_BENCH_SENTENCE_H

#include "base/buf.h"
#include "bench/learn.h"

enum { BENCH_TAIL_BITS = 21 }; /* two million made-up words */

/* A made-up word: another for each rank below 2^BENCH_TAIL_BITS. */
void bench_add_made_up_word(struct ls_buf *out, uint32_t rank);

/* Appends one sentence without the full stop: 5 to at most words_max words. */
void bench_add_english(const struct bench_learned *learned, struct bench_random *random,
                       uint32_t words_max, struct ls_buf *out);
/* Likewise, han_min to about han_max characters. */
void bench_add_chinese(const struct bench_learned *learned, struct bench_random *random,
                       uint32_t han_min, uint32_t han_max, struct ls_buf *out);
void bench_add_name(const struct bench_names *names, struct bench_random *random,
                    struct ls_buf *out);

#endif
