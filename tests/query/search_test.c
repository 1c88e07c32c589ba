/* Which cards a query finds, in which order, and what is counted. */
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>

#define BODY(string)                                                                               \
    {                                                                                              \
        .field = LS_FIELD_BODY, .text = string                                                     \
    }
#define ABSTRACT(string)                                                                           \
    {                                                                                              \
        .field = LS_FIELD_ABSTRACT, .text = string                                                 \
    }

static const struct fixture_card cards[] = {
    {.id = "title",
     .title_en = "Sepsis alerts",
     .domains = "門診|急診",
     .score = 8,
     .year = 2021,
     .sections = {BODY("Nothing else is said about filler words of the ward here.")}},
    {.id = "abstract",
     .title_en = "Alerts in wards",
     .domains = "門診",
     .score = 9,
     .year = 2023,
     .sections = {ABSTRACT("We studied sepsis and nothing else is said about the ward.")}},
    {.id = "body",
     .title_en = "Wards and alerts",
     .domains = "Emergency Care",
     .score = 8.5,
     .year = 2024,
     .sections = {BODY("We studied sepsis and nothing else is said about it, nor about the "
                       "people of the ward or their days.")}},
    {.id = "run",
     .title_zh = "大型語言模型",
     .score = 7,
     .year = 2024,
     .domains = "急診",
     .sections = {BODY("模型的幻覺。LLM的偏誤。語言學家與大型醫院")}},
    {.id = "split", .title_zh = "大型的語言", .sections = {BODY("語言模型；大型語。言模型 幻 覺")}},
    {.id = "glued", .title_en = "COVID-19 care", .sections = {BODY("Well-being and GPT-4o.")}},
    {.id = "apart", .title_en = "COVID care", .sections = {BODY("In 19 wards. Wellbeing covid.")}},
    {.id = "solid", .title_en = "COVID19 care", .sections = {BODY("A large language model.")}},
    {.id = "phrase",
     .title_en = "Language models, large",
     .sections = {BODY("Models of language. Large; models.\nbias of models")}},
    {.id = "link",
     .sections = {{.field = LS_FIELD_LINK, .text = "https://example.org/sepsis"}},
     .title_en = "Links"},
};

enum { CARD_COUNT = sizeof cards / sizeof *cards };

static const struct row {
    const char *query;
    const char *filters; /* "d=門診 d=急診 s=8..10 y=2021..2023" */
    struct ls_window window;
    const char *want; /* step total/some: ids */
} rows[] = {
    {"sepsis", "", {0, 10}, "all 4/4: title abstract body link"},
    {"SEPSIS!", "", {0, 10}, "all 4/4: title abstract body link"},
    {"sepsis", "", {1, 2}, "all 4/4: abstract body"},
    {"sepsis", "", {4, 2}, "all 4/4:"},
    {"sepsis", "", {1000, 2}, "all 4/4:"},
    {"sepsis", "", {0, 0}, "all 4/4:"},
    {"sepsis alerts", "", {0, 10}, "all 3/4: title abstract body link"},
    {"sepsis alerts", "", {2, 2}, "all 3/4: body link"},
    {"sepsis alerts", "", {0, 2}, "all 3/4: title abstract"},
    {"sepsis alerts", "", {0, 0}, "all 3/4:"},
    {"sepsis 大型語言", "", {0, 0}, "some 0/6:"},
    {"幻 語言模型", "", {0, 1}, "all 2/2: run"},
    {"sepsis alerts", "", {3, 10}, "all 3/4: link"},
    {"sepsis zebra", "", {0, 10}, "some 0/4: title abstract body link"},
    {"zebra", "", {0, 10}, "none 0/0:"},

    {"幻覺", "", {0, 10}, "all 1/1: run"},
    {"幻觉", "", {0, 10}, "all 1/1: run"},
    {"幻", "", {0, 10}, "all 2/2: split run"},
    {"語言模型", "", {0, 10}, "all 2/2: run split"},
    {"大型語言", "", {0, 10}, "all 1/1: run"},
    {"型语言", "", {0, 10}, "all 1/1: run"},
    {"大型語言模型", "", {0, 10}, "all 1/1: run"},
    {"LLM的偏誤", "", {0, 10}, "all 1/1: run"},
    {"的偏誤 LLM", "", {0, 10}, "all 1/1: run"},
    {"\"LLM的偏誤\"", "", {0, 10}, "all 1/1: run"},
    {"\"幻覺 LLM\"", "", {0, 10}, "parts 0/1: run"},
    {"語言模型為何產生幻覺", "", {0, 10}, "parts 0/2: run split"},
    {"語言模型為何產生幻覺", "", {1, 1}, "parts 0/2: split"},
    {"語言模型為何產生幻覺 zebra", "", {0, 1}, "parts 0/2: run"},
    {"診斷的幻象 sepsis", "", {0, 1}, "some 0/4: title"}, /* 的幻 is in a card, but says nothing */
    {"語言模型為何產生幻覺 sepsis", "", {0, 1}, "some 0/6: run"},

    {"+alerts sepsis", "", {0, 3}, "all 3/3: title abstract body"},
    {"+alerts sepsis", "", {0, 10}, "all 3/3: title abstract body"},
    {"+sepsis alerts", "", {0, 3}, "all 3/4: title abstract body"},
    {"sepsis AND 語言模型為何", "", {0, 10}, "none 0/0:"},
    {"sepsis +語言模型為何", "", {0, 10}, "none 0/0:"},
    {"+\"幻覺 LLM\"", "", {0, 10}, "none 0/0:"},

    {"COVID-19", "", {0, 10}, "all 2/2: solid glued"},
    {"covid19", "", {0, 10}, "all 2/2: solid glued"},
    {"covid 19", "", {0, 10}, "all 3/3: solid glued apart"},
    {"\"covid 19\"", "", {0, 10}, "all 2/2: solid glued"},
    {"well-being", "", {0, 10}, "all 2/2: glued apart"},
    {"wellbeing", "", {0, 10}, "all 2/2: apart glued"},
    {"gpt-4o", "", {0, 10}, "all 1/1: glued"},
    {"gpt4", "", {0, 10}, "all 1/1: glued"},
    {"\"language models\"", "", {0, 10}, "all 2/2: phrase solid"},
    {"\"large language model\"", "", {0, 10}, "all 1/1: solid"},
    {"\"large models\"", "", {0, 10}, "parts 0/2: phrase solid"},

    {"sepsis", "d=門診", {0, 10}, "all 2/2: title abstract"},
    {"sepsis", "d=门诊", {0, 10}, "all 2/2: title abstract"},
    {"sepsis", "d=emergency  CARE", {0, 10}, "all 1/1: body"},
    {"sepsis", "d=門診 d=Emergency", {0, 10}, "all 2/2: title abstract"},
    {"sepsis", "d=急診 d=emergency_care", {0, 10}, "all 1/1: title"},
    {"sepsis", "s=8.5..10", {0, 10}, "all 2/2: abstract body"},
    {"sepsis", "s=0..10", {0, 10}, "all 3/3: title abstract body"},
    {"sepsis alerts", "s=8.2..8.8", {0, 10}, "all 1/1: body"},
    {"sepsis alerts", "d=急診 y=2024..2024", {0, 10}, "none 0/0:"},
    {"語言模型為何產生幻覺", "s=7..7", {0, 10}, "parts 0/1: run"},
    {"sepsis", "y=2021..2023", {0, 10}, "all 2/2: title abstract"},
    {"sepsis", "y=1..9999", {0, 10}, "all 3/3: title abstract body"},
    {"", "y=1..9999", {0, 10}, "all 4/4: abstract body title run"},
    {"", "y=1..9999", {1, 2}, "all 4/4: body title"},
    {"", "s=9.5..10", {0, 10}, "none 0/0:"},
    {"", "d=門診 s=8..8", {0, 10}, "all 1/1: title"},
};

