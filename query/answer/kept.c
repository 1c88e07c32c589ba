#include "query/answer/kept.h"

#include "query/answer/steps.h"

void ls_kept_clear(struct ls_kept *kept)
{
    ls_arena_reset(&kept->arena);
    *kept = (struct ls_kept){.arena = kept->arena};
}

void ls_kept_free(struct ls_kept *kept)
{
    ls_arena_free(&kept->arena);
}

void ls_kept_render(struct ls_kept *kept, enum ls_query_format format, const struct ls_style *style,
                    struct ls_buf *out)
{
    const struct ls_renderer *renderer = ls_renderer(format);
    kept->memory = (struct ls_render_memory){.arena = &kept->arena};
    kept->answer.memory = &kept->memory;
    renderer->begin(&kept->answer, style, out);
    for (size_t i = 0; i < kept->hit_count; i++) {
        renderer->hit(&kept->answer, &kept->hits[i], style, out);
    }
    renderer->end(&kept->answer, style, out);
}

/* What the answer borrows from its caller comes to live in the arena. */
static enum ls_status keep_answer(struct ls_kept *kept, const struct ls_answer *answer,
                                  struct ls_error *err)
{
    struct ls_facets *facets = ls_arena_alloc(&kept->arena, sizeof *facets);
    struct ls_explanation *explanation = ls_arena_alloc(&kept->arena, sizeof *explanation);
    kept->answer = *answer;
    kept->answer.memory = NULL;
    kept->answer.query = ls_arena_copy(&kept->arena, answer->query);
    if (!facets || !explanation || !kept->answer.query.ptr) {
        return ls_fail_memory(err);
    }
    if (answer->facets) {
        *facets = *answer->facets;
        kept->answer.facets = facets;
    }
    if (answer->explanation) {
        *explanation = *answer->explanation;
        kept->answer.explanation = explanation;
    }
    return LS_OK;
}

static enum ls_status keep_hit(struct ls_asking *asking, const struct ls_found *found,
                               size_t number, struct ls_shown *shown, struct ls_error *err)
{
    struct ls_loaded *loaded = ls_arena_alloc(asking->hit_arena, sizeof *loaded);
    if (!loaded) {
        return ls_fail_memory(err);
    }
    return ls_asking_load(asking, &asking->kept->answer, found, number, loaded, shown, err);
}

enum ls_status ls_asking_keep(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, struct ls_error *err)
{
    struct ls_kept *kept = asking->kept;
    kept->hit_count = 0;
    kept->hits = ls_arena_array(&kept->arena, found->hit_count, sizeof *kept->hits);
    enum ls_status status = kept->hits ? keep_answer(kept, answer, err) : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < found->hit_count; i++) {
        status = keep_hit(asking, found, i, &kept->hits[i], err);
    }
    if (status == LS_OK) {
        kept->hit_count = found->hit_count;
    }
    return status;
}
