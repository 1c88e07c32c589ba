/* The answer to one query, as Meilisearch's clients read it. */
#ifndef LS_SERVER_MEILI_REPLY_H
#define LS_SERVER_MEILI_REPLY_H

#include "server/meili/query.h"

/* Asks and appends the object of the answer; with the name of the index when several are asked. */
enum ls_status ls_meili_reply(struct ls_exchange *exchange, const struct ls_meili_query *query,
                              bool with_index, struct ls_buf *out, struct ls_error *err);

/* Likewise the values of a facet that hold a text. */
enum ls_status ls_meili_facet_reply(struct ls_exchange *exchange,
                                    const struct ls_meili_query *query, struct ls_buf *out,
                                    struct ls_error *err);

#endif
