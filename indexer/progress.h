/* A bar on the terminal for work that takes long. */
#ifndef LS_INDEXER_PROGRESS_H
#define LS_INDEXER_PROGRESS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct ls_progress {
    atomic_size_t done; /* counted by the workers */
    size_t total;
    bool drawn;
    bool running;
    bool finished; /* guarded by mutex */
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    pthread_t thread;
};

/* Draws to standard error until stopped, from half a second on; nothing when not wanted. */
void ls_progress_start(struct ls_progress *progress, bool wanted, size_t total);
void ls_progress_stop(struct ls_progress *progress); /* wipes the bar */

#endif
