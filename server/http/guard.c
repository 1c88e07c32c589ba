#include "server/http/guard.h"

#include "server/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

struct ls_guard {
    pthread_mutex_t lock;
    pthread_cond_t ends;
    pthread_t thread;
    struct ls_watched *first;
    size_t count;
    size_t count_full; /* there is no room from here on */
    bool is_ending;
};

static const unsigned seconds_of[][2] = {
#define X(name, seconds, seconds_when_full) [LS_PHASE_##name] = {(seconds), (seconds_when_full)},
    LS_PHASE_TABLE(X)
#undef X
};

/* The HTTP library sees the socket's end, and closes it. */
static void shut_slow(struct ls_guard *guard, double now)
{
    bool is_full = guard->count >= guard->count_full;
    for (struct ls_watched *watched = guard->first; watched; watched = watched->next) {
        int phase =
            atomic_load(&watched->phase); /* as an index it would not be read so by GCC 12 */
        unsigned seconds = seconds_of[phase][is_full];
        if (seconds > 0 && now - watched->since_ms > seconds * 1e3) {
            shutdown(watched->socket, SHUT_RDWR);
        }
    }
}

static void *patrol(void *context)
{
    struct ls_guard *guard = context;
    pthread_mutex_lock(&guard->lock);
    while (!guard->is_ending) {
        struct timespec next;
        clock_gettime(CLOCK_REALTIME, &next);
        next.tv_sec++;
        pthread_cond_timedwait(&guard->ends, &guard->lock, &next);
        shut_slow(guard, ls_clock_ms());
    }
    pthread_mutex_unlock(&guard->lock);
    return NULL;
}

enum ls_status ls_guard_start(size_t connections_max, struct ls_guard **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_guard *guard = calloc(1, sizeof *guard);
    if (!guard) {
        return ls_fail_memory(err);
    }
    guard->count_full = connections_max - connections_max / 10;
    pthread_mutex_init(&guard->lock, NULL);
    pthread_cond_init(&guard->ends, NULL);
    if (pthread_create(&guard->thread, NULL, patrol, guard) != 0) {
        free(guard);
        return ls_fail(err, LS_INTERNAL, "cannot start a thread");
    }
    *out = guard;
    return LS_OK;
}

void ls_guard_free(struct ls_guard *guard)
{
    if (guard) {
        pthread_mutex_lock(&guard->lock);
        guard->is_ending = true;
        pthread_cond_signal(&guard->ends);
        pthread_mutex_unlock(&guard->lock);
        pthread_join(guard->thread, NULL);
        pthread_cond_destroy(&guard->ends);
        pthread_mutex_destroy(&guard->lock);
        free(guard);
    }
}

struct ls_watched *ls_guard_watch(struct ls_guard *guard, int socket)
{
    struct ls_watched *watched = calloc(1, sizeof *watched);
    if (watched) {
        watched->socket = socket;
        ls_watched_enter(watched, LS_PHASE_IDLE);
        pthread_mutex_lock(&guard->lock);
        watched->next = guard->first;
        watched->link = &guard->first;
        if (watched->next) {
            watched->next->link = &watched->next;
        }
        guard->first = watched;
        guard->count++;
        pthread_mutex_unlock(&guard->lock);
    }
    return watched;
}

void ls_guard_forget(struct ls_guard *guard, struct ls_watched *watched)
{
    if (watched) {
        pthread_mutex_lock(&guard->lock);
        *watched->link = watched->next;
        if (watched->next) {
            watched->next->link = watched->link;
        }
        guard->count--;
        pthread_mutex_unlock(&guard->lock);
        free(watched);
    }
}

void ls_watched_enter(struct ls_watched *watched, enum ls_phase phase)
{
    if (watched) {
        watched->since_ms = ls_clock_ms();
        watched->phase = (int)phase;
    }
}
