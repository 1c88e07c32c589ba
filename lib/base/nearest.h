/* How many slips of the keyboard lie between two words, and which of some names
 * was meant. */
#ifndef LS_BASE_NEAREST_H
#define LS_BASE_NEAREST_H

#include "base/span.h"

#include <stdint.h>

enum { LS_LETTERS_MAX = 48 };

/* Code points, or bytes; a longer word is compared by its beginning. */
struct ls_letters {
    uint32_t chars[LS_LETTERS_MAX];
    size_t count;
};

/* Edits (insert, delete, replace, swap neighbours) that turn one into the other. */
size_t ls_letters_edits(const struct ls_letters *a, const struct ls_letters *b);

/* The names offered so far against what was typed. Bytes are compared, ASCII
 * letters without case: for names of ours, such as options and choices. */
struct ls_nearest {
    struct ls_letters typed;
    size_t limit;        /* more edits are no slip */
    struct ls_span best; /* the first of the nearest names; absent when none is near enough */
};

void ls_nearest_init(struct ls_nearest *nearest, struct ls_span typed);
/* name is borrowed. */
void ls_nearest_try(struct ls_nearest *nearest, struct ls_span name);

#endif
