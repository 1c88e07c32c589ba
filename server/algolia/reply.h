/* The answer to one query, as Algolia's clients read it. */
#ifndef LS_SERVER_ALGOLIA_REPLY_H
#define LS_SERVER_ALGOLIA_REPLY_H

#include "server/algolia/query.h"
#include "server/foreign/search.h"

/* Asks and appends the object of the answer. */
enum ls_status ls_algolia_reply(struct ls_exchange *exchange, const struct ls_algolia_query *query,
                                struct ls_buf *out, struct ls_error *err);

/* Likewise the values of a facet that hold a text. */
enum ls_status ls_algolia_facet_reply(struct ls_exchange *exchange,
                                      const struct ls_algolia_query *query, struct ls_buf *out,
                                      struct ls_error *err);

#endif
