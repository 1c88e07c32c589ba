/* A query with a caret under a mistake, for a terminal. */
#ifndef LS_QUERY_CARET_H
#define LS_QUERY_CARET_H

#include "base/buf.h"
#include "query/range.h"

/* Appends two lines; a long query is cut around the place. */
void ls_caret_add(struct ls_buf *out, struct ls_span query, struct ls_range place);

#endif
