#include "query/rank/like.h"

#include "query/plan/tree.h"
#include "query/rank/like_kept.h"
#include "query/rank/ranking.h"
#include "store/term_walk.h"
#include "text/charclass.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

/* Articles with less than this part of the article's own relevance are not like it. */
static const double least_likeness = 0.1;

enum {
    LOOKED_UP_MAX = 192, /* terms of the article whose rarity is asked for: its most frequent */
    TERMS_MAX = 48,      /* that rank */
};

/* How slowly repetition in the article stops to make a term more telling: slower than in ranking,
 * because what it is about it says again and again. */
static const double repetition = 20;

/* A Chinese word of more than two characters gives several pairs, and neighbours of two words give
 * one that means nothing. */
static const double pair_strength = 0.7;

struct candidate {
    struct ls_span term;
    uint32_t wdf;
    double strength; /* how much it tells of the article, 0 to 1 */
    double score;    /* by how rare it is, too */
};

struct finder {
    struct ls_index *index;
    uint32_t docid;
    struct ls_arena *arena;
    uint32_t card_count;
    double k1;
    struct candidate *candidates;
    size_t count;
    struct xap_error cause;
};

static enum ls_status fail(const struct finder *finder, struct ls_error *err)
{
    return ls_schema_fail(err, &finder->cause, "cannot find similar articles");
}

static bool is_pair(struct ls_span term)
{
    unsigned width;
    return ls_charclass(ls_utf8_decode(term.ptr, term.len, 0, &width)) == LS_CHAR_HAN;
}

