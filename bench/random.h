/* Random numbers that are the same on every machine: integers only. */
#ifndef LS_BENCH_RANDOM_H
#define LS_BENCH_RANDOM_H

#include <stdint.h>

struct bench_random {
    uint64_t state;
};

/* SplitMix64 (Steele, Lea and Flood 2014). */
static inline uint64_t bench_random_next(struct bench_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The numbers of one card or query: they depend on the seed and its number only. */
static inline struct bench_random bench_random_for(uint64_t seed, uint64_t number)
{
    struct bench_random random = {seed};
    random.state = bench_random_next(&random) ^ (number * 0xd1342543de82ef95u);
    return random;
}

/* 0 to below - 1; below is at least 1. */
static inline uint32_t bench_random_below(struct bench_random *random, uint32_t below)
{
    return (uint32_t)(((bench_random_next(random) >> 32) * below) >> 32);
}

/* 1 to 2^bits - 1, number r about 1/r times as often as 1: Zipf's law. */
static inline uint32_t bench_random_rank(struct bench_random *random, uint32_t bits)
{
    uint32_t octave = 1u << bench_random_below(random, bits);
    return octave + bench_random_below(random, octave);
}

#endif
