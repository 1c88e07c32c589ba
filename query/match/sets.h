/* Sets of cards, a bit for each document id: 64 of them in a word, so many words that the last id
 * has its bit. Those that are dear to make are kept for the state of the index, where it keeps
 * anything. */
#ifndef LS_QUERY_SETS_H
#define LS_QUERY_SETS_H

#include "store/index.h"

static inline size_t ls_set_words(uint32_t last)
{
    return (size_t)last / 64 + 1;
}

/* How many bits of a word are set. (The compiler's own is a call where it may not count on the
 * processor's.) */
static inline unsigned ls_set_count_bits(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return (unsigned)(bits * 0x0101010101010101u >> 56);
}

static inline bool ls_set_has(const uint64_t *set, uint32_t docid)
{
    return set && (set[docid / 64] >> docid % 64 & 1);
}

static inline void ls_set_add(uint64_t *set, uint32_t docid)
{
    set[docid / 64] |= UINT64_C(1) << docid % 64;
}

/* In these three the other set may be NULL: then nothing is done. */
static inline void ls_set_unite(uint64_t *set, const uint64_t *other, size_t words)
{
    for (size_t i = 0; other && i < words; i++) {
        set[i] |= other[i];
    }
}

static inline void ls_set_intersect(uint64_t *set, const uint64_t *other, size_t words)
{
    for (size_t i = 0; other && i < words; i++) {
        set[i] &= other[i];
    }
}

static inline void ls_set_subtract(uint64_t *set, const uint64_t *other, size_t words)
{
    for (size_t i = 0; other && i < words; i++) {
        set[i] &= ~other[i];
    }
}

static inline uint32_t ls_set_size(const uint64_t *set, size_t words)
{
    uint32_t size = 0;
    for (size_t i = 0; i < words; i++) {
        size += ls_set_count_bits(set[i]);
    }
    return size;
}

/* The first card of 64, of which there is one; i: the number of their word. */
static inline uint32_t ls_set_first(uint64_t left, size_t i)
{
    return (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
}

/* Its cards, in ascending order: as many as its size. */
static inline size_t ls_set_list(const uint64_t *set, size_t words, uint32_t *docids)
{
    size_t count = 0;
    for (size_t i = 0; i < words; i++) {
        for (uint64_t left = set[i]; left; left &= left - 1) {
            docids[count++] = ls_set_first(left, i);
        }
    }
    return count;
}

/* Adds the cards that hold a term; the empty one: all. */
enum xap_status ls_set_add_term(struct ls_index *index, struct ls_span term, uint32_t last,
                                uint64_t *set, struct xap_error *cause);

/* Adds the cards with a number from lo to hi in a slot; *known is false when that would have to be
 * read anew, as nothing is kept or there is no room for it. */
enum xap_status ls_set_add_range(struct ls_index *index, uint32_t slot, double lo, double hi,
                                 uint64_t *set, bool *known, struct xap_error *cause);

/* Adds what was kept under a name; *known is false when nothing was, or when there is no room for
 * it: then it is to be made. */
enum xap_status ls_set_recall(struct ls_index *index, struct ls_span name, uint32_t last,
                              uint64_t *set, bool *known, struct xap_error *cause);

/* Keeps a set that was made, whole. Names that begin with a t are of terms (rank/postings.h). */
void ls_set_keep(struct ls_index *index, struct ls_span name, uint32_t last, const uint64_t *set);

#endif
