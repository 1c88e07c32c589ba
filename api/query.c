/* litsearch.h: what is asked for. */
#include "api/common.h"

#include <math.h>
#include <stdlib.h>

enum litsearch_status litsearch_query_new(const char *text, size_t len,
                                          struct litsearch_query **out, struct litsearch_error *err)
{
    if (out) {
        *out = NULL;
    }
    if (!out || (!text && len > 0)) {
        return api_refuse("litsearch_query_new: text or out is NULL", err);
    }
    struct litsearch_query *query = calloc(1, sizeof *query);
    struct ls_error inner = {0};
    enum ls_status status = query ? LS_OK : ls_fail_memory(&inner);
    if (status == LS_OK) {
        struct ls_span words = len == LITSEARCH_TO_NUL ? ls_span_str(text) : ls_span(text, len);
        words = words.ptr ? words : LS_SPAN("");
        query->request = (struct ls_request){.kind = LS_REQUEST_SEARCH,
                                             .text = ls_arena_copy(&query->arena, words),
                                             .window.limit = API_LIMIT_DEFAULT};
        status = query->request.text.ptr ? LS_OK : ls_fail_memory(&inner);
    }
    if (status == LS_OK) {
        *out = query;
    } else {
        litsearch_query_free(query);
    }
    return api_done(status, &inner, NULL, err);
}

void litsearch_query_free(struct litsearch_query *query)
{
    if (query) {
        ls_arena_free(&query->arena);
        free(query);
    }
}

void litsearch_query_set_plain(struct litsearch_query *query, bool is_plain)
{
    if (query) {
        query->request.is_plain = is_plain;
    }
}

void litsearch_query_set_expanded(struct litsearch_query *query, bool is_wanted)
{
    if (query) {
        query->request.no_expand = !is_wanted;
    }
}

void litsearch_query_set_page(struct litsearch_query *query, uint32_t offset, uint32_t limit)
{
    if (query) {
        query->request.window.offset = offset <= INT32_MAX ? offset : INT32_MAX;
        query->request.window.limit = limit <= INT32_MAX ? limit : INT32_MAX;
    }
}

void litsearch_query_set_order(struct litsearch_query *query, enum litsearch_order order)
{
    if (query && (unsigned)order <= LITSEARCH_ORDER_TITLE) {
        query->request.window.sort = (enum ls_sort)order;
    }
}

void litsearch_query_set_matching(struct litsearch_query *query, enum litsearch_matching matching)
{
    if (query && (unsigned)matching <= LITSEARCH_MATCH_ANY) {
        query->request.window.matching = (enum ls_matching)matching;
    }
}

void litsearch_query_set_explained(struct litsearch_query *query, bool is_wanted)
{
    if (query) {
        query->request.explain = is_wanted;
    }
}

void litsearch_query_set_passages(struct litsearch_query *query, unsigned max)
{
    if (query) {
        query->request.headings = max < LS_HEADINGS_MAX ? max : LS_HEADINGS_MAX;
    }
}

enum litsearch_status litsearch_query_set_base_url(struct litsearch_query *query, const char *url,
                                                   struct litsearch_error *err)
{
    struct ls_error inner = {0};
    if (!query) {
        return api_refuse("litsearch_query_set_base_url: query is NULL", err);
    }
    const char *copy = ls_arena_copy(&query->arena, ls_span_str(url)).ptr;
    if (url && !copy) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    query->request.base_url = copy;
    return api_done(LS_OK, &inner, NULL, err);
}

void litsearch_query_set_facets(struct litsearch_query *query, bool is_wanted)
{
    if (query) {
        query->request.facets = is_wanted;
    }
}

static enum litsearch_status add_name(struct litsearch_query *query, const char *name,
                                      const struct ls_span **names, size_t *count,
                                      struct litsearch_error *err)
{
    struct ls_span trimmed = ls_span_trim(ls_span_str(name));
    if (trimmed.len == 0) {
        return api_refuse("a filter needs a name", err);
    }
    struct ls_error inner = {0};
    struct ls_span *list = (struct ls_span *)*names;
    struct ls_span copy = ls_arena_copy(&query->arena, trimmed);
    struct ls_span *room = copy.ptr ? LS_ARENA_PUSH(&query->arena, list, count) : NULL;
    if (!room) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    *room = copy;
    *names = list;
    return api_done(LS_OK, &inner, NULL, err);
}

