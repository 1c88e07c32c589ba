#include "query/search/searcher.h"

#include "query/count/count.h"
#include "query/rank/order.h"
#include "query/rank/ranking.h"
#include "query/rank/scorers.h"
#include "query/rank/shape.h"
#include "query/rank/top.h"

/* A search that only counts does without weights, and without the card lengths they need. */
static enum xap_status set_weights(struct ls_searcher *searcher, bool counts_only,
                                   struct xap_error *cause)
{
    return counts_only ? xap_search_set_boolean(searcher->search, cause)
                       : ls_ranking_apply(searcher->search, searcher->plan.k1, cause);
}

static enum ls_status append_hit(struct ls_searcher *searcher, struct ls_hit hit,
                                 struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_hit *pushed = LS_ARENA_PUSH(searcher->arena, found->hits, &found->hit_count);
    if (!pushed) {
        return ls_fail_memory(err);
    }
    *pushed = hit;
    return LS_OK;
}

static const struct order {
    enum xap_sort sort;
    enum ls_slot slot;
    bool descending;
} orders[] = {
    [LS_SORT_RELEVANCE] = {XAP_SORT_RELEVANCE, 0, true},
    [LS_SORT_SCORE] = {XAP_SORT_VALUE_RELEVANCE, LS_SLOT_SCORE, true},
    [LS_SORT_YEAR] = {XAP_SORT_VALUE_RELEVANCE, LS_SLOT_YEAR, true},
    [LS_SORT_TITLE] = {XAP_SORT_VALUE_RELEVANCE, LS_SLOT_TITLE, false},
};

/* What a run is to find: the query's cards from number `first` on, no more than `max`. */
struct wish {
    const struct ls_tree_node *query;
    uint32_t first;
    uint32_t max;
    const uint64_t *set; /* its cards; NULL: not known */
    uint32_t total;      /* of them */
};

/* *known is false when Xapian must rank. */
static enum ls_status rank_in_memory(struct ls_searcher *searcher, const struct wish *wish,
                                     bool *known, struct ls_error *err)
{
    const struct order *order = &orders[searcher->sort];
    uint64_t past = (uint64_t)wish->first + wish->max;
    struct ls_top_wish top = {.set = wish->set,
                              .max = past < wish->total ? (uint32_t)past : wish->total,
                              .falls = order->descending};
    struct ls_scorers scorers;
    struct ls_hit *hits = NULL;
    size_t count = 0;
    enum ls_status status = LS_OK;
    *known = wish->set && ls_index_memo(searcher->index);
    if (*known && order->sort != XAP_SORT_RELEVANCE) {
        status = ls_order_get(searcher->index, order->slot, &top.places, known, err);
    }
    if (status == LS_OK && *known) {
        status = ls_scorers_find(searcher->index, wish->query, searcher->plan.k1, searcher->arena,
                                 &scorers, known, err);
    }
    if (status == LS_OK && *known) {
        status = ls_top_find(searcher->index, &scorers, &top, searcher->arena, &hits, &count, err);
    }
    for (size_t i = wish->first; status == LS_OK && i < count; i++) {
        status = append_hit(searcher, hits[i], err);
    }
    return status;
}

/* May Xapian pass over what cannot be among the best? It does so when it has as many as it is to
 * find and more follow. */
static bool may_pass_over(const struct ls_searcher *searcher, const struct wish *wish)
{
    return wish->set && searcher->sort == LS_SORT_RELEVANCE &&
           wish->total > (uint64_t)wish->first + wish->max;
}

