/* What the best cards share finds more: which words, how much they weigh, and what they find. */
#include "query/rank/feedback.h"

#include "query/rank/ranking.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Every card holds "ward", as a common word would be held; the first ones are of one subject, and
 * alike.md is too, without its name. */
enum { NAMED_COUNT = 8, CARD_COUNT = 60 };

static const struct fixture_card named[NAMED_COUNT] = {
    {"d1.md", "Opioid diversion", NULL, .domains = "Pharmacy",
     .sections = {{LS_FIELD_BODY, 0, NULL, "Fentanyl vials are missing. Describe the ward. 2024"}}},
    {"d2.md", "Diversion by staff", NULL, .domains = "Pharmacy",
     .sections = {{LS_FIELD_BODY, 0, NULL, "Who took the fentanyl? Describe vials. Ward 2024"}}},
    {"d3.md", "Diversion", "藥物流用",
     .sections = {{LS_FIELD_BODY, 0, NULL, "Locked cabinets against tampering on the ward."}}},
    {"d4.md", "Diversion detection", "管制藥物流用",
     .sections = {{LS_FIELD_BODY, 0, NULL, "Cabinets against theft; the ward."}}},
    {"d5.md", "Diversion in theatre", NULL,
     .sections = {{LS_FIELD_BODY, 0, NULL, "Syringes with saline, cabinets. Ward."}}},
    {"alike.md", "Fentanyl cabinets", NULL,
     .sections = {{LS_FIELD_BODY, 0, NULL, "Vials counted twice. Ward."}}},
    {"lone.md", "Zeppelin", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "Airship moorings."}}},
    {"moored.md", "Moorings", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "Of boats."}}},
};

static struct fixture_card *make_cards(struct ls_arena *arena)
{
    struct fixture_card *cards = ls_arena_array(arena, CARD_COUNT, sizeof *cards);
    for (int i = 0; i < CARD_COUNT; i++) {
        cards[i] = i < NAMED_COUNT ? named[i] : (struct fixture_card){0};
        if (i >= NAMED_COUNT) {
            cards[i].id = ls_arena_printf(arena, "other%d.md%c", i, 0).ptr;
            cards[i].title_en = ls_arena_printf(arena, "Other subject %d%c", i, 0).ptr;
            cards[i].sections[0] = (struct fixture_section){LS_FIELD_BODY, 0, NULL, "The ward."};
        }
    }
    return cards;
}

static struct ls_query ask(struct fixture *fixture, const char *text, struct ls_window window)
{
    struct ls_query query;
    struct ls_range mistake;
    struct ls_filters none = {0};
    fixture_must(fixture_query(fixture, text, &none, &query, &mistake), &fixture->err);
    fixture_must(ls_feedback_find(fixture->index, &query, window, &fixture->arena, &fixture->err),
                 &fixture->err);
    return query;
}

static struct ls_found search(struct fixture *fixture, const struct ls_query *query,
                              struct ls_window window)
{
    struct ls_found found;
    struct ls_buf notes = {0};
    fixture_must(
        ls_search(fixture->index, query, window, &fixture->arena, &found, &notes, &fixture->err),
        &fixture->err);
    ls_buf_free(&notes);
    return found;
}

static bool has(const struct ls_feedback *feedback, const char *term)
{
    for (size_t i = 0; feedback && i < feedback->term_count; i++) {
        if (ls_span_equal(feedback->terms[i].term, ls_span_str(term))) {
            return true;
        }
    }
    return false;
}

static void test_words(struct fixture *fixture)
{
    static const struct {
        const char *term;
        bool is_in;
        const char *why;
    } rows[] = {
        {"cabinet", true, "in three of the best five"},
        {"fentanyl", true, "in two"},
        {"divers", true, "the query's own word too"},
        {"药物", true, "a pair of Han characters"},
        {"tamper", false, "in one"},
        {"ward", false, "in nearly all cards"},
        {"against", false, "a function word"},
        {"describ", false, "a word in which readers ask"},
        {"药", false, "a character"},
        {"2024", false, "a number"},
        {"XDpharmacy", false, "a domain"},
    };
    struct ls_query query = ask(fixture, "diversion", (struct ls_window){.limit = 1});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tap_ok(has(query.feedback, rows[i].term) == rows[i].is_in, "%s: %s", rows[i].term,
               rows[i].why);
    }
}

