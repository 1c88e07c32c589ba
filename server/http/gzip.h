#ifndef LS_SERVER_GZIP_H
#define LS_SERVER_GZIP_H

#include "base/buf.h"

/* Is it worth the trouble? */
enum { LS_GZIP_BYTES_MIN = 1024 };

/* Appends text as gzip; out says whether memory sufficed. */
void ls_gzip_add(struct ls_buf *out, struct ls_span text);

#endif
