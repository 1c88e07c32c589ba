#include "query/answer/steps.h"
#include "query/search/parts.h"

enum {
    NAMES_MAX = 100, /* of domains and of journals */
    QUICK_MAX = 100  /* articles whose note cards are quickly looked into */
};

/* The field whose filters a facet disregards. */
static const enum ls_query_field own_fields[] = {
    [LS_FACET_DOMAIN] = LS_QUERY_FIELD_DOMAIN, [LS_FACET_SCORE] = LS_QUERY_FIELD_SCORE,
    [LS_FACET_YEAR] = LS_QUERY_FIELD_YEAR,     [LS_FACET_JOURNAL] = LS_QUERY_FIELD_JOURNAL,
    [LS_FACET_CARD] = LS_QUERY_FIELD_CARD,
};

static bool has_filter(const struct ls_query *query, enum ls_query_field field)
{
    for (const struct ls_clause *clause = query->root->children; clause; clause = clause->next) {
        if (clause->is_filter && clause->sign != LS_SIGN_EXCLUDED && clause->field == field) {
            return true;
        }
    }
    return false;
}

/* The query with its words sought in all note cards. */
static enum ls_status without_cards(struct ls_asking *asking, const struct ls_found *found,
                                    struct ls_query *query, struct ls_error *err)
{
    struct ls_filters filters = asking->request->filters;
    struct ls_mistake ignored;
    *query = found->answered;
    if (filters.card_count == 0 || found->tier == LS_STEP_PARTS ||
        found->step == LS_STEP_CORRECTED) {
        return LS_OK;
    }
    filters.card_count = 0;
    return ls_query_make(asking->root, &filters, asking->query.text, asking->analyzer,
                         asking->arena, query, &ignored, err);
}

/* Without a filter of its own a facet may find articles that hold more of the words than those
 * found: these are counted then, as they would be found with another value for the filter. */
static enum ls_status find_best(struct ls_asking *asking, const struct ls_query *query,
                                enum ls_query_field but, enum ls_step *step,
                                struct ls_docids *docids, struct ls_error *err)
{
    static const enum ls_step ladder[] = {LS_STEP_ALL, LS_STEP_SOME};
    static const size_t rungs[] = {[LS_MATCH_BEST] = 2, [LS_MATCH_ALL] = 1, [LS_MATCH_ANY] = 2};
    enum ls_matching matching = asking->request->window.matching;
    enum ls_status status = LS_OK;
    if (*step == LS_STEP_ALL || *step == LS_STEP_PARTS || *step == LS_STEP_EXPANDED ||
        *step == LS_STEP_TEMPLATE) {
        return ls_search_matches(asking->index, query, *step, but, asking->arena, docids, err);
    }
    docids->count = 0;
    for (size_t i = 0; status == LS_OK && docids->count == 0 && i < rungs[matching]; i++) {
        *step = ladder[i];
        status = ls_search_matches(asking->index, query, *step, but, asking->arena, docids, err);
    }
    return status;
}

/* A note card that was chosen has to be there, to be taken off again. */
static bool is_too_much(const struct ls_asking *asking, const struct ls_docids *all)
{
    return asking->request->facets_quick && all->count > QUICK_MAX &&
           asking->request->filters.card_count == 0;
}

static enum ls_status find_matches(struct ls_asking *asking, const struct ls_found *found,
                                   enum ls_facet_kind kind, const struct ls_docids *all,
                                   const struct ls_docids **set, uint8_t **parts,
                                   struct ls_error *err)
{
    enum ls_query_field own = own_fields[kind];
    struct ls_query query = found->answered;
    enum ls_step step = found->tier;
    enum ls_status status = LS_OK;
    *set = all;
    if (kind == LS_FACET_CARD && is_too_much(asking, all)) {
        *set = NULL;
        return LS_OK;
    }
    bool is_wider = !asking->request->facets_narrow;
    if (is_wider && kind == LS_FACET_CARD) {
        status = without_cards(asking, found, &query, err);
    }
    bool differs = is_wider && (has_filter(&query, own) || query.root != found->answered.root);
    struct ls_docids *docids = differs ? ls_arena_alloc(asking->arena, sizeof *docids) : NULL;
    if (status == LS_OK && docids) {
        status = find_best(asking, &query, own, &step, docids, err);
        *set = docids;
    }
    if (status == LS_OK && kind == LS_FACET_CARD) {
        status = ls_parts_find(asking->index, asking->columns, &query, step, *set, asking->arena,
                               parts, err);
    }
    return status;
}

enum ls_status ls_asking_facets(struct ls_asking *asking, const struct ls_found *found,
                                struct ls_facets *facets, struct ls_error *err)
{
    struct ls_facet_sets sets = {0};
    struct ls_docids all = found->all;
    uint8_t *parts = NULL;
    enum ls_step step = found->tier;
    enum ls_status status = LS_OK;
    if (step != LS_STEP_ALL || !all.items) {
        status = find_best(asking, &found->answered, LS_QUERY_FIELD_COUNT, &step, &all, err);
    }
    for (int kind = 0; status == LS_OK && kind < LS_FACET_COUNT; kind++) {
        status = find_matches(asking, found, (enum ls_facet_kind)kind, &all, &sets.docids[kind],
                              &parts, err);
    }
    sets.parts = parts;
    return status == LS_OK ? ls_facets_count(asking->index, asking->columns, &sets, NAMES_MAX,
                                             asking->arena, facets, err)
                           : status;
}
