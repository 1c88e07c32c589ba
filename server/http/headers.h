/* Between the HTTP library's headers and a flight. */
#ifndef LS_SERVER_HEADERS_H
#define LS_SERVER_HEADERS_H

#include "server/http/flight.h"

struct MHD_Connection;
struct MHD_Response;

/* Copies what is looked at into the flight. */
void ls_headers_read(struct MHD_Connection *connection, const char *method,
                     struct ls_flight *flight);

/* The answer with its headers: its body is borrowed from the flight. NULL: memory is out. */
struct MHD_Response *ls_headers_respond(struct ls_flight *flight);

#endif
