/* Answers are kept, found by their whole key, and given up when room is short, the least recently
 * wanted first. */
#include "server/http/cache.h"

#include "tests/tap.h"

#include <pthread.h>

enum { BODY_BYTES = 1000, MAX_BYTES = 64 << 10 };

static void keep(struct ls_cache *cache, const char *key, char filling, size_t bytes)
{
    struct ls_cached answer = {.type = "text/plain"};
    memset(ls_buf_reserve(&answer.body, bytes), filling, bytes);
    answer.body.len = bytes;
    ls_buf_add_str(&answer.packed, "packed");
    ls_cache_keep(cache, ls_span_str(key), &answer);
    ls_buf_free(&answer.body);
    ls_buf_free(&answer.packed);
}

/* The byte the answer is filled with; 0: there is none; -1: it is not as it was. */
static int found(struct ls_cache *cache, const char *key, size_t bytes)
{
    struct ls_cached answer = {0};
    if (!ls_cache_find(cache, ls_span_str(key), &answer)) {
        return 0;
    }
    bool is_same = answer.body.len == bytes && strcmp(answer.type, "text/plain") == 0 &&
                   ls_span_equal(ls_buf_span(&answer.packed), LS_SPAN("packed"));
    for (size_t i = 1; is_same && i < bytes; i++) {
        is_same = answer.body.ptr[i] == answer.body.ptr[0];
    }
    int filling = is_same ? answer.body.ptr[0] : -1;
    ls_buf_free(&answer.body);
    ls_buf_free(&answer.packed);
    return filling;
}

static void test_finding(void)
{
    struct ls_cache *cache = ls_cache_new(MAX_BYTES);
    tap_is_int(found(cache, "a", BODY_BYTES), 0, "nothing is there at first");
    keep(cache, "a", 'x', BODY_BYTES);
    tap_is_int(found(cache, "a", BODY_BYTES), 'x', "what was kept is found as it was");
    tap_is_int(found(cache, "ab", BODY_BYTES), 0, "not by a longer key");
    tap_is_int(found(cache, "", BODY_BYTES), 0, "nor by a shorter one");
    keep(cache, "a", 'y', BODY_BYTES);
    tap_is_int(found(cache, "a", BODY_BYTES), 'x',
               "equal keys have equal answers: the first stays");
    keep(cache, "big", 'z', MAX_BYTES / 8);
    tap_is_int(found(cache, "big", MAX_BYTES / 8), 0, "one answer does not fill it");
    ls_cache_free(cache);
}

static void test_room(void)
{
    struct ls_cache *cache = ls_cache_new(MAX_BYTES);
    char key[16];
    int kept = 0, latest = 0;
    keep(cache, "wanted", 'w', BODY_BYTES);
    for (int i = 0; i < 500; i++) {
        snprintf(key, sizeof key, "key %d", i);
        keep(cache, key, (char)('a' + i % 26), BODY_BYTES);
        found(cache, "wanted", BODY_BYTES);
    }
    for (int i = 0; i < 500; i++) {
        snprintf(key, sizeof key, "key %d", i);
        int filling = found(cache, key, BODY_BYTES);
        kept += filling == 'a' + i % 26;
        latest += i >= 480 && filling == 'a' + i % 26;
    }
    tap_is_int(latest, 20, "the latest are kept");
    tap_ok(kept > 20 && kept < MAX_BYTES / BODY_BYTES, "no more than there is room for: %d", kept);
    tap_is_int(found(cache, "wanted", BODY_BYTES), 'w', "what is wanted again and again stays");
    ls_cache_free(cache);
    cache = ls_cache_new(0);
    keep(cache, "a", 'x', 1);
    tap_is_int(found(cache, "a", 1), 0, "without room nothing is kept");
    ls_cache_free(cache);
}

static void *ask_often(void *context)
{
    struct ls_cache *cache = context;
    char key[16];
    long wrong = 0;
    for (int i = 0; i < 3000; i++) {
        int number = i * 7 % 113;
        snprintf(key, sizeof key, "key %d", number);
        int filling = found(cache, key, BODY_BYTES);
        wrong += filling != 0 && filling != 'a' + number % 26;
        keep(cache, key, (char)('a' + number % 26), BODY_BYTES);
    }
    return (void *)wrong;
}

static void test_threads(void)
{
    enum { THREADS = 4 };
    struct ls_cache *cache = ls_cache_new(MAX_BYTES);
    pthread_t threads[THREADS];
    long wrong = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, ask_often, cache);
    }
    for (int i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        wrong += (long)result;
    }
    tap_is_int(wrong, 0, "threads get the answers of their keys");
    ls_cache_free(cache);
}

int main(void)
{
    test_finding();
    test_room();
    test_threads();
    return tap_done();
}
