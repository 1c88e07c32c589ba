#include "server/http/flight.h"

#include "base/hash.h"
#include "base/interval.h"
#include "query/answer/session.h"
#include "server/clock.h"
#include "server/http/cache.h"
#include "server/http/gzip.h"
#include "server/http/negotiate.h"
#include "server/http/target.h"
#include "server/metrics.h"

#include <stdio.h>
#include <stdlib.h>

/* Of a body that nobody said the length of: one that is too long is read to its end, so that the
 * client learns it, but not for ever. */
enum { DRAINED_BYTES_MAX = 2 << 20 };

static void run(struct ls_job *job, struct ls_session *session);

struct ls_flight *ls_flight_new(const struct ls_service *service, const char *target)
{
    struct ls_flight *flight = calloc(1, sizeof *flight);
    if (flight) {
        flight->job.run = run;
        flight->service = service;
        flight->started_ms = ls_clock_ms();
        flight->response.code = 200;
        flight->request.method = LS_METHOD_OTHER; /* until it is known */
        flight->request.target = ls_arena_copy(&flight->arena, ls_span_str(target));
        service->metrics->under_way++;
    }
    return flight;
}

void ls_flight_free(struct ls_flight *flight)
{
    if (flight) {
        flight->service->metrics->under_way--;
        ls_buf_free(&flight->body);
        ls_buf_free(&flight->packed);
        ls_buf_free(&flight->key);
        ls_buf_free(&flight->response.body);
        ls_arena_free(&flight->arena);
        free(flight);
    }
}

size_t ls_flight_route_number(const struct ls_flight *flight)
{
    return flight->route ? (size_t)(flight->route - ls_routes) : ls_route_count;
}

bool ls_flight_is_origin_allowed(const struct ls_flight *flight)
{
    bool is_allowed = false;
    for (size_t i = 0; !is_allowed && i < flight->service->site->origin_count; i++) {
        const char *origin = flight->service->site->origins[i];
        is_allowed =
            strcmp(origin, "*") == 0 || ls_span_equal(flight->headers.origin, ls_span_str(origin));
    }
    return is_allowed && flight->headers.origin.len > 0;
}

static struct ls_exchange exchange_of(struct ls_flight *flight, struct ls_session *session)
{
    double since_ms = flight->asked_ms > 0 ? flight->asked_ms : flight->started_ms;
    return (struct ls_exchange){
        .site = flight->service->site,
        .request = &flight->request,
        .response = &flight->response,
        .session = session,
        .metrics = flight->service->metrics,
        .arena = &flight->arena,
        .deadline_ms = (long long)since_ms + flight->service->site->time_limit_ms,
    };
}

/* The error takes the place of what the route wrote. */
static void tell(struct ls_flight *flight, struct ls_exchange *exchange, unsigned code,
                 const struct ls_error *err)
{
    struct ls_http_response *response = &flight->response;
    struct ls_buf body = response->body;
    ls_buf_clear(&body);
    *response = (struct ls_http_response){.code = code, .body = body, .caching = "no-store"};
    (flight->route ? flight->route->fail : ls_fail_as_wanted)(exchange, err);
}

static void refuse(struct ls_flight *flight, unsigned code, enum ls_status status,
                   const char *message)
{
    struct ls_exchange exchange = exchange_of(flight, NULL);
    struct ls_error err;
    ls_fail(&err, status, "%s", message);
    tell(flight, &exchange, code, &err);
    flight->answered_ms = ls_clock_ms();
}

void ls_flight_turn_away(struct ls_flight *flight, const char *why)
{
    flight->service->metrics->turned_away++;
    refuse(flight, 503, LS_BUSY, why);
}

static enum ls_status read_target(struct ls_flight *flight, struct ls_error *err)
{
    struct ls_http_request *request = &flight->request;
    struct ls_span path, params;
    ls_target_split(request->target, &path, &params);
    enum ls_status status =
        ls_percent_decode(path, LS_PERCENT_PATH, &flight->arena, &request->path, err);
    if (status == LS_OK) {
        flight->route = ls_route_find(request->path, &request->rest);
        status = ls_params_read(params, &flight->arena, &request->params, err);
    }
    return status;
}

static void refuse_body(struct ls_flight *flight)
{
    struct ls_error err;
    ls_fail(&err, LS_USAGE, "the request has a larger body than the %zu bytes it may have",
            flight->route->body_bytes_max);
    refuse(flight, 413, LS_USAGE, err.message);
}

