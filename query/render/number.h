/* Numbers as a reader and JSON write them. */
#ifndef LS_QUERY_NUMBER_H
#define LS_QUERY_NUMBER_H

#include "base/buf.h"

/* "8", "8.2", "-0.0012"; unknown for NaN. */
void ls_number_add(struct ls_buf *out, double number, const char *unknown);

#endif
