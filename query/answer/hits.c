#include "query/answer/steps.h"
#include "query/expand/expand.h"
#include "query/facets/parts.h"

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

/* The first hits are those that hold all words as typed. */
static struct ls_marker *marker_of(struct ls_asking *asking, const struct ls_answer *answer,
                                   size_t number)
{
    bool holds_all =
        asking->request->window.matching != LS_MATCH_ANY && answer->offset + number < answer->total;
    return asking->wide.needles.units && !holds_all ? &asking->wide : &asking->marker;
}

static enum ls_status find_passages(struct ls_asking *asking, struct ls_marker *marker,
                                    uint32_t docid, struct ls_loaded *loaded, struct ls_error *err)
{
    struct ls_line_numbers template = {0};
    unsigned headings = asking->request->headings;
    enum ls_status status =
        asking->has_templates ? ls_index_template(asking->index, docid, &template, err) : LS_OK;
    if (status == LS_OK) {
        status = ls_snippet_find(&loaded->card, &template, &marker->needles, &marker->glimpse,
                                 asking->analyzer, asking->hit_arena, &loaded->snippet, err);
    }
    if (status == LS_OK && headings > 0) {
        status = ls_headings_find(&loaded->card, &template, &marker->needles, &marker->glimpse,
                                  asking->analyzer, &loaded->snippet, headings, asking->hit_arena,
                                  &loaded->headings, err);
    }
    return status;
}

enum ls_status ls_asking_load(struct ls_asking *asking, const struct ls_answer *answer,
                              const struct ls_found *found, size_t number, struct ls_loaded *loaded,
                              struct ls_shown *shown, struct ls_error *err)
{
    const struct ls_hit *hit = &found->hits[number];
    struct ls_arena *arena = asking->hit_arena;
    loaded->snippet = (struct ls_snippet){0};
    loaded->headings = (struct ls_headings){0};
    *shown = (struct ls_shown){.number = number,
                               .card = &loaded->card,
                               .relevance = hit->relevance,
                               .snippet = &loaded->snippet};
    enum ls_status status = ls_index_card(asking->index, hit->docid, arena, &loaded->card, err);
    if (status == LS_OK && wants_snippets(asking)) {
        shown->headings = asking->request->headings > 0 ? &loaded->headings : NULL;
        status = find_passages(asking, marker_of(asking, answer, number), hit->docid, loaded, err);
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

static enum ls_status make_marker(const struct ls_units *units, struct ls_arena *arena,
                                  struct ls_marker *marker, struct ls_error *err)
{
    enum ls_status status = ls_needles_make(units, arena, &marker->needles, err);
    return status == LS_OK ? ls_glimpse_make(units, arena, &marker->glimpse, err) : status;
}

/* The words and what says the same. */
static enum ls_status widen(const struct ls_found *found, struct ls_arena *arena,
                            struct ls_units **units, struct ls_error *err)
{
    const struct ls_expansion *expansion = found->answered.expansion;
    size_t count = found->marked.count;
    for (size_t i = 0; i < expansion->group_count; i++) {
        count += expansion->groups[i].member_count;
    }
    struct ls_unit *items = ls_arena_array(arena, count + 1, sizeof *items);
    *units = ls_arena_alloc(arena, sizeof **units);
    if (!items || !*units) {
        return ls_fail_memory(err);
    }
    for (count = 0; count < found->marked.count; count++) {
        items[count] = found->marked.items[count];
    }
    for (size_t i = 0; i < expansion->group_count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        for (size_t k = 0; k < group->member_count; k++) {
            items[count] = group->members[k].unit;
            count += group->members[k].finds;
        }
    }
    **units = (struct ls_units){items, count};
    return LS_OK;
}

static enum ls_status make_markers(struct ls_asking *asking, const struct ls_found *found,
                                   struct ls_error *err)
{
    struct ls_units *units;
    enum ls_status status = make_marker(&found->marked, asking->arena, &asking->marker, err);
    asking->wide = (struct ls_marker){0};
    if (status != LS_OK || !found->answered.expansion) {
        return status;
    }
    status = widen(found, asking->arena, &units, err);
    return status == LS_OK ? make_marker(units, asking->arena, &asking->wide, err) : status;
}

enum ls_status ls_asking_render(struct ls_asking *asking, const struct ls_answer *answer,
                                const struct ls_found *found, struct ls_error *err)
{
    enum ls_status status = make_markers(asking, found, err);
    if (status == LS_OK) {
        status = ls_index_has_templates(asking->index, &asking->has_templates, err);
    }
    if (status != LS_OK) {
        return status;
    }
    return asking->kept ? ls_asking_keep(asking, answer, found, err)
                        : render(asking, answer, found, err);
}
