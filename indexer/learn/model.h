/* Which units of the two languages say the same: IBM's model 1 (Brown and others 1993). */
#ifndef LS_LEARN_MODEL_H
#define LS_LEARN_MODEL_H

#include "indexer/learn/units.h"

struct ls_aligned {
    uint32_t kinds[LS_LANGUAGES];
    uint32_t sentences;        /* that have both */
    uint32_t of[LS_LANGUAGES]; /* that have each */
    double weight;             /* the geometric mean of how likely each is for the other */
};

/* The pairs of kinds that sentences_min sentence pairs or more have and whose weight is weight_min
 * or more, by kinds; the array lives in the arena. */
enum ls_status ls_model_align(const struct ls_units *units, uint32_t sentences_min,
                              double weight_min, struct ls_arena *arena,
                              struct ls_aligned **aligned, size_t *count, struct ls_error *err);

#endif
