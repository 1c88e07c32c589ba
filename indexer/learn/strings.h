/* Strings with numbers: each is kept once. */
#ifndef LS_LEARN_STRINGS_H
#define LS_LEARN_STRINGS_H

#include "base/arena.h"

#include <stdint.h>

/* An all-zero set is empty and valid. */
struct ls_strings {
    struct ls_arena arena; /* failed: memory is out, and what was put last has the number 0 */
    struct ls_span *items; /* by their numbers, which go from 0 in the order they came */
    size_t count;
    uint32_t *places; /* private */
    size_t place_count;
};

void ls_strings_free(struct ls_strings *strings);
/* The number of a string, which is copied when it is new. */
uint32_t ls_strings_put(struct ls_strings *strings, struct ls_span string);

#endif
