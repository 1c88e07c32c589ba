/* An index that is asked again and again: opened once, kept up to date with what
 * its writers do. */
#ifndef LS_QUERY_SESSION_H
#define LS_QUERY_SESSION_H

#include "query/answer/kept.h"
#include "query/suggest/suggest.h"

struct ls_session; /* one for each thread */

/* A session with the indexes in the folders dbs, searched as one, each once; none: the
 * usual place. Copies the names. Nothing is opened yet: a query is read before
 * its index, so that a mistake in it is told even when there is none. LS_USAGE
 * when nothing says where the index is. */
enum ls_status ls_session_open(const char *const *dbs, size_t db_count, struct ls_session **out,
                               struct ls_error *err);
void ls_session_free(struct ls_session *session);

/* The index as it is now: opened if it was not, and again when a writer has
 * changed it. Borrowed until the next call on this session. LS_NO_INDEX,
 * LS_OTHER_SCHEMA, LS_CORRUPT, LS_IO. */
enum ls_status ls_session_index(struct ls_session *session, struct ls_index **index,
                                struct ls_error *err);

/* What is to be done with an index. A writer may get in its way, so that it is done again, on the
 * index as it is then: it begins by dropping what it made before. */
typedef enum ls_status ls_session_task(void *context, struct ls_index *index, struct ls_error *err);

/* Does the task; what it returns, or what ls_session_index may return. LS_BUSY only when writers
 * got in the way again and again, or when it was given up. */
enum ls_status ls_session_run(struct ls_session *session, ls_session_task *task, void *context,
                              struct ls_error *err);

/* Has gives_up asked now and then while an index is read in the functions below and above; once it
 * returned true, the one that runs ends with LS_BUSY, and is not repeated. NULL: nothing is asked.
 * A request's deadline holds beside it. */
void ls_session_watch(struct ls_session *session, bool (*gives_up)(void *context), void *context);

/* Many requests will come: what only pays then is kept from the first on. */
void ls_session_expect_many(struct ls_session *session);

/* Keeps what it reads and makes of the index in memory, with other sessions that were given the
 * same one: then searches take a fraction of the time. Borrowed. */
void ls_session_keep_memory(struct ls_session *session, struct ls_memory *memory);

/* Makes for all who were given the same memory what takes a while and makes their answers quicker,
 * once for each state of the index. LS_BUSY when it was given up; what ls_session_run may return.
 */
enum ls_status ls_session_make_ready(struct ls_session *session, struct ls_error *err);

/* A number for what answers now, for one and the same program: it changes with the index and with
 * the dictionary, and with nothing else. Nothing is searched. LS_NO_INDEX and others, as
 * ls_session_index. */
enum ls_status ls_session_state(struct ls_session *session, uint64_t *state, struct ls_error *err);

/* From now on all requests are answered from one state of the index, as long as
 * the disk still has it. */
void ls_session_hold(struct ls_session *session);

/* Answers a search, --show, --like or --suggest into reply, which is all zero or of an earlier
 * request. LS_NOTHING_FOUND when nothing was, with a message only if the reply
 * does not say so itself; LS_USAGE for a bad query, whether or not there is an
 * index; and what ls_session_run may return: LS_BUSY behind the request's deadline. */
enum ls_status ls_session_ask(struct ls_session *session, const struct ls_request *request,
                              const struct ls_style *style, struct ls_reply *reply,
                              struct ls_error *err);

/* Likewise, but the answer is kept: for a search, --show or --like, without count_only. The reply
 * gets the notes and the mistake. */
enum ls_status ls_session_keep(struct ls_session *session, const struct ls_request *request,
                               struct ls_kept *kept, struct ls_reply *reply, struct ls_error *err);

/* What may be typed next, as ls_suggest finds it: all in the arena. LS_BUSY as ls_session_ask. */
enum ls_status ls_session_suggest(struct ls_session *session, const struct ls_request *request,
                                  struct ls_arena *arena, struct ls_suggestions *suggestions,
                                  struct ls_error *err);

/* ls_kept_mark with the session's analyzer. */
enum ls_status ls_session_mark(struct ls_session *session, struct ls_kept *kept, size_t number,
                               struct ls_span text, struct ls_range **ranges, size_t *count,
                               struct ls_error *err);

#endif
