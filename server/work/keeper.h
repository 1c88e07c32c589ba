/* A thread that sees a new state of the index soon after it is written, and makes what searches in
 * that state are quicker with: nobody's request waits for it. */
#ifndef LS_SERVER_KEEPER_H
#define LS_SERVER_KEEPER_H

#include "base/error.h"
#include "server/site.h"

#include <stdatomic.h>

struct ls_keeper;
struct ls_memory;

/* What it makes goes to the memory; *is_ready is true from then on. Both outlive it. LS_INTERNAL;
 * what ls_session_open may return. */
enum ls_status ls_keeper_start(const struct ls_site *site, struct ls_memory *memory,
                               atomic_bool *is_ready, struct ls_keeper **out, struct ls_error *err);
void ls_keeper_stop(struct ls_keeper *keeper); /* and frees it; NULL is fine */

#endif
