/* Memory of an index: what is put is there, for all threads, of its state only. */
#include "store/memory.h"
#include "tests/tap.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { LAST = 2000, THREADS = 4, ROUNDS = 20 };

static struct ls_memory *make(size_t bytes_max)
{
    struct ls_memory *memory;
    struct ls_error err;
    tap_ok(ls_memory_new(bytes_max, &memory, &err) == LS_OK, "room for %zu bytes", bytes_max);
    return memory;
}

static void test_states(void)
{
    struct ls_memory *memory = make(1 << 20);
    struct ls_memory_shelf *one = ls_memory_hold(memory, 1, LAST);
    struct ls_memory_shelf *again = ls_memory_hold(memory, 1, LAST);
    tap_ok(one && one == again, "one shelf for one state");
    tap_ok(!ls_memory_get(one, LS_KEPT_STREAM, 7).ptr, "nothing is there yet");
    ls_memory_put(one, LS_KEPT_STREAM, 7, LS_SPAN("seven"));
    ls_memory_put(again, LS_KEPT_STREAM, 7, LS_SPAN("again"));
    ls_memory_put(one, LS_KEPT_STREAM, LAST, LS_SPAN(""));
    ls_memory_put(one, LS_KEPT_STREAM, LAST + 1, LS_SPAN("beyond"));
    tap_ok(ls_span_equal(ls_memory_get(again, LS_KEPT_STREAM, 7), LS_SPAN("seven")),
           "what was put first stays");
    tap_ok(ls_memory_get(one, LS_KEPT_STREAM, LAST).ptr &&
               ls_memory_get(one, LS_KEPT_STREAM, LAST).len == 0,
           "an empty one");
    tap_ok(!ls_memory_get(one, LS_KEPT_STREAM, LAST + 1).ptr, "none beyond the last");
    tap_ok(!ls_memory_get(one, LS_KEPT_CARD, 7).ptr, "a stream is no card");
    ls_memory_put(one, LS_KEPT_CARD, 7, LS_SPAN("card"));
    tap_ok(ls_span_equal(ls_memory_get(one, LS_KEPT_CARD, 7), LS_SPAN("card")) &&
               ls_span_equal(ls_memory_get(one, LS_KEPT_STREAM, 7), LS_SPAN("seven")),
           "both may be there");

    struct ls_memory_shelf *other = ls_memory_hold(memory, 2, LAST);
    tap_ok(other && other != one && !ls_memory_get(other, LS_KEPT_STREAM, 7).ptr,
           "another state is empty");
    tap_ok(ls_span_equal(ls_memory_get(one, LS_KEPT_STREAM, 7), LS_SPAN("seven")),
           "the first is there as held");
    ls_memory_let_go(one);
    ls_memory_let_go(again);
    ls_memory_let_go(other);
    ls_memory_let_go(NULL);
    ls_memory_free(memory);
    ls_memory_free(NULL);
}

static void test_room(void)
{
    struct ls_memory *memory = make(8192);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, LAST);
    char text[1000] = {0};
    unsigned kept = 0;
    ls_memory_put(shelf, LS_KEPT_STREAM, LAST + 1, ls_span(text, sizeof text));
    ls_memory_put(shelf, LS_KEPT_STREAM, LAST + 2, ls_span(text, sizeof text));
    ls_memory_put(shelf, LS_KEPT_STREAM, 1, ls_span(NULL, 0));
    tap_ok(!ls_memory_get(shelf, LS_KEPT_STREAM, 1).ptr, "an absent one is not put");
    static const struct {
        enum ls_kept_kind kind;
        unsigned kept;
    } kinds[] = {{LS_KEPT_STREAM, 3}, {LS_KEPT_CARD, 2}, {LS_KEPT_STREAM, 0}, {LS_KEPT_FRAME, 1}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        kept = 0;
        for (uint32_t docid = 1; docid <= 10; docid++) {
            kept += ls_memory_put(shelf, kinds[i].kind, docid, ls_span(text, sizeof text));
        }
        tap_is_int(kept, kinds[i].kept, "as many as there is room for, whatever was not put");
    }
    ls_memory_put(shelf, LS_KEPT_TEMPLATE, 11, LS_SPAN("short"));
    tap_ok(ls_memory_get(shelf, LS_KEPT_TEMPLATE, 11).ptr != NULL, "and what still fits");
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

static struct ls_span text_of(uint64_t state, uint32_t docid, char room[32])
{
    int len = snprintf(room, 32, "%llu of %u", (unsigned long long)state, docid);
    return ls_span(room, (size_t)len);
}

/* Each walks through the states as the others do, at its own pace. */
static void *put_and_get(void *context)
{
    struct ls_memory *memory = context;
    size_t wrong = 0;
    for (uint64_t state = 1; state <= ROUNDS; state++) {
        struct ls_memory_shelf *shelf = ls_memory_hold(memory, state, LAST);
        for (uint32_t docid = 1; docid <= LAST; docid++) {
            char room[32];
            struct ls_span want = text_of(state, docid, room);
            struct ls_span got = ls_memory_get(shelf, LS_KEPT_STREAM, docid);
            if (!got.ptr) {
                ls_memory_put(shelf, LS_KEPT_STREAM, docid, want);
                got = ls_memory_get(shelf, LS_KEPT_STREAM, docid);
            }
            wrong += !ls_span_equal(got, want);
        }
        ls_memory_let_go(shelf);
    }
    return wrong == 0 ? memory : NULL;
}

static void test_threads(void)
{
    struct ls_memory *memory = make(1 << 24);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, put_and_get, memory);
    }
    for (int i = 0; i < THREADS; i++) {
        void *good;
        pthread_join(threads[i], &good);
        tap_ok(good != NULL, "a thread among others");
    }
    ls_memory_free(memory);
}

int main(void)
{
    test_states();
    test_room();
    test_threads();
    return tap_done();
}
