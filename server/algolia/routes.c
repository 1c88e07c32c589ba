/* The addresses of Algolia's API that its clients for readers call. */
#include "server/algolia/routes.h"
#include "query/render/json_text.h"
#include "server/algolia/reply.h"

#include <stdio.h>

static const char reply_type[] = "application/json; charset=utf-8";

static bool is_facet_search(const struct ls_algolia_query *query)
{
    return ls_span_equal(query->type, LS_SPAN("facet"));
}

static enum ls_status answer_one(struct ls_exchange *exchange, json_t *object, struct ls_error *err)
{
    struct ls_algolia_query query;
    struct ls_buf *out = &exchange->response->body;
    if (!json_is_object(object)) {
        return ls_fail(err, LS_USAGE, "not an object");
    }
    enum ls_status status = ls_algolia_query_read(object, exchange->arena, &query, err);
    if (status != LS_OK) {
        return status;
    }
    return is_facet_search(&query) ? ls_algolia_facet_reply(exchange, &query, out, err)
                                   : ls_algolia_reply(exchange, &query, out, err);
}

static enum ls_status answer_all(struct ls_exchange *exchange, const json_t *requests,
                                 struct ls_error *err)
{
    struct ls_buf *out = &exchange->response->body;
    enum ls_status status = LS_OK;
    char place[32];
    size_t count = json_array_size(requests);
    if (!json_is_array(requests)) {
        return ls_fail(err, LS_USAGE, "requests: there has to be a list of them");
    }
    if (count > LS_BODY_QUERIES_MAX) {
        return ls_fail(err, LS_USAGE, "requests: there are %zu, and may be %d", count,
                       LS_BODY_QUERIES_MAX);
    }
    ls_buf_add_str(out, "{\"results\":[");
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        status = answer_one(exchange, json_array_get(requests, i), err);
        if (status == LS_USAGE) {
            snprintf(place, sizeof place, "requests[%zu]", i);
            ls_place_before(place, err);
        }
    }
    ls_buf_add_str(out, "]}\n");
    return status;
}

static enum ls_status finish(struct ls_exchange *exchange, enum ls_status status,
                             struct ls_error *err)
{
    exchange->response->type = reply_type;
    return status == LS_OK && exchange->response->body.failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_algolia_queries(struct ls_exchange *exchange, struct ls_error *err)
{
    json_t *body;
    enum ls_status status = ls_body_read(exchange->request->body, &body, err);
    if (status == LS_OK) {
        status = answer_all(exchange, json_object_get(body, "requests"), err);
    }
    json_decref(body);
    return finish(exchange, status, err);
}

/* Segment number n of a path: 1 of "/1/indexes/cards/query" is "indexes". */
static struct ls_span segment_of(struct ls_span path, size_t number)
{
    struct ls_span segment = {0};
    for (size_t i = 0; i <= number; i++) {
        path = ls_span_from(path, 1);
        const char *slash = path.len > 0 ? memchr(path.ptr, '/', path.len) : NULL;
        segment = ls_span(path.ptr, slash ? (size_t)(slash - path.ptr) : path.len);
        path = ls_span_from(path, segment.len);
    }
    return segment;
}

static enum ls_status set_text(json_t *object, const char *name, struct ls_span text,
                               struct ls_error *err)
{
    return json_object_set_new(object, name, json_stringn(text.ptr, text.len)) == 0
               ? LS_OK
               : ls_fail_memory(err);
}

/* "/1/indexes/cards/query": what the path says stands in no body. */
enum ls_status ls_algolia_query(struct ls_exchange *exchange, struct ls_error *err)
{
    json_t *body;
    enum ls_status status = ls_body_read(exchange->request->body, &body, err);
    if (status == LS_OK) {
        status = set_text(body, "indexName", segment_of(exchange->request->path, 2), err);
    }
    if (status == LS_OK) {
        status = answer_one(exchange, body, err);
    }
    json_decref(body);
    return finish(exchange, status, err);
}

/* "/1/indexes/cards/facets/domain/query" */
enum ls_status ls_algolia_facet(struct ls_exchange *exchange, struct ls_error *err)
{
    json_t *body;
    struct ls_span path = exchange->request->path;
    enum ls_status status = ls_body_read(exchange->request->body, &body, err);
    if (status == LS_OK) {
        status = set_text(body, "indexName", segment_of(path, 2), err);
    }
    if (status == LS_OK) {
        status = set_text(body, "facet", segment_of(path, 4), err);
    }
    if (status == LS_OK) {
        status = set_text(body, "type", LS_SPAN("facet"), err);
    }
    if (status == LS_OK) {
        status = answer_one(exchange, body, err);
    }
    json_decref(body);
    return finish(exchange, status, err);
}

void ls_fail_as_algolia(struct ls_exchange *exchange, const struct ls_error *err)
{
    struct ls_buf *out = &exchange->response->body;
    exchange->response->type = reply_type;
    ls_buf_add_str(out, "{\"message\":");
    ls_json_add_text(out, ls_span_str(err->message));
    ls_buf_printf(out, ",\"status\":%u}\n", exchange->response->code);
}
