#include "server/work/pool.h"

#include "query/answer/session.h"
#include "server/work/keeper.h"
#include "store/memory.h"

#include <pthread.h>
#include <stdlib.h>

struct worker {
    struct ls_pool *pool;
    struct ls_session *session;
    pthread_t thread;
};

struct ls_pool {
    pthread_mutex_t lock;
    pthread_cond_t came; /* a job, or the end */
    struct ls_job *first;
    struct ls_job **last; /* where the next one is hung */
    size_t waiting;
    size_t waiting_max;
    bool is_stopping;

    struct ls_memory *memory;
    struct ls_keeper *keeper; /* NULL when nothing is kept */
    struct worker *workers;
    unsigned running; /* of the workers, threads there are */
    unsigned count;
};

/* The next job; NULL when the pool has stopped and none is left. */
static struct ls_job *take(struct ls_pool *pool, bool *is_stopping)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->first && !pool->is_stopping) {
        pthread_cond_wait(&pool->came, &pool->lock);
    }
    struct ls_job *job = pool->first;
    if (job) {
        pool->first = job->next;
        pool->last = pool->first ? pool->last : &pool->first;
        pool->waiting--;
    }
    *is_stopping = pool->is_stopping;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void *work(void *context)
{
    struct worker *worker = context;
    bool is_stopping;
    struct ls_job *job;
    while ((job = take(worker->pool, &is_stopping))) {
        job->run(job, is_stopping ? NULL : worker->session);
    }
    return NULL;
}

static enum ls_status start_worker(struct ls_pool *pool, const struct ls_site *site,
                                   struct worker *worker, struct ls_error *err)
{
    worker->pool = pool;
    enum ls_status status = ls_session_open(site->dbs, site->db_count, &worker->session, err);
    if (status == LS_OK) {
        ls_session_expect_many(worker->session);
        ls_session_keep_memory(worker->session, pool->memory);
    }
    if (status == LS_OK && pthread_create(&worker->thread, NULL, work, worker) != 0) {
        status = ls_fail(err, LS_INTERNAL, "cannot start a thread");
    }
    if (status == LS_OK) {
        pool->running++;
    }
    return status;
}

static enum ls_status start_workers(struct ls_pool *pool, const struct ls_site *site,
                                    const struct ls_pool_settings *settings, struct ls_error *err)
{
    enum ls_status status = ls_memory_new(settings->memory_bytes_max, &pool->memory, err);
    pool->workers = calloc(settings->threads, sizeof *pool->workers);
    if (status == LS_OK && !pool->workers) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK && settings->memory_bytes_max > 0) {
        status = ls_keeper_start(site, pool->memory, settings->is_ready, &pool->keeper, err);
    }
    for (; status == LS_OK && pool->count < settings->threads; pool->count++) {
        status = start_worker(pool, site, &pool->workers[pool->count], err);
    }
    return status;
}

enum ls_status ls_pool_start(const struct ls_site *site, const struct ls_pool_settings *settings,
                             struct ls_pool **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_pool *pool = calloc(1, sizeof *pool);
    if (!pool) {
        return ls_fail_memory(err);
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->came, NULL);
    pool->last = &pool->first;
    pool->waiting_max = settings->waiting_max;
    enum ls_status status = start_workers(pool, site, settings, err);
    if (status == LS_OK) {
        *out = pool;
    } else {
        ls_pool_free(pool);
    }
    return status;
}

bool ls_pool_submit(struct ls_pool *pool, struct ls_job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&pool->lock);
    bool is_taken = !pool->is_stopping && pool->waiting < pool->waiting_max;
    if (is_taken) {
        *pool->last = job;
        pool->last = &job->next;
        pool->waiting++;
        pthread_cond_signal(&pool->came);
    }
    pthread_mutex_unlock(&pool->lock);
    return is_taken;
}

void ls_pool_stop(struct ls_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->is_stopping = true;
    pthread_cond_broadcast(&pool->came);
    pthread_mutex_unlock(&pool->lock);
    for (; pool->running > 0; pool->running--) {
        pthread_join(pool->workers[pool->running - 1].thread, NULL);
    }
    ls_keeper_stop(pool->keeper);
    pool->keeper = NULL;
}

void ls_pool_free(struct ls_pool *pool)
{
    if (pool) {
        ls_pool_stop(pool);
        for (unsigned i = 0; i < pool->count; i++) {
            ls_session_free(pool->workers[i].session);
        }
        ls_memory_free(pool->memory);
        pthread_cond_destroy(&pool->came);
        pthread_mutex_destroy(&pool->lock);
        free(pool->workers);
        free(pool);
    }
}
