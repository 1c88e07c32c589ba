/* What an index holds, counted. */
#ifndef LS_QUERY_STATS_H
#define LS_QUERY_STATS_H

#include "query/request.h"

/* Appends one screen of text, or with --format json one object. LS_USAGE for the other formats;
 * else what opening and reading an index may return. */
enum ls_status ls_stats(const struct ls_request *request, struct ls_arena *arena,
                        struct ls_buf *out, struct ls_error *err);

#endif
