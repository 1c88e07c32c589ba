#include "server/work/keeper.h"

#include "query/answer/session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_SECONDS = 1 };

struct ls_keeper {
    struct ls_session *session;
    atomic_bool *is_ready;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ends;
    atomic_bool is_stopping;
};

static bool is_stopping(void *context)
{
    struct ls_keeper *keeper = context;
    return atomic_load_explicit(&keeper->is_stopping, memory_order_relaxed);
}

/* Until the next look, or the end. */
static void rest(struct ls_keeper *keeper)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_SECONDS;
    pthread_mutex_lock(&keeper->lock);
    if (!is_stopping(keeper)) {
        pthread_cond_timedwait(&keeper->ends, &keeper->lock, &until);
    }
    pthread_mutex_unlock(&keeper->lock);
}

/* What goes wrong here the next request is told. */
static void *keep(void *context)
{
    struct ls_keeper *keeper = context;
    struct ls_error err;
    while (!is_stopping(keeper)) {
        bool is_made = ls_session_make_ready(keeper->session, &err) == LS_OK;
        atomic_store(keeper->is_ready, is_made);
        rest(keeper);
    }
    return NULL;
}

static void free_keeper(struct ls_keeper *keeper)
{
    ls_session_free(keeper->session);
    pthread_cond_destroy(&keeper->ends);
    pthread_mutex_destroy(&keeper->lock);
    free(keeper);
}

enum ls_status ls_keeper_start(const struct ls_site *site, struct ls_memory *memory,
                               atomic_bool *is_ready, struct ls_keeper **out, struct ls_error *err)
{
    struct ls_keeper *keeper = calloc(1, sizeof *keeper);
    *out = NULL;
    if (!keeper) {
        return ls_fail_memory(err);
    }
    keeper->is_ready = is_ready;
    pthread_mutex_init(&keeper->lock, NULL);
    pthread_cond_init(&keeper->ends, NULL);
    enum ls_status status = ls_session_open(site->dbs, site->db_count, &keeper->session, err);
    if (status == LS_OK) {
        ls_session_keep_memory(keeper->session, memory);
        ls_session_watch(keeper->session, is_stopping, keeper);
    }
    if (status == LS_OK && pthread_create(&keeper->thread, NULL, keep, keeper) != 0) {
        status = ls_fail(err, LS_INTERNAL, "cannot start a thread");
    }
    if (status == LS_OK) {
        *out = keeper;
    } else {
        free_keeper(keeper);
    }
    return status;
}

void ls_keeper_stop(struct ls_keeper *keeper)
{
    if (keeper) {
        atomic_store(&keeper->is_stopping, true);
        pthread_mutex_lock(&keeper->lock);
        pthread_cond_signal(&keeper->ends);
        pthread_mutex_unlock(&keeper->lock);
        pthread_join(keeper->thread, NULL);
        free_keeper(keeper);
    }
}
