/* Addresses of this server, for those who are to come back to it. */
#ifndef LS_SERVER_ADDRESS_H
#define LS_SERVER_ADDRESS_H

#include "server/http/exchange.h"

/* Appends "https://example.org/search": what the server was told, else what the request calls it;
 * nothing when neither will do. */
void ls_address_add_root(const struct ls_exchange *exchange, struct ls_buf *out);

/* Appends text with all escaped but letters, digits and -._~/: for a path or a parameter. */
void ls_address_add_escaped(struct ls_buf *out, struct ls_span text);

#endif
