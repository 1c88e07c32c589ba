/* A request → the bytes of its answer. */
#ifndef LS_QUERY_ANSWER_H
#define LS_QUERY_ANSWER_H

#include "query/language/parse.h"
#include "query/render/render.h"
#include "query/request.h"

struct ls_reply {
    struct ls_buf out;         /* for standard output: whole, or empty after an error */
    struct ls_buf notes;       /* lines beside it: a domain that is on no card */
    struct ls_mistake mistake; /* where in the query an LS_USAGE is */
};

/* Answers a search or a --show. LS_NOTHING_FOUND when nothing was, with a
 * message only if the reply does not say so itself. */
enum ls_status ls_answer(const struct ls_request *request, const struct ls_style *style,
                         struct ls_arena *arena, struct ls_reply *reply, struct ls_error *err);

void ls_reply_free(struct ls_reply *reply);

#endif
