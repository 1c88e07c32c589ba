/* Threads that answer requests, each with a session of its own. */
#ifndef LS_SERVER_POOL_H
#define LS_SERVER_POOL_H

#include "base/error.h"
#include "server/site.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct ls_session;
struct ls_pool;

/* Part of what is to be done, which outlives it. */
struct ls_job {
    /* session is NULL when the pool stops: nothing is to be asked any more. */
    void (*run)(struct ls_job *job, struct ls_session *session);
    struct ls_job *next;
};

struct ls_pool_settings {
    unsigned threads;
    size_t waiting_max;      /* jobs that wait for a thread */
    size_t memory_bytes_max; /* of what is kept of the index in memory, for all threads */
    atomic_bool *is_ready;   /* outlives the pool; see server/work/keeper.h */
};

/* LS_INTERNAL; what ls_session_open may return. */
enum ls_status ls_pool_start(const struct ls_site *site, const struct ls_pool_settings *settings,
                             struct ls_pool **out, struct ls_error *err);

/* Runs the job, sooner or later, on some thread. False: as many wait already as may, or the pool
 * stops; the job is still the caller's. */
bool ls_pool_submit(struct ls_pool *pool, struct ls_job *job);

/* Those that wait are run without a session; returns when all have been run. */
void ls_pool_stop(struct ls_pool *pool);
void ls_pool_free(struct ls_pool *pool); /* stops it if need be */

#endif
