/* Writes one generated card. */
#ifndef LS_BENCH_CARD_H
#define LS_BENCH_CARD_H

#include "bench/sentence.h"

/* The text of a card in *out, whose memory is reused; it depends on what was
 * learned, the seed and the number only. */
void bench_write_card(const struct bench_learned *learned, uint64_t seed, uint32_t number,
                      struct ls_buf *out);

#endif
