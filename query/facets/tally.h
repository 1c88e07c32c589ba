/* How often each of some byte strings was seen. */
#ifndef LS_QUERY_TALLY_H
#define LS_QUERY_TALLY_H

#include "base/arena.h"

#include <stdint.h>

struct ls_tally {
    struct ls_span key; /* of the arena */
    uint32_t count;     /* the caller's */
    uint32_t last;      /* the caller's: the docid that was counted last */
    uint32_t hash;
};

struct ls_tallies {
    struct ls_arena *arena; /* set it; all else zero */
    struct ls_tally *items; /* in the order in which keys were first seen */
    size_t count;
    uint32_t *slots; /* open addressing; 1 + index of the item */
    size_t slot_count;
};

/* The tally of a key, a new one with zeros when it was not seen before: valid until the next call.
 * NULL: memory is out. */
struct ls_tally *ls_tally_of(struct ls_tallies *tallies, struct ls_span key);

#endif
