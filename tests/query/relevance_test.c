/* A hit's relevance is what the terms of the query that its card holds add to it: each once,
 * however the query is put, and whether a word carries its weight where it is matched or beside it.
 */
#include "query/rank/explain.h"
#include "query/search/search.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>

static const struct fixture_card cards[] = {
    {"a.md", "Sepsis alerts", "敗血症警示", .domains = "急診", .score = 8,
     .sections = {{LS_FIELD_BODY, 0, NULL, "The model warns of sepsis. COVID-19 too."}}},
    {"b.md", "Alerts of a model", NULL, .score = 7,
     .sections = {{LS_FIELD_BODY, 0, NULL, "Nurses read the alerts; a model of sepsis."}}},
    {"c.md", "Sepsis", "模型的幻覺", .sections = {{LS_FIELD_BODY, 0, NULL, "Nothing else."}}},
    {"d.md", "Sepsis and the model", NULL,
     .sections = {{LS_FIELD_BODY, 0, NULL, "Septic shock, covid 19."}}},
    {"e.md", "Nurses", "語言模型產生幻覺", .sections = {{LS_FIELD_BODY, 0, NULL, "The ward."}}},
};

static const struct {
    const char *query;
    enum ls_matching matching;
    const char *first; /* the best of them; NULL: not asked */
} rows[] = {
    {"sepsis", 0, NULL},
    {"sepsis alerts", 0, NULL},
    {"sepsis alerts nurses", 0, "b.md"},
    {"the sepsis of nurses", 0, NULL},
    {"describe the sepsis", 0, NULL},
    {"sepsis sepsis alerts", 0, NULL},
    {"sepsis alerts", LS_MATCH_ANY, NULL},
    {"sepsis alerts", LS_MATCH_ALL, NULL},
    {"+sepsis alerts", 0, NULL},
    {"+sepsis model ward", 0, NULL}, /* none holds all: the wanted ones still rank */
    {"+sepsis nothing ward", 0, "c.md"},
    {"+sepsis +model", 0, NULL},
    {"sepsis AND model", 0, NULL},
    {"sepsis OR nurses", 0, NULL},
    {"sepsis (alerts OR nurses)", 0, NULL},
    {"sepsis (sepsis OR nurses)", 0, NULL},
    {"(sepsis alerts) nurses", 0, NULL},
    {"sepsis -alerts", 0, NULL},
    {"sepsis -(alerts nurses)", 0, NULL},
    {"sepsis domain:急診", 0, "a.md"},
    {"sepsis score:7..", 0, NULL},
    {"title:sepsis alerts", 0, NULL},
    {"sepsis title:sepsis", 0, NULL},
    {"\"sepsis alerts\" model", 0, "a.md"},
    {"sepsis NEAR/3 model alerts", 0, NULL},
    {"covid-19 sepsis", 0, NULL},
    {"e.g. sepsis", 0, NULL},
    {"sept* sepsis", 0, "d.md"},
    {"模型 sepsis", 0, "c.md"},
    {"語言模型為何產生幻覺", 0, "e.md"},
    {"語言模型為何產生幻覺 sepsis", 0, NULL},
    {"幻 sepsis", 0, "c.md"},
};

/* By how much the relevance of a hit is not the sum at most. */
static double worst_of(struct fixture *fixture, const struct ls_found *found)
{
    struct ls_explanation explanation;
    double worst = 0;
    fixture_must(ls_explain(fixture->index, found->ranked, found->ranked_count, NULL,
                            &fixture->arena, &explanation, &fixture->err),
                 &fixture->err);
    for (size_t i = 0; i < found->hit_count; i++) {
        struct ls_explained_hit hit;
        fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation,
                                    found->hits[i].docid, &fixture->arena, &hit, &fixture->err),
                     &fixture->err);
        worst = fmax(worst, fabs(hit.sum - found->hits[i].relevance));
    }
    return worst;
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_window window = {.limit = 10, .matching = rows[i].matching};
        struct ls_found found;
        struct ls_buf notes = {0};
        struct ls_filters none = {0};
        fixture_must(fixture_search(&fixture, rows[i].query, &none, window, &found, &notes),
                     &fixture.err);
        ls_buf_free(&notes);
        double worst = worst_of(&fixture, &found);
        tap_ok(found.hit_count > 0 && worst < 1e-6, "%s (off by %g)", rows[i].query, worst);
        const char *first = found.hit_count > 0 ? cards[found.hits[0].docid - 1].id : "";
        if (rows[i].first) {
            tap_is_str(first, rows[i].first, "which comes first");
        }
    }
    fixture_close(&fixture);
    return tap_done();
}
