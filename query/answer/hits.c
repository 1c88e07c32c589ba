#include "query/answer/steps.h"
#include "query/search/parts.h"

/* Citations and run files show nothing of the text. */
static bool shows_snippets(enum ls_query_format format)
{
    switch (format) {
    case LS_QUERY_FORMAT_BIBTEX:
    case LS_QUERY_FORMAT_RIS:
    case LS_QUERY_FORMAT_NBIB:
    case LS_QUERY_FORMAT_CSL:
    case LS_QUERY_FORMAT_TREC:
        return false;
    default:
        return true;
    }
}

static enum ls_status explain_hit(struct ls_asking *asking, const struct ls_answer *answer,
                                  const struct ls_found *found, uint32_t docid,
                                  struct ls_explained_hit *explained, struct ls_error *err)
{
    enum ls_status status = ls_explain_hit(asking->index, asking->analyzer, answer->explanation,
                                           docid, asking->hit_arena, explained, err);
    if (status == LS_OK) {
        status = ls_words_lacking(asking->index, &found->answered, docid, asking->hit_arena,
                                  &explained->lacks, &explained->lack_count, err);
    }
    return status;
}

static enum ls_status add_hit(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, size_t number, struct ls_error *err)
{
    const struct ls_hit *hit = &found->hits[number];
    const struct ls_request *request = asking->request;
    struct ls_arena *arena = asking->hit_arena;
    struct ls_card card;
    struct ls_snippet snippet = {0};
    struct ls_explained_hit explained;
    struct ls_shown shown = {
        .number = number, .card = &card, .relevance = hit->relevance, .snippet = &snippet};
    ls_arena_reset(arena);
    enum ls_status status = ls_index_card(asking->index, hit->docid, arena, &card, err);
    if (status == LS_OK && shows_snippets(request->format)) {
        status = ls_snippet_find(&card, &asking->needles, &asking->glimpse, asking->analyzer, arena,
                                 &snippet, err);
    }
    if (status == LS_OK) {
        status = ls_index_url(asking->index, &card, ls_span_str(request->base_url), arena,
                              &shown.url, err);
    }
    if (status == LS_OK && answer->explanation) {
        status = explain_hit(asking, answer, found, hit->docid, &explained, err);
        shown.explained = &explained;
    }
    if (status == LS_OK) {
        ls_renderer(request->format)->hit(answer, &shown, asking->style, &asking->reply->out);
    }
    return status;
}

enum ls_status ls_asking_render(struct ls_asking *asking, const struct ls_answer *answer,
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
        status = add_hit(asking, answer, found, i, err);
    }
    if (status == LS_OK) {
        renderer->end(answer, asking->style, out);
    }
    return status;
}
