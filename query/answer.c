#include "query/answer.h"

#include "query/search/lookup.h"
#include "query/suggest/render.h"

#include <time.h>

void ls_reply_clear(struct ls_reply *reply)
{
    ls_buf_clear(&reply->out);
    ls_buf_clear(&reply->notes);
    reply->mistake = (struct ls_mistake){0};
}

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

/* The query with everything blanked out that means more than words: of the same
 * length, so that places stay. */
static struct ls_span without_signs(struct ls_span query, struct ls_arena *arena)
{
    static const char *const signs[] = {"\"", "“",  "”", "„",  "〝", "〞", "＂", "「", "」",
                                        "『", "』", "｢", "｣",  "(",  ")",  "（", "）", "[",
                                        "]",  "*",  ":", "：", "+",  "＋", "－"};
    struct ls_span copy = ls_arena_copy(arena, query);
    char *bytes = (char *)copy.ptr;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        for (char *at = bytes; at && (at = strstr(at, signs[i]));) {
            memset(at, ' ', strlen(signs[i]));
        }
    }
    return copy;
}

enum ls_status ls_asking_read(struct ls_asking *asking, struct ls_error *err)
{
    const struct ls_node *root;
    struct ls_span query = asking->request->text;
    asking->query = (struct ls_query){0};
    if (asking->request->kind != LS_REQUEST_SEARCH) {
        return LS_OK;
    }
    if (asking->request->is_plain) {
        query = without_signs(query, asking->arena);
        if (!query.ptr) {
            return ls_fail_memory(err);
        }
    }
    enum ls_status status = ls_parse(query, asking->arena, &root, &asking->reply->mistake, err);
    if (status == LS_OK) {
        status = ls_query_make(root, &asking->request->filters, query, asking->analyzer,
                               asking->arena, &asking->query, &asking->reply->mistake, err);
    }
    return status;
}

static enum ls_status add_hit(struct ls_asking *asking, const struct ls_renderer *renderer,
                              const struct ls_answer *answer, const struct ls_hit *hit,
                              size_t number, struct ls_error *err)
{
    struct ls_arena *arena = asking->hit_arena;
    struct ls_card card;
    struct ls_snippet snippet = {0};
    ls_arena_reset(arena);
    enum ls_status status = ls_index_card(asking->index, hit->docid, arena, &card, err);
    if (status == LS_OK && renderer != &ls_render_trec) {
        status = ls_snippet_find(&card, &asking->needles, &asking->glimpse, asking->analyzer, arena,
                                 &snippet, err);
    }
    if (status == LS_OK) {
        struct ls_shown shown = {
            .number = number, .card = &card, .relevance = hit->relevance, .snippet = &snippet};
        renderer->hit(answer, &shown, asking->style, &asking->reply->out);
    }
    return status;
}

static enum ls_status render(struct ls_asking *asking, const struct ls_answer *answer,
                             const struct ls_found *found, struct ls_error *err)
{
    const struct ls_renderer *renderer = ls_renderer(asking->request->format);
    struct ls_buf *out = &asking->reply->out;
    asking->memory = (struct ls_render_memory){.arena = asking->arena};
    enum ls_status status = ls_needles_make(&found->marked, asking->arena, &asking->needles, err);
    if (status == LS_OK) {
        status = ls_glimpse_make(&found->marked, asking->arena, &asking->glimpse, err);
    }
    if (status == LS_OK) {
        renderer->begin(answer, asking->style, out);
    }
    for (size_t i = 0; status == LS_OK && i < found->hit_count; i++) {
        status = add_hit(asking, renderer, answer, &found->hits[i], i, err);
    }
    if (status == LS_OK) {
        renderer->end(answer, asking->style, out);
    }
    return status;
}

static enum ls_status search(struct ls_asking *asking, struct ls_error *err)
{
    const struct ls_request *request = asking->request;
    struct ls_window window = request->window;
    if (request->count_only) {
        window = (struct ls_window){.total_only = true};
    }
    double start = now_ms();
    struct ls_found found;
    enum ls_status status = ls_search(asking->index, &asking->query, window, asking->arena, &found,
                                      &asking->reply->notes, err);
    if (status != LS_OK) {
        return status;
    }
    if (request->count_only) {
        ls_buf_printf(&asking->reply->out, "%u\n", found.total);
        return found.total > 0 ? LS_OK : LS_NOTHING_FOUND;
    }
    struct ls_answer answer = {.query = request->text,
                               .query_id = request->id,
                               .step = found.step,
                               .total = found.total,
                               .total_some = found.total_some,
                               .unit_count = asking->query.word_count,
                               .offset = window.offset,
                               .hit_count = found.hit_count,
                               .took_ms = now_ms() - start,
                               .memory = &asking->memory};
    status = render(asking, &answer, &found, err);
    return status == LS_OK && found.step == LS_STEP_NONE ? LS_NOTHING_FOUND : status;
}

static enum ls_status show(struct ls_asking *asking, struct ls_error *err)
{
    uint32_t docid;
    double start = now_ms();
    struct ls_span name = asking->request->text;
    enum ls_status status = ls_lookup(asking->index, name, &docid, err);
    struct ls_card card;
    if (status == LS_OK) {
        status = ls_index_card(asking->index, docid, asking->arena, &card, err);
    }
    if (status != LS_OK) {
        return status;
    }
    if (asking->request->format == LS_QUERY_FORMAT_TEXT) {
        ls_render_card(&card, asking->style, &asking->reply->out);
        return LS_OK;
    }
    struct ls_hit hit = {.docid = docid};
    struct ls_found found = {.hits = &hit, .hit_count = 1};
    struct ls_answer answer = {.query = name,
                               .step = LS_STEP_ALL,
                               .total = 1,
                               .total_some = 1,
                               .hit_count = 1,
                               .took_ms = now_ms() - start,
                               .memory = &asking->memory};
    return render(asking, &answer, &found, err);
}

static enum ls_status suggest(struct ls_asking *asking, struct ls_error *err)
{
    const struct ls_request *request = asking->request;
    struct ls_suggestions suggestions;
    enum ls_status status = ls_suggest(asking->index, asking->analyzer, request->text,
                                       request->window.limit, asking->arena, &suggestions, err);
    if (status != LS_OK) {
        return status;
    }
    ls_suggestions_render(request->format, request->text, &suggestions, asking->style,
                          &asking->reply->out);
    return ls_suggestions_any(&suggestions) ? LS_OK : LS_NOTHING_FOUND;
}

enum ls_status ls_asking_answer(struct ls_asking *asking, struct ls_index *index,
                                struct ls_error *err)
{
    asking->index = index;
    switch (asking->request->kind) {
    case LS_REQUEST_SHOW:
        return show(asking, err);
    case LS_REQUEST_SUGGEST:
        return suggest(asking, err);
    default:
        return search(asking, err);
    }
}
