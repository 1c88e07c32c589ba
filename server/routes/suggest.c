/* Completions for a search box: as OpenSearch has them, or in our own JSON. */
#include "query/answer/session.h"
#include "query/render/json_text.h"
#include "query/suggest/render.h"
#include "server/routes/address.h"
#include "server/routes/answers.h"
#include "server/routes/ask.h"
#include "server/routes/routes.h"

/* The completed query, its address, and a word about it. */
struct row {
    struct ls_span text, about, url;
};

static struct ls_span text_of_url(const struct ls_exchange *exchange, const char *path,
                                  struct ls_span segment)
{
    struct ls_buf url = {0};
    ls_address_add_root(exchange, &url);
    ls_buf_add_str(&url, path);
    ls_address_add_escaped(&url, segment);
    struct ls_span text = ls_arena_copy(exchange->arena, ls_buf_span(&url));
    ls_buf_free(&url);
    return text;
}

static struct ls_span cards_text(struct ls_arena *arena, uint32_t cards)
{
    return cards > 0 ? ls_arena_printf(arena, "%u %s", cards, cards == 1 ? "card" : "cards")
                     : LS_SPAN("");
}

/* What was typed with its last word whole. */
static struct row term_row(const struct ls_exchange *exchange, const struct ls_suggestions *found,
                           size_t i)
{
    struct ls_arena *arena = exchange->arena;
    struct ls_span text = ls_arena_printf(arena, "%.*s%.*s", LS_SPAN_ARG(found->before),
                                          LS_SPAN_ARG(found->terms[i].text));
    return (struct row){text, cards_text(arena, found->terms[i].cards),
                        text_of_url(exchange, "/?q=", text)};
}

static struct row title_row(const struct ls_exchange *exchange, const struct ls_suggestions *found,
                            size_t i)
{
    const struct ls_suggested_title *title = &found->titles[i];
    bool has_both = title->title_en.len > 0 && title->title_zh.len > 0;
    return (struct row){title->title, has_both ? title->title_zh : LS_SPAN(""),
                        text_of_url(exchange, "/card/", title->id)};
}

static void add_column(struct ls_buf *out, const struct row *rows, size_t count, size_t column)
{
    ls_buf_add_str(out, ",[");
    for (size_t i = 0; i < count; i++) {
        struct ls_span cells[] = {rows[i].text, rows[i].about, rows[i].url};
        ls_buf_add_str(out, i > 0 ? "," : "");
        ls_json_add_text(out, cells[column]);
    }
    ls_buf_add_char(out, ']');
}

static enum ls_status add_opensearch(const struct ls_exchange *exchange, struct ls_span typed,
                                     const struct ls_suggestions *found, struct ls_error *err)
{
    struct ls_buf *out = &exchange->response->body;
    size_t count = found->term_count + found->title_count;
    struct row *rows = ls_arena_array(exchange->arena, count + 1, sizeof *rows);
    if (!rows) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        rows[i] = i < found->term_count ? term_row(exchange, found, i)
                                        : title_row(exchange, found, i - found->term_count);
    }
    ls_buf_add_char(out, '[');
    ls_json_add_text(out, typed);
    for (size_t column = 0; column < 3; column++) {
        add_column(out, rows, count, column);
    }
    ls_buf_add_str(out, "]\n");
    exchange->response->type = "application/x-suggestions+json; charset=utf-8";
    return LS_OK;
}

enum ls_status ls_suggest_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    struct ls_request request;
    struct ls_suggestions found;
    struct ls_style style = {0};
    enum ls_status status =
        ls_ask_read(&exchange->request->params, LS_ASK_SUGGEST, exchange->arena, &request, err);
    if (status == LS_OK) {
        ls_answer_prepare(exchange, &request);
        status = ls_session_suggest(exchange->session, &request, exchange->arena, &found, err);
    }
    if (status != LS_OK) {
        return status;
    }
    if (!request.has_format) {
        return add_opensearch(exchange, request.text, &found, err);
    }
    ls_answer_type(exchange->response, request.format);
    ls_suggestions_render(request.format, request.text, &found, &style, &exchange->response->body);
    return LS_OK;
}
