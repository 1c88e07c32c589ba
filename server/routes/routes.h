/* Every address the server answers, in one table. */
#ifndef LS_SERVER_ROUTES_H
#define LS_SERVER_ROUTES_H

#include "server/http/exchange.h"
#include "server/site.h"

/* Answers into exchange->response. On an error what it wrote is dropped, and the family's way of
 * telling an error takes its place. */
typedef enum ls_status ls_route_answer(struct ls_exchange *exchange, struct ls_error *err);

/* How a route tells an error: writes the body and the type; response->code is set before. */
typedef void ls_route_fail(struct ls_exchange *exchange, const struct ls_error *err);

/* Who may be asked how. */
enum {
    LS_ALLOW_GET = 1 << LS_METHOD_GET | 1 << LS_METHOD_HEAD,
    LS_ALLOW_POST = 1 << LS_METHOD_POST
};

struct ls_route {
    const char *name;      /* in the metrics: "search" */
    const char *path;      /* "/search"; a segment "*" stands for any one */
    bool is_folder;        /* for all that lies below the path */
    unsigned allow;        /* methods */
    bool needs_index;      /* answered by a worker; others at once, so they must be quick */
    bool is_negotiated;    /* Accept and Accept-Language matter */
    size_t body_bytes_max; /* 0: takes none */
    ls_route_answer *answer;
    ls_route_fail *fail;
};

/* The route of a decoded path, and what of the path lies behind the route's own; NULL: there is
 * none. */
const struct ls_route *ls_route_find(struct ls_span path, struct ls_span *rest);

extern const struct ls_route ls_routes[];
extern const size_t ls_route_count;

ls_route_answer ls_search_answer, ls_suggest_answer, ls_card_answer, ls_opensearch_answer,
    ls_health_answer, ls_metrics_answer;
ls_route_fail ls_fail_as_json;
ls_route_fail ls_fail_as_wanted; /* as a page or JSON, as Accept has it */

#endif
