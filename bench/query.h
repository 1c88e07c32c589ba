/* Writes one random query. */
#ifndef LS_BENCH_QUERY_H
#define LS_BENCH_QUERY_H

#include "bench/sentence.h"

/* Appends one to three words; every other query is Chinese. The words are drawn
 * from text as cards have it, so that common ones come often. */
void bench_write_query(const struct bench_learned *learned, uint64_t seed, uint32_t number,
                       struct ls_buf *out);

#endif
