#include "query/suggest/best.h"

#include "query/count/count.h"
#include "query/rank/ranking.h"
#include "query/rank/shape.h"
#include "query/rank/top.h"
#include "text/stream.h"

/* More words or characters than these are only checked in the card. POSTINGS_MAX is how much of the
 * index a beginning may read: frequent terms after so many cards tell little more. */
enum { UNITS_MAX = 16, TERMS_MAX = 32, POSTINGS_MAX = 1 << 16 };

static const struct ls_tree_node *unit_query(struct ls_tree *tree, const struct ls_typed_unit *unit)
{
    struct ls_tree_list all = {0};
    for (size_t i = 0; i < unit->term_count && i < TERMS_MAX; i++) {
        ls_tree_push(tree, &all, ls_tree_term(tree, "", unit->terms[i], 1));
    }
    const struct ls_tree_node *joined = ls_tree_join(tree, XAP_OP_AND, &all);
    if (!unit->compound.ptr) {
        return joined;
    }
    return ls_tree_pair(tree, XAP_OP_OR, ls_tree_term(tree, "", unit->compound, 1), joined);
}

static const struct ls_tree_node *any_query(struct ls_tree *tree,
                                            const struct ls_known_terms *terms)
{
    struct ls_tree_list any = {0};
    uint32_t postings = 0;
    for (size_t i = 0; i < terms->count && (i == 0 || postings < POSTINGS_MAX); i++) {
        postings += terms->items[i].freq;
        ls_tree_push(tree, &any, ls_tree_term(tree, "", terms->items[i].term, 1));
    }
    return ls_tree_join(tree, XAP_OP_OR, &any);
}

static const struct ls_tree_node *typed_query(struct ls_tree *tree, const struct ls_typed *typed,
                                              const struct ls_known_terms *terms)
{
    struct ls_tree_list all = {0};
    for (size_t i = 0; i < typed->earlier_count && i < UNITS_MAX; i++) {
        ls_tree_push(tree, &all, unit_query(tree, &typed->earlier[i]));
    }
    ls_tree_push(tree, &all,
                 typed->is_run ? unit_query(tree, &typed->run) : any_query(tree, terms));
    return ls_tree_join(tree, XAP_OP_AND, &all);
}

/* The best cards, and whether there are no more. */
struct ranked {
    uint32_t docids[LS_BEST_MAX];
    size_t count;
    bool is_all;
};

static enum xap_status search_xapian(struct ls_index *index, const struct xap_query *query,
                                     bool passes_over, struct xap_search **search,
                                     struct xap_hits **hits, struct xap_error *cause)
{
    enum xap_status status = xap_search_new(ls_index_reader(index), search, cause);
    if (status == XAP_OK) {
        status = xap_search_set_query(*search, query, 0, cause);
    }
    if (status == XAP_OK) {
        status = ls_ranking_apply(*search, ls_ranking.k1, cause);
    }
    return status == XAP_OK ? xap_search_run(*search, 0, LS_BEST_MAX + 1,
                                             passes_over ? 0 : UINT32_MAX, hits, cause)
                            : status;
}

