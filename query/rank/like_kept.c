#include "query/rank/like_kept.h"

#include "query/count/count.h"
#include "query/match/sets.h"
#include "query/rank/scorers.h"

#include <stdlib.h>

struct adder {
    struct ls_index *index;
    const struct ls_like_wish *wish;
    struct ls_scorers scorers;
    const uint64_t *set; /* of the filter; NULL: there is none */
    double *sums;        /* by document id */
    struct ls_hit *hits;
    size_t count;
};

/* ---- sums ---- */

static void add_card(struct adder *adder, const struct ls_scorer *scorer, uint32_t docid, size_t i)
{
    const struct ls_scorers *scorers = &adder->scorers;
    adder->sums[docid] +=
        ls_scorer_weigh(scorer, scorers->k1, ls_lengths_bend(&scorers->lengths, docid),
                        ls_postings_wdf(&scorer->postings, i));
}

static void add_set(struct adder *adder, const struct ls_scorer *scorer)
{
    size_t words = ls_set_words(adder->scorers.lengths.last);
    size_t next = 0;
    for (size_t i = 0; i < words; i++) {
        for (uint64_t left = scorer->postings.bits[i]; left; left &= left - 1) {
            add_card(adder, scorer, ls_set_first(left, i), next++);
        }
    }
}

static void add_rare(struct adder *adder, const struct ls_scorer *scorer)
{
    for (size_t i = 0; i < scorer->postings.count; i++) {
        add_card(adder, scorer, scorer->postings.docids[i], i);
    }
}

static enum xap_status add_all(struct adder *adder, struct xap_error *cause)
{
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && i < adder->scorers.count; i++) {
        const struct ls_scorer *scorer = &adder->scorers.items[i];
        if (scorer->postings.bits) {
            add_set(adder, scorer);
        } else {
            add_rare(adder, scorer);
        }
        status = xap_reader_spend(ls_index_reader(adder->index), scorer->postings.count, cause);
    }
    return status;
}

/* ---- hits ---- */

static bool is_hit(const struct adder *adder, uint32_t docid, double least)
{
    bool is_in = !adder->set || (adder->set[docid / 64] >> docid % 64 & 1);
    return is_in && adder->sums[docid] >= least && docid != adder->wish->docid;
}

static bool take_hits(struct adder *adder, struct ls_arena *arena)
{
    double least = adder->sums[adder->wish->docid] * adder->wish->least;
    bool is_kept = true;
    for (uint32_t docid = 1; is_kept && docid <= adder->scorers.lengths.last; docid++) {
        if (is_hit(adder, docid, least)) {
            struct ls_hit *hit = LS_ARENA_PUSH(arena, adder->hits, &adder->count);
            is_kept = hit != NULL;
            if (hit) {
                *hit = (struct ls_hit){docid, adder->sums[docid]};
            }
        }
    }
    return is_kept;
}

static int compare_hits(const void *a, const void *b)
{
    const struct ls_hit *left = a;
    const struct ls_hit *right = b;
    int order = (left->relevance < right->relevance) - (left->relevance > right->relevance);
    return order != 0 ? order : (left->docid > right->docid) - (left->docid < right->docid);
}

static void cut_window(const struct adder *adder, struct ls_like *like)
{
    struct ls_window window = adder->wish->window;
    size_t first = window.offset < adder->count ? window.offset : adder->count;
    size_t rest = adder->count - first;
    if (adder->count > 1) {
        qsort(adder->hits, adder->count, sizeof *adder->hits, compare_hits);
    }
    like->hits = adder->hits ? adder->hits + first : NULL;
    like->hit_count = rest < window.limit ? rest : window.limit;
    like->total = (uint32_t)adder->count;
}

/* ---- */

static enum ls_status rank(struct adder *adder, struct ls_arena *arena, struct ls_like *like,
                           struct ls_error *err)
{
    struct xap_error cause;
    adder->sums = calloc((size_t)adder->scorers.lengths.last + 1, sizeof *adder->sums);
    if (!adder->sums) {
        return ls_fail_memory(err);
    }
    enum ls_status status = LS_OK;
    if (add_all(adder, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot find similar articles");
    } else if (!take_hits(adder, arena)) {
        status = ls_fail_memory(err);
    } else {
        cut_window(adder, like);
    }
    free(adder->sums);
    return status;
}

/* A card that shares no term is no hit: so the article must have some relevance. */
static bool can_rank(const struct adder *adder)
{
    return adder->scorers.count > 0 && adder->wish->docid <= adder->scorers.lengths.last;
}

enum ls_status ls_like_kept(struct ls_index *index, struct ls_tree *tree,
                            const struct ls_like_wish *wish, struct ls_arena *arena,
                            struct ls_like *like, bool *known, struct ls_error *err)
{
    struct adder adder = {.index = index, .wish = wish};
    uint32_t cards;
    *known = ls_index_memo(index) != NULL;
    enum ls_status status = LS_OK;
    if (*known && wish->filter) {
        status = ls_count_cards(tree, index, wish->filter, &cards, &adder.set, err);
        *known = adder.set != NULL;
    }
    if (status == LS_OK && *known) {
        status = ls_scorers_find(index, wish->terms, wish->k1, arena, &adder.scorers, known, err);
    }
    *known = *known && can_rank(&adder);
    return status == LS_OK && *known ? rank(&adder, arena, like, err) : status;
}
