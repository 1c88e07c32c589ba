/* What generated cards take from real ones: how their sentences run, and the
 * names in their bibliographic lines. */
#ifndef LS_BENCH_LEARN_H
#define LS_BENCH_LEARN_H

#include "bench/chain.h"

/* Names as often as they came. */
struct bench_names {
    struct ls_span *items;
    size_t count;
};

enum bench_name_kind {
    BENCH_NAME_JOURNAL,
    BENCH_NAME_DOMAIN,
    BENCH_NAME_COUNTRY,
    BENCH_NAME_KINDS,
};

struct bench_learned {
    struct bench_chain english; /* of words */
    struct bench_chain chinese; /* of characters, and of whole words in Latin letters */
    struct bench_names names[BENCH_NAME_KINDS];
};

/* Reads all cards below the folder; the arena keeps what is learned. False,
 * with a line on standard error, when that is not enough to write cards. */
bool bench_learn(const char *folder, struct ls_arena *arena, struct bench_learned *learned);

#endif
