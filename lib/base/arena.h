/* Memory that is handed out piece by piece and given back all at once: one
 * arena a card, one a request. */
#ifndef LS_BASE_ARENA_H
#define LS_BASE_ARENA_H

#include "base/span.h"

struct ls_arena_block;

struct ls_arena {
    struct ls_arena_block *blocks;
    bool failed; /* some allocation failed since the last reset */
};

void ls_arena_free(struct ls_arena *arena);  /* an all-zero arena is valid */
void ls_arena_reset(struct ls_arena *arena); /* everything handed out is gone; keeps a block */

/* Everything handed out by from belongs to arena from now on; from is empty. */
void ls_arena_adopt(struct ls_arena *arena, struct ls_arena *from);

/* size zeroed bytes aligned for any object; NULL (and failed) when memory is out. */
void *ls_arena_alloc(struct ls_arena *arena, size_t size);
/* The same, but not zeroed: for bytes that are about to be written. */
void *ls_arena_bytes(struct ls_arena *arena, size_t size);
/* count elements of size bytes, zeroed; NULL also when the product overflows. */
void *ls_arena_array(struct ls_arena *arena, size_t count, size_t size);
/* A copy followed by a NUL; {NULL, 0} when memory is out or the span is absent. */
struct ls_span ls_arena_copy(struct ls_arena *arena, struct ls_span span);
struct ls_span ls_arena_printf(struct ls_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Makes room for one more element behind *count in an array of the arena that
 * doubles as it grows (its capacity is the next power of two, at least 4, so
 * it need not be kept). Returns the zeroed new element and adds 1 to *count. */
void *ls_arena_push(struct ls_arena *arena, void *array, size_t *count, size_t size);
#define LS_ARENA_PUSH(arena, array, count)                                                         \
    (__typeof__(array))ls_arena_push((arena), &(array), (count), sizeof *(array))

#endif
