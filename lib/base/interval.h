/* Numbers as people and programs type them, whatever the locale. */
#ifndef LS_BASE_INTERVAL_H
#define LS_BASE_INTERVAL_H

#include "base/span.h"

/* ASCII digits and nothing else; false also when it is too large. */
bool ls_digits_read(struct ls_span text, unsigned long *out);

enum ls_interval_problem { LS_INTERVAL_FINE, LS_INTERVAL_MALFORMED, LS_INTERVAL_REVERSED };

/* "8..9.5", "8..", "..9", "8". */
struct ls_interval_text {
    struct ls_span low, high; /* as typed; an open end is empty; both are a single number */
    bool is_single;
};
struct ls_interval_text ls_interval_split(struct ls_span text);

/* Numbers from min to max, ASCII digits with at most one point between them; an open end becomes
 * min or max, and both are that after a problem. */
enum ls_interval_problem ls_interval_read(struct ls_interval_text text, double min, double max,
                                          double *lo, double *hi);

#endif
