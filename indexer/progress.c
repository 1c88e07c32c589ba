#include "indexer/progress.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

enum { BAR_COLUMNS = 40, FIRST_MS = 500, EVERY_MS = 100 };

static void draw(struct ls_progress *progress)
{
    size_t done = atomic_load(&progress->done);
    size_t filled = progress->total ? done * BAR_COLUMNS / progress->total : BAR_COLUMNS;
    char bar[BAR_COLUMNS + 1];
    for (size_t i = 0; i < BAR_COLUMNS; i++) {
        bar[i] = i < filled ? '#' : '.';
    }
    bar[BAR_COLUMNS] = '\0';
    fprintf(stderr, "\r[%s] %zu of %zu cards", bar, done, progress->total);
    fflush(stderr);
    progress->drawn = true;
}

static struct timespec in_ms(unsigned ms)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    when.tv_nsec += (long)(ms % 1000) * 1000000;
    when.tv_sec += ms / 1000 + when.tv_nsec / 1000000000;
    when.tv_nsec %= 1000000000;
    return when;
}

static void *run(void *context)
{
    struct ls_progress *progress = context;
    struct timespec next = in_ms(FIRST_MS);
    pthread_mutex_lock(&progress->mutex);
    while (!progress->finished) {
        if (pthread_cond_timedwait(&progress->wake, &progress->mutex, &next) == ETIMEDOUT) {
            draw(progress);
            next = in_ms(EVERY_MS);
        }
    }
    pthread_mutex_unlock(&progress->mutex);
    return NULL;
}

void ls_progress_start(struct ls_progress *progress, bool wanted, size_t total)
{
    progress->total = total;
    atomic_store(&progress->done, 0);
    if (!wanted) {
        return;
    }
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&progress->mutex, NULL);
    pthread_cond_init(&progress->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    progress->running = pthread_create(&progress->thread, NULL, run, progress) == 0;
}

void ls_progress_stop(struct ls_progress *progress)
{
    if (!progress->running) {
        return;
    }
    pthread_mutex_lock(&progress->mutex);
    progress->finished = true;
    pthread_cond_signal(&progress->wake);
    pthread_mutex_unlock(&progress->mutex);
    pthread_join(progress->thread, NULL);
    if (progress->drawn) {
        fputs("\r\033[K", stderr);
    }
    progress->running = false;
}