static struct ls_interval interval_of(const char *text)
{
    const char *dots = strstr(text, "..");
    return (struct ls_interval){true, strtod(text, NULL), strtod(dots + 2, NULL)};
}

/* A value ends before the " x=" of the next filter: names may hold spaces. */
static struct ls_filters filters_of(const char *text, struct ls_span domains[4])
{
    struct ls_filters filters = {.domains = domains};
    while (*text) {
        const char *end = strchr(text + 2, '=');
        size_t len = end ? (size_t)(end - text) - 2 : strlen(text);
        if (text[0] == 'd') {
            domains[filters.domain_count++] = ls_span(text + 2, len - 2);
        } else {
            *(text[0] == 's' ? &filters.score : &filters.year) = interval_of(text + 2);
        }
        text += len + (end != NULL);
    }
    return filters;
}

static void describe(const struct ls_found *found, struct ls_buf *out)
{
    ls_buf_printf(out, "%s %u/%u:", ls_step_name(found->step), found->total, found->total_some);
    for (size_t i = 0; i < found->hit_count; i++) {
        ls_buf_printf(out, " %s", cards[found->hits[i].docid - 1].id);
    }
}

static void test_rows(struct fixture *fixture)
{
    struct ls_buf got = {0};
    struct ls_buf notes = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span domains[4];
        struct ls_filters filters = filters_of(rows[i].filters, domains);
        struct ls_found found;
        ls_buf_clear(&got);
        fixture_must(
            fixture_search(fixture, rows[i].query, &filters, rows[i].window, &found, &notes),
            &fixture->err);
        describe(&found, &got);
        char name[128];
        snprintf(name, sizeof name, "%s [%s]", rows[i].query, rows[i].filters);
        tap_is_str(got.ptr, rows[i].want, name);
    }
    ls_buf_free(&got);
    ls_buf_free(&notes);
}

static const struct {
    const char *domain;
    const char *want;
} notes_rows[] = {
    {"門診", ""},
    {"门诊 ", ""},
    {"急", "no card is of the domain 急: did you mean 急診?\n"},
    {"門珍", "no card is of the domain 門珍: did you mean 門診?\n"},
    {"emergency car", "no card is of the domain emergency car: did you mean Emergency Care?\n"},
    {"emergency coma", "no card is of the domain emergency coma: the most common are 急診, 門診, "
                       "Emergency Care\n"},
    {"教育", "no card is of the domain 教育: the most common are 急診, 門診, Emergency Care\n"},
};

static void test_notes(struct fixture *fixture)
{
    struct ls_buf notes = {0};
    for (size_t i = 0; i < sizeof notes_rows / sizeof *notes_rows; i++) {
        struct ls_span domain = ls_span_str(notes_rows[i].domain);
        struct ls_filters filters = {.domains = &domain, .domain_count = 1};
        struct ls_found found;
        ls_buf_clear(&notes);
        fixture_must(
            fixture_search(fixture, "x", &filters, (struct ls_window){0, 1}, &found, &notes),
            &fixture->err);
        tap_is_str(notes.ptr ? notes.ptr : "", notes_rows[i].want, notes_rows[i].domain);
    }
    ls_buf_free(&notes);
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, CARD_COUNT);
    test_rows(&fixture);
    test_notes(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