enum litsearch_status litsearch_query_add_domain(struct litsearch_query *query, const char *name,
                                                 struct litsearch_error *err)
{
    if (!query || !name) {
        return api_refuse("litsearch_query_add_domain: query or name is NULL", err);
    }
    struct ls_filters *filters = &query->request.filters;
    return add_name(query, name, &filters->domains, &filters->domain_count, err);
}

enum litsearch_status litsearch_query_add_journal(struct litsearch_query *query, const char *name,
                                                  struct litsearch_error *err)
{
    if (!query || !name) {
        return api_refuse("litsearch_query_add_journal: query or name is NULL", err);
    }
    struct ls_filters *filters = &query->request.filters;
    return add_name(query, name, &filters->journals, &filters->journal_count, err);
}

enum litsearch_status litsearch_query_add_card(struct litsearch_query *query,
                                               enum litsearch_card card,
                                               struct litsearch_error *err)
{
    if (!query || card < LITSEARCH_CARD_CORE || card > LITSEARCH_CARD_EXCEPTIONS) {
        return api_refuse("litsearch_query_add_card: query is NULL or card is none of the four",
                          err);
    }
    struct ls_error inner = {0};
    struct ls_filters *filters = &query->request.filters;
    enum ls_part *cards = (enum ls_part *)filters->cards;
    enum ls_part *room = LS_ARENA_PUSH(&query->arena, cards, &filters->card_count);
    if (!room) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    *room = (enum ls_part)card;
    filters->cards = cards;
    return api_done(LS_OK, &inner, NULL, err);
}

static enum litsearch_status set_interval(struct ls_interval *interval, double lo, double hi,
                                          double min, double max, struct litsearch_error *err)
{
    struct ls_error inner = {0};
    if (isnan(lo) || isnan(hi) || lo > hi) {
        return api_refuse("a range needs two numbers, the lower one first", err);
    }
    *interval = (struct ls_interval){.wanted = true, .lo = fmax(lo, min), .hi = fmin(hi, max)};
    return api_done(LS_OK, &inner, NULL, err);
}

enum litsearch_status litsearch_query_set_score(struct litsearch_query *query, double lo, double hi,
                                                struct litsearch_error *err)
{
    return query ? set_interval(&query->request.filters.score, lo, hi, 0, 10, err)
                 : api_refuse("litsearch_query_set_score: query is NULL", err);
}

enum litsearch_status litsearch_query_set_year(struct litsearch_query *query, double lo, double hi,
                                               struct litsearch_error *err)
{
    return query ? set_interval(&query->request.filters.year, lo, hi, 1, 9999, err)
                 : api_refuse("litsearch_query_set_year: query is NULL", err);
}

bool api_asks(const struct ls_request *request)
{
    return ls_span_trim(request->text).len > 0 || ls_filters_any(&request->filters);
}

enum litsearch_status litsearch_query_check(const struct litsearch_query *query,
                                            struct litsearch_error *err)
{
    if (!query) {
        return api_refuse("litsearch_query_check: query is NULL", err);
    }
    if (!api_asks(&query->request)) {
        return api_refuse("nothing to search for: give words or a filter", err);
    }
    struct ls_error inner = {0};
    struct ls_arena arena = {0};
    struct ls_reply reply = {0};
    struct ls_asking asking = {.request = &query->request, .arena = &arena, .reply = &reply};
    enum ls_status status = ls_analyzer_new(&asking.analyzer, &inner);
    if (status == LS_OK) {
        status = ls_asking_read(&asking, &inner);
    }
    struct ls_mistake mistake = reply.mistake;
    ls_analyzer_free(asking.analyzer);
    ls_reply_free(&reply);
    ls_arena_free(&arena);
    return api_done(status, &inner, &mistake, err);
}
