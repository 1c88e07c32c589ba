/* What routes share on the way from a request to a response. */
#ifndef LS_SERVER_ANSWERS_H
#define LS_SERVER_ANSWERS_H

#include "query/request.h"
#include "server/http/exchange.h"

/* What all requests of this server have: where the articles' pages are, and until when someone
 * waits. */
void ls_answer_prepare(const struct ls_exchange *exchange, struct ls_request *request);

/* Asks the session and makes what it renders the response, in the request's format. Nothing found
 * is an answer too, but for an article that is not there: LS_NOTHING_FOUND. */
enum ls_status ls_answer_request(struct ls_exchange *exchange, struct ls_request *request,
                                 struct ls_error *err);

/* Type and, for those to be kept as files, name. */
void ls_answer_type(struct ls_http_response *response, enum ls_query_format format);

#endif
