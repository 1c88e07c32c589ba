#include "server/page/page.h"

#include "query/answer/session.h"
#include "server/http/negotiate.h"
#include "server/page/view.h"
#include "server/routes/answers.h"
#include "server/routes/ask.h"

enum { LIKE_LIMIT = 5 }; /* articles beside a card */

/* Nothing inline and nothing from elsewhere: what a card, a query or an address smuggled into the
 * page would do nothing there either. */
#define POLICY                                                                                     \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "                    \
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

bool ls_page_is_wanted(const struct ls_http_request *request)
{
    double of_page = ls_header_quality(request->headers.accept, "text/html", NULL);
    return of_page > 0 &&
           of_page >= ls_header_quality(request->headers.accept, "application/json", NULL);
}

static struct ls_view view_of(struct ls_exchange *exchange, const struct ls_request *request)
{
    const struct ls_http_request *asked = exchange->request;
    struct ls_view view = {.out = &exchange->response->body,
                           .arena = exchange->arena,
                           .request = request,
                           .typed = ls_params_get(&asked->params, "q")};
    view.language = ls_language_negotiate(asked->headers.accept_language,
                                          ls_params_get(&asked->params, "lang"));
    view.place = ls_link_base_make(asked, exchange->arena);
    view.bare.root = view.place.root;
    for (size_t i = 0; i < view.place.params.count; i++) {
        if (ls_span_equal(view.place.params.items[i].name, LS_SPAN("lang"))) {
            view.bare.params = (struct ls_params){&view.place.params.items[i], 1};
        }
    }
    exchange->response->type = "text/html; charset=utf-8";
    exchange->response->policy = POLICY;
    return view;
}

static bool is_part(const struct ls_exchange *exchange)
{
    return ls_span_equal(ls_params_get(&exchange->request->params, "part"), LS_SPAN("results"));
}

/* That nothing was found is an answer. */
static enum ls_status keep(struct ls_exchange *exchange, struct ls_request *request,
                           struct ls_kept *kept, struct ls_reply *reply, struct ls_error *err)
{
    ls_answer_prepare(exchange, request);
    enum ls_status status = ls_session_keep(exchange->session, request, kept, reply, err);
    exchange->place = reply->mistake.place;
    return status == LS_NOTHING_FOUND && !err->message[0] ? LS_OK : status;
}

static enum ls_status check_memory(const struct ls_exchange *exchange, struct ls_error *err)
{
    return exchange->arena->failed || exchange->response->body.failed ? ls_fail_memory(err) : LS_OK;
}

/* ---- searches ---- */

static void write_page(struct ls_exchange *exchange, const struct ls_view *view)
{
    if (is_part(exchange)) {
        ls_results_add(view);
    } else {
        ls_frame_begin(view, ls_results_title(view), true);
        ls_results_add(view);
        ls_frame_end(view);
    }
}

/* Who has typed but a quotation mark so far has made no mistake: nothing is asked for yet. */
static enum ls_status keep_answer(struct ls_exchange *exchange, struct ls_request *request,
                                  struct ls_kept *kept, struct ls_reply *reply,
                                  struct ls_error *err)
{
    request->facets = request->kind == LS_REQUEST_SEARCH;
    request->facets_quick = true;
    request->headings = LS_VIEW_HEADINGS;
    enum ls_status status = keep(exchange, request, kept, reply, err);
    if (status == LS_USAGE && request->typing) {
        *err = (struct ls_error){0};
        request->text = LS_SPAN("");
        ls_reply_clear(reply);
        status = keep(exchange, request, kept, reply, err);
    }
    return status;
}

/* The article whose like are sought. */
static enum ls_status keep_subject(struct ls_exchange *exchange, const struct ls_request *request,
                                   struct ls_kept *subject, struct ls_error *err)
{
    struct ls_request show = {.kind = LS_REQUEST_SHOW, .text = request->text};
    struct ls_reply reply = {0};
    enum ls_status status = keep(exchange, &show, subject, &reply, err);
    ls_reply_free(&reply);
    return status;
}

enum ls_status ls_page_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    struct ls_request request;
    struct ls_kept kept = {0}, subject = {0};
    struct ls_reply reply = {0};
    enum ls_status status =
        ls_ask_read(&exchange->request->params, LS_ASK_PAGE, exchange->arena, &request, err);
    if (status == LS_OK) {
        status = keep_answer(exchange, &request, &kept, &reply, err);
    }
    if (status == LS_OK && request.kind == LS_REQUEST_LIKE) {
        status = keep_subject(exchange, &request, &subject, err);
    }
    if (status == LS_OK) {
        struct ls_view view = view_of(exchange, &request);
        view.kept = &kept;
        view.subject = subject.hit_count > 0 ? &subject : NULL;
        view.notes = ls_buf_span(&reply.notes);
        write_page(exchange, &view);
        status = check_memory(exchange, err);
    }
    ls_reply_free(&reply);
    ls_kept_free(&kept);
    ls_kept_free(&subject);
    return status;
}

