#include "text/han_fold.h"

#include <stdbool.h>

static uint32_t fold_rare(uint32_t codepoint)
{
    unsigned low = 0;
    unsigned high = ls_han_fold_pair_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (ls_han_fold_pairs[middle].from < codepoint) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < ls_han_fold_pair_count && ls_han_fold_pairs[low].from == codepoint;
    return found ? ls_han_fold_pairs[low].to : codepoint;
}

uint32_t ls_han_fold(uint32_t codepoint)
{
    if (codepoint >= 0x3400 && codepoint < 0xa000) {
        return ls_han_fold_common[codepoint - 0x3400];
    }
    return codepoint >= 0x20000 ? fold_rare(codepoint) : codepoint;
}
