/* The weights that explanations add up are those that Xapian gives its hits, and their counts by
 * field are the frequencies of the index. */
#include "query/rank/explain.h"

#include "query/plan/tree.h"
#include "query/rank/ranking.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>

enum { CARD_COUNT = 240 };

/* In how many cards each word stands, and how often there. */
static const struct {
    const char *text;
    const char *term;
    size_t every; /* it is in cards i with i % every == rest */
    size_t rest;
    bool inverted; /* in all but those */
} words[] = {
    {"solitary", "solitari", CARD_COUNT, 17, false},
    {"sparse", "spars", 40, 1, false},
    {"third", "third", 3, 1, false},
    {"half", "half", 2, 1, false},
    {"nearly", "near", 60, 0, true},
    {"always", "alway", 1, 0, false},
    {"COVID-19", "covid19", 5, 2, false},
    {"幻覺", "幻觉", 4, 3, false},
    {"覺", "觉", 4, 1, false},
};
enum { WORD_COUNT = sizeof words / sizeof *words };

static bool holds_word(size_t i, size_t w)
{
    return (i % words[w].every == words[w].rest) != words[w].inverted;
}

static size_t times(size_t i, size_t w)
{
    return i % 11 == 5 ? 30 + w : 1 + (i + w) % 3;
}

/* The length grows with the card's number, from nothing but the words to some thousands. */
static const char *body_of(size_t i, struct ls_arena *arena)
{
    struct ls_buf text = {0};
    for (size_t w = 0; w < WORD_COUNT; w++) {
        for (size_t n = 0; holds_word(i, w) && n < times(i, w); n++) {
            ls_buf_printf(&text, "%s; ", words[w].text);
        }
    }
    for (size_t n = 0; i % 3 != 0 && n < i * i / 20; n++) {
        ls_buf_printf(&text, "filler%zu ", n % 50);
    }
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&text));
    ls_buf_free(&text);
    return kept.ptr;
}

static void make_cards(struct fixture_card *cards, struct ls_arena *arena)
{
    for (size_t i = 0; i < CARD_COUNT; i++) {
        cards[i] = (struct fixture_card){
            .id = ls_arena_printf(arena, "%zu.md", i).ptr,
            .title_en = i % 7 == 3 ? "Half of a sparse title about COVID-19" : NULL,
            .title_zh = i % 13 == 4 ? "幻覺與錯覺" : NULL,
            .sections = {{LS_FIELD_BODY, LS_PART_NONE, i % 9 == 1 ? "always half" : NULL,
                          body_of(i, arena)},
                         {LS_FIELD_ABSTRACT, LS_PART_NONE, NULL,
                          i % 8 == 2 ? "A third of the abstract; 幻覺." : NULL}},
        };
    }
    cards[0] = (struct fixture_card){.id = "one.md",
                                     .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "always"}}};
    cards[6] = (struct fixture_card){
        .id = "link.md", .sections = {{LS_FIELD_LINK, LS_PART_NONE, NULL, "half always"}}};
}

/* Each row: the terms that rank, with their factors. */
struct query {
    const char *name;
    struct {
        const char *term;
        double factor;
    } terms[WORD_COUNT + 1];
};
static const struct query queries[] = {
    {"a term of one card", {{"solitari", 1}}},
    {"a term of few cards", {{"spars", 1}}},
    {"a term of a third", {{"third", 1}}},
    {"a term of half the cards", {{"half", 1}}},
    {"a term of almost all", {{"near", 1}}},
    {"a term of all", {{"alway", 1}}},
    {"scaled", {{"half", 0.3}, {"spars", 2.5}}},
    {"one term twice", {{"third", 1}, {"third", 0.3}}},
    {"Han pair and characters", {{"幻觉", 1}, {"幻", 0.3}, {"觉", 0.3}}},
    {"a compound and its pieces", {{"covid", 1}, {"19", 1}, {"covid19", 1}}},
    {"a term of no card", {{"absent", 1}, {"half", 1}}},
    {"all",
     {{"solitari", 1},
      {"spars", 1},
      {"third", 1},
      {"half", 1},
      {"near", 1},
      {"alway", 0.5},
      {"covid19", 1},
      {"幻觉", 1},
      {"觉", 0.3}}},
};

static void must(enum xap_status status, const struct xap_error *cause)
{
    if (status != XAP_OK) {
        printf("Bail out! %s\n", cause->message);
        exit(1);
    }
}

static size_t make_rows(const struct query *query, struct ls_ranked_term *rows)
{
    size_t count = 0;
    for (; count < WORD_COUNT && query->terms[count].term; count++) {
        rows[count] = (struct ls_ranked_term){.term = ls_span_str(query->terms[count].term),
                                              .source = LS_SPAN("word"),
                                              .place = {count, count + 1},
                                              .factor = query->terms[count].factor};
    }
    return count;
}

/* All cards, ranked by the terms if they have them: as plan.c has it. */
static const struct ls_tree_node *make_query(const struct ls_ranked_term *rows, size_t count,
                                             struct ls_tree *tree)
{
    struct ls_tree_list ranks = {0};
    for (size_t i = 0; i < count; i++) {
        ls_tree_push(tree, &ranks, ls_tree_term(tree, "", rows[i].term, rows[i].factor));
    }
    const struct ls_tree_node *rank = ls_tree_join(tree, XAP_OP_OR, &ranks);
    const struct ls_tree_node *everything =
        ls_tree_scale(tree, ls_tree_term(tree, "", LS_SPAN(""), 1), 0);
    return ls_tree_pair(tree, XAP_OP_AND_MAYBE, everything, rank);
}