static void test_weights(struct fixture *fixture)
{
    static const struct ls_window window = {.limit = CARD_COUNT};
    struct ls_query plain = ask(fixture, "diversion theatre", window);
    const struct ls_feedback *feedback = plain.feedback;
    plain.feedback = NULL;
    struct ls_found found = search(fixture, &plain, window);
    double own = 0;
    double shared = 0;
    bool falls = true;
    for (size_t i = 0; i < found.ranked_count; i++) {
        own += found.ranked[i].factor;
    }
    for (size_t i = 0; i < feedback->term_count; i++) {
        shared += feedback->terms[i].factor;
        falls &= i == 0 || feedback->terms[i].factor <= feedback->terms[i - 1].factor;
        falls &= ls_span_equal(feedback->terms[i].source, LS_SPAN("feedback"));
    }
    tap_ok(fabs(shared / (shared + own) - ls_ranking.feedback) < 1e-9,
           "together they are their part of the query");
    tap_ok(falls, "and say what they are, the heaviest first");
}

static bool is_behind(const struct ls_found *found, size_t at)
{
    return found->hit_count > at && at == found->total_some && found->hits[at].docid == 6;
}

static void test_found(struct fixture *fixture)
{
    static const struct ls_window window = {.limit = CARD_COUNT};
    struct ls_query query = ask(fixture, "diversion", window);
    struct ls_found found = search(fixture, &query, window);
    tap_is_int(found.total_feedback, 1, "a card with none of the words and others that they share");
    tap_ok(is_behind(&found, 5) && found.hit_count == 6, "is found, behind all others");
    struct ls_found page = search(fixture, &query, (struct ls_window){.offset = 5, .limit = 5});
    tap_ok(page.hit_count == 1 && page.hits[0].docid == 6, "on whatever page that is");
    query = ask(fixture, "opioid diversion", window);
    found = search(fixture, &query, window);
    tap_ok(is_behind(&found, 5) && found.total == 1, "behind those with some words too");
    query = ask(fixture, "opioid OR diversion", (struct ls_window){.limit = CARD_COUNT});
    found = search(fixture, &query, (struct ls_window){CARD_COUNT, 1, 0, LS_MATCH_ANY, 0, 0});
    tap_is_int(found.total_feedback, 1, "in an answer by relevance alone");
}

static void test_not_found(struct fixture *fixture)
{
    static const struct {
        const char *query;
        enum ls_matching matching;
        bool has_feedback;
        const char *why;
    } rows[] = {
        {"+diversion", LS_MATCH_BEST, true, "a word that must be there"},
        {"diversion", LS_MATCH_ALL, true, "all words asked for"},
        {"diversion -vials -counted", LS_MATCH_BEST, true, "an exclusion of it"},
        {"xyzzy", LS_MATCH_BEST, false, "nothing found"},
        {"score:8..", LS_MATCH_BEST, false, "no words"},
        {"domain:pharmacy", LS_MATCH_BEST, false, "a filter alone"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_window window = {.limit = 10, .matching = rows[i].matching};
        struct ls_query query = ask(fixture, rows[i].query, window);
        struct ls_found found = search(fixture, &query, window);
        tap_ok(found.total_feedback == 0, "%s: no card more", rows[i].why);
        tap_ok((query.feedback != NULL) == rows[i].has_feedback, "%s: feedback or none",
               rows[i].query);
    }
}

static void test_few(struct fixture *fixture)
{
    static const struct ls_window window = {.limit = 10};
    struct ls_query query = ask(fixture, "zeppelin", window);
    struct ls_found found = search(fixture, &query, window);
    tap_ok(has(query.feedback, "airship"), "of a card that is found alone all words count");
    tap_ok(found.total == 1 && found.total_feedback == 1 && found.hits[1].docid == 8,
           "which finds others");
}

static void test_explained(struct fixture *fixture)
{
    static const struct ls_window window = {.limit = 10};
    struct ls_query query = ask(fixture, "opioid diversion", window);
    struct ls_found found = search(fixture, &query, window);
    struct ls_explanation explanation;
    double worst = 0;
    fixture_must(ls_explain(fixture->index, found.ranked, found.ranked_count, NULL, &fixture->arena,
                            &explanation, &fixture->err),
                 &fixture->err);
    for (size_t i = 0; i < found.hit_count; i++) {
        struct ls_explained_hit hit;
        fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation,
                                    found.hits[i].docid, &fixture->arena, &hit, &fixture->err),
                     &fixture->err);
        worst = fmax(worst, fabs(hit.sum - found.hits[i].relevance));
    }
    tap_ok(found.hit_count == 6 && worst < 1e-6, "its terms explain the relevance (off by %g)",
           worst);
}

int main(void)
{
    struct fixture fixture;
    struct ls_arena arena = {0};
    fixture_open(&fixture, make_cards(&arena), CARD_COUNT);
    test_words(&fixture);
    test_weights(&fixture);
    test_found(&fixture);
    test_not_found(&fixture);
    test_few(&fixture);
    test_explained(&fixture);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
