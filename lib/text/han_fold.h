/* Traditional and Simplified Chinese as one script: every character of a class
 * of variants folds to the same member. The tables are made at build time by
 * han_fold_gen.c, so that no converter is linked. */
#ifndef LS_TEXT_HAN_FOLD_H
#define LS_TEXT_HAN_FOLD_H

#include <stdint.h>

struct ls_han_pair {
    uint32_t from;
    uint32_t to;
};

extern const uint16_t ls_han_fold_common[0xa000 - 0x3400];
extern const struct ls_han_pair ls_han_fold_pairs[]; /* ascending by from */
extern const unsigned ls_han_fold_pair_count;
extern const char ls_han_fold_fingerprint[];

/* The member that codepoint folds to; codepoint itself when it is not Han or has no variants. */
uint32_t ls_han_fold(uint32_t codepoint);

#endif
