/* One article: its card in JSON, as a page, or as a citation. */
#include "query/answer/session.h"
#include "query/render/card_json.h"
#include "server/page/page.h"
#include "server/routes/answers.h"
#include "server/routes/ask.h"
#include "server/routes/routes.h"

static enum ls_status answer_json(struct ls_exchange *exchange, struct ls_request *request,
                                  struct ls_error *err)
{
    struct ls_kept kept = {0};
    struct ls_reply reply = {0};
    ls_answer_prepare(exchange, request);
    enum ls_status status = ls_session_keep(exchange->session, request, &kept, &reply, err);
    if (status == LS_OK) {
        ls_card_json_add(&kept.answer, &kept.hits[0], &exchange->response->body);
    }
    ls_answer_type(exchange->response, LS_QUERY_FORMAT_JSON);
    ls_reply_free(&reply);
    ls_kept_free(&kept);
    return status;
}

enum ls_status ls_card_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    struct ls_request request;
    enum ls_status status =
        ls_ask_read(&exchange->request->params, LS_ASK_CARD, exchange->arena, &request, err);
    if (status != LS_OK) {
        return status;
    }
    request.text = exchange->request->rest;
    if (request.has_format ? request.format == LS_QUERY_FORMAT_HTML
                           : ls_page_is_wanted(exchange->request)) {
        return ls_page_card(exchange, &request, err);
    }
    return request.format == LS_QUERY_FORMAT_JSON ? answer_json(exchange, &request, err)
                                                  : ls_answer_request(exchange, &request, err);
}
