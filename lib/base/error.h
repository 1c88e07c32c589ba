/* What went wrong, where, and what to do about it: one line for a person. */
#ifndef LS_BASE_ERROR_H
#define LS_BASE_ERROR_H

#include "base/status.h"

struct ls_error {
    enum ls_status status;
    char message[1024]; /* one line of UTF-8, cut at a character border when too long */
};

/* Fills *err (which may be NULL) and returns status, so that a function can end
 * with `return ls_fail(err, LS_IO, "%s: cannot read: %s", path, strerror(errno))`. */
enum ls_status ls_fail(struct ls_error *err, enum ls_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The message for an allocation that failed. */
enum ls_status ls_fail_memory(struct ls_error *err);

/* Replaces control characters in *text, and bytes that are no UTF-8, by '?', so that a hostile file
 * name or query cannot write escape sequences to a terminal. */
void ls_text_defuse(char *text);

#endif
