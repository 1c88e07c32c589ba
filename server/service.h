/* What all requests share; borrowed by all threads. */
#ifndef LS_SERVER_SERVICE_H
#define LS_SERVER_SERVICE_H

struct ls_site;
struct ls_pool;
struct ls_metrics;
struct ls_cache;

struct ls_service {
    const struct ls_site *site;
    struct ls_pool *pool;
    struct ls_metrics *metrics;
    struct ls_cache *cache;
};

#endif
