#include "server/http/cache.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>

enum { CHAINS = 1 << 12, SHARE_MAX = 16 }; /* one answer takes at most a 16th of all */

struct entry {
    struct entry *next;          /* in its chain */
    struct entry *newer, *older; /* by when it was wanted last */
    uint64_t hash;
    struct ls_buf key;
    struct ls_cached answer;
};

struct ls_cache {
    pthread_mutex_t lock;
    size_t bytes_max;
    size_t bytes;
    struct entry *newest, *oldest;
    struct entry *chains[CHAINS];
};

struct ls_cache *ls_cache_new(size_t bytes_max)
{
    struct ls_cache *cache = calloc(1, sizeof *cache);
    if (cache) {
        pthread_mutex_init(&cache->lock, NULL);
        cache->bytes_max = bytes_max;
    }
    return cache;
}

static size_t size_of(const struct entry *entry)
{
    return sizeof *entry + entry->key.capacity + entry->answer.body.capacity +
           entry->answer.packed.capacity;
}

static void entry_free(struct entry *entry)
{
    ls_buf_free(&entry->key);
    ls_buf_free(&entry->answer.body);
    ls_buf_free(&entry->answer.packed);
    free(entry);
}

void ls_cache_free(struct ls_cache *cache)
{
    if (cache) {
        for (struct entry *entry = cache->newest; entry;) {
            struct entry *older = entry->older;
            entry_free(entry);
            entry = older;
        }
        pthread_mutex_destroy(&cache->lock);
        free(cache);
    }
}

/* Where the entry of a key hangs, or would. */
static struct entry **place_of(struct ls_cache *cache, struct ls_span key, uint64_t hash)
{
    struct entry **place = &cache->chains[(hash ^ hash >> 32) % CHAINS];
    while (*place && ((*place)->hash != hash || !ls_span_equal(ls_buf_span(&(*place)->key), key))) {
        place = &(*place)->next;
    }
    return place;
}

static void unlink_entry(struct ls_cache *cache, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct ls_cache *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static void copy(struct ls_cached *out, const struct ls_cached *from)
{
    *out = *from;
    out->body = out->packed = (struct ls_buf){0};
    ls_buf_add_span(&out->body, ls_buf_span(&from->body));
    ls_buf_add_span(&out->packed, ls_buf_span(&from->packed));
}

bool ls_cache_find(struct ls_cache *cache, struct ls_span key, struct ls_cached *out)
{
    uint64_t hash = ls_hash64(LS_HASH64_START, key);
    pthread_mutex_lock(&cache->lock);
    struct entry *entry = *place_of(cache, key, hash);
    if (entry) {
        unlink_entry(cache, entry);
        link_newest(cache, entry);
        copy(out, &entry->answer);
    }
    pthread_mutex_unlock(&cache->lock);
    return entry != NULL;
}

static void drop_oldest(struct ls_cache *cache)
{
    struct entry *oldest = cache->oldest;
    struct entry **place = place_of(cache, ls_buf_span(&oldest->key), oldest->hash);
    *place = oldest->next;
    unlink_entry(cache, oldest);
    cache->bytes -= size_of(oldest);
    entry_free(oldest);
}

static struct entry *make_entry(struct ls_span key, uint64_t hash, const struct ls_cached *answer)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry) {
        return NULL;
    }
    entry->hash = hash;
    ls_buf_add_span(&entry->key, key);
    copy(&entry->answer, answer);
    if (entry->key.failed || entry->answer.body.failed || entry->answer.packed.failed) {
        entry_free(entry);
        return NULL;
    }
    return entry;
}

void ls_cache_keep(struct ls_cache *cache, struct ls_span key, const struct ls_cached *answer)
{
    uint64_t hash = ls_hash64(LS_HASH64_START, key);
    bool is_small = key.len + answer->body.len + answer->packed.len < cache->bytes_max / SHARE_MAX;
    struct entry *entry = is_small ? make_entry(key, hash, answer) : NULL;
    if (!entry) {
        return;
    }
    pthread_mutex_lock(&cache->lock);
    struct entry **place = place_of(cache, key, hash);
    if (*place) {
        entry_free(entry); /* another thread was asked the same at the same time */
    } else {
        *place = entry;
        link_newest(cache, entry);
        cache->bytes += size_of(entry);
    }
    while (cache->bytes > cache->bytes_max) {
        drop_oldest(cache);
    }
    pthread_mutex_unlock(&cache->lock);
}