/* ---- cards ---- */

static enum ls_status keep_like(struct ls_exchange *exchange, const struct ls_request *request,
                                struct ls_kept *like, struct ls_error *err)
{
    struct ls_request request_like = {
        .kind = LS_REQUEST_LIKE, .text = request->text, .window.limit = LIKE_LIMIT};
    struct ls_reply reply = {0};
    enum ls_status status = keep(exchange, &request_like, like, &reply, err);
    ls_reply_free(&reply);
    return status;
}

enum ls_status ls_page_card(struct ls_exchange *exchange, struct ls_request *request,
                            struct ls_error *err)
{
    struct ls_kept card = {0}, like = {0};
    enum ls_status status = keep_subject(exchange, request, &card, err);
    if (status == LS_OK) {
        status = keep_like(exchange, request, &like, err);
    }
    if (status == LS_OK) {
        struct ls_view view = view_of(exchange, request);
        view.subject = &card;
        view.kept = &like;
        ls_card_add(&view);
        status = check_memory(exchange, err);
    }
    ls_kept_free(&card);
    ls_kept_free(&like);
    return status;
}

/* ---- errors ---- */

struct failure {
    enum ls_word what, help; /* help: LS_WORD_COUNT for none */
    bool can_retry;
};

static struct failure failure_of(const struct ls_exchange *exchange, const struct ls_error *err)
{
    bool is_query = exchange->place.past > 0;
    switch (exchange->response->code) {
    case 404:
        return (struct failure){LS_WORD_FAIL_MISSING, LS_WORD_FAIL_MISSING_HELP, false};
    case 503:
        return err->status == LS_BUSY
                   ? (struct failure){LS_WORD_FAIL_BUSY, LS_WORD_FAIL_BUSY_HELP, true}
                   : (struct failure){LS_WORD_FAIL_NO_INDEX, LS_WORD_FAIL_NO_INDEX_HELP, true};
    case 400:
        return is_query ? (struct failure){LS_WORD_FAIL_QUERY, LS_WORD_FAIL_QUERY_HELP, false}
                        : (struct failure){LS_WORD_FAIL_ADDRESS, LS_WORD_COUNT, false};
    default:
        return (struct failure){LS_WORD_FAIL_OTHER, LS_WORD_COUNT, false};
    }
}

/* The query with the mistake marked. */
static void add_mistake(const struct ls_view *view, struct ls_range place)
{
    struct ls_span query = view->typed;
    if (place.past > 0 && place.past <= query.len && place.first <= place.past) {
        ls_view_str(view, "<p class=\"mistake\"><code>");
        ls_view_text(view, ls_span(query.ptr, place.first));
        ls_view_str(view, "<mark>");
        ls_view_text(view, ls_range_span(query, place));
        ls_view_str(view, "</mark>");
        ls_view_text(view, ls_span_from(query, place.past));
        ls_view_str(view, "</code></p>\n");
    }
}

/* The message is the engine's own, in English. */
static void add_failure(const struct ls_view *view, const struct ls_exchange *exchange,
                        const struct ls_error *err)
{
    struct failure failure = failure_of(exchange, err);
    ls_view_str(view, "<div class=\"answer failure\" data-title=\"");
    ls_view_say(view, failure.what);
    ls_view_str(view, "\">\n<h1 id=\"totals\" tabindex=\"-1\">");
    ls_view_say(view, failure.what);
    ls_view_str(view, "</h1>\n");
    add_mistake(view, exchange->place);
    ls_view_str(view, "<p lang=\"en\">");
    ls_view_text(view, ls_span_str(err->message));
    ls_view_str(view, "</p>\n");
    if (failure.help != LS_WORD_COUNT) {
        ls_view_str(view, "<p>");
        ls_view_say(view, failure.help);
        ls_view_str(view, "</p>\n");
    }
    if (failure.can_retry) {
        ls_view_str(view, "<p><a href=\"");
        ls_link_add(view->out, &view->place, "", NULL, 0);
        ls_view_str(view, "\">");
        ls_view_say(view, LS_WORD_RETRY);
        ls_view_str(view, "</a></p>\n");
    }
    ls_view_str(view, "</div>\n");
}

void ls_fail_as_page(struct ls_exchange *exchange, const struct ls_error *err)
{
    struct ls_view view = view_of(exchange, NULL);
    if (is_part(exchange)) {
        add_failure(&view, exchange, err);
    } else {
        struct failure failure = failure_of(exchange, err);
        ls_frame_begin(&view, ls_span_str(ls_word_text(view.language, failure.what)), false);
        add_failure(&view, exchange, err);
        ls_frame_end(&view);
    }
}