static struct xap_hits *search(struct fixture *fixture, const struct xap_query *query, double k1,
                               uint32_t card_count)
{
    struct xap_search *search = NULL;
    struct xap_hits *hits = NULL;
    struct xap_error cause;
    must(xap_search_new(ls_index_reader(fixture->index), &search, &cause), &cause);
    must(ls_ranking_apply(search, k1, &cause), &cause);
    must(xap_search_set_query(search, query, 0, &cause), &cause);
    must(xap_search_run(search, 0, card_count, card_count, &hits, &cause), &cause);
    xap_search_free(search);
    return hits;
}

static uint32_t wdf_of_counts(const struct ls_contribution *item)
{
    static const uint32_t counted[LS_FIELD_COUNT] = {
#define X(name, query_name, code, wdf) [LS_FIELD_##name] = wdf,
        LS_FIELD_TABLE(X)
#undef X
    };
    uint32_t sum = 0;
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        sum += item->counts[field] * counted[field];
    }
    return sum;
}

static bool counts_are_right(const struct ls_explained_hit *hit)
{
    for (size_t i = 0; i < hit->count; i++) {
        if (wdf_of_counts(&hit->items[i]) != hit->items[i].wdf) {
            return false;
        }
    }
    return true;
}

static void test_query(struct fixture *fixture, const struct query *query, uint32_t card_count)
{
    struct ls_ranked_term rows[WORD_COUNT];
    struct ls_explanation explanation;
    struct ls_tree tree = {0};
    size_t count = make_rows(query, rows);
    struct xap_hits *hits = search(fixture, ls_tree_query(&tree, make_query(rows, count, &tree)),
                                   ls_ranking_k1(rows, count), card_count);
    fixture_must(ls_tree_status(&tree, &fixture->err), &fixture->err);
    fixture_must(
        ls_explain(fixture->index, rows, count, NULL, &fixture->arena, &explanation, &fixture->err),
        &fixture->err);
    double worst = 0;
    double greatest = 0;
    bool counted = true;
    for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
        struct ls_explained_hit hit;
        fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation,
                                    xap_hits_docid(hits, i), &fixture->arena, &hit, &fixture->err),
                     &fixture->err);
        worst = fmax(worst, fabs(hit.sum - xap_hits_weight(hits, i)));
        greatest = fmax(greatest, hit.sum);
        counted &= counts_are_right(&hit);
    }
    tap_ok(xap_hits_count(hits) == card_count && greatest > 0 && worst < 1e-6,
           "weights: %s (off by %g of up to %.3f)", query->name, worst, greatest);
    tap_ok(counted, "counts by field: %s", query->name);
    xap_hits_free(hits);
    ls_tree_free(&tree);
}

static void test_queries(struct fixture *fixture, uint32_t card_count)
{
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        test_query(fixture, &queries[i], card_count);
    }
}

/* What a reader is told of one card, word for word. */
static void test_shape(struct fixture *fixture)
{
    static const struct ls_ranked_term rows[] = {
        {LS_SPAN_INIT("absent"), LS_SPAN_INIT("word"), {0, 6}, 1},
        {LS_SPAN_INIT("half"), LS_SPAN_INIT("word"), {7, 11}, 0.5},
    };
    struct ls_explanation explanation;
    struct ls_explained_hit hit;
    fixture_must(
        ls_explain(fixture->index, rows, 2, NULL, &fixture->arena, &explanation, &fixture->err),
        &fixture->err);
    fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation, 11,
                                &fixture->arena, &hit, &fixture->err),
                 &fixture->err);
    tap_is_int((long long)explanation.term_count, 2, "terms of no card are told too");
    tap_is_int(explanation.terms[0].cards, 0, "in no card");
    tap_is_int(explanation.card_count, CARD_COUNT, "cards");
    tap_ok(hit.count == 1 && hit.items[0].term == 1, "the card holds the second term");
    const uint32_t *counts = hit.items[0].counts;
    tap_ok(counts[LS_FIELD_TITLE] == 1 && counts[LS_FIELD_BODY] == 1 &&
               counts[LS_FIELD_ABSTRACT] == 0 && hit.items[0].wdf == 6,
           "once in the title, once in a heading of the body");
    fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation, 7, &fixture->arena,
                                &hit, &fixture->err),
                 &fixture->err);
    tap_ok(hit.count == 1 && hit.items[0].counts[LS_FIELD_LINK] == 1 && hit.items[0].wdf == 0 &&
               hit.sum == 0,
           "a term of a link stands there and weighs nothing");
    tap_is_int(ls_explain_hit(fixture->index, fixture->analyzer, &explanation, 99999,
                              &fixture->arena, &hit, &fixture->err),
               LS_CORRUPT, "a card that is not there");
}

int main(void)
{
    static struct fixture_card cards[CARD_COUNT];
    struct ls_arena arena = {0};
    struct fixture fixture;
    struct fixture other;
    struct xap_error cause;
    make_cards(cards, &arena);
    fixture_open(&fixture, cards, CARD_COUNT);
    test_queries(&fixture, CARD_COUNT);
    test_shape(&fixture);

    fixture_open(&other, cards, CARD_COUNT / 3);
    must(xap_reader_add(ls_index_reader(fixture.index), other.folder, strlen(other.folder), &cause),
         &cause);
    test_queries(&fixture, CARD_COUNT + CARD_COUNT / 3);
    fixture_close(&other);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
