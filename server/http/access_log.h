#ifndef LS_SERVER_ACCESS_LOG_H
#define LS_SERVER_ACCESS_LOG_H

#include "server/http/flight.h"

#include <sys/socket.h>

/* Writes one line on standard error: when, who, what was asked, the status, bytes of the body and
 * milliseconds; "cut" when the client did not take all of it. client may be NULL. */
void ls_access_log(const struct ls_flight *flight, const struct sockaddr *client, unsigned status,
                   size_t bytes, bool is_whole, double ms);

#endif
