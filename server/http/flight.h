/* One request on its way through the server: from its first line to the headers and bytes of its
 * answer, free of the library that carries them. */
#ifndef LS_SERVER_FLIGHT_H
#define LS_SERVER_FLIGHT_H

#include "server/http/exchange.h"
#include "server/routes/routes.h"
#include "server/service.h"
#include "server/work/pool.h"

enum { LS_HEAD_BYTES_MAX = 16384 }; /* of a request's line and headers */

/* Headers that only the HTTP side looks at; absent when not sent. */
struct ls_flight_headers {
    size_t bytes; /* of all there are, and the line */
    struct ls_span content_length;
    bool has_body;
    bool is_ambiguous; /* how long the body is, or who is asked: a server before this one may have
                          read it otherwise */
    struct ls_span accept_encoding;
    struct ls_span if_none_match;
    struct ls_span origin;
};

struct ls_flight {
    struct ls_job job; /* for the pool: which finds the flight by it */
    const struct ls_service *service;
    void (*landed)(struct ls_flight *flight); /* called when a worker has answered */
    void *carrier;                            /* of whoever waits for that */

    struct ls_arena arena;
    double started_ms;
    double asked_ms; /* when all of the request was there, from which its time runs: a client with
                        a slow line is not to blame; 0: not yet */
    double answered_ms; /* 0: not yet */
    struct ls_http_request request;
    struct ls_flight_headers headers;
    struct ls_buf body; /* of the request, while it comes */
    bool has_begun;
    size_t received;   /* bytes of it, kept or not */
    bool is_oversized; /* there was more of it than the route takes */

    const struct ls_route *route; /* NULL: there is none */
    struct ls_http_response response;
    struct ls_buf packed; /* the response's body as gzip, when is_packed */
    bool is_packed;
    struct ls_buf key; /* what the answer depends on; empty: nobody else gets it */
    bool is_kept;      /* it was there already */
    char etag[24];     /* with its quotes; "": none */
};

/* A request for target, which is copied; NULL: memory is out. */
struct ls_flight *ls_flight_new(const struct ls_service *service, const char *target);
void ls_flight_free(struct ls_flight *flight);

/* Looks for the route and whether it may be asked so; all headers are there. False: no, and the
 * answer says why. */
bool ls_flight_begin(struct ls_flight *flight);
/* A piece of the body. False: there is no end of it. */
bool ls_flight_receive(struct ls_flight *flight, struct ls_span piece);
/* All of it is there. False: it will not do, and the answer says why. */
bool ls_flight_received(struct ls_flight *flight);

/* Answers on this thread. session: NULL for routes that need none. */
void ls_flight_answer(struct ls_flight *flight, struct ls_session *session);
/* Answers that it cannot be answered now. */
void ls_flight_turn_away(struct ls_flight *flight, const char *why);

/* Is the request's origin one of those that may ask from a browser? */
bool ls_flight_is_origin_allowed(const struct ls_flight *flight);
size_t ls_flight_route_number(const struct ls_flight *flight);

#endif