static enum ls_status rank_by_xapian(struct ls_index *index, struct ls_tree *tree,
                                     const struct ls_tree_node *node, struct ls_arena *arena,
                                     struct ranked *ranked, struct ls_error *err)
{
    struct xap_search *search = NULL;
    struct xap_hits *hits = NULL;
    struct xap_error cause;
    const struct ls_tree_node *shaped;
    enum ls_status status = ls_shape_find(tree, index, node, arena, &shaped, err);
    const struct xap_query *query = ls_tree_query(tree, shaped ? shaped : node);
    if (status == LS_OK) {
        status = ls_tree_status(tree, err);
    }
    if (status == LS_OK &&
        search_xapian(index, query, shaped != NULL, &search, &hits, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot complete a word");
    }
    ranked->is_all = status == LS_OK && xap_hits_count(hits) <= LS_BEST_MAX;
    for (uint32_t i = 0; status == LS_OK && i < xap_hits_count(hits) && i < LS_BEST_MAX; i++) {
        ranked->docids[ranked->count++] = xap_hits_docid(hits, i);
    }
    xap_hits_free(hits);
    xap_search_free(search);
    return status;
}

/* *known is false when Xapian must rank. */
static enum ls_status rank_in_memory(struct ls_index *index, struct ls_tree *tree,
                                     const struct ls_tree_node *node, struct ls_arena *arena,
                                     struct ranked *ranked, bool *known, struct ls_error *err)
{
    struct ls_top_wish wish = {.max = LS_BEST_MAX};
    struct ls_scorers scorers;
    struct ls_hit *hits = NULL;
    uint32_t cards = 0;
    *known = ls_index_memo(index) != NULL;
    enum ls_status status =
        *known ? ls_count_cards(tree, index, node, &cards, &wish.set, err) : LS_OK;
    *known = *known && wish.set;
    if (status == LS_OK && *known) {
        status = ls_scorers_find(index, node, ls_ranking.k1, arena, &scorers, known, err);
    }
    if (status == LS_OK && *known) {
        wish.max = cards < wish.max ? cards : wish.max;
        status = ls_top_find(index, &scorers, &wish, arena, &hits, &ranked->count, err);
        ranked->is_all = cards <= ranked->count;
    }
    for (size_t i = 0; status == LS_OK && i < ranked->count; i++) {
        ranked->docids[i] = hits[i].docid;
    }
    return status;
}

static enum ls_status rank(struct ls_index *index, const struct ls_typed *typed,
                           const struct ls_known_terms *terms, struct ranked *ranked,
                           struct ls_error *err)
{
    struct ls_tree tree = {0};
    struct ls_arena arena = {0};
    bool known = false;
    const struct ls_tree_node *node = typed_query(&tree, typed, terms);
    enum ls_status status = ls_tree_status(&tree, err);
    if (status == LS_OK) {
        status = rank_in_memory(index, &tree, node, &arena, ranked, &known, err);
    }
    if (status == LS_OK && !known) {
        status = rank_by_xapian(index, &tree, node, &arena, ranked, err);
    }
    ls_arena_free(&arena);
    ls_tree_free(&tree);
    return status;
}

/* Terms leave the order open, the stream does not. */
static enum ls_status keep_fitting(struct ls_index *index, const struct ls_typed *typed,
                                   const struct ranked *ranked, struct ls_best *best,
                                   struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool is_checked = typed->is_run || typed->earlier_count > 0;
    for (size_t i = 0; status == LS_OK && i < ranked->count; i++) {
        struct ls_span stream = {0};
        if (is_checked) {
            status = ls_index_stream(index, ranked->docids[i], &stream, err);
        }
        if (status == LS_OK && (!is_checked || ls_typed_fits(typed, ls_stream_outside(stream)))) {
            best->docids[best->count++] = ranked->docids[i];
        }
    }
    return status;
}

enum ls_status ls_best_find(struct ls_index *index, const struct ls_typed *typed,
                            const struct ls_known_terms *terms, struct ls_best *best,
                            struct ls_error *err)
{
    struct ranked ranked = {0};
    *best = (struct ls_best){0};
    enum ls_status status = rank(index, typed, terms, &ranked, err);
    best->is_all = ranked.is_all;
    return status == LS_OK ? keep_fitting(index, typed, &ranked, best, err) : status;
}

enum ls_status ls_best_card(struct ls_index *index, struct ls_best *best, size_t i,
                            struct ls_arena *arena, struct ls_error *err)
{
    if (best->cards[i]) {
        return LS_OK;
    }
    struct ls_card *card = ls_arena_alloc(arena, sizeof *card);
    if (!card) {
        return ls_fail_memory(err);
    }
    enum ls_status status = ls_index_card(index, best->docids[i], arena, card, err);
    best->cards[i] = status == LS_OK ? card : NULL;
    return status;
}
