/* Answers kept for the next one who asks the same: as one types, many readers go through the same
 * letters. */
#ifndef LS_SERVER_CACHE_H
#define LS_SERVER_CACHE_H

#include "base/buf.h"

struct ls_cache; /* for all threads */

/* What is kept of an answer. */
struct ls_cached {
    const char *type;
    const char *caching;
    const char *policy;
    struct ls_buf body;
    struct ls_buf packed; /* as gzip; empty: not kept so */
};

/* Keeps at most this many bytes, the least recently wanted answers go first; 0 keeps none. NULL:
 * memory is out. */
struct ls_cache *ls_cache_new(size_t bytes_max);
void ls_cache_free(struct ls_cache *cache);

/* Copies the answer of a key, which is all that it depends on. False: there is none. */
bool ls_cache_find(struct ls_cache *cache, struct ls_span key, struct ls_cached *out);
/* Keeps a copy, unless it would fill a good part of the cache by itself. What memory is out for is
 * not kept. The texts are static. */
void ls_cache_keep(struct ls_cache *cache, struct ls_span key, const struct ls_cached *answer);

#endif
