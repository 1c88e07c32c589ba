#include "server/http/headers.h"

#include <microhttpd.h>
#include <strings.h>

/* What data may do when a browser is made to show it: nothing. */
#define POLICY_OF_DATA "default-src 'none'; frame-ancestors 'none'"
/* What a page of another origin may send along. */
#define ALLOWED_HEADERS                                                                            \
    "accept, authorization, content-type, x-algolia-agent, x-algolia-api-key, "                    \
    "x-algolia-application-id, x-algolia-usertoken, x-meilisearch-client"

static struct ls_span header(struct MHD_Connection *connection, const char *name,
                             struct ls_arena *arena)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return ls_arena_copy(arena, ls_span_str(value));
}

static bool has(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name) != NULL;
}

static enum ls_method method_of(const char *name)
{
    static const char *const names[] = {
#define X(name, text) text,
        LS_METHOD_TABLE(X)
#undef X
    };
    int method = 0;
    while (method < LS_METHOD_OTHER && strcmp(names[method], name) != 0) {
        method++;
    }
    return (enum ls_method)method;
}

/* Counts headers that say what there can be only one of. */
struct twins {
    unsigned hosts, lengths;
};

static enum MHD_Result count_twins(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct twins *twins = context;
    (void)kind;
    (void)value;
    twins->hosts += strcasecmp(name, "Host") == 0;
    twins->lengths +=
        strcasecmp(name, "Content-Length") == 0 || strcasecmp(name, "Transfer-Encoding") == 0;
    return MHD_YES;
}

static bool is_ambiguous(struct MHD_Connection *connection)
{
    struct twins twins = {0};
    const char *coding =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding");
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_twins, &twins);
    return twins.hosts > 1 || twins.lengths > 1 || (coding && strcasecmp(coding, "chunked") != 0);
}

static size_t head_bytes(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

void ls_headers_read(struct MHD_Connection *connection, const char *method,
                     struct ls_flight *flight)
{
    struct ls_arena *arena = &flight->arena;
    flight->request.method = method_of(method);
    flight->request.headers = (struct ls_http_headers){
        .accept = header(connection, "Accept", arena),
        .accept_language = header(connection, "Accept-Language", arena),
        .content_type = header(connection, "Content-Type", arena),
        .host = header(connection, "Host", arena),
    };
    flight->headers = (struct ls_flight_headers){
        .bytes = head_bytes(connection),
        .has_body = has(connection, "Content-Length") || has(connection, "Transfer-Encoding"),
        .is_ambiguous = is_ambiguous(connection),
        .content_length = header(connection, "Content-Length", arena),
        .accept_encoding = header(connection, "Accept-Encoding", arena),
        .if_none_match = header(connection, "If-None-Match", arena),
        .origin = header(connection, "Origin", arena),
    };
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
    if (value && *value) {
        MHD_add_response_header(response, name, value);
    }
}

static const char *text_of(struct ls_flight *flight, const char *format, struct ls_span value)
{
    return value.ptr ? ls_arena_printf(&flight->arena, format, LS_SPAN_ARG(value)).ptr : NULL;
}

/* "GET, HEAD, OPTIONS" */
static const char *allowed(struct ls_flight *flight)
{
    static const struct {
        unsigned method;
        const char *name;
    } rows[] = {{LS_METHOD_GET, "GET, HEAD, "}, {LS_METHOD_POST, "POST, "}};
    struct ls_span list = LS_SPAN("");
    for (size_t i = 0; list.ptr && i < sizeof rows / sizeof *rows; i++) {
        if (flight->route->allow & 1u << rows[i].method) {
            list = ls_arena_printf(&flight->arena, "%s%s", list.ptr, rows[i].name);
        }
    }
    return ls_arena_printf(&flight->arena, "%sOPTIONS", list.ptr ? list.ptr : "").ptr;
}

/* What a browser must be told before it lets a page of another origin ask. */
static void add_sharing(struct ls_flight *flight, struct MHD_Response *response)
{
    if (!ls_flight_is_origin_allowed(flight)) {
        return;
    }
    add(response, "Access-Control-Allow-Origin", text_of(flight, "%.*s", flight->headers.origin));
    if (flight->request.method == LS_METHOD_OPTIONS && flight->route) {
        add(response, "Access-Control-Allow-Methods", allowed(flight));
        add(response, "Access-Control-Allow-Headers", ALLOWED_HEADERS);
        add(response, "Access-Control-Max-Age", "86400");
    }
}

static void add_vary(struct ls_flight *flight, struct MHD_Response *response)
{
    bool is_negotiated = flight->route && flight->route->is_negotiated;
    bool is_shared = flight->service->site->origin_count > 0;
    add(response, "Vary",
        ls_arena_printf(&flight->arena, "Accept-Encoding%s%s",
                        is_negotiated ? ", Accept, Accept-Language" : "",
                        is_shared ? ", Origin" : "")
            .ptr);
}

static void add_headers(struct ls_flight *flight, struct MHD_Response *response)
{
    const struct ls_http_response *made = &flight->response;
    unsigned code = made->code;
    bool has_allow = flight->route && (code == 405 || flight->request.method == LS_METHOD_OPTIONS);
    add(response, "Content-Type", made->type);
    add(response, "Content-Encoding", flight->is_packed ? "gzip" : NULL);
    add(response, "Content-Disposition",
        text_of(flight, "attachment; filename=\"%.*s\"", made->download));
    add(response, "Location", text_of(flight, "%.*s", made->location));
    add(response, "ETag", code == 200 || code == 304 ? flight->etag : NULL);
    add(response, "Cache-Control", made->caching ? made->caching : "no-cache");
    /* What comes with a 304 takes the place of what the client kept, and no route was asked. */
    add(response, "Content-Security-Policy",
        code == 304    ? NULL
        : made->policy ? made->policy
                       : POLICY_OF_DATA);
    add(response, "X-Content-Type-Options", "nosniff");
    add(response, "Referrer-Policy", "same-origin");
    add(response, "Retry-After", code == 503 ? "1" : NULL);
    add(response, "Allow", has_allow ? allowed(flight) : NULL);
    add_vary(flight, response);
    add_sharing(flight, response);
}

struct MHD_Response *ls_headers_respond(struct ls_flight *flight)
{
    struct ls_buf *body = flight->is_packed ? &flight->packed : &flight->response.body;
    struct ls_span bytes = ls_buf_span(body);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(bytes.len, (void *)bytes.ptr, MHD_RESPMEM_PERSISTENT);
    if (response) {
        add_headers(flight, response);
    }
    return response;
}
