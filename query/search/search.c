#include "query/search/search.h"

#include "query/search/bare_number.h"
#include "query/search/matches.h"
#include "query/search/split.h"
#include "query/search/tiers.h"

static const char *const step_names[] = {
#define X(name, json_name) [LS_STEP_##name] = json_name,
    LS_STEP_TABLE(X)
#undef X
};

const char *ls_step_name(enum ls_step step)
{
    return step_names[step];
}

static enum ls_status prepare(struct ls_searcher *searcher, struct ls_error *err)
{
    struct xap_error cause;
    if (xap_reader_doc_count(ls_index_reader(searcher->index), &searcher->doc_count, &cause) !=
        XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot search");
    }
    return searcher->window.total_only
               ? LS_OK
               : ls_index_has_templates(searcher->index, &searcher->has_templates, err);
}

static enum ls_status search_query(struct ls_searcher *searcher, const struct ls_query *query,
                                   struct ls_error *err)
{
    struct ls_query_plan *plan = &searcher->plan;
    struct ls_found *found = searcher->found;
    bool in_templates = searcher->has_templates && !searcher->is_substitute;
    enum ls_status status =
        ls_query_plan_make(searcher->index, query, in_templates, &searcher->tree, searcher->arena,
                           plan, searcher->notes, err);
    found->answered = *query;
    if (status != LS_OK) {
        return status;
    }
    found->ranked = plan->ranked;
    found->ranked_count = plan->ranked_count;
    found->unit_counts = plan->unit_counts;
    return ls_tiers_find(searcher, err);
}

/* ---- what is asked in the place of the words ---- */

static enum ls_status search_number(struct ls_searcher *searcher, const struct ls_query *query,
                                    struct ls_span term, struct ls_error *err)
{
    struct ls_query asked;
    struct ls_units none = {0};
    searcher->found->marked = none; /* the reader sees the number anyway */
    enum ls_status status = ls_query_with(query, &none, term, searcher->arena, &asked, err);
    return status == LS_OK ? search_query(searcher, &asked, err) : status;
}

/* What there is to say was said when all was searched. */
static enum ls_status search_instead(struct ls_searcher *searcher, const struct ls_query *query,
                                     struct ls_error *err)
{
    struct ls_buf *notes = searcher->notes;
    struct ls_buf said = {0};
    searcher->is_substitute = true;
    searcher->notes = &said;
    enum ls_status status = search_query(searcher, query, err);
    searcher->notes = notes;
    ls_buf_free(&said);
    return status;
}

static enum ls_status search_parts(struct ls_searcher *searcher, const struct ls_query *query,
                                   struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_units parts;
    struct ls_query asked;
    enum ls_status status = ls_units_split(&found->marked, searcher->arena, &parts, err);
    if (status != LS_OK || parts.count == 0) {
        return status;
    }
    status = ls_split_query(query, &parts, searcher->arena, &asked, err);
    if (status == LS_OK) {
        searcher->window.matching = LS_MATCH_ANY;
        status = search_instead(searcher, &asked, err);
        found->total = 0;
    }
    if (status == LS_OK && found->total_some > 0) {
        found->step = LS_STEP_PARTS;
        found->marked = parts;
    }
    return status;
}

static enum ls_status search_expanded(struct ls_searcher *searcher, const struct ls_query *query,
                                      struct ls_error *err)
{
    searcher->only_expanded = true;
    return search_instead(searcher, query, err);
}

/* Nothing was found: what else the query may mean is tried, unless the reader wants no other. */
static enum ls_status search_others(struct ls_searcher *searcher, const struct ls_query *query,
                                    struct ls_window window, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = LS_OK;
    if (window.matching == LS_MATCH_ALL || window.total_only || window.whole_only) {
        return status;
    }
    if (found->step == LS_STEP_NONE && ls_split_may_ask(query, &found->marked)) {
        status = search_parts(searcher, query, err);
    }
    if (status == LS_OK && found->step == LS_STEP_NONE && query->expansion) {
        status = search_expanded(searcher, query, err);
    }
    return status;
}

/* ---- the search ---- */

enum ls_status ls_search(struct ls_index *index, const struct ls_query *query,
                         struct ls_window window, struct ls_arena *arena, struct ls_found *found,
                         struct ls_buf *notes, struct ls_error *err)
{
    *found = (struct ls_found){.step = LS_STEP_NONE};
    struct ls_searcher searcher = {
        .index = index, .arena = arena, .window = window, .found = found, .notes = notes};
    struct ls_span number = {0};
    enum ls_status status = ls_units_ranking(&query->units, arena, &found->marked, err);
    if (status == LS_OK) {
        status = prepare(&searcher, err);
    }
    if (status == LS_OK && query->bare.ptr) {
        status = ls_bare_number_find(index, query->bare, arena, &number, err);
    }
    if (status == LS_OK) {
        status = number.ptr ? search_number(&searcher, query, number, err)
                            : search_query(&searcher, query, err);
    }
    if (status == LS_OK && found->total == 0 && found->total_some > 0) {
        status = ls_split_add_runs(&found->marked, arena, err);
    }
    if (status == LS_OK && found->step == LS_STEP_NONE) {
        status = search_others(&searcher, query, window, err);
    }
    found->tier = found->step;
    if (status == LS_OK && window.listing != LS_LIST_NONE) {
        status = ls_matches_list(index, &searcher.plan, &window, arena, found, err);
    }
    ls_tree_free(&searcher.tree);
    xap_search_free(searcher.search);
    return status;
}
