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

/* Units live as long as the search; their items in the arena. */
static enum ls_status keep_marker(struct ls_kept *kept, const struct ls_marker *from,
                                  struct ls_marker *marker, struct ls_error *err)
{
    struct ls_units *units = ls_arena_alloc(&kept->arena, sizeof *units);
    if (!units) {
        return ls_fail_memory(err);
    }
    *units = *from->needles.units;
    *marker = *from;
    marker->needles.units = units;
    return LS_OK;
}

static enum ls_status keep_markers(struct ls_asking *asking, const struct ls_answer *answer,
                                   struct ls_error *err)
{
    struct ls_kept *kept = asking->kept;
    bool differ = asking->wide.needles.units;
    bool is_any = asking->request->window.matching == LS_MATCH_ANY;
    kept->holding = is_any || answer->total < answer->offset ? 0 : answer->total - answer->offset;
    enum ls_status status = keep_marker(kept, &asking->marker, &kept->markers[0], err);
    if (status == LS_OK) {
        status =
            keep_marker(kept, differ ? &asking->wide : &asking->marker, &kept->markers[1], err);
    }
    return status;
}

/* The marks as ranges; those that touch are one. */
static enum ls_status join_marks(const struct ls_marks *marks, struct ls_arena *arena,
                                 struct ls_range **ranges, size_t *count, struct ls_error *err)
{
    for (size_t i = 0; i < marks->count; i++) {
        struct ls_range at = marks->items[i].at;
        struct ls_range *last = *count > 0 ? &(*ranges)[*count - 1] : NULL;
        if (last && at.first <= last->past) {
            last->past = at.past > last->past ? at.past : last->past;
            continue;
        }
        struct ls_range *room = LS_ARENA_PUSH(arena, *ranges, count);
        if (!room) {
            return ls_fail_memory(err);
        }
        *room = at;
    }
    return LS_OK;
}

enum ls_status ls_kept_mark(struct ls_kept *kept, size_t number, struct ls_span text,
                            struct ls_analyzer *analyzer, struct ls_range **ranges, size_t *count,
                            struct ls_error *err)
{
    const struct ls_needles *needles = &kept->markers[number >= kept->holding].needles;
    struct ls_tokens tokens;
    struct ls_marks marks;
    *ranges = NULL;
    *count = 0;
    if (!needles->units || needles->units->count == 0 || text.len == 0) {
        return LS_OK;
    }
    ls_analyzer_stem_only(analyzer, needles->initials);
    enum ls_status status = ls_analyze(analyzer, text, &tokens, err);
    if (status == LS_OK) {
        status = ls_needles_find(needles, analyzer, &tokens, &kept->arena, &marks, err);
    }
    ls_analyzer_stem_only(analyzer, NULL);
    return status == LS_OK ? join_marks(&marks, &kept->arena, ranges, count, err) : status;
}

enum ls_status ls_asking_keep(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, struct ls_error *err)
{
    struct ls_kept *kept = asking->kept;
    kept->hit_count = 0;
    kept->hits = ls_arena_array(&kept->arena, found->hit_count, sizeof *kept->hits);
    enum ls_status status = kept->hits ? keep_answer(kept, answer, err) : ls_fail_memory(err);
    if (status == LS_OK) {
        status = keep_markers(asking, answer, err);
    }
    for (size_t i = 0; status == LS_OK && i < found->hit_count; i++) {
        status = keep_hit(asking, found, i, &kept->hits[i], err);
    }
    if (status == LS_OK) {
        kept->hit_count = found->hit_count;
    }
    return status;
}
