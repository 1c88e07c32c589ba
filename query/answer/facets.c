#include "query/answer/steps.h"
#include "query/facets/parts.h"

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

/* A note card that was chosen has to be there, to be taken off again. */
static bool is_too_much(const struct ls_asking *asking, const struct ls_docids *all)
{
    return asking->request->facets_quick && all->count > QUICK_MAX &&
           asking->request->filters.card_count == 0;
}

/* Without a filter of its own the query is another one when note cards were chosen. */
static enum ls_status find_wider(struct ls_asking *asking, const struct ls_found *found,
                                 enum ls_facet_kind kind, struct ls_query *query,
                                 struct ls_matches *matches, struct ls_error *err)
{
    enum ls_query_field own = own_fields[kind];
    enum ls_status status = LS_OK;
    if (found->matches[own].docids.items) {
        *matches = found->matches[own];
    }
    if (kind == LS_FACET_CARD) {
        status = without_cards(asking, found, query, err);
    }
    if (status == LS_OK && query->root != found->answered.root) {
        status =
            ls_search_matches(asking->index, query, found->tier, asking->request->window.matching,
                              own, asking->arena, matches, err);
    }
    return status;
}

static enum ls_status find_matches(struct ls_asking *asking, const struct ls_found *found,
                                   enum ls_facet_kind kind, struct ls_facet_sets *sets,
                                   struct ls_error *err)
{
    const struct ls_docids *all = &found->matches[LS_QUERY_FIELD_COUNT].docids;
    struct ls_query query = found->answered;
    struct ls_matches *matches = ls_arena_alloc(asking->arena, sizeof *matches);
    uint8_t *parts = NULL;
    if (!matches) {
        return ls_fail_memory(err);
    }
    if (kind == LS_FACET_CARD && is_too_much(asking, all)) {
        return LS_OK;
    }
    *matches = (struct ls_matches){*all, found->tier};
    enum ls_status status = asking->request->facets_narrow
                                ? LS_OK
                                : find_wider(asking, found, kind, &query, matches, err);
    sets->docids[kind] = &matches->docids;
    if (status == LS_OK && kind == LS_FACET_CARD) {
        status = ls_parts_find(asking->index, asking->columns, &query, matches->step,
                               &matches->docids, asking->arena, &parts, err);
        sets->parts = parts;
    }
    return status;
}

enum ls_status ls_asking_facets(struct ls_asking *asking, const struct ls_found *found,
                                struct ls_facets *facets, struct ls_error *err)
{
    struct ls_facet_sets sets = {0};
    enum ls_status status = LS_OK;
    for (int kind = 0; status == LS_OK && kind < LS_FACET_COUNT; kind++) {
        status = find_matches(asking, found, (enum ls_facet_kind)kind, &sets, err);
    }
    return status == LS_OK ? ls_facets_count(asking->index, asking->columns, &sets, NAMES_MAX,
                                             asking->arena, facets, err)
                           : status;
}