static enum xap_status search_xapian(struct ls_searcher *searcher, const struct wish *wish,
                                     const struct ls_tree_node *query, bool passes_over,
                                     struct xap_hits **hits, struct xap_error *cause)
{
    const struct order *order = &orders[searcher->sort];
    uint32_t first = wish->first < searcher->doc_count ? wish->first : searcher->doc_count;
    enum xap_status status = XAP_OK;
    if (!searcher->search) {
        status = xap_search_new(ls_index_reader(searcher->index), &searcher->search, cause);
    }
    if (status == XAP_OK) {
        status =
            xap_search_sort(searcher->search, order->sort, order->slot, order->descending, cause);
    }
    if (status == XAP_OK) {
        status = set_weights(searcher, wish->max == 0, cause);
    }
    if (status == XAP_OK) {
        status =
            xap_search_set_query(searcher->search, ls_tree_query(&searcher->tree, query), 0, cause);
    }
    return status == XAP_OK ? xap_search_run(searcher->search, first, wish->max,
                                             passes_over ? 0 : searcher->doc_count, hits, cause)
                            : status;
}

static enum ls_status rank_by_xapian(struct ls_searcher *searcher, const struct wish *wish,
                                     uint32_t *total, struct ls_error *err)
{
    struct xap_hits *hits = NULL;
    struct xap_error cause;
    const struct ls_tree_node *shaped = NULL;
    enum ls_status status = LS_OK;
    if (may_pass_over(searcher, wish)) {
        status = ls_shape_find(&searcher->tree, searcher->index, wish->query, searcher->arena,
                               &shaped, err);
    }
    const struct ls_tree_node *query = shaped ? shaped : wish->query;
    if (status == LS_OK) {
        ls_tree_query(&searcher->tree, query);
        status = ls_tree_status(&searcher->tree, err);
    }
    if (status == LS_OK &&
        search_xapian(searcher, wish, query, shaped != NULL, &hits, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot search");
    }
    if (status == LS_OK && !wish->set) {
        *total = xap_hits_matches_estimated(hits);
    }
    for (uint32_t i = 0; status == LS_OK && i < xap_hits_count(hits); i++) {
        struct ls_hit hit = {xap_hits_docid(hits, i), xap_hits_weight(hits, i)};
        status = append_hit(searcher, hit, err);
    }
    xap_hits_free(hits);
    return status;
}

/* Counts the query's cards, as a set if that can be. Takes those of the window that `before` better
 * ones and the hits so far have left. */
static enum ls_status run(struct ls_searcher *searcher, const struct ls_tree_node *query,
                          uint32_t before, uint32_t *total, struct ls_error *err)
{
    struct ls_window window = searcher->window;
    uint32_t wanted = window.limit - (uint32_t)searcher->found->hit_count;
    struct wish wish = {.query = query,
                        .first = window.offset > before ? window.offset - before : 0,
                        .max = wanted < searcher->doc_count ? wanted : searcher->doc_count};
    bool known = false;
    *total = 0;
    enum ls_status status = ls_tree_status(&searcher->tree, err);
    if (status == LS_OK) {
        status =
            ls_count_cards(&searcher->tree, searcher->index, query, &wish.total, &wish.set, err);
    }
    *total = wish.total;
    if (status != LS_OK || (wish.set && (wanted == 0 || wish.total <= wish.first))) {
        return status;
    }
    status = rank_in_memory(searcher, &wish, &known, err);
    return status == LS_OK && !known ? rank_by_xapian(searcher, &wish, total, err) : status;
}

enum ls_status ls_searcher_find(struct ls_searcher *searcher, const struct ls_tree_node *cards,
                                uint32_t before, uint32_t *total, struct ls_error *err)
{
    enum ls_sort sort = searcher->window.sort;
    searcher->sort = sort == LS_SORT_RELEVANCE && !cards ? LS_SORT_SCORE : sort;
    return run(searcher, ls_query_plan_ready(&searcher->plan, cards), before, total, err);
}

enum ls_status ls_searcher_count(struct ls_searcher *searcher, const struct ls_tree_node *cards,
                                 uint32_t *count, struct ls_error *err)
{
    struct ls_window window = searcher->window;
    searcher->window.limit = (uint32_t)searcher->found->hit_count;
    enum ls_status status = ls_searcher_find(searcher, cards, 0, count, err);
    searcher->window = window;
    return status;
}
