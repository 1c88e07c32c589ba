#include "tests/server/asking.h"

#include "query/answer/session.h"
#include "server/http/target.h"
#include <stdlib.h>

void asking_open(struct asking *asking, const struct fixture_card *cards, size_t count)
{
    *asking = (struct asking){.site.base_url = "https://notes.example/docs"};
    fixture_open(&asking->fixture, cards, count);
    const char *folder = asking->fixture.folder;
    fixture_must(ls_session_open(&folder, 1, &asking->session, &asking->fixture.err),
                 &asking->fixture.err);
}

void asking_close(struct asking *asking)
{
    json_decref(asking->reply);
    ls_buf_free(&asking->body);
    ls_buf_free(&asking->value);
    ls_arena_free(&asking->arena);
    ls_session_free(asking->session);
    fixture_close(&asking->fixture);
}

static enum ls_status read_target(struct asking *asking, const char *target,
                                  struct ls_http_request *request, struct ls_error *err)
{
    struct ls_span path, params;
    request->target = ls_span_str(target);
    ls_target_split(request->target, &path, &params);
    enum ls_status status =
        ls_percent_decode(path, LS_PERCENT_PATH, &asking->arena, &request->path, err);
    return status == LS_OK ? ls_params_read(params, &asking->arena, &request->params, err) : status;
}

void asking_send(struct asking *asking, const char *target, const char *body)
{
    struct ls_http_request request = {.method = body ? LS_METHOD_POST : LS_METHOD_GET,
                                      .body = ls_span_str(body)};
    struct ls_http_response response = {.code = 200, .body = asking->body};
    struct ls_exchange exchange = {.site = &asking->site,
                                   .request = &request,
                                   .response = &response,
                                   .session = asking->session,
                                   .arena = &asking->arena};
    struct ls_error err = {0};
    ls_arena_reset(&asking->arena);
    ls_buf_clear(&response.body);
    enum ls_status status = read_target(asking, target, &request, &err);
    const struct ls_route *route = ls_route_find(request.path, &request.rest);
    if (!route) {
        printf("Bail out! no route for %s\n", target);
        exit(1);
    }
    status = status == LS_OK ? route->answer(&exchange, &err) : status;
    if (status != LS_OK) {
        ls_buf_clear(&response.body);
        response.code = (unsigned)ls_status_http(status);
        route->fail(&exchange, &err);
    }
    asking->body = response.body;
    asking->code = response.code;
    json_decref(asking->reply);
    asking->reply = json_loadb(asking->body.ptr ? asking->body.ptr : "", asking->body.len,
                               JSON_REJECT_DUPLICATES, NULL);
}

static const json_t *step_into(const json_t *value, const char *step, size_t len)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)len, step);
    return json_is_array(value) ? json_array_get(value, (size_t)atoi(name))
                                : json_object_get(value, name);
}

static const char *count_of(struct asking *asking, const json_t *value)
{
    ls_buf_printf(&asking->value, "%zu",
                  json_is_array(value) ? json_array_size(value) : json_object_size(value));
    return asking->value.ptr;
}

const char *asking_at(struct asking *asking, const char *path)
{
    const json_t *value = asking->reply;
    ls_buf_clear(&asking->value);
    while (value && *path) {
        size_t len = strcspn(path, ".");
        if (len == 1 && *path == '#') {
            return count_of(asking, value);
        }
        value = step_into(value, path, len);
        path += len + (path[len] == '.');
    }
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    ls_buf_add_str(&asking->value, text ? text : "(none)");
    free(text);
    return asking->value.ptr;
}
