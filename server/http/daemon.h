/* The HTTP server: libmicrohttpd reads and sends, the pool answers. */
#ifndef LS_SERVER_DAEMON_H
#define LS_SERVER_DAEMON_H

#include "server/listen.h"
#include "server/metrics.h"
#include "server/service.h"
#include "server/site.h"
#include "server/work/pool.h"

struct ls_daemon;

struct ls_daemon_settings {
    struct ls_address address;
    unsigned connections_max;
    bool is_quiet; /* no line for each request */
};

/* Listens and answers on threads of its own from now on. Borrows all it is given but the settings.
 * LS_IO when the address cannot be listened at. */
enum ls_status ls_daemon_start(const struct ls_daemon_settings *settings,
                               const struct ls_service *service, struct ls_daemon **out,
                               struct ls_error *err);

/* "127.0.0.1:7700", with the port that is listened at. */
void ls_daemon_address(const struct ls_daemon *daemon, char text[LS_ADDRESS_TEXT_BYTES]);

/* Takes no connection any more, lets requests that are under way end, stops the pool, and closes
 * what is left. */
void ls_daemon_stop(struct ls_daemon *daemon);
void ls_daemon_free(struct ls_daemon *daemon); /* when it has stopped */

#endif
