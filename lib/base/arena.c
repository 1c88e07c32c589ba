#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = _Alignof(max_align_t) };

struct ls_arena_block {
    struct ls_arena_block *older;
    size_t used;
    size_t capacity;
    _Alignas(ALIGNMENT) char bytes[];
};

void ls_arena_free(struct ls_arena *arena)
{
    while (arena->blocks) {
        struct ls_arena_block *older = arena->blocks->older;
        free(arena->blocks);
        arena->blocks = older;
    }
    arena->failed = false;
}

void ls_arena_reset(struct ls_arena *arena)
{
    struct ls_arena_block *keep = arena->blocks;
    arena->failed = false;
    if (!keep) {
        return;
    }
    arena->blocks = keep->older;
    ls_arena_free(arena);
    if (keep->capacity > 16 * BLOCK_BYTES) {
        free(keep);
        return;
    }
    keep->older = NULL;
    keep->used = 0;
    arena->blocks = keep;
}

void ls_arena_adopt(struct ls_arena *arena, struct ls_arena *from)
{
    struct ls_arena_block **end = &arena->blocks;
    while (*end) {
        end = &(*end)->older;
    }
    *end = from->blocks;
    arena->failed |= from->failed;
    *from = (struct ls_arena){0};
}

static struct ls_arena_block *block_with_room(struct ls_arena *arena, size_t size)
{
    struct ls_arena_block *block = arena->blocks;
    if (block && block->capacity - block->used >= size) {
        return block;
    }
    size_t capacity = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    block = malloc(sizeof *block + capacity);
    if (!block) {
        arena->failed = true;
        return NULL;
    }
    *block = (struct ls_arena_block){.older = arena->blocks, .capacity = capacity};
    arena->blocks = block;
    return block;
}

void *ls_arena_bytes(struct ls_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4) {
        arena->failed = true;
        return NULL;
    }
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct ls_arena_block *block = block_with_room(arena, size);
    if (!block) {
        return NULL;
    }
    void *memory = block->bytes + block->used;
    block->used += size;
    return memory;
}

void *ls_arena_alloc(struct ls_arena *arena, size_t size)
{
    void *memory = ls_arena_bytes(arena, size);
    return memory ? memset(memory, 0, size) : NULL;
}

void *ls_arena_array(struct ls_arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        arena->failed = true;
        return NULL;
    }
    return ls_arena_alloc(arena, total);
}

struct ls_span ls_arena_copy(struct ls_arena *arena, struct ls_span span)
{
    char *copy = span.ptr ? ls_arena_bytes(arena, span.len + 1) : NULL;
    if (!copy) {
        return ls_span(NULL, 0);
    }
    memcpy(copy, span.ptr, span.len);
    copy[span.len] = '\0';
    return ls_span(copy, span.len);
}

struct ls_span ls_arena_printf(struct ls_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = needed < 0 ? NULL : ls_arena_alloc(arena, (size_t)needed + 1);
    if (!text) {
        return ls_span(NULL, 0);
    }
    va_start(args, format);
    vsnprintf(text, (size_t)needed + 1, format, args);
    va_end(args);
    return ls_span(text, (size_t)needed);
}

void *ls_arena_push(struct ls_arena *arena, void *array, size_t *count, size_t size)
{
    char *elements;
    memcpy(&elements, array, sizeof elements);
    bool full = *count == 0 || (*count >= 4 && (*count & (*count - 1)) == 0);
    if (full) {
        char *grown = ls_arena_array(arena, *count ? *count * 2 : 4, size);
        if (!grown) {
            return NULL;
        }
        if (*count) {
            memcpy(grown, elements, *count * size);
        }
        elements = grown;
        memcpy(array, &elements, sizeof elements);
    }
    return elements + (*count)++ * size;
}
