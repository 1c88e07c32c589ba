#include "query/rank/feedback.h"

#include "query/rank/ranking.h"
#include "store/term_walk.h"
#include "text/weak.h"

#include <stdlib.h>

enum {
    CARDS_MAX = 5,
    CARDS_OF_TERM_MIN = 2, /* of all of these: a word of one card alone may be its own whim */
    TERMS_MAX = 40,
    LOOKED_UP_MAX = 256, /* words whose cards are counted */
};

/* More of the cards than this hold a word that tells of no subject. */
static const double cards_of_term_share_max = 0.1;

/* A card, and where its terms have been read to. */
struct card {
    uint32_t docid;
    double relevance; /* its part of that of all cards */
    double length;
    struct xap_terms *terms;
    struct ls_span term; /* borrowed from terms; absent behind the last */
    double share;        /* of the term in the card */
};

struct candidate {
    struct ls_span term;
    double share;
};

struct finder {
    struct ls_index *index;
    struct ls_arena *arena;
    struct card cards[CARDS_MAX];
    size_t card_count;
    struct candidate *candidates;
    size_t count;
    struct xap_error cause;
};

static enum ls_status fail(const struct finder *finder, struct ls_error *err)
{
    return ls_schema_fail(err, &finder->cause, "cannot find what the best cards share");
}

static bool tells_something(struct ls_span term)
{
    return ls_ranking_tells(term) && ls_word_weakness_in_sentence(term) == LS_WORD_STRONG &&
           !ls_word_asks(term);
}

/* ---- the terms of a card ---- */

static enum xap_status measure(struct finder *finder, struct card *card)
{
    struct xap_terms *terms = NULL;
    struct xap_error *cause = &finder->cause;
    bool more = false;
    enum xap_status status =
        xap_terms_of_document(ls_index_reader(finder->index), card->docid, &terms, cause);
    while (status == XAP_OK && (status = xap_terms_next(terms, &more, cause)) == XAP_OK && more) {
        card->length += xap_terms_wdf(terms);
    }
    xap_terms_free(terms);
    return status;
}

