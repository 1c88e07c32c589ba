/* The parameters of an address → what is asked for. */
#ifndef LS_SERVER_ASK_H
#define LS_SERVER_ASK_H

#include "query/request.h"
#include "server/http/exchange.h"

enum { LS_ASK_TEXT_BYTES_MAX = 4096, LS_ASK_LIMIT_MAX = 100, LS_ASK_OFFSET_MAX = 10000 };

/* Who asks: each has parameters of its own. */
enum ls_ask_kind {
    LS_ASK_SEARCH,
    LS_ASK_PAGE, /* as a search; "lang" and "part" are the page's own, unknown ones are ignored */
    LS_ASK_SUGGEST,
    LS_ASK_CARD /* the path names the article: request->text is the caller's to set */
};

/* Borrows from params and the arena. LS_USAGE names the parameter, and the nearest one for one that
 * does not exist. Those that begin with "_" or "utm_" are ignored. */
enum ls_status ls_ask_read(const struct ls_params *params, enum ls_ask_kind kind,
                           struct ls_arena *arena, struct ls_request *request,
                           struct ls_error *err);

#endif
