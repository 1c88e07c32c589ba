#include "query/search/search.h"

#include "query/search/plan.h"
#include "query/search/ranking.h"

static const char *const step_names[] = {
#define X(name, json_name) [LS_STEP_##name] = json_name,
    LS_STEP_TABLE(X)
#undef X
};

struct searcher {
    struct ls_index *index;
    struct xap_search *search;
    struct ls_tree tree;
    struct ls_arena *arena;
    struct ls_window window;
    struct ls_found *found;
    uint32_t doc_count;
};

const char *ls_step_name(enum ls_step step)
{
    return step_names[step];
}

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot search");
}

static enum ls_status prepare(struct searcher *searcher, struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(searcher->index);
    struct xap_error cause;
    enum xap_status status = xap_reader_doc_count(reader, &searcher->doc_count, &cause);
    if (status == XAP_OK) {
        status = xap_search_new(reader, &searcher->search, &cause);
    }
    return status == XAP_OK ? LS_OK : fail(&cause, err);
}

/* A search that only counts does without weights, and without the card lengths they need. */
static enum xap_status set_weights(struct searcher *searcher, bool counts_only,
                                   struct xap_error *cause)
{
    return counts_only
               ? xap_search_set_boolean(searcher->search, cause)
               : xap_search_set_bm25(searcher->search, ls_ranking.k1, ls_ranking.k2, ls_ranking.k3,
                                     ls_ranking.b, ls_ranking.min_normlen, cause);
}

static enum ls_status append_hits(struct searcher *searcher, const struct xap_hits *hits,
                                  struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
        struct ls_hit *hit = LS_ARENA_PUSH(searcher->arena, found->hits, &found->hit_count);
        if (!hit) {
            return ls_fail_memory(err);
        }
        *hit = (struct ls_hit){xap_hits_docid(hits, i), xap_hits_weight(hits, i)};
    }
    return LS_OK;
}

/* Counts the query's cards and takes those of the window that `before` better
 * ones and the hits so far have left. */
static enum ls_status run(struct searcher *searcher, const struct xap_query *query, uint32_t before,
                          uint32_t *total, struct ls_error *err)
{
    *total = 0;
    struct ls_window window = searcher->window;
    uint32_t first = window.offset > before ? window.offset - before : 0;
    uint32_t wanted = window.limit - (uint32_t)searcher->found->hit_count;
    uint32_t max = wanted < searcher->doc_count ? wanted : searcher->doc_count;
    struct xap_hits *hits = NULL;
    struct xap_error cause;
    enum ls_status status = ls_tree_status(&searcher->tree, err);
    if (status != LS_OK) {
        return status;
    }
    if (set_weights(searcher, wanted == 0, &cause) != XAP_OK ||
        xap_search_set_query(searcher->search, query, 0, &cause) != XAP_OK ||
        xap_search_run(searcher->search, first < searcher->doc_count ? first : searcher->doc_count,
                       max, searcher->doc_count, &hits, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    *total = xap_hits_matches_estimated(hits);
    status = append_hits(searcher, hits, err);
    xap_hits_free(hits);
    return status;
}

/* Without units: whatever passes the filters, the best notes first. */
static enum ls_status search_filter(struct searcher *searcher, const struct xap_query *filter,
                                    struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct xap_error cause;
    if (xap_search_sort(searcher->search, XAP_SORT_VALUE, LS_SLOT_SCORE, true, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    enum ls_status status = run(searcher, filter, 0, &found->total, err);
    found->total_some = found->total;
    found->step = found->total > 0 ? LS_STEP_ALL : LS_STEP_NONE;
    return status;
}

/* How many cards hold one of two units but not both follows from how many hold each. */
static bool rest_is_known(const struct searcher *searcher, const struct ls_units *units,
                          const struct ls_query_plan *plan)
{
    return units->count == 2 && !plan->filter &&
           searcher->found->hit_count == searcher->window.limit;
}

static enum ls_status search_units(struct searcher *searcher, const struct ls_units *units,
                                   const struct xap_query *filter, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_query_plan plan;
    uint32_t rest = 0;
    enum ls_status status = ls_query_plan_make(searcher->index, units, filter, &searcher->tree,
                                               searcher->arena, &plan, err);
    if (status == LS_OK) {
        status = run(searcher, ls_query_plan_all(&plan), 0, &found->total, err);
    }
    bool wants_rest = units->count > 1 && !(searcher->window.total_only && found->total > 0);
    if (status == LS_OK && wants_rest && rest_is_known(searcher, units, &plan)) {
        rest = plan.unit_counts[0] + plan.unit_counts[1] - 2 * found->total;
    } else if (status == LS_OK && wants_rest) {
        status = run(searcher, ls_query_plan_rest(&plan), found->total, &rest, err);
    }
    found->total_some = found->total + rest;
    found->step = found->total > 0 ? LS_STEP_ALL : rest > 0 ? LS_STEP_SOME : LS_STEP_NONE;
    return status;
}

static bool any_is_checked(const struct ls_units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        if (ls_unit_is_checked(&units->items[i])) {
            return true;
        }
    }
    return false;
}

static enum ls_status search_parts(struct searcher *searcher, const struct ls_units *units,
                                   const struct xap_query *filter, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_units parts;
    struct ls_query_plan plan;
    enum ls_status status = ls_units_split(units, searcher->arena, &parts, err);
    if (status == LS_OK) {
        status = ls_query_plan_make(searcher->index, &parts, filter, &searcher->tree,
                                    searcher->arena, &plan, err);
    }
    if (status == LS_OK) {
        status = run(searcher, ls_query_plan_some(&plan), 0, &found->total_some, err);
    }
    if (status == LS_OK && found->total_some > 0) {
        found->step = LS_STEP_PARTS;
        found->marked = parts;
    }
    return status;
}

enum ls_status ls_search(struct ls_index *index, const struct ls_units *units,
                         const struct ls_filters *filters, struct ls_window window,
                         struct ls_arena *arena, struct ls_found *found, struct ls_buf *notes,
                         struct ls_error *err)
{
    *found = (struct ls_found){.step = LS_STEP_NONE, .marked = *units};
    struct searcher searcher = {.index = index, .arena = arena, .window = window, .found = found};
    const struct xap_query *filter;
    enum ls_status status = prepare(&searcher, err);
    if (status == LS_OK) {
        status = ls_filters_plan(filters, index, &searcher.tree, &filter, notes, err);
    }
    if (status == LS_OK) {
        status = units->count > 0 ? search_units(&searcher, units, filter, err)
                                  : search_filter(&searcher, filter, err);
    }
    if (status == LS_OK && found->step == LS_STEP_NONE && any_is_checked(units)) {
        status = search_parts(&searcher, units, filter, err);
    }
    ls_tree_free(&searcher.tree);
    xap_search_free(searcher.search);
    return status;
}
