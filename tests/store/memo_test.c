/* What is kept by name: what is put first stays, for all threads, as long as there is room. */
#include "store/memo.h"
#include "tests/tap.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

enum { THREADS = 4, NAMES = 40000, ROOM = 1 << 24 };

static void test_names(void)
{
    struct ls_memo *memo = ls_memo_new(1 << 16);
    tap_ok(!ls_memo_get(memo, LS_SPAN("a")).ptr, "nothing is there yet");
    ls_memo_put(memo, LS_SPAN("a"), LS_SPAN("one"));
    ls_memo_put(memo, LS_SPAN("a"), LS_SPAN("another"));
    ls_memo_put(memo, LS_SPAN(""), LS_SPAN(""));
    struct ls_span one = ls_memo_get(memo, LS_SPAN("a"));
    struct ls_span none = ls_memo_get(memo, LS_SPAN(""));
    tap_ok(ls_span_equal(one, LS_SPAN("one")), "what was put first stays");
    tap_ok((uintptr_t)one.ptr % sizeof(uint64_t) == 0, "where any object may lie");
    tap_ok(none.ptr && none.len == 0, "nothing may be a value, and no name a name");
    tap_ok(!ls_memo_get(memo, LS_SPAN("aone")).ptr, "a name is a name as a whole");
    ls_memo_free(memo);
    ls_memo_free(NULL);
}

static void test_room(void)
{
    struct ls_memo *memo = ls_memo_new(4096);
    char text[1000] = {0};
    unsigned kept = 0, with_half = 0;
    tap_ok(ls_memo_has_room(memo, 4000) && !ls_memo_has_room(memo, 4097), "all room is there");
    for (int i = 0; i < 10; i++) {
        char name[] = {(char)('a' + i)};
        with_half += ls_memo_has_half(memo, sizeof text);
        ls_memo_put(memo, ls_span(name, 1), ls_span(text, sizeof text));
        kept += ls_memo_get(memo, ls_span(name, 1)).ptr != NULL;
    }
    tap_is_int(kept, 3, "as many as there is room for");
    tap_ok(!ls_memo_has_room(memo, 1000), "then there is room for less");
    tap_is_int(with_half, 1, "of which one leaves half of it");
    ls_memo_put(memo, LS_SPAN("short"), LS_SPAN("short"));
    tap_ok(ls_memo_get(memo, LS_SPAN("short")).ptr != NULL, "and what still fits");
    ls_memo_free(memo);
}

static void *put_and_get(void *context)
{
    struct ls_memo *memo = context;
    size_t wrong = 0;
    for (unsigned i = 0; i < NAMES; i++) {
        char room[32];
        struct ls_span name = ls_span(room, (size_t)snprintf(room, sizeof room, "%u", i));
        struct ls_span got = ls_memo_get(memo, name);
        if (!got.ptr) {
            ls_memo_put(memo, name, name);
            got = ls_memo_get(memo, name);
        }
        wrong += !ls_span_equal(got, name);
    }
    return wrong == 0 ? memo : NULL;
}

static void test_threads(void)
{
    struct ls_memo *memo = ls_memo_new(ROOM);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, put_and_get, memo);
    }
    for (int i = 0; i < THREADS; i++) {
        void *good;
        pthread_join(threads[i], &good);
        tap_ok(good != NULL, "a thread among others");
    }
    ls_memo_free(memo);
}

int main(void)
{
    test_names();
    test_room();
    test_threads();
    return tap_done();
}
