#include "base/arena.h"
#include "tests/tap.h"

#include <stdint.h>

static bool is_zero(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i]) {
            return false;
        }
    }
    return true;
}

static void test_sizes(struct ls_arena *arena)
{
    static const size_t sizes[] = {1, 7, 16, 17, 4096, 65536, 65537, 300000, 3};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = ls_arena_alloc(arena, sizes[i]);
        tap_ok(bytes && (uintptr_t)bytes % _Alignof(max_align_t) == 0 && is_zero(bytes, sizes[i]),
               "%zu zeroed, aligned bytes", sizes[i]);
        if (bytes) {
            memset(bytes, 0xff, sizes[i]);
        }
    }
}

static void test_text(struct ls_arena *arena)
{
    struct ls_span copy = ls_arena_copy(arena, ls_span("幻覺 and more", strlen("幻覺")));
    tap_is_str(copy.ptr, "幻覺", "a copy ends with a NUL");
    struct ls_span empty = ls_arena_copy(arena, LS_SPAN(""));
    tap_ok(empty.ptr && empty.len == 0, "an empty copy is present");
    tap_ok(!ls_arena_copy(arena, ls_span(NULL, 0)).ptr, "a copy of absent is absent");
    struct ls_span text = ls_arena_printf(arena, "%s:%d", "card", 12);
    tap_ok(text.len == 7 && strcmp(text.ptr, "card:12") == 0, "printf");
}

static void test_push(struct ls_arena *arena)
{
    int *numbers = NULL;
    size_t count = 0;
    bool all_new = true, all_there = true;
    for (int i = 0; i < 5000; i++) {
        int *last = LS_ARENA_PUSH(arena, numbers, &count);
        all_new = all_new && last && *last == 0 && last == numbers + i;
        if (last) {
            *last = i + 1;
        }
    }
    for (int i = 0; i < 5000; i++) {
        all_there = all_there && numbers[i] == i + 1;
    }
    tap_ok(count == 5000 && all_new, "each new element is zero and the last");
    tap_ok(all_there, "elements move with the array");
}

static void test_failure(void)
{
    struct ls_arena arena = {0};
    tap_ok(!ls_arena_alloc(&arena, SIZE_MAX) && arena.failed, "too large");
    ls_arena_free(&arena);
    tap_ok(!arena.failed && !ls_arena_array(&arena, SIZE_MAX / 2, 4) && arena.failed,
           "a product that overflows");
    ls_arena_free(&arena);
}

static void test_adopt(void)
{
    struct ls_arena to = {0}, from = {0};
    struct ls_span first = ls_arena_copy(&from, LS_SPAN("kept"));
    ls_arena_adopt(&to, &from);
    tap_ok(!from.blocks && ls_span_equal(first, LS_SPAN("kept")), "an empty arena adopts");
    struct ls_span own = ls_arena_copy(&to, LS_SPAN("own"));
    struct ls_span second = ls_arena_copy(&from, LS_SPAN("second"));
    ls_arena_alloc(&from, SIZE_MAX);
    ls_arena_adopt(&to, &from);
    ls_arena_free(&from);
    tap_ok(ls_span_equal(first, LS_SPAN("kept")) && ls_span_equal(own, LS_SPAN("own")) &&
               ls_span_equal(second, LS_SPAN("second")),
           "what was handed out stays where it is");
    tap_ok(to.failed, "and a failure is remembered");
    ls_arena_free(&to);
}

int main(void)
{
    struct ls_arena arena = {0};
    ls_arena_reset(&arena);
    ls_arena_free(&arena);
    tap_ok(!arena.blocks, "an all-zero arena is valid");
    for (int round = 0; round < 2; round++) {
        test_sizes(&arena);
        test_text(&arena);
        test_push(&arena);
        ls_arena_reset(&arena);
    }
    ls_arena_free(&arena);
    test_failure();
    test_adopt();
    return tap_done();
}
