#include "query/answer.h"

#include "query/search/lookup.h"

#include <time.h>

enum { TRIES = 3 }; /* when writers overtake us */

/* What one search needs at hand. */
struct session {
    const struct ls_request *request;
    const struct ls_style *style;
    struct ls_arena *arena;
    struct ls_arena hit_arena; /* of the hit being rendered: a page may have many */
    struct ls_analyzer *analyzer;
    struct ls_index *index;
    struct ls_units units;
    struct ls_needles needles; /* of what is to be marked */
    struct ls_glimpse glimpse;
    struct ls_reply *reply;
};

void ls_reply_free(struct ls_reply *reply)
{
    ls_buf_free(&reply->out);
    ls_buf_free(&reply->notes);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static enum ls_status open_index(struct session *session, struct ls_error *err)
{
    struct ls_span path;
    enum ls_status status = ls_index_path(session->request->db, session->arena, &path, err);
    return status == LS_OK ? ls_index_open(path.ptr, &session->index, err) : status;
}

static enum ls_status read_query(struct session *session, struct ls_error *err)
{
    const struct ls_node *root;
    struct ls_span query = session->request->text;
    enum ls_status status = ls_parse(query, session->arena, &root, &session->reply->mistake, err);
    if (status == LS_OK) {
        status =
            ls_units_make(root, query, session->analyzer, session->arena, &session->units, err);
    }
    return status;
}

static enum ls_status add_hit(struct session *session, const struct ls_renderer *renderer,
                              const struct ls_answer *answer, const struct ls_hit *hit,
                              size_t number, struct ls_error *err)
{
    struct ls_arena *arena = &session->hit_arena;
    struct ls_card card;
    struct ls_snippet snippet;
    ls_arena_reset(arena);
    enum ls_status status = ls_index_card(session->index, hit->docid, arena, &card, err);
    if (status == LS_OK) {
        status = ls_snippet_find(&card, &session->needles, &session->glimpse, session->analyzer,
                                 arena, &snippet, err);
    }
    if (status == LS_OK) {
        struct ls_shown shown = {
            .number = number, .card = &card, .relevance = hit->relevance, .snippet = &snippet};
        renderer->hit(answer, &shown, session->style, &session->reply->out);
    }
    return status;
}

static enum ls_status render(struct session *session, const struct ls_answer *answer,
                             const struct ls_found *found, struct ls_error *err)
{
    const struct ls_renderer *renderer = ls_renderer(session->request->format);
    struct ls_buf *out = &session->reply->out;
    enum ls_status status = ls_needles_make(&found->marked, session->arena, &session->needles, err);
    if (status == LS_OK) {
        status = ls_glimpse_make(&found->marked, session->arena, &session->glimpse, err);
    }
    if (status == LS_OK) {
        renderer->begin(answer, session->style, out);
    }
    for (size_t i = 0; status == LS_OK && i < found->hit_count; i++) {
        status = add_hit(session, renderer, answer, &found->hits[i], i, err);
    }
    if (status == LS_OK) {
        renderer->end(answer, session->style, out);
    }
    return status;
}

static enum ls_status search(struct session *session, struct ls_error *err)
{
    const struct ls_request *request = session->request;
    struct ls_window window = request->window;
    if (request->count_only) {
        window = (struct ls_window){.total_only = true};
    }
    double start = now_ms();
    struct ls_found found;
    enum ls_status status = ls_search(session->index, &session->units, &request->filters, window,
                                      session->arena, &found, &session->reply->notes, err);
    if (status != LS_OK) {
        return status;
    }
    if (request->count_only) {
        ls_buf_printf(&session->reply->out, "%u\n", found.total);
        return found.total > 0 ? LS_OK : LS_NOTHING_FOUND;
    }
    struct ls_answer answer = {.query = request->text,
                               .step = found.step,
                               .total = found.total,
                               .total_some = found.total_some,
                               .unit_count = session->units.count,
                               .offset = window.offset,
                               .hit_count = found.hit_count,
                               .took_ms = now_ms() - start};
    status = render(session, &answer, &found, err);
    return status == LS_OK && found.step == LS_STEP_NONE ? LS_NOTHING_FOUND : status;
}

static enum ls_status show(struct session *session, struct ls_error *err)
{
    uint32_t docid;
    double start = now_ms();
    struct ls_span name = session->request->text;
    enum ls_status status = ls_lookup(session->index, name, &docid, err);
    struct ls_card card;
    if (status == LS_OK) {
        status = ls_index_card(session->index, docid, session->arena, &card, err);
    }
    if (status != LS_OK) {
        return status;
    }
    if (session->request->format == LS_QUERY_FORMAT_TEXT) {
        ls_render_card(&card, session->style, &session->reply->out);
        return LS_OK;
    }
    struct ls_hit hit = {.docid = docid};
    struct ls_found found = {.hits = &hit, .hit_count = 1};
    struct ls_answer answer = {.query = name,
                               .step = LS_STEP_ALL,
                               .total = 1,
                               .total_some = 1,
                               .hit_count = 1,
                               .took_ms = now_ms() - start};
    return render(session, &answer, &found, err);
}

/* Until no writer gets in the way. */
static enum ls_status try_again(struct session *session,
                                enum ls_status (*ask)(struct session *, struct ls_error *),
                                struct ls_error *err)
{
    enum ls_status status = ask(session, err);
    for (int i = 1; i < TRIES && status == LS_BUSY; i++) {
        struct xap_error cause;
        bool changed;
        ls_buf_clear(&session->reply->out);
        ls_buf_clear(&session->reply->notes);
        if (xap_reader_reopen(ls_index_reader(session->index), &changed, &cause) != XAP_OK) {
            return ls_schema_fail(err, &cause, "cannot read the index again");
        }
        status = ask(session, err);
    }
    return status;
}

enum ls_status ls_answer(const struct ls_request *request, const struct ls_style *style,
                         struct ls_arena *arena, struct ls_reply *reply, struct ls_error *err)
{
    *reply = (struct ls_reply){0};
    struct session session = {.request = request, .style = style, .arena = arena, .reply = reply};
    bool is_search = request->kind == LS_REQUEST_SEARCH;
    enum ls_status status = ls_analyzer_new(&session.analyzer, err);
    if (status == LS_OK && is_search) {
        status = read_query(&session, err);
    }
    if (status == LS_OK) {
        status = open_index(&session, err);
    }
    if (status == LS_OK) {
        status = try_again(&session, is_search ? search : show, err);
    }
    if (reply->out.failed || reply->notes.failed) {
        status = ls_fail_memory(err);
    }
    if (status != LS_OK && status != LS_NOTHING_FOUND) {
        ls_buf_clear(&reply->out);
    }
    ls_arena_free(&session.hit_arena);
    ls_index_free(session.index);
    ls_analyzer_free(session.analyzer);
    return status;
}
