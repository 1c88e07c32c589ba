/* What stands behind the method of a request: "/card/a%20b.md?format=ris". */
#ifndef LS_SERVER_TARGET_H
#define LS_SERVER_TARGET_H

#include "base/arena.h"
#include "base/error.h"

enum ls_percent_form {
    LS_PERCENT_PATH,
    LS_PERCENT_FORM /* a plus is a space */
};

/* Of the arena; ends in NUL. LS_USAGE, saying where, for an escape that is none, a NUL, and bytes
 * that are not UTF-8. An absent text becomes an empty one. */
enum ls_status ls_percent_decode(struct ls_span text, enum ls_percent_form form,
                                 struct ls_arena *arena, struct ls_span *decoded,
                                 struct ls_error *err);

/* The path and the parameters as they were sent; what some clients put before the path, the
 * server's own name, is dropped. Both borrow. */
void ls_target_split(struct ls_span target, struct ls_span *path, struct ls_span *params);

#endif