/* By what the client says of it. */
static bool is_body_too_long(const struct ls_flight *flight)
{
    unsigned long bytes = 0;
    struct ls_span said = flight->headers.content_length;
    return said.len > 0 && (!ls_digits_read(said, &bytes) || bytes > flight->route->body_bytes_max);
}

/* 0: neither is too long. */
static unsigned too_long(const struct ls_flight *flight)
{
    bool is_target = flight->request.target.len > LS_HEAD_BYTES_MAX / 2;
    return flight->headers.bytes <= LS_HEAD_BYTES_MAX ? 0 : is_target ? 414 : 431;
}

bool ls_flight_begin(struct ls_flight *flight)
{
    struct ls_error err = {0};
    enum ls_method method = flight->request.method;
    enum ls_status status =
        flight->request.target.ptr ? read_target(flight, &err) : ls_fail_memory(&err);
    if (too_long(flight)) {
        refuse(flight, too_long(flight), LS_USAGE, "the address or the headers are too long");
    } else if (flight->headers.is_ambiguous) {
        refuse(flight, 400, LS_USAGE,
               "the headers do not say clearly how long the body is, or who is asked");
    } else if (status != LS_OK) {
        refuse(flight, (unsigned)ls_status_http(status), status, err.message);
    } else if (method == LS_METHOD_OPTIONS && flight->route) {
        flight->response.code = 204;
        flight->answered_ms = ls_clock_ms();
    } else if (!flight->route) {
        refuse(flight, 404, LS_USAGE, "there is nothing at this address");
    } else if (!(flight->route->allow & 1u << method)) {
        refuse(flight, 405, LS_USAGE, "this address cannot be asked with this method");
    } else if (is_body_too_long(flight)) {
        refuse_body(flight);
    }
    return flight->answered_ms == 0;
}

bool ls_flight_receive(struct ls_flight *flight, struct ls_span piece)
{
    size_t max = flight->route ? flight->route->body_bytes_max : 0;
    flight->is_oversized |= piece.len > max || flight->body.len > max - piece.len;
    flight->received += piece.len;
    if (!flight->is_oversized) {
        ls_buf_add_span(&flight->body, piece);
    }
    return flight->received <= DRAINED_BYTES_MAX;
}

bool ls_flight_received(struct ls_flight *flight)
{
    flight->asked_ms = ls_clock_ms();
    flight->request.body = ls_buf_span(&flight->body);
    if (flight->body.failed) {
        refuse(flight, 500, LS_INTERNAL, "memory is out");
    } else if (flight->is_oversized) {
        refuse_body(flight);
    }
    return flight->answered_ms == 0;
}

/* All that an answer depends on: equal keys have equal answers, but for the time they took. */
static enum ls_status make_key(struct ls_flight *flight, struct ls_session *session,
                               struct ls_error *err)
{
    const struct ls_http_request *request = &flight->request;
    const struct ls_site *site = flight->service->site;
    bool is_negotiated = flight->route->is_negotiated;
    uint64_t state = 0;
    enum ls_status status = ls_session_state(session, &state, err);
    const struct ls_span parts[] = {
        LS_SPAN(LS_VERSION),
        ls_span_str(site->base_url),
        site->root,
        request->headers.host,
        is_negotiated ? request->headers.accept : LS_SPAN(""),
        is_negotiated ? request->headers.accept_language : LS_SPAN(""),
        request->target,
    };
    ls_buf_printf(&flight->key, "%016llx", (unsigned long long)state);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ls_buf_add_char(&flight->key, '\n'); /* which none of them has */
        ls_buf_add_span(&flight->key, parts[i]);
    }
    return status == LS_OK && flight->key.failed ? ls_fail_memory(err) : status;
}

static enum ls_status make_etag(struct ls_flight *flight, struct ls_session *session,
                                struct ls_error *err)
{
    enum ls_status status = make_key(flight, session, err);
    if (status == LS_OK) {
        uint64_t hash = ls_hash64(LS_HASH64_START, ls_buf_span(&flight->key));
        snprintf(flight->etag, sizeof flight->etag, "W/\"%016llx\"", (unsigned long long)hash);
    }
    return status;
}

static bool is_conditional(const struct ls_flight *flight)
{
    enum ls_method method = flight->request.method;
    return flight->route->needs_index && (method == LS_METHOD_GET || method == LS_METHOD_HEAD);
}

