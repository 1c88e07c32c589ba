#include "query/answer/answer.h"

#include "query/answer/steps.h"
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

double ls_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

enum ls_status ls_asking_read(struct ls_asking *asking, struct ls_error *err)
{
    struct ls_span text = asking->request->text;
    struct ls_mistake *mistake = &asking->reply->mistake;
    asking->query = (struct ls_query){0};
    if (asking->request->kind != LS_REQUEST_SEARCH) {
        return LS_OK;
    }
    enum ls_status status = asking->request->is_plain
                                ? ls_parse_plain(text, asking->arena, &asking->root, err)
                                : ls_parse(text, asking->arena, &asking->root, mistake, err);
    if (status == LS_USAGE && asking->request->typing) {
        *mistake = (struct ls_mistake){0};
        *err = (struct ls_error){0};
        status = ls_parse_plain(text, asking->arena, &asking->root, err);
    }
    if (status == LS_OK) {
        status = ls_query_make(asking->root, &asking->request->filters, text, asking->analyzer,
                               asking->arena, &asking->query, mistake, err);
    }
    return status;
}

/* Adds what was asked for beside the hits. */
static enum ls_status add_extras(struct ls_asking *asking, const struct ls_found *found,
                                 struct ls_answer *answer, struct ls_facets *facets,
                                 struct ls_explanation *explanation, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    if (asking->request->facets) {
        status = ls_asking_facets(asking, found, facets, err);
        answer->facets = facets;
    }
    if (status == LS_OK && asking->request->explain) {
        status = ls_explain(asking->index, found->ranked, found->ranked_count,
                            found->answered.expansion, asking->arena, explanation, err);
        answer->explanation = explanation;
    }
    return status;
}

static enum ls_status search(struct ls_asking *asking, struct ls_error *err)
{
    const struct ls_request *request = asking->request;
    struct ls_window window = request->window;
    if (request->count_only) {
        window = (struct ls_window){.matching = window.matching, .total_only = true};
    }
    window.listing = !request->facets || request->count_only ? LS_LIST_NONE
                     : request->facets_narrow                ? LS_LIST_ALL
                                                             : LS_LIST_BUT;
    double start = ls_now_ms();
    struct ls_found found;
    struct ls_facets facets;
    struct ls_explanation explanation;
    struct ls_answer answer = {.query = request->text,
                               .query_id = request->id,
                               .unit_count = asking->query.word_count,
                               .is_filtered = ls_query_is_filtered(&asking->query),
                               .offset = window.offset,
                               .memory = &asking->memory};
    enum ls_status status = request->typing ? ls_asking_type_on(asking, err) : LS_OK;
    if (status == LS_OK) {
        status = ls_asking_search(asking, window, &found, &answer.suggestion, err);
    }
    if (status != LS_OK) {
        return status;
    }
    if (request->count_only) {
        ls_buf_printf(&asking->reply->out, "%u\n", found.total);
        return found.total > 0 ? LS_OK : LS_NOTHING_FOUND;
    }
    answer.step = found.step;
    answer.total = found.total;
    answer.total_some = found.total_some;
    answer.total_expanded = found.total_expanded;
    answer.total_template = found.total_template;
    answer.total_feedback = found.total_feedback;
    answer.hit_count = found.hit_count;
    answer.took_ms = ls_now_ms() - start;
    status = add_extras(asking, &found, &answer, &facets, &explanation, err);
    if (status == LS_OK) {
        status = ls_asking_render(asking, &answer, &found, err);
    }
    return status == LS_OK && found.step == LS_STEP_NONE ? LS_NOTHING_FOUND : status;
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
        return ls_asking_show(asking, err);
    case LS_REQUEST_LIKE:
        return ls_asking_like(asking, err);
    case LS_REQUEST_SUGGEST:
        return suggest(asking, err);
    default:
        return search(asking, err);
    }
}
