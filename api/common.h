/* What the files of the public API share. */
#ifndef LS_API_COMMON_H
#define LS_API_COMMON_H

#include "query/answer/session.h"

#include <litsearch.h>

enum { API_LIMIT_DEFAULT = 10 };

struct litsearch_index {
    struct ls_session *session;
};

struct litsearch_query {
    struct ls_arena arena;
    struct ls_request request;
};

struct litsearch_hit {
    const struct ls_shown *shown;
};

struct litsearch_answer {
    struct ls_kept kept;
    struct ls_reply reply;
    struct litsearch_hit *hits;
};

/* Tells the caller how it went: mistake may be NULL. */
enum litsearch_status api_done(enum ls_status status, const struct ls_error *inner,
                               const struct ls_mistake *mistake, struct litsearch_error *err);
/* LITSEARCH_USAGE, for what should not have been passed. */
enum litsearch_status api_refuse(const char *what, struct litsearch_error *err);

/* Is there anything to ask for: words or a filter? */
bool api_asks(const struct ls_request *request);

#endif
