/* One HTTP request and the response to it, free of the library that carries them. */
#ifndef LS_SERVER_EXCHANGE_H
#define LS_SERVER_EXCHANGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "query/range.h"

struct ls_session;
struct ls_site;
struct ls_metrics;

/* X(identifier, name). HEAD is GET to all but the sending. */
#define LS_METHOD_TABLE(X)                                                                         \
    X(GET, "GET")                                                                                  \
    X(HEAD, "HEAD")                                                                                \
    X(POST, "POST")                                                                                \
    X(OPTIONS, "OPTIONS")                                                                          \
    X(OTHER, "")

enum ls_method {
#define X(name, text) LS_METHOD_##name,
    LS_METHOD_TABLE(X)
#undef X
        LS_METHOD_COUNT
};

/* Decoded: valid UTF-8 without NUL. */
struct ls_param {
    struct ls_span name;
    struct ls_span value; /* empty when there was no = */
};

struct ls_params {
    struct ls_param *items;
    size_t count;
};

/* The value of the first of a name; absent when there is none. */
struct ls_span ls_params_get(const struct ls_params *params, const char *name);

/* "q=%E5%B9%BB+x&facets" → params, of the arena. LS_USAGE, saying where, for a bad escape, a NUL,
 * bytes that are not UTF-8, or more parameters than anyone needs. */
enum ls_status ls_params_read(struct ls_span text, struct ls_arena *arena, struct ls_params *params,
                              struct ls_error *err);

/* Headers that routes look at; absent when not sent. */
struct ls_http_headers {
    struct ls_span accept;
    struct ls_span accept_language;
    struct ls_span content_type;
    struct ls_span host;
};

struct ls_http_request {
    enum ls_method method;
    struct ls_span target; /* as sent, from the path on: for the log and for keys */
    struct ls_span path;   /* decoded: "/card/a/b.md"; valid UTF-8 without NUL */
    struct ls_span rest;   /* of path, behind what the route's own path says: "a/b.md" */
    struct ls_params params;
    struct ls_span body; /* as sent */
    struct ls_http_headers headers;
};

struct ls_http_response {
    unsigned code;    /* 200 unless set */
    const char *type; /* of the content, with its charset; static */
    struct ls_buf body;
    struct ls_span download; /* a file name: the answer is to be kept as a file; absent: shown */
    struct ls_span location; /* of a redirection; absent: none */
    const char *caching;     /* Cache-Control; static; NULL: "no-cache", ask again with the ETag */
    const char *policy;      /* Content-Security-Policy; static; NULL: that of data */
};

/* What a route works with. The session is the worker's own; the arena lives until the response has
 * been made. */
struct ls_exchange {
    const struct ls_site *site;
    const struct ls_http_request *request;
    struct ls_http_response *response;
    struct ls_session *session; /* NULL for routes that need no index */
    struct ls_metrics *metrics;
    struct ls_arena *arena;
    struct ls_range place; /* of the mistake in the query that an error tells of; past 0: nowhere */
    long long deadline_ms; /* on the monotonic clock: past it nobody waits for the answer */
};

#endif
