#include "server/meili/routes.h"

#include "query/render/json_text.h"
#include "server/meili/reply.h"

#include <stdio.h>

static const char reply_type[] = "application/json; charset=utf-8";

static enum ls_status finish(struct ls_exchange *exchange, enum ls_status status,
                             struct ls_error *err)
{
    exchange->response->type = reply_type;
    return status == LS_OK && exchange->response->body.failed ? ls_fail_memory(err) : status;
}

static enum ls_status answer_one(struct ls_exchange *exchange, const json_t *object,
                                 bool with_index, struct ls_error *err)
{
    struct ls_meili_query query;
    if (!json_is_object(object)) {
        return ls_fail(err, LS_USAGE, "not an object");
    }
    enum ls_status status = ls_meili_query_read(object, exchange->arena, &query, err);
    return status == LS_OK
               ? ls_meili_reply(exchange, &query, with_index, &exchange->response->body, err)
               : status;
}

static enum ls_status read_object(struct ls_exchange *exchange, json_t **object,
                                  struct ls_error *err)
{
    const struct ls_http_request *request = exchange->request;
    return request->method == LS_METHOD_POST ? ls_body_read(request->body, object, err)
                                             : ls_meili_object_of(&request->params, object, err);
}

enum ls_status ls_meili_search(struct ls_exchange *exchange, struct ls_error *err)
{
    json_t *object;
    enum ls_status status = read_object(exchange, &object, err);
    if (status == LS_OK) {
        status = answer_one(exchange, object, false, err);
    }
    json_decref(object);
    ls_buf_add_char(&exchange->response->body, '\n');
    return finish(exchange, status, err);
}

enum ls_status ls_meili_facet_search(struct ls_exchange *exchange, struct ls_error *err)
{
    json_t *object;
    struct ls_meili_query query;
    enum ls_status status = read_object(exchange, &object, err);
    if (status == LS_OK) {
        status = ls_meili_query_read(object, exchange->arena, &query, err);
    }
    if (status == LS_OK) {
        status = ls_meili_facet_reply(exchange, &query, &exchange->response->body, err);
    }
    json_decref(object);
    return finish(exchange, status, err);
}

static enum ls_status check_queries(const json_t *body, struct ls_error *err)
{
    const json_t *queries = json_object_get(body, "queries");
    const json_t *federation = json_object_get(body, "federation");
    if (federation && !json_is_null(federation)) {
        return ls_fail(err, LS_USAGE,
                       "federation: answers are not joined: ask for all in one index");
    }
    if (!json_is_array(queries)) {
        return ls_fail(err, LS_USAGE, "queries: there has to be a list of them");
    }
    size_t count = json_array_size(queries);
    return count <= LS_BODY_QUERIES_MAX
               ? LS_OK
               : ls_fail(err, LS_USAGE, "queries: there are %zu, and may be %d", count,
                         LS_BODY_QUERIES_MAX);
}

static enum ls_status answer_all(struct ls_exchange *exchange, const json_t *body,
                                 struct ls_error *err)
{
    struct ls_buf *out = &exchange->response->body;
    const json_t *queries = json_object_get(body, "queries");
    enum ls_status status = check_queries(body, err);
    char place[32];
    ls_buf_add_str(out, "{\"results\":[");
    for (size_t i = 0; status == LS_OK && i < json_array_size(queries); i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        status = answer_one(exchange, json_array_get(queries, i), true, err);
        if (status == LS_USAGE) {
            snprintf(place, sizeof place, "queries[%zu]", i);
            ls_place_before(place, err);
        }
    }
    ls_buf_add_str(out, "]}\n");
    return status;
}

enum ls_status ls_meili_multi_search(struct ls_exchange *exchange, struct ls_error *err)
{
    json_t *body;
    enum ls_status status = ls_body_read(exchange->request->body, &body, err);
    if (status == LS_OK) {
        status = answer_all(exchange, body, err);
    }
    json_decref(body);
    return finish(exchange, status, err);
}

/* Its clients look at the code and the type. */
void ls_fail_as_meili(struct ls_exchange *exchange, const struct ls_error *err)
{
    struct ls_buf *out = &exchange->response->body;
    struct ls_span message = ls_span_str(err->message);
    bool is_ours = exchange->response->code >= 500;
    struct ls_span code =
        is_ours ? LS_SPAN("internal") : ls_meili_code_of(message, exchange->arena);
    exchange->response->type = reply_type;
    ls_buf_add_str(out, "{\"message\":");
    ls_json_add_text(out, message);
    ls_buf_add_str(out, ",\"code\":");
    ls_json_add_text(out, code);
    ls_buf_printf(out, ",\"type\":\"%s\",\"link\":\"https://docs.meilisearch.com/errors#%.*s\"}\n",
                  is_ours ? "internal" : "invalid_request", LS_SPAN_ARG(code));
}
