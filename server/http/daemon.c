#include "server/http/daemon.h"

#include "server/clock.h"
#include "server/http/access_log.h"
#include "server/http/flight.h"
#include "server/http/guard.h"
#include "server/http/headers.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SILENCE_SECONDS = 30,     /* a connection on which nothing at all happens is closed */
    CONNECTION_BYTES = 32768, /* for a request's line and headers, and for those of the answer */
    STOP_MS = 5000            /* for requests under way, beside their time limit */
};

struct ls_daemon {
    struct MHD_Daemon *mhd;
    struct ls_guard *guard;
    const struct ls_service *service;
    bool is_quiet;
    int listening;           /* the socket, since it was taken away; -1: not yet */
    atomic_bool is_stopping; /* clients should come again on another connection */
};

static struct ls_watched *watched_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* The end of a request, answered or not. */
static void finish(struct ls_daemon *daemon, struct MHD_Connection *connection,
                   struct ls_flight *flight, bool is_whole)
{
    const union MHD_ConnectionInfo *client =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    double ms = ls_clock_ms() - flight->started_ms;
    unsigned status = flight->answered_ms > 0 ? flight->response.code : 400;
    size_t bytes = flight->is_packed ? flight->packed.len : flight->response.body.len;
    ls_metrics_count(daemon->service->metrics, ls_flight_route_number(flight), status, ms, bytes);
    if (!daemon->is_quiet) {
        ls_access_log(flight, client ? client->client_addr : NULL, status, bytes, is_whole, ms);
    }
    ls_flight_free(flight);
}

static void watch(void *context, struct MHD_Connection *connection, void **socket_context,
                  enum MHD_ConnectionNotificationCode what)
{
    struct ls_daemon *daemon = context;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct ls_watched *watched = *socket_context;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        /* Where cookies fill its memory the library forgets to tell of a request's end (0.9.75). */
        if (watched && watched->flight) {
            finish(daemon, connection, watched->flight, false);
        }
        ls_guard_forget(daemon->guard, watched);
        *socket_context = NULL;
    } else if (info) {
        *socket_context = ls_guard_watch(daemon->guard, info->connect_fd);
    }
}

/* Escapes in the address are read by us, who look at what they hide. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* The library makes a record of each parameter, in the memory of the connection, and when that is
 * out never answers (0.9.75). We read them from a copy of the address: it is to find none. */
static void hide_params(const char *target)
{
    char *params = strchr(target, '?');
    if (params) {
        params[params[1] ? 1 : 0] = '\0';
    }
}

/* The first that is known of a request: what is returned becomes its context. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct ls_daemon *daemon = context;
    struct ls_flight *flight = ls_flight_new(daemon->service, target);
    struct ls_watched *watched = watched_of(connection);
    hide_params(target);
    if (watched) {
        watched->flight = flight;
    }
    ls_watched_enter(watched, LS_PHASE_RECEIVING);
    return flight;
}

static void land(struct ls_flight *flight)
{
    MHD_resume_connection(flight->carrier);
}

static enum MHD_Result send_answer(struct ls_daemon *daemon, struct MHD_Connection *connection,
                                   struct ls_flight *flight)
{
    ls_watched_enter(watched_of(connection), LS_PHASE_SENDING);
    struct MHD_Response *response = ls_headers_respond(flight);
    if (!response) {
        return MHD_NO;
    }
    if (daemon->is_stopping) {
        MHD_add_response_header(response, "Connection", "close");
    }
    enum MHD_Result result = MHD_queue_response(connection, flight->response.code, response);
    MHD_destroy_response(response);
    return result;
}

/* A worker may have answered before this returns: the connection must be suspended first. */
static enum MHD_Result hand_over(struct ls_daemon *daemon, struct MHD_Connection *connection,
                                 struct ls_flight *flight)
{
    flight->carrier = connection;
    flight->landed = land;
    MHD_suspend_connection(connection);
    if (!ls_pool_submit(daemon->service->pool, &flight->job)) {
        ls_flight_turn_away(flight, "too many requests at once: try again");
        MHD_resume_connection(connection);
    }
    return MHD_YES;
}

/* Called when the headers are there, for each piece of a body, at the end of the request, and when
 * a suspended connection goes on. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_len, void **request_context)
{
    struct ls_daemon *daemon = context;
    struct ls_flight *flight = *request_context;
    (void)url;
    (void)version;
    if (!flight) {
        return MHD_NO;
    }
    if (flight->answered_ms > 0) {
        return send_answer(daemon, connection, flight);
    }
    if (!flight->has_begun) {
        flight->has_begun = true;
        ls_headers_read(connection, method, flight);
        bool goes_on = ls_flight_begin(flight);
        /* What is refused before its body has come costs the connection. */
        return goes_on || !flight->headers.has_body ? MHD_YES
                                                    : send_answer(daemon, connection, flight);
    }
    if (*upload_len > 0) {
        /* The library lets us answer before the body or behind it, or else hang up. */
        bool goes_on = ls_flight_receive(flight, ls_span(upload, *upload_len));
        *upload_len = 0;
        return goes_on ? MHD_YES : MHD_NO;
    }
    ls_watched_enter(watched_of(connection), LS_PHASE_ANSWERING);
    if (ls_flight_received(flight) && flight->route->needs_index) {
        return hand_over(daemon, connection, flight);
    }
    if (flight->answered_ms == 0) {
        ls_flight_answer(flight, NULL);
    }
    return send_answer(daemon, connection, flight);
}

