#include "server/routes/answers.h"

#include "query/answer/session.h"
#include "server/site.h"

static const struct {
    const char *type;
    const char *download; /* NULL: shown */
} types[LS_QUERY_FORMAT_COUNT] = {
    [LS_QUERY_FORMAT_JSON] = {"application/json; charset=utf-8", NULL},
    [LS_QUERY_FORMAT_JSONL] = {"application/jsonl; charset=utf-8", NULL},
    [LS_QUERY_FORMAT_TSV] = {"text/tab-separated-values; charset=utf-8", NULL},
    [LS_QUERY_FORMAT_HTML] = {"text/html; charset=utf-8", NULL},
    [LS_QUERY_FORMAT_BIBTEX] = {"application/x-bibtex; charset=utf-8", "litsearch.bib"},
    [LS_QUERY_FORMAT_RIS] = {"application/x-research-info-systems; charset=utf-8", "litsearch.ris"},
    [LS_QUERY_FORMAT_NBIB] = {"application/nbib; charset=utf-8", "litsearch.nbib"},
    [LS_QUERY_FORMAT_CSL] = {"application/vnd.citationstyles.csl+json; charset=utf-8",
                             "litsearch.json"},
};

void ls_answer_type(struct ls_http_response *response, enum ls_query_format format)
{
    response->type = types[format].type;
    response->download = ls_span_str(types[format].download);
}

void ls_answer_prepare(const struct ls_exchange *exchange, struct ls_request *request)
{
    request->base_url = exchange->site->base_url;
    request->deadline_ms = exchange->deadline_ms;
}

enum ls_status ls_answer_request(struct ls_exchange *exchange, struct ls_request *request,
                                 struct ls_error *err)
{
    struct ls_reply reply = {.out = exchange->response->body};
    struct ls_style style = {0};
    ls_answer_prepare(exchange, request);
    enum ls_status status = ls_session_ask(exchange->session, request, &style, &reply, err);
    exchange->response->body = reply.out;
    exchange->place = reply.mistake.place;
    ls_answer_type(exchange->response, request->format);
    reply.out = (struct ls_buf){0};
    ls_reply_free(&reply);
    bool is_answer = status == LS_NOTHING_FOUND && !err->message[0];
    return is_answer ? LS_OK : status;
}
