/* Answers about one article: the article, and those like it. */
#include "query/answer/steps.h"
#include "query/rank/like.h"
#include "query/search/lookup.h"

static enum ls_status render_card(struct ls_asking *asking, uint32_t docid, struct ls_error *err)
{
    struct ls_card card;
    enum ls_status status = ls_index_card(asking->index, docid, asking->arena, &card, err);
    if (status == LS_OK) {
        ls_render_card(&card, asking->style, &asking->reply->out);
    }
    return status;
}

enum ls_status ls_asking_show(struct ls_asking *asking, struct ls_error *err)
{
    struct ls_span name = asking->request->text;
    struct ls_hit hit = {0};
    struct ls_found found = {.hits = &hit, .hit_count = 1};
    double start = ls_now_ms();
    enum ls_status status = ls_lookup(asking->index, name, &hit.docid, err);
    if (status != LS_OK) {
        return status;
    }
    if (!asking->kept && asking->request->format == LS_QUERY_FORMAT_TEXT) {
        return render_card(asking, hit.docid, err);
    }
    struct ls_answer answer = {.query = name,
                               .step = LS_STEP_ALL,
                               .total = 1,
                               .total_some = 1,
                               .hit_count = 1,
                               .took_ms = ls_now_ms() - start,
                               .memory = &asking->memory};
    return ls_asking_render(asking, &answer, &found, err);
}

/* The request's filters as a condition; NULL when there are none. */
static enum ls_status plan_filters(struct ls_asking *asking, struct ls_tree *tree,
                                   const struct ls_tree_node **condition, struct ls_error *err)
{
    static const struct ls_node nothing = {.kind = LS_NODE_GROUP};
    struct ls_query query;
    struct ls_query_plan plan = {0};
    struct ls_mistake ignored;
    enum ls_status status = ls_query_make(&nothing, &asking->request->filters, LS_SPAN(""),
                                          asking->analyzer, asking->arena, &query, &ignored, err);
    if (status == LS_OK) {
        status = ls_query_plan_make(asking->index, &query, false, tree, asking->arena, &plan,
                                    &asking->reply->notes, err);
    }
    *condition = plan.condition;
    return status;
}

static enum ls_status find_like(struct ls_asking *asking, struct ls_like *like,
                                struct ls_error *err)
{
    struct ls_tree tree = {0};
    const struct ls_tree_node *condition = NULL;
    uint32_t docid;
    enum ls_status status = ls_lookup(asking->index, asking->request->text, &docid, err);
    if (status == LS_OK) {
        status = plan_filters(asking, &tree, &condition, err);
    }
    if (status == LS_OK) {
        status = ls_like(asking->index, docid, condition, asking->request->window, asking->arena,
                         like, err);
    }
    ls_tree_free(&tree);
    return status;
}

enum ls_status ls_asking_like(struct ls_asking *asking, struct ls_error *err)
{
    const struct ls_request *request = asking->request;
    struct ls_like like = {0};
    struct ls_explanation explanation;
    double start = ls_now_ms();
    enum ls_status status = find_like(asking, &like, err);
    struct ls_answer answer = {.query = request->text,
                               .step = like.total > 0 ? LS_STEP_ALL : LS_STEP_NONE,
                               .total = like.total,
                               .total_some = like.total,
                               .unit_count = 1,
                               .offset = request->window.offset,
                               .hit_count = like.hit_count,
                               .memory = &asking->memory};
    struct ls_found found = {.hits = like.hits, .hit_count = like.hit_count};
    if (status == LS_OK && request->count_only) {
        ls_buf_printf(&asking->reply->out, "%u\n", like.total);
        return like.total > 0 ? LS_OK : LS_NOTHING_FOUND;
    }
    if (status == LS_OK && request->explain) {
        status = ls_explain(asking->index, like.terms, like.term_count, NULL, asking->arena,
                            &explanation, err);
        answer.explanation = &explanation;
    }
    answer.took_ms = ls_now_ms() - start;
    if (status == LS_OK) {
        status = ls_asking_render(asking, &answer, &found, err);
    }
    return status == LS_OK && like.total == 0 ? LS_NOTHING_FOUND : status;
}
