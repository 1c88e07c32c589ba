/* The cards that may hold a unit: those that hold all its terms. */
#ifndef LS_QUERY_CANDIDATES_H
#define LS_QUERY_CANDIDATES_H

#include "query/match/match.h"
#include "query/match/sets.h"

enum ls_side { LS_SIDE_OUTSIDE, LS_SIDE_TEMPLATE, LS_SIDE_COUNT };

struct ls_candidates {
    struct ls_index *index;
    struct ls_arena *arena;
    const struct ls_unit *unit;
    bool is_checked;
    size_t side_count; /* to be searched */
    uint32_t last;
    size_t words;       /* of a set */
    uint64_t *outside;  /* the cards that hold all terms outside template text; NULL: no term yet */
    uint64_t *anywhere; /* in it or outside; the same set when only that is searched */
    uint64_t *compound[LS_SIDE_COUNT]; /* those of the term that is enough by itself; NULL: none */
    uint32_t wdf_min;            /* of a term of the unit in a card that holds it in its fields */
    struct xap_postings *rarest; /* those of a term; NULL unless wdf_min matters */
    uint64_t *found[LS_SIDE_COUNT];
    size_t looks; /* at streams */
    struct xap_error cause;
};

enum ls_status ls_candidates_fail(const struct ls_candidates *match, struct ls_error *err);

enum ls_status ls_candidates_new_set(struct ls_candidates *match, uint64_t **set,
                                     struct ls_error *err);
enum ls_status ls_candidates_new_sides(struct ls_candidates *match, uint64_t *sets[LS_SIDE_COUNT],
                                       struct ls_error *err);
enum ls_status ls_candidates_list(const struct ls_candidates *match, const uint64_t *set,
                                  struct ls_docids *docids, struct ls_error *err);

/* Takes those that hold one thing more: outside template text, and in it only. */
void ls_candidates_restrict(struct ls_candidates *match, uint64_t *const held[LS_SIDE_COUNT]);

/* Adds the cards that have a character in template text only: those of the pairs that it begins,
 * and its own. */
enum ls_status ls_candidates_add_character(struct ls_candidates *match, struct ls_span term,
                                           uint64_t *set, struct ls_error *err);

/* Of 64 cards those that may hold the unit: candidates, and cards of the compound. */
uint64_t ls_candidates_left(const struct ls_candidates *match, size_t i);

/* May the unit stand in the fields of its scope, outside template text? Cards are asked about in
 * ascending order. */
enum ls_status ls_candidates_may_stand(struct ls_candidates *match, uint32_t docid, bool *may,
                                       struct ls_error *err);

/* Takes those that hold all terms of the unit. */
enum ls_status ls_candidates_find(struct ls_candidates *match, struct ls_buf *notes,
                                  struct ls_error *err);

#endif
