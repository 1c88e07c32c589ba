#include "query/match/match.h"

enum ls_status ls_docids_intersect(const struct ls_docids *a, const struct ls_docids *b,
                                   struct ls_arena *arena, struct ls_docids *out,
                                   struct ls_error *err)
{
    uint32_t *items = ls_arena_array(arena, a->count + 1, sizeof *items);
    size_t count = 0;
    for (size_t i = 0, j = 0; items && i < a->count && j < b->count;) {
        if (a->items[i] == b->items[j]) {
            items[count++] = a->items[i];
        }
        bool is_less = a->items[i] <= b->items[j];
        bool is_greater = a->items[i] >= b->items[j];
        i += is_less;
        j += is_greater;
    }
    *out = (struct ls_docids){items, count};
    return items ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_docids_unite(const struct ls_docids *a, const struct ls_docids *b,
                               struct ls_arena *arena, struct ls_docids *out, struct ls_error *err)
{
    uint32_t *items = ls_arena_array(arena, a->count + b->count + 1, sizeof *items);
    size_t count = 0;
    for (size_t i = 0, j = 0; items && (i < a->count || j < b->count); count++) {
        uint32_t left = i < a->count ? a->items[i] : UINT32_MAX;
        uint32_t right = j < b->count ? b->items[j] : UINT32_MAX;
        items[count] = left < right ? left : right;
        i += left <= right;
        j += right <= left;
    }
    *out = (struct ls_docids){items, count};
    return items ? LS_OK : ls_fail_memory(err);
}
