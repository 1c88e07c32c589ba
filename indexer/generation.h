/* The folder of an index. It holds generations, each a Xapian database of its
 * own that is never changed once it is current, and a stub file that names the
 * current one, so that Xapian's own tools open the folder too:
 *
 *     DIR/XAPIANDB     "auto gen-7"
 *     DIR/gen-7/       the database
 *     DIR/lock         held by the run that is making gen-8
 *
 * A run makes the next generation beside the current one and switches by
 * renaming the stub: whoever is killed, wherever, leaves the index as it was
 * before or as it is after. */
#ifndef LS_INDEXER_GENERATION_H
#define LS_INDEXER_GENERATION_H

#include "base/arena.h"
#include "base/error.h"

struct ls_generations; /* a folder whose lock we hold */

/* Makes the folder if need be, takes its lock, waiting wait_seconds at most, and
 * clears away what a killed run left. LS_BUSY says who holds it; LS_USAGE when
 * the folder is full of something else; LS_IO. */
enum ls_status ls_generations_open(const char *path, unsigned wait_seconds,
                                   struct ls_generations **out, struct ls_error *err);
void ls_generations_free(struct ls_generations *generations); /* lets go of the lock */

/* The current database's folder; NULL when there is none yet. */
const char *ls_generations_current(const struct ls_generations *generations);

/* The next one's folder, empty; with copy, as a copy of the current one. */
enum ls_status ls_generations_next(struct ls_generations *generations, bool copy, const char **path,
                                   struct ls_error *err);

/* Makes the next one current, on the disk for good, and removes the one before. */
enum ls_status ls_generations_switch(struct ls_generations *generations, struct ls_error *err);

/* Removes the next one again. */
void ls_generations_abandon(struct ls_generations *generations);

#endif
