#include "query/search/matches.h"

#include "query/count/count.h"

static const struct ls_tree_node *cards_of_step(const struct ls_query_plan *plan, enum ls_step step)
{
    return step == LS_STEP_ALL        ? plan->all
           : step == LS_STEP_EXPANDED ? plan->expanded
           : step == LS_STEP_TEMPLATE ? plan->anywhere
           : plan->loose              ? plan->loose
                                      : plan->some;
}

static enum ls_status list_docids(const struct xap_hits *hits, struct ls_arena *arena,
                                  struct ls_docids *docids, struct ls_error *err)
{
    uint32_t count = xap_hits_count(hits);
    uint32_t *items = ls_arena_array(arena, count + 1u, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        items[i] = xap_hits_docid(hits, i);
    }
    *docids = (struct ls_docids){items, count};
    return items ? LS_OK : ls_fail_memory(err);
}

static enum ls_status collect(struct ls_index *index, const struct xap_query *query,
                              struct ls_arena *arena, struct ls_docids *docids,
                              struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(index);
    struct xap_search *search = NULL;
    struct xap_hits *hits = NULL;
    uint32_t doc_count;
    struct xap_error cause;
    bool is_found = xap_reader_doc_count(reader, &doc_count, &cause) == XAP_OK &&
                    xap_search_new(reader, &search, &cause) == XAP_OK &&
                    xap_search_set_boolean(search, &cause) == XAP_OK &&
                    xap_search_set_query(search, query, 0, &cause) == XAP_OK &&
                    xap_search_run(search, 0, doc_count, doc_count, &hits, &cause) == XAP_OK;
    enum ls_status status = is_found ? list_docids(hits, arena, docids, err)
                                     : ls_schema_fail(err, &cause, "cannot search");
    xap_hits_free(hits);
    xap_search_free(search);
    return status;
}

static enum ls_status list_step(struct ls_index *index, const struct ls_query_plan *plan,
                                enum ls_step step, struct ls_arena *arena, struct ls_docids *docids,
                                struct ls_error *err)
{
    bool known = false;
    const struct ls_tree_node *ready = ls_query_plan_ready(plan, cards_of_step(plan, step));
    enum ls_status status = ls_tree_status(plan->tree, err);
    if (status == LS_OK) {
        status = ls_count_docids(plan->tree, index, ready, arena, docids, &known, err);
    }
    if (status != LS_OK || known) {
        return status;
    }
    const struct xap_query *query = ls_tree_query(plan->tree, ready);
    status = ls_tree_status(plan->tree, err);
    return status == LS_OK ? collect(index, query, arena, docids, err) : status;
}

/* As ls_search_matches, of a query that was planned: in template text too for step TEMPLATE. */
static enum ls_status list_planned(struct ls_index *index, const struct ls_query_plan *plan,
                                   enum ls_step step, enum ls_matching matching,
                                   enum ls_query_field but, struct ls_arena *arena,
                                   struct ls_matches *matches, struct ls_error *err)
{
    static const enum ls_step ladder[] = {LS_STEP_ALL, LS_STEP_SOME};
    static const size_t rungs[] = {[LS_MATCH_BEST] = 2, [LS_MATCH_ALL] = 1, [LS_MATCH_ANY] = 2};
    struct ls_query_plan unranked = ls_query_plan_but(plan, but);
    bool is_given = step == LS_STEP_ALL || step == LS_STEP_PARTS || step == LS_STEP_EXPANDED ||
                    step == LS_STEP_TEMPLATE;
    size_t count = is_given ? 1 : rungs[matching];
    enum ls_status status = LS_OK;
    *matches = (struct ls_matches){.step = step};
    for (size_t i = 0; status == LS_OK && matches->docids.count == 0 && i < count; i++) {
        matches->step = is_given ? step : ladder[i];
        status = list_step(index, &unranked, matches->step, arena, &matches->docids, err);
    }
    return status;
}

static bool is_filtered_by(const struct ls_query_plan *plan, enum ls_query_field field)
{
    bool is_filtered = field == LS_QUERY_FIELD_COUNT;
    for (size_t i = 0; !is_filtered && i < plan->condition_count; i++) {
        is_filtered = plan->conditions[i].field == field;
    }
    return is_filtered;
}

enum ls_status ls_matches_list(struct ls_index *index, const struct ls_query_plan *plan,
                               const struct ls_window *window, struct ls_arena *arena,
                               struct ls_found *found, struct ls_error *err)
{
    struct ls_matches *matches = ls_arena_array(arena, LS_QUERY_FIELD_COUNT + 1, sizeof *matches);
    int first = window->listing == LS_LIST_BUT ? 0 : LS_QUERY_FIELD_COUNT;
    enum ls_status status = matches ? LS_OK : ls_fail_memory(err);
    for (int field = first; status == LS_OK && field <= LS_QUERY_FIELD_COUNT; field++) {
        if (is_filtered_by(plan, (enum ls_query_field)field)) {
            status = list_planned(index, plan, found->tier, window->matching,
                                  (enum ls_query_field)field, arena, &matches[field], err);
        }
    }
    found->matches = matches;
    return status;
}

enum ls_status ls_search_matches(struct ls_index *index, const struct ls_query *answered,
                                 enum ls_step step, enum ls_matching matching,
                                 enum ls_query_field but, struct ls_arena *arena,
                                 struct ls_matches *matches, struct ls_error *err)
{
    *matches = (struct ls_matches){.step = step};
    struct ls_tree tree = {0};
    struct ls_query_plan plan;
    struct ls_buf said = {0}; /* when it was searched */
    enum ls_status status = ls_query_plan_make(index, answered, step == LS_STEP_TEMPLATE, &tree,
                                               arena, &plan, &said, err);
    if (status == LS_OK) {
        status = list_planned(index, &plan, step, matching, but, arena, matches, err);
    }
    ls_buf_free(&said);
    ls_tree_free(&tree);
    return status;
}
