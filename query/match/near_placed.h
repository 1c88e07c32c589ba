/* Which cards hold a NEAR, told for all of them at once by positions (store/positions.h), not by a
 * look at each stream. Private to query/match/. */
#ifndef LS_QUERY_NEAR_PLACED_H
#define LS_QUERY_NEAR_PLACED_H

#include "query/match/match.h"
#include "query/plan/query.h"

/* An operand's units: any of them. */
struct ls_near_operand {
    const struct ls_unit **units;
    size_t unit_count;
};

struct ls_near {
    struct ls_near_operand *operands;
    size_t operand_count;
    size_t distance;
    struct ls_arena *arena;
};

/* As search/sets.h has them, up to the last candidate. */
struct ls_near_sets {
    uint64_t *outside;      /* those that hold it outside template text, … */
    uint64_t *in_templates; /* … and in it */
};

/* The candidates that hold it, in the near's arena. *known is false when positions cannot tell, or
 * it stands at too many places. */
enum ls_status ls_near_place(struct ls_index *index, const struct ls_near *near,
                             const struct ls_docids *candidates, struct ls_near_sets *sets,
                             bool *known, struct ls_error *err);

#endif
