/* What those ask who watch over the server. */
#include "query/answer/session.h"
#include "server/metrics.h"
#include "server/routes/routes.h"

static enum ls_status count_cards(void *context, struct ls_index *index, struct ls_error *err)
{
    struct xap_error cause;
    return xap_reader_doc_count(ls_index_reader(index), context, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot count the cards");
}

/* Without an index there is an error instead, 503. */
enum ls_status ls_health_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    uint32_t cards = 0;
    enum ls_status status = ls_session_run(exchange->session, count_cards, &cards, err);
    exchange->response->type = "application/json; charset=utf-8";
    /* "available" is what Meilisearch's clients wait for. */
    ls_buf_printf(&exchange->response->body,
                  "{\"status\":\"available\",\"version\":\"%s\",\"cards\":%u}\n", LS_VERSION,
                  cards);
    return status;
}

enum ls_status ls_metrics_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    const char *names[LS_METRICS_ROUTES_MAX];
    _Static_assert(LS_METRICS_ROUTES_MAX > 1, "one is for what is no route");
    (void)err;
    for (size_t i = 0; i < ls_route_count; i++) {
        names[i] = ls_routes[i].name;
    }
    names[ls_route_count] = "none";
    exchange->response->type = "text/plain; version=0.0.4; charset=utf-8";
    exchange->response->caching = "no-store";
    ls_metrics_write(exchange->metrics, names, ls_route_count + 1, &exchange->response->body);
    return LS_OK;
}
