/* Finds a query's units in a card's text: the same analyzer runs over it, and
 * units are compared with its tokens as the index compares them. */
#ifndef LS_QUERY_NEEDLES_H
#define LS_QUERY_NEEDLES_H

#include "query/match/units.h"
#include "query/range.h"

/* A term by which to recognise that a unit may begin at a token. */
struct ls_needle_key {
    struct ls_span term;
    uint32_t unit;
    bool is_whole; /* the term alone is the unit: a compound, a stem that a beginning stands for */
};

enum { LS_NEEDLE_BEGINS = 1024 };

struct ls_needles {
    const struct ls_units *units;
    struct ls_needle_key *keys; /* ascending by term */
    size_t key_count;
    const uint32_t *beginnings; /* units that are beginnings alone */
    size_t beginning_count;
    bool begins[LS_NEEDLE_BEGINS]; /* keys by how they begin, hashed: most tokens are like none */
    bool initials[256]; /* first bytes of all words of the units; for ls_analyzer_stem_only */
};

/* Where a unit stands in a text. */
struct ls_mark {
    struct ls_range at;
    uint32_t unit;
};

struct ls_marks {
    struct ls_mark *items; /* ascending by at.first */
    size_t count;
};

/* Lives in the arena and borrows the units. */
enum ls_status ls_needles_make(const struct ls_units *units, struct ls_arena *arena,
                               struct ls_needles *needles, struct ls_error *err);

/* All places of all units among a text's tokens. */
enum ls_status ls_needles_find(const struct ls_needles *needles, const struct ls_analyzer *analyzer,
                               const struct ls_tokens *tokens, struct ls_arena *arena,
                               struct ls_marks *marks, struct ls_error *err);

#endif
