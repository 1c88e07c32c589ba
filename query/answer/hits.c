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

static bool wants_snippets(const struct ls_asking *asking)
{
    return asking->kept || shows_snippets(asking->request->format);
}

enum ls_status ls_asking_load(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, size_t number, struct ls_loaded *loaded,
                              struct ls_shown *shown, struct ls_error *err)
{
    const struct ls_hit *hit = &found->hits[number];
    struct ls_arena *arena = asking->hit_arena;
    loaded->snippet = (struct ls_snippet){0};
    *shown = (struct ls_shown){.number = number,
                               .card = &loaded->card,
                               .relevance = hit->relevance,
                               .snippet = &loaded->snippet};
    enum ls_status status = ls_index_card(asking->index, hit->docid, arena, &loaded->card, err);
    if (status == LS_OK && wants_snippets(asking)) {
        status = ls_snippet_find(&loaded->card, &asking->needles, &asking->glimpse,
                                 asking->analyzer, arena, &loaded->snippet, err);
    }
    if (status == LS_OK) {
        status = ls_index_url(asking->index, &loaded->card, ls_span_str(asking->request->base_url),
                              arena, &shown->url, err);
    }
    if (status == LS_OK && answer->explanation) {
        status = explain_hit(asking, answer, found, hit->docid, &loaded->explained, err);
        shown->explained = &loaded->explained;
    }
    return status;
}

static enum ls_status render_hit(struct ls_asking *asking, const struct ls_answer *answer,
                                 const struct ls_found *found, size_t number, struct ls_error *err)
{
    struct ls_loaded loaded;
    struct ls_shown shown;
    ls_arena_reset(asking->hit_arena);
    enum ls_status status = ls_asking_load(asking, answer, found, number, &loaded, &shown, err);
    if (status == LS_OK) {
        ls_renderer(asking->request->format)
            ->hit(answer, &shown, asking->style, &asking->reply->out);
    }
    return status;
}

static enum ls_status render(struct ls_asking *asking, const struct ls_answer *answer,
                             const struct ls_found *found, struct ls_error *err)
{
    const struct ls_renderer *renderer = ls_renderer(asking->request->format);
    struct ls_buf *out = &asking->reply->out;
    enum ls_status status = LS_OK;
    asking->memory = (struct ls_render_memory){.arena = asking->arena};
    renderer->begin(answer, asking->style, out);
    for (size_t i = 0; status == LS_OK && i < found->hit_count; i++) {
        status = render_hit(asking, answer, found, i, err);
    }
    if (status == LS_OK) {
        renderer->end(answer, asking->style, out);
    }
    return status;
}

enum ls_status ls_asking_render(struct ls_asking *asking, const struct ls_answer *answer,
                                const struct ls_found *found, struct ls_error *err)
{
    enum ls_status status = ls_needles_make(&found->marked, asking->arena, &asking->needles, err);
    if (status == LS_OK) {
        status = ls_glimpse_make(&found->marked, asking->arena, &asking->glimpse, err);
    }
    if (status != LS_OK) {
        return status;
    }
    return asking->kept ? ls_asking_keep(asking, answer, found, err)
                        : render(asking, answer, found, err);
}
