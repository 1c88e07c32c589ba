#include "query/answer/session.h"
#include "server/routes/answers.h"
#include "server/routes/ask.h"
#include "server/routes/routes.h"

enum ls_status ls_search_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    struct ls_request request;
    enum ls_status status =
        ls_ask_read(&exchange->request->params, LS_ASK_SEARCH, exchange->arena, &request, err);
    return status == LS_OK ? ls_answer_request(exchange, &request, err) : status;
}
