/* Clients that send or read so slowly that they only hold a connection: each part of a request has
 * its time, however many bytes trickle in meanwhile. */
#ifndef LS_SERVER_GUARD_H
#define LS_SERVER_GUARD_H

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* X(identifier, seconds it may take, seconds when there is no room for others; 0: as long as it
 * likes) */
#define LS_PHASE_TABLE(X)                                                                          \
    X(IDLE, 30, 2)       /* between requests, and while the first line of one is read */           \
    X(RECEIVING, 20, 10) /* the rest of it */                                                      \
    X(ANSWERING, 0, 0)   /* it is our turn: there is a time limit for that */                      \
    X(SENDING, 60, 20)

enum ls_phase {
#define X(name, seconds, seconds_when_full) LS_PHASE_##name,
    LS_PHASE_TABLE(X)
#undef X
};

struct ls_guard;

/* One connection. */
struct ls_watched {
    int socket;
    atomic_int phase;
    _Atomic double since_ms;
    void *flight;                    /* for whoever has it watched */
    struct ls_watched *next, **link; /* in the guard's list */
};

/* There is room for connections_max; when all but a tenth of it is taken, those who do nothing must
 * leave. */
enum ls_status ls_guard_start(size_t connections_max, struct ls_guard **out, struct ls_error *err);
void ls_guard_free(struct ls_guard *guard); /* when nothing is watched any more */

/* Watches a connection until the call that forgets it, which must come before its socket is closed.
 * NULL: memory is out, and it goes unwatched. */
struct ls_watched *ls_guard_watch(struct ls_guard *guard, int socket);
void ls_guard_forget(struct ls_guard *guard, struct ls_watched *watched);

/* watched may be NULL. */
void ls_watched_enter(struct ls_watched *watched, enum ls_phase phase);

#endif
