/* The parameters of /search and of the page → what is asked for. */
#ifndef LS_SERVER_ASK_H
#define LS_SERVER_ASK_H

#include "query/request.h"
#include "server/http/exchange.h"

enum { LS_ASK_LIMIT_MAX = 100, LS_ASK_OFFSET_MAX = 10000 };

/* Borrows from params and the arena. LS_USAGE names the parameter, and the nearest one for one that
 * does not exist. Those that begin with "_" or "utm_" are ignored. */
enum ls_status ls_ask_read(const struct ls_params *params, struct ls_arena *arena,
                           struct ls_request *request, struct ls_error *err);

#endif
