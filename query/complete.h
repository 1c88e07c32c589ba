/* What may be typed next: for the completions of shells. */
#ifndef LS_QUERY_COMPLETE_H
#define LS_QUERY_COMPLETE_H

#include "query/request.h"

/* Appends a line for each value that begins with what has been typed, Simplified and Traditional
 * alike: at most 200 of an index. A word of the query is written whole, with what stands before
 * the part completed. LS_NOTHING_FOUND when there are none. An index that is not there, or cannot
 * be read, offers nothing, and the status says why without a message: nobody would see it. */
enum ls_status ls_complete(const struct ls_request *request, struct ls_arena *arena,
                           struct ls_buf *out);

#endif