static enum xap_status read_next(struct finder *finder, struct card *card)
{
    enum xap_status status;
    bool more = false;
    card->term = (struct ls_span){0};
    while ((status = xap_terms_next(card->terms, &more, &finder->cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_terms_term(card->terms);
        uint32_t wdf = xap_terms_wdf(card->terms);
        struct ls_span term = ls_span(bytes.ptr, bytes.len);
        if (wdf > 0 && tells_something(term)) {
            card->term = term;
            card->share = wdf / card->length;
            break;
        }
    }
    return status;
}

static enum xap_status open_card(struct finder *finder, struct card *card)
{
    enum xap_status status = measure(finder, card);
    if (status == XAP_OK) {
        status = xap_terms_of_document(ls_index_reader(finder->index), card->docid, &card->terms,
                                       &finder->cause);
    }
    return status == XAP_OK ? read_next(finder, card) : status;
}

/* ---- the terms of all cards, one by one in the order of their bytes ---- */

/* The first of the terms at which the cards are; absent behind the last. */
static struct ls_span first_term(const struct finder *finder)
{
    struct ls_span first = {0};
    for (size_t i = 0; i < finder->card_count; i++) {
        struct ls_span term = finder->cards[i].term;
        if (term.ptr && (!first.ptr || ls_span_compare(term, first) < 0)) {
            first = term;
        }
    }
    return first;
}

/* Takes the term that comes first from the cards that hold it. */
static enum ls_status take_term(struct finder *finder, struct ls_span term, struct ls_error *err)
{
    bool holds[CARDS_MAX] = {false};
    size_t holders = 0;
    double share = 0;
    for (size_t i = 0; i < finder->card_count; i++) {
        const struct card *card = &finder->cards[i];
        holds[i] = card->term.ptr && ls_span_equal(card->term, term);
        holders += holds[i];
        share += holds[i] ? card->share * card->relevance : 0;
    }
    size_t holders_min = finder->card_count < CARDS_MAX ? 1 : CARDS_OF_TERM_MIN;
    if (holders >= holders_min) {
        struct candidate *candidate =
            LS_ARENA_PUSH(finder->arena, finder->candidates, &finder->count);
        if (!candidate) {
            return ls_fail_memory(err);
        }
        *candidate = (struct candidate){ls_arena_copy(finder->arena, term), share};
    }
    for (size_t i = 0; i < finder->card_count; i++) {
        if (holds[i] && read_next(finder, &finder->cards[i]) != XAP_OK) {
            return fail(finder, err);
        }
    }
    return finder->arena->failed ? ls_fail_memory(err) : LS_OK;
}

static enum ls_status read_cards(struct finder *finder, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < finder->card_count; i++) {
        status = open_card(finder, &finder->cards[i]) == XAP_OK ? LS_OK : fail(finder, err);
    }
    for (struct ls_span term = first_term(finder); status == LS_OK && term.ptr;
         term = first_term(finder)) {
        status = take_term(finder, term, err);
    }
    for (size_t i = 0; i < finder->card_count; i++) {
        xap_terms_free(finder->cards[i].terms);
    }
    return status;
}

/* ---- the best of them ---- */

/* Equal candidates in the order of their terms, so that the same are chosen everywhere. */
static int compare(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    int order = (left->share < right->share) - (left->share > right->share);
    return order != 0 ? order : ls_span_compare(left->term, right->term);
}

static enum xap_status is_rare(struct finder *finder, struct ls_span term, uint32_t card_count,
                               bool *rare)
{
    uint32_t cards = 0;
    enum xap_status status = ls_index_term_freq(finder->index, term, &cards, &finder->cause);
    *rare = cards <= cards_of_term_share_max * card_count;
    return status;
}

/* Leaves the best that are rare enough. */
static enum ls_status choose(struct finder *finder, struct ls_error *err)
{
    uint32_t card_count;
    size_t kept = 0;
    enum xap_status status =
        xap_reader_doc_count(ls_index_reader(finder->index), &card_count, &finder->cause);
    if (finder->count > 0) {
        qsort(finder->candidates, finder->count, sizeof *finder->candidates, compare);
    }
    for (size_t i = 0;
         status == XAP_OK && i < finder->count && i < LOOKED_UP_MAX && kept < TERMS_MAX; i++) {
        bool rare;
        status = is_rare(finder, finder->candidates[i].term, card_count, &rare);
        if (rare) {
            finder->candidates[kept++] = finder->candidates[i];
        }
    }
    finder->count = kept;
    return status == XAP_OK ? LS_OK : fail(finder, err);
}

/* How much the query's own terms and groups weigh together. */
static double weight_of(const struct ls_found *found)
{
    double weight = 0;
    for (size_t i = 0; i < found->ranked_count; i++) {
        weight += found->ranked[i].factor;
    }
    return weight;
}

static enum ls_status make(const struct finder *finder, const struct ls_found *found,
                           struct ls_query *query, struct ls_error *err)
{
    struct ls_feedback *feedback = ls_arena_alloc(finder->arena, sizeof *feedback);
    struct ls_ranked_term *terms = ls_arena_array(finder->arena, finder->count, sizeof *terms);
    if (!feedback || !terms) {
        return ls_fail_memory(err);
    }
    double shares = 0;
    for (size_t i = 0; i < finder->count; i++) {
        shares += finder->candidates[i].share;
    }
    double weight = weight_of(found) * ls_ranking.feedback / (1 - ls_ranking.feedback);
    for (size_t i = 0; i < finder->count; i++) {
        const struct candidate *candidate = &finder->candidates[i];
        terms[i] = (struct ls_ranked_term){.term = candidate->term,
                                           .source = LS_SPAN("feedback"),
                                           .factor = weight * candidate->share / shares};
    }
    *feedback = (struct ls_feedback){terms, finder->count};
    query->feedback = feedback;
    return LS_OK;
}

static void take_cards(struct finder *finder, const struct ls_found *found)
{
    double sum = 0;
    for (size_t i = 0; i < found->hit_count && i < CARDS_MAX; i++) {
        finder->cards[finder->card_count++].docid = found->hits[i].docid;
        sum += found->hits[i].relevance;
    }
    for (size_t i = 0; i < finder->card_count; i++) {
        finder->cards[i].relevance =
            sum > 0 ? found->hits[i].relevance / sum : 1.0 / (double)finder->card_count;
    }
}

enum ls_status ls_feedback_find(struct ls_index *index, struct ls_query *query,
                                struct ls_window window, struct ls_arena *arena,
                                struct ls_error *err)
{
    struct finder finder = {.index = index, .arena = arena};
    struct ls_found found;
    struct ls_buf said = {0}; /* when it is searched again */
    window.offset = 0;
    window.limit = CARDS_MAX;
    window.sort = LS_SORT_RELEVANCE;
    query->feedback = NULL;
    enum ls_status status = ls_search(index, query, window, arena, &found, &said, err);
    ls_buf_free(&said);
    if (status != LS_OK || query->word_count == 0) {
        return status;
    }
    take_cards(&finder, &found);
    status = read_cards(&finder, err);
    if (status == LS_OK) {
        status = choose(&finder, err);
    }
    return status == LS_OK && finder.count > 0 ? make(&finder, &found, query, err) : status;
}