/* Has the client the answer already? */
static bool is_known(const struct ls_flight *flight)
{
    return flight->etag[0] &&
           ls_etag_matches(flight->headers.if_none_match, ls_span_str(flight->etag));
}

/* A client that wants only what is not there at all. */
static bool is_unwanted(const struct ls_flight *flight)
{
    return flight->etag[0] &&
           ls_span_equal(ls_span_trim(flight->headers.if_none_match), LS_SPAN("*"));
}

static void answer_not_modified(struct ls_flight *flight)
{
    struct ls_http_response *response = &flight->response;
    ls_buf_clear(&response->body);
    response->type = NULL;
    response->download = (struct ls_span){0};
    response->code = 304;
    flight->service->metrics->not_modified++;
}

static void pack(struct ls_flight *flight)
{
    bool is_wanted = ls_header_quality(flight->headers.accept_encoding, "gzip", "*") > 0;
    struct ls_span body = ls_buf_span(&flight->response.body);
    if (is_wanted && body.len >= LS_GZIP_BYTES_MIN && flight->packed.len == 0) {
        ls_gzip_add(&flight->packed, body);
    }
    flight->is_packed = is_wanted && flight->packed.len > 0 && !flight->packed.failed;
}

/* The answer another one got to the same. */
static bool find_kept(struct ls_flight *flight)
{
    struct ls_cached kept;
    if (!flight->etag[0] ||
        !ls_cache_find(flight->service->cache, ls_buf_span(&flight->key), &kept)) {
        return false;
    }
    struct ls_http_response *response = &flight->response;
    ls_buf_free(&response->body);
    *response = (struct ls_http_response){.code = 200,
                                          .type = kept.type,
                                          .caching = kept.caching,
                                          .policy = kept.policy,
                                          .body = kept.body};
    flight->packed = kept.packed;
    flight->is_kept = true;
    flight->service->metrics->kept++;
    return true;
}

static void keep(struct ls_flight *flight)
{
    const struct ls_http_response *made = &flight->response;
    struct ls_cached answer = {.type = made->type,
                               .caching = made->caching,
                               .policy = made->policy,
                               .body = made->body,
                               .packed = flight->packed};
    bool is_plain = made->code == 200 && !made->download.ptr && !made->location.ptr;
    if (flight->etag[0] && is_plain && !flight->is_kept) {
        ls_cache_keep(flight->service->cache, ls_buf_span(&flight->key), &answer);
    }
}

static enum ls_status answer(struct ls_flight *flight, struct ls_exchange *exchange,
                             struct ls_error *err)
{
    enum ls_status status =
        is_conditional(flight) ? make_etag(flight, exchange->session, err) : LS_OK;
    if (status == LS_OK && is_known(flight)) {
        answer_not_modified(flight);
        return LS_OK;
    }
    if (status == LS_OK && !find_kept(flight)) {
        status = flight->route->answer(exchange, err);
    }
    if (status == LS_OK && is_unwanted(flight)) {
        answer_not_modified(flight);
    }
    return status == LS_OK && flight->response.body.failed ? ls_fail_memory(err) : status;
}

void ls_flight_answer(struct ls_flight *flight, struct ls_session *session)
{
    struct ls_exchange exchange = exchange_of(flight, session);
    struct ls_error err = {0};
    enum ls_status status = answer(flight, &exchange, &err);
    if (status != LS_OK) {
        bool is_missing = status == LS_NOTHING_FOUND;
        flight->service->metrics->turned_away += status == LS_BUSY;
        flight->etag[0] = '\0';
        tell(flight, &exchange, is_missing ? 404 : (unsigned)ls_status_http(status), &err);
    }
    pack(flight);
    if (status == LS_OK) {
        keep(flight);
    }
    flight->answered_ms = ls_clock_ms();
}

static void run(struct ls_job *job, struct ls_session *session)
{
    struct ls_flight *flight = (struct ls_flight *)job;
    if (!session) {
        ls_flight_turn_away(flight, "the server is being stopped: try again");
    } else if (ls_clock_ms() - flight->asked_ms > flight->service->site->time_limit_ms) {
        ls_flight_turn_away(flight, "too many requests at once: try again");
    } else {
        ls_flight_answer(flight, session);
    }
    flight->landed(flight);
}