static enum xap_status read_terms(struct finder *finder, bool *kept)
{
    struct xap_terms *terms = NULL;
    bool more = false;
    enum xap_status status = xap_terms_of_document(ls_index_reader(finder->index), finder->docid,
                                                   &terms, &finder->cause);
    while (status == XAP_OK && *kept &&
           (status = xap_terms_next(terms, &more, &finder->cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_terms_term(terms);
        struct ls_span term = ls_span(bytes.ptr, bytes.len);
        uint32_t wdf = xap_terms_wdf(terms);
        if (wdf == 0 || !ls_ranking_tells(term)) {
            continue;
        }
        struct candidate *candidate =
            LS_ARENA_PUSH(finder->arena, finder->candidates, &finder->count);
        *kept = candidate != NULL;
        if (candidate) {
            *candidate = (struct candidate){ls_arena_copy(finder->arena, term), .wdf = wdf};
        }
    }
    xap_terms_free(terms);
    return status;
}

/* Equal candidates in the order of their terms, so that the same are chosen everywhere. */
static int compare_wdf(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    int order = (left->wdf < right->wdf) - (left->wdf > right->wdf);
    return order != 0 ? order : ls_span_compare(left->term, right->term);
}

static int compare_score(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    int order = (left->score < right->score) - (left->score > right->score);
    return order != 0 ? order : ls_span_compare(left->term, right->term);
}

static enum xap_status score(struct finder *finder)
{
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && i < finder->count; i++) {
        struct candidate *c = &finder->candidates[i];
        uint32_t freq = 0;
        status = ls_index_term_freq(finder->index, c->term, &freq, &finder->cause);
        double rarity = freq < 2 ? 0 : log((finder->card_count + 1.0) / (freq * 2.0));
        c->strength = c->wdf / (c->wdf + repetition) * (is_pair(c->term) ? pair_strength : 1);
        c->score = rarity > 0 ? c->strength * rarity : 0;
    }
    return status;
}

static enum ls_status choose(struct finder *finder, struct ls_error *err)
{
    bool kept = true;
    if (xap_reader_doc_count(ls_index_reader(finder->index), &finder->card_count, &finder->cause) !=
            XAP_OK ||
        read_terms(finder, &kept) != XAP_OK) {
        return fail(finder, err);
    }
    if (!kept || finder->arena->failed) {
        return ls_fail_memory(err);
    }
    if (finder->count == 0) {
        return LS_OK;
    }
    qsort(finder->candidates, finder->count, sizeof *finder->candidates, compare_wdf);
    finder->count = finder->count < LOOKED_UP_MAX ? finder->count : LOOKED_UP_MAX;
    if (score(finder) != XAP_OK) {
        return fail(finder, err);
    }
    qsort(finder->candidates, finder->count, sizeof *finder->candidates, compare_score);
    finder->count = finder->count < TERMS_MAX ? finder->count : TERMS_MAX;
    while (finder->count > 0 && finder->candidates[finder->count - 1].score <= 0) {
        finder->count--;
    }
    return LS_OK;
}

static enum ls_status keep_terms(const struct finder *finder, struct ls_like *like,
                                 struct ls_error *err)
{
    struct ls_ranked_term *terms = ls_arena_array(finder->arena, finder->count, sizeof *terms);
    for (size_t i = 0; terms && i < finder->count; i++) {
        terms[i] = (struct ls_ranked_term){.term = finder->candidates[i].term,
                                           .source = LS_SPAN("like"),
                                           .factor = finder->candidates[i].strength};
    }
    like->terms = terms;
    like->term_count = terms ? finder->count : 0;
    return terms ? LS_OK : ls_fail_memory(err);
}

static const struct ls_tree_node *rank(const struct ls_like *like, struct ls_tree *tree)
{
    struct ls_tree_list ranks = {0};
    for (size_t i = 0; i < like->term_count; i++) {
        const struct ls_ranked_term *term = &like->terms[i];
        ls_tree_push(tree, &ranks, ls_tree_term(tree, "", term->term, term->factor));
    }
    return ls_tree_join(tree, XAP_OP_OR, &ranks);
}

static enum ls_status keep_hits(const struct finder *finder, const struct xap_hits *hits,
                                struct ls_like *like, struct ls_error *err)
{
    uint32_t count = xap_hits_count(hits);
    like->hits = ls_arena_array(finder->arena, count, sizeof *like->hits);
    if (!like->hits) {
        return ls_fail_memory(err);
    }
    for (uint32_t i = 0; i < count; i++) {
        like->hits[i] = (struct ls_hit){xap_hits_docid(hits, i), xap_hits_weight(hits, i)};
    }
    like->hit_count = count;
    like->total = xap_hits_matches_estimated(hits);
    return LS_OK;
}

static enum xap_status run(struct finder *finder, const struct xap_query *query,
                           struct ls_window window, double least, struct xap_hits **hits)
{
    struct xap_search *search = NULL;
    struct xap_error *cause = &finder->cause;
    enum xap_status status = xap_search_new(ls_index_reader(finder->index), &search, cause);
    if (status == XAP_OK) {
        status = ls_ranking_apply(search, finder->k1, cause);
    }
    if (status == XAP_OK) {
        status = xap_search_set_cutoff(search, 0, least, cause);
    }
    if (status == XAP_OK) {
        status = xap_search_set_query(search, query, 0, cause);
    }
    if (status == XAP_OK) {
        uint32_t all = finder->card_count;
        status = xap_search_run(search, window.offset < all ? window.offset : all,
                                window.limit < all ? window.limit : all, all, hits, cause);
    }
    xap_search_free(search);
    return status;
}

/* The relevance that the article itself would have. */
static enum ls_status weigh_itself(struct finder *finder, const struct ls_tree_node *terms,
                                   struct ls_tree *tree, double *relevance, struct ls_error *err)
{
    const struct ls_tree_node *itself = ls_tree_docids(tree, &finder->docid, NULL, 1);
    const struct xap_query *query =
        ls_tree_query(tree, ls_tree_pair(tree, XAP_OP_AND_MAYBE, itself, terms));
    struct xap_hits *hits = NULL;
    enum ls_status status = ls_tree_status(tree, err);
    if (status == LS_OK && run(finder, query, (struct ls_window){.limit = 1}, 0, &hits) != XAP_OK) {
        status = fail(finder, err);
    }
    *relevance = status == LS_OK ? xap_hits_weight(hits, 0) : 0;
    xap_hits_free(hits);
    return status;
}

static enum ls_status search_xapian(struct finder *finder, const struct ls_like_wish *wish,
                                    struct ls_tree *tree, struct ls_like *like,
                                    struct ls_error *err)
{
    double relevance;
    enum ls_status status = weigh_itself(finder, wish->terms, tree, &relevance, err);
    const struct ls_tree_node *others = ls_tree_pair(tree, XAP_OP_AND_NOT, wish->terms,
                                                     ls_tree_docids(tree, &finder->docid, NULL, 1));
    const struct ls_tree_node *node =
        wish->filter ? ls_tree_pair(tree, XAP_OP_FILTER, others, wish->filter) : others;
    const struct xap_query *query = ls_tree_query(tree, node);
    struct xap_hits *hits = NULL;
    if (status == LS_OK) {
        status = ls_tree_status(tree, err);
    }
    if (status == LS_OK &&
        run(finder, query, wish->window, relevance * wish->least, &hits) != XAP_OK) {
        status = fail(finder, err);
    }
    if (status == LS_OK) {
        status = keep_hits(finder, hits, like, err);
    }
    xap_hits_free(hits);
    return status;
}

static enum ls_status search(struct finder *finder, const struct ls_tree_node *filter,
                             struct ls_window window, struct ls_tree *tree, struct ls_like *like,
                             struct ls_error *err)
{
    finder->k1 = ls_ranking_k1(like->terms, like->term_count);
    struct ls_like_wish wish = {.terms = rank(like, tree),
                                .filter = filter,
                                .window = window,
                                .k1 = finder->k1,
                                .least = least_likeness,
                                .docid = finder->docid};
    bool known = false;
    enum ls_status status = ls_tree_status(tree, err);
    if (status == LS_OK) {
        status = ls_like_kept(finder->index, tree, &wish, finder->arena, like, &known, err);
    }
    return status == LS_OK && !known ? search_xapian(finder, &wish, tree, like, err) : status;
}

enum ls_status ls_like(struct ls_index *index, uint32_t docid, const struct ls_tree_node *filter,
                       struct ls_window window, struct ls_arena *arena, struct ls_like *like,
                       struct ls_error *err)
{
    struct finder finder = {.index = index, .docid = docid, .arena = arena};
    struct ls_tree tree = {0};
    *like = (struct ls_like){0};
    enum ls_status status = choose(&finder, err);
    if (status == LS_OK) {
        status = keep_terms(&finder, like, err);
    }
    if (status == LS_OK && like->term_count > 0) {
        status = search(&finder, filter, window, &tree, like, err);
    }
    ls_tree_free(&tree);
    return status;
}
