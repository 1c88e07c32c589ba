/* Where the server listens: "127.0.0.1:7700", "[::1]:7700", "7700". */
#ifndef LS_SERVER_LISTEN_H
#define LS_SERVER_LISTEN_H

#include "base/error.h"
#include "base/span.h"

#include <sys/socket.h>

enum { LS_LISTEN_PORT = 7700 };

struct ls_address {
    struct sockaddr_storage socket;
    socklen_t len;
};

/* A numeric address and a port from 0 (any that is free) to 65535; without an address the machine
 * itself, 127.0.0.1; "localhost" is that too. LS_USAGE. */
enum ls_status ls_address_read(struct ls_span text, struct ls_address *address,
                               struct ls_error *err);

enum { LS_ADDRESS_TEXT_BYTES = 64 };
/* "127.0.0.1:7700" */
void ls_address_write(const struct sockaddr *socket, char text[LS_ADDRESS_TEXT_BYTES]);

#endif
