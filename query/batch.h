/* Many queries, as JSON lines, answered one by one. */
#ifndef LS_QUERY_BATCH_H
#define LS_QUERY_BATCH_H

#include "query/answer/session.h"

enum { LS_BATCH_LINE_BYTES_MAX = 1 << 20 };

struct ls_batch; /* a file on the way to its end */

/* Opens a file; "-" is standard input. Borrows the path. LS_IO. */
enum ls_status ls_batch_open(const char *path, struct ls_batch **out, struct ls_error *err);
void ls_batch_free(struct ls_batch *batch);

/* Answers the next query of the file: asks the session what request asks, with
 * the text and the id of the line. A text that is no query in our language is
 * searched as plain words, with a line in reply.notes that says so. What a
 * reply's notes say a second time running is left out.
 *
 * more is false when there was no line left. LS_USAGE, with a message that
 * names file and line, for a line that cannot be answered: the batch can go on,
 * and in JSON reply.out says so to the reader of the answers.
 * Any other status but LS_OK ends it. A query that finds nothing is LS_OK. */
enum ls_status ls_batch_next(struct ls_batch *batch, struct ls_session *session,
                             const struct ls_request *request, const struct ls_style *style,
                             struct ls_reply *reply, bool *more, struct ls_error *err);

#endif
