#include "server/routes/routes.h"

#include "server/algolia/routes.h"
#include "server/meili/routes.h"
#include "server/page/page.h"

enum { ASKED_BYTES_MAX = 256 << 10 }; /* of a body with several queries */

const struct ls_route ls_routes[] = {
    {.name = "page",
     .path = "/",
     .allow = LS_ALLOW_GET,
     .needs_index = true,
     .is_negotiated = true,
     .answer = ls_page_answer,
     .fail = ls_fail_as_page},
    {.name = "assets",
     .path = "/assets",
     .is_folder = true,
     .allow = LS_ALLOW_GET,
     .answer = ls_asset_answer,
     .fail = ls_fail_as_json},
    {.name = "search",
     .path = "/search",
     .allow = LS_ALLOW_GET,
     .needs_index = true,
     .answer = ls_search_answer,
     .fail = ls_fail_as_json},
    {.name = "suggest",
     .path = "/suggest",
     .allow = LS_ALLOW_GET,
     .needs_index = true,
     .answer = ls_suggest_answer,
     .fail = ls_fail_as_json},
    {.name = "card",
     .path = "/card",
     .is_folder = true,
     .allow = LS_ALLOW_GET,
     .needs_index = true,
     .is_negotiated = true,
     .answer = ls_card_answer,
     .fail = ls_fail_as_wanted},
    {.name = "algolia-queries",
     .path = "/1/indexes/*/queries",
     .allow = LS_ALLOW_POST,
     .needs_index = true,
     .body_bytes_max = ASKED_BYTES_MAX,
     .answer = ls_algolia_queries,
     .fail = ls_fail_as_algolia},
    {.name = "algolia-query",
     .path = "/1/indexes/*/query",
     .allow = LS_ALLOW_POST,
     .needs_index = true,
     .body_bytes_max = ASKED_BYTES_MAX,
     .answer = ls_algolia_query,
     .fail = ls_fail_as_algolia},
    {.name = "algolia-facet",
     .path = "/1/indexes/*/facets/*/query",
     .allow = LS_ALLOW_POST,
     .needs_index = true,
     .body_bytes_max = ASKED_BYTES_MAX,
     .answer = ls_algolia_facet,
     .fail = ls_fail_as_algolia},
    {.name = "meili-search",
     .path = "/indexes/*/search",
     .allow = LS_ALLOW_GET | LS_ALLOW_POST,
     .needs_index = true,
     .body_bytes_max = ASKED_BYTES_MAX,
     .answer = ls_meili_search,
     .fail = ls_fail_as_meili},
    {.name = "meili-facet",
     .path = "/indexes/*/facet-search",
     .allow = LS_ALLOW_POST,
     .needs_index = true,
     .body_bytes_max = ASKED_BYTES_MAX,
     .answer = ls_meili_facet_search,
     .fail = ls_fail_as_meili},
    {.name = "meili-multi-search",
     .path = "/multi-search",
     .allow = LS_ALLOW_POST,
     .needs_index = true,
     .body_bytes_max = ASKED_BYTES_MAX,
     .answer = ls_meili_multi_search,
     .fail = ls_fail_as_meili},
    {.name = "opensearch",
     .path = "/opensearch.xml",
     .allow = LS_ALLOW_GET,
     .answer = ls_opensearch_answer,
     .fail = ls_fail_as_json},
    {.name = "health",
     .path = "/health",
     .allow = LS_ALLOW_GET,
     .needs_index = true,
     .answer = ls_health_answer,
     .fail = ls_fail_as_json},
    {.name = "metrics",
     .path = "/metrics",
     .allow = LS_ALLOW_GET,
     .answer = ls_metrics_answer,
     .fail = ls_fail_as_json},
};
const size_t ls_route_count = sizeof ls_routes / sizeof *ls_routes;

/* The segment in front, without the slash before it. */
static struct ls_span take_segment(struct ls_span *path)
{
    struct ls_span from = ls_span_from(*path, 1);
    const char *slash = from.len > 0 ? memchr(from.ptr, '/', from.len) : NULL;
    size_t len = slash ? (size_t)(slash - from.ptr) : from.len;
    *path = ls_span_from(from, len);
    return ls_span(from.ptr, len);
}

static bool matches(const struct ls_route *route, struct ls_span path, struct ls_span *rest)
{
    struct ls_span pattern = ls_span_str(route->path);
    bool is_same = true;
    while (is_same && pattern.len > 0 && path.len > 0) {
        struct ls_span wanted = take_segment(&pattern);
        struct ls_span segment = take_segment(&path);
        is_same = ls_span_equal(wanted, segment) ||
                  (ls_span_equal(wanted, LS_SPAN("*")) && segment.len > 0);
    }
    *rest = ls_span_from(path, 1);
    return is_same && pattern.len == 0 && (route->is_folder ? rest->len > 0 : path.len == 0);
}

const struct ls_route *ls_route_find(struct ls_span path, struct ls_span *rest)
{
    bool is_path = path.len > 0 && path.ptr[0] == '/';
    for (size_t i = 0; is_path && i < ls_route_count; i++) {
        if (matches(&ls_routes[i], path, rest)) {
            return &ls_routes[i];
        }
    }
    *rest = (struct ls_span){0};
    return NULL;
}