static void end(void *context, struct MHD_Connection *connection, void **request_context,
                enum MHD_RequestTerminationCode code)
{
    struct ls_watched *watched = watched_of(connection);
    if (*request_context) {
        finish(context, connection, *request_context, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    }
    *request_context = NULL;
    if (watched) {
        watched->flight = NULL;
    }
    ls_watched_enter(watched, LS_PHASE_IDLE);
}

/* What the library says is of no use to the one who runs the server. */
static void ignore(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)arguments;
}

static enum ls_status start(struct ls_daemon *daemon, const struct ls_daemon_settings *settings,
                            struct ls_error *err)
{
    char address[LS_ADDRESS_TEXT_BYTES];
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (settings->address.socket.ss_family == AF_INET6) {
        flags |= MHD_USE_IPv6;
    }
    errno = 0;
    daemon->mhd = MHD_start_daemon(flags, 0, NULL, NULL, handle, daemon,     //
                                   MHD_OPTION_EXTERNAL_LOGGER, ignore, NULL, //
                                   MHD_OPTION_SOCK_ADDR,
                                   (const struct sockaddr *)&settings->address.socket,           //
                                   MHD_OPTION_CONNECTION_LIMIT, settings->connections_max,       //
                                   MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS,     //
                                   MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, //
                                   MHD_OPTION_LISTEN_BACKLOG_SIZE, 4096U,                        //
                                   MHD_OPTION_STRICT_FOR_CLIENT, 1,                              //
                                   MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,            //
                                   MHD_OPTION_URI_LOG_CALLBACK, begin, daemon,                   //
                                   MHD_OPTION_NOTIFY_CONNECTION, watch, daemon,                  //
                                   MHD_OPTION_NOTIFY_COMPLETED, end, daemon,                     //
                                   MHD_OPTION_END);
    if (daemon->mhd) {
        return LS_OK;
    }
    ls_address_write((const struct sockaddr *)&settings->address.socket, address);
    return ls_fail(err, LS_IO, "cannot listen at %s: %s", address,
                   errno ? strerror(errno) : "the HTTP library does not say why");
}

enum ls_status ls_daemon_start(const struct ls_daemon_settings *settings,
                               const struct ls_service *service, struct ls_daemon **out,
                               struct ls_error *err)
{
    *out = NULL;
    struct ls_daemon *daemon = calloc(1, sizeof *daemon);
    if (!daemon) {
        return ls_fail_memory(err);
    }
    *daemon =
        (struct ls_daemon){.service = service, .is_quiet = settings->is_quiet, .listening = -1};
    enum ls_status status = ls_guard_start(settings->connections_max, &daemon->guard, err);
    if (status == LS_OK) {
        status = start(daemon, settings, err);
    }
    if (status == LS_OK) {
        *out = daemon;
    } else {
        ls_daemon_free(daemon);
    }
    return status;
}

void ls_daemon_address(const struct ls_daemon *daemon, char text[LS_ADDRESS_TEXT_BYTES])
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon->mhd, MHD_DAEMON_INFO_LISTEN_FD);
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof address;
    if (info) {
        getsockname(info->listen_fd, (struct sockaddr *)&address, &len);
    }
    ls_address_write((const struct sockaddr *)&address, text);
}

void ls_daemon_stop(struct ls_daemon *daemon)
{
    double until = ls_clock_ms() + daemon->service->site->time_limit_ms + STOP_MS;
    struct timespec nap = {.tv_nsec = 5000000};
    daemon->is_stopping = true;
    daemon->listening = MHD_quiesce_daemon(daemon->mhd);
    /* It is closed when the library has stopped; those who come meanwhile are not to wait for that.
     */
    shutdown(daemon->listening, SHUT_RDWR);
    while (daemon->service->metrics->under_way > 0 && ls_clock_ms() < until) {
        nanosleep(&nap, NULL);
    }
    /* The library must find no connection suspended. */
    ls_pool_stop(daemon->service->pool);
    MHD_stop_daemon(daemon->mhd);
    daemon->mhd = NULL;
    if (daemon->listening >= 0) {
        close(daemon->listening);
    }
}

void ls_daemon_free(struct ls_daemon *daemon)
{
    if (daemon) {
        ls_guard_free(daemon->guard);
        free(daemon);
    }
}
