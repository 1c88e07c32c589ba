/* Articles of one subject find each other, whatever template they share with the rest. */
#include "query/rank/like.h"

#include "query/plan/tree.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>

#define TEMPLATE                                                                                   \
    "Core: this study shows what it found and why that matters. Sample, method and limits "        \
    "follow. "                                                                                     \
    "核心觀點:本研究說明其發現與重要性。例外:樣本、方法與限制。"

/* Cards of one subject stand together. */
enum { SUBJECT_COUNT = 4, OF_A_SUBJECT = 3, CARD_COUNT = SUBJECT_COUNT * OF_A_SUBJECT + 2 };

static const struct fixture_card cards[CARD_COUNT] = {
    {"h1.md", "Hallucination of language models", "語言模型的幻覺", .domains = "AI",
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "Hallucination rates of large language models."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"h2.md", "Detecting hallucination", "偵測幻覺", .domains = "AI",
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "A model that checks what another model made up."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"h3.md", "Retrieval against made-up facts", "以檢索減少大型語言模型幻覺",
     .sections = {{LS_FIELD_BODY, 0, NULL, TEMPLATE}}},

    {"s1.md", "Scheduling of operating rooms", "手術室排程", .domains = "OR",
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "Integer programs for operating room schedules."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"s2.md", "Surgery schedules under uncertainty", "不確定下的手術排程", .domains = "OR",
     .sections = {{LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"s3.md", "Operating room overtime", NULL,
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "Overtime falls when schedules know durations."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},

    {"n1.md", "Burnout of nurses", "護理師的職業倦怠",
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "Shift work and burnout among nurses."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"n2.md", "Nurses who leave", "護理師離職", .domains = "AI",
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "Burnout before nurses leave."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"n3.md", NULL, "護理人力與職業倦怠", .sections = {{LS_FIELD_BODY, 0, NULL, TEMPLATE}}},

    {"v1.md", "Vaccine hesitancy", "疫苗猶豫",
     .sections = {{LS_FIELD_ABSTRACT, 0, NULL, "Why parents hesitate about vaccines."},
                  {LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"v2.md", "Parents and vaccines", "家长与疫苗",
     .sections = {{LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"v3.md", NULL, "疫苗接種率", .sections = {{LS_FIELD_BODY, 0, NULL, TEMPLATE}}},

    {"template.md", NULL, NULL, .sections = {{LS_FIELD_BODY, 0, NULL, TEMPLATE}}},
    {"number.md", NULL, NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "2024 8.5 的"}}},
};

static struct ls_like find(struct fixture *fixture, uint32_t docid,
                           const struct ls_tree_node *filter, struct ls_window window)
{
    struct ls_like like;
    fixture_must(
        ls_like(fixture->index, docid, filter, window, &fixture->arena, &like, &fixture->err),
        &fixture->err);
    return like;
}

/* With one database. */
static size_t subject_of(uint32_t docid)
{
    return (docid - 1) / OF_A_SUBJECT;
}

static void test_subjects(struct fixture *fixture)
{
    struct ls_window window = {.limit = OF_A_SUBJECT - 1};
    for (uint32_t docid = 1; docid <= SUBJECT_COUNT * OF_A_SUBJECT; docid++) {
        struct ls_like like = find(fixture, docid, NULL, window);
        bool good = like.hit_count == window.limit;
        for (size_t i = 0; i < like.hit_count; i++) {
            good &= subject_of(like.hits[i].docid) == subject_of(docid);
            good &= like.hits[i].docid != docid;
        }
        tap_ok(good, "%s: those of its subject come first", cards[docid - 1].id);
    }
}

static void test_window(struct fixture *fixture)
{
    struct ls_like all = find(fixture, 1, NULL, (struct ls_window){.limit = UINT32_MAX});
    struct ls_like second = find(fixture, 1, NULL, (struct ls_window){.offset = 1, .limit = 1});
    struct ls_like none = find(fixture, 1, NULL, (struct ls_window){.offset = 4000000000u});
    bool itself = false;
    bool falls = true;
    for (size_t i = 0; i < all.hit_count; i++) {
        itself |= all.hits[i].docid == 1;
        falls &= i == 0 || all.hits[i - 1].relevance >= all.hits[i].relevance;
    }
    tap_ok(all.hit_count == all.total && all.total >= 2 && falls, "the total is of all hits");
    tap_ok(!itself, "never the article itself");
    tap_ok(second.hit_count == 1 && second.hits[0].docid == all.hits[1].docid &&
               second.total == all.total,
           "a window on them");
    tap_ok(none.hit_count == 0 && none.total == all.total, "a window behind them");
}

static void test_filter(struct fixture *fixture)
{
    struct ls_tree tree = {0};
    const struct ls_tree_node *domain =
        ls_tree_scale(&tree, ls_tree_term(&tree, LS_PREFIX_DOMAIN, LS_SPAN("ai"), 1), 0);
    struct ls_like like = find(fixture, 1, domain, (struct ls_window){.limit = 10});
    struct ls_like free = find(fixture, 1, NULL, (struct ls_window){.limit = 10});
    tap_ok(like.hit_count == 1 && like.hits[0].docid == 2, "a filter keeps those it matches");
    tap_ok(like.hits[0].relevance == free.hits[0].relevance ||
               like.hits[0].relevance == free.hits[1].relevance,
           "and does not change their relevance");
    ls_tree_free(&tree);
}

static void test_explained(struct fixture *fixture)
{
    struct ls_like like = find(fixture, 4, NULL, (struct ls_window){.limit = 3});
    struct ls_explanation explanation;
    struct ls_explained_hit hit;
    double worst = 0;
    fixture_must(ls_explain(fixture->index, like.terms, like.term_count, NULL, &fixture->arena,
                            &explanation, &fixture->err),
                 &fixture->err);
    for (size_t i = 0; i < like.hit_count; i++) {
        fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation,
                                    like.hits[i].docid, &fixture->arena, &hit, &fixture->err),
                     &fixture->err);
        worst = fmax(worst, fabs(hit.sum - like.hits[i].relevance));
    }
    tap_ok(like.hit_count > 0 && worst < 1e-6, "its terms explain the relevance (off by %g)",
           worst);
}

static void test_nothing_to_tell(struct fixture *fixture)
{
    struct ls_window window = {.limit = 10};
    struct ls_like like = find(fixture, CARD_COUNT - 1, NULL, window);
    tap_ok(like.hit_count == 0 && like.term_count == 0,
           "a card of template text alone is like none");
    like = find(fixture, CARD_COUNT, NULL, window);
    tap_ok(like.hit_count == 0, "numbers and single characters make nothing alike");
    tap_is_int(ls_like(fixture->index, 4711, NULL, window, &fixture->arena, &like, &fixture->err),
               LS_CORRUPT, "a card that is not there");
}

/* Card i of the first database has the id 2i + 1, its twin in the second 2i + 2. */
static void test_two_databases(struct fixture *fixture)
{
    struct ls_like like = find(fixture, 7, NULL, (struct ls_window){.limit = 1});
    tap_ok(like.hit_count == 1 && like.hits[0].docid == 8, "the twin in another database");
}

int main(void)
{
    struct fixture fixture;
    struct fixture twin;
    struct xap_error cause;
    fixture_open(&fixture, cards, CARD_COUNT);
    test_subjects(&fixture);
    test_window(&fixture);
    test_filter(&fixture);
    test_explained(&fixture);
    test_nothing_to_tell(&fixture);

    fixture_open(&twin, cards, CARD_COUNT);
    if (xap_reader_add(ls_index_reader(fixture.index), twin.folder, strlen(twin.folder), &cause) !=
        XAP_OK) {
        printf("Bail out! %s\n", cause.message);
        return 1;
    }
    test_two_databases(&fixture);
    fixture_close(&twin);
    fixture_close(&fixture);
    return tap_done();
}
