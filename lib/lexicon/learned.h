/* The glossary of an index: pairs of words that its cards, or its user, say are the same. */
#ifndef LS_LEXICON_LEARNED_H
#define LS_LEXICON_LEARNED_H

#include "base/arena.h"
#include "lexicon/lexicon.h"

/* Both sides as they are most often written. */
struct ls_learned_pair {
    enum ls_lexicon_source source;
    struct ls_span left;  /* the long form of an abbreviation, else the Chinese term */
    struct ls_span right; /* the abbreviation, else the English term */
    uint32_t cards;       /* that have the pair; 0 of a user's */
    uint32_t occurrences; /* in those, likewise */
    double weight;        /* how surely they are the same: above 0, at most 1 */
};

struct ls_learned {
    struct ls_learned_pair *pairs; /* the best first: see ls_learned_compare */
    size_t count;
};

/* The order to show them in: by source, then by falling cards, occurrences and weight, then by the
 * bytes. */
int ls_learned_compare(const struct ls_learned_pair *a, const struct ls_learned_pair *b);

/* Appends the pairs as an index keeps them. */
void ls_learned_write(const struct ls_learned *learned, struct ls_buf *out);
/* Borrows the bytes; the array lives in the arena. Empty bytes are no pairs; LS_CORRUPT when they
 * cannot be pairs. */
enum ls_status ls_learned_read(struct ls_span bytes, struct ls_arena *arena,
                               struct ls_learned *learned, struct ls_error *err);

#endif
