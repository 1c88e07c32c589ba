/* Which passage of a card is shown for a query, and what is marked in it. */
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include "query/passage/snippet.h"
#include "query/render/display.h"
#include "text/utf8.h"

#include <stdlib.h>

#define TEN(text) text text text text text text text text text text

/* One body text a row. Marks stand in brackets, … where a sentence is cut. */
static const struct {
    const char *text;
    const char *query;
    const char *want;
} rows[] = {
    {"Bias matters.", "bias", "[Bias] matters."},
    {"No match here.", "zebra", "No match here."},
    {"Studies of biases", "study bias", "[Studies] of [biases]"},
    {"Der Café-Besuch", "cafe", "Der [Café]-Besuch"},
    {"ＬＬＭ and llms", "LLM", "[ＬＬＭ] and [llms]"},
    {"Crohn’s disease, Crohn disease", "crohn", "[Crohn’s] disease, [Crohn] disease"},
    {"COVID-19 and COVID19 and covid, 19", "COVID-19", "[COVID-19] and [COVID19] and [covid, 19]"},
    {"COVID-19 and covid", "covid", "[COVID]-19 and [covid]"},
    {"well-being or wellbeing", "wellbeing", "[well-being] or [wellbeing]"},
    {"well-being or wellbeing", "well-being", "[well-being] or [wellbeing]"},
    {"rate 65.4 or 65", "65.4", "rate [65.4] or 65"},
    {"大型語言模型的幻覺與幻象，感覺", "幻觉", "大型語言模型的[幻覺]與幻象，感覺"},
    {"心電圖與心電、電圖", "心電圖", "[心電圖]與心電、電圖"},
    {"哈哈哈哈", "哈哈哈", "[哈哈哈哈]"},
    {"幻覺幻覺", "幻覺", "[幻覺幻覺]"},
    {"幻覺與幻", "幻", "[幻]覺與[幻]"},
    {"LLM的幻覺。LLM 的", "LLM的幻覺", "[LLM的幻覺]。[LLM] 的"},
    {"a large language model; large models", "\"large language\"",
     "a [large language] model; large models"},
    {"LLM 的幻覺和 LLM", "\"LLM 的幻\"", "[LLM 的幻]覺和 LLM"},
    {"large. Language large language", "\"large language\"", "large. Language [large language]"},
    {"大型 語言與大型語言", "大型語言", "大型 語言與[大型語言]"},
    {"  One.  Two bias. ", "bias", "One.  Two [bias]."},
    {"「偏誤。」他說。", "偏誤", "「[偏誤]。」他說。"},
    {"e\xcc\x81tude de cas", "etude", "[e\xcc\x81tude] de cas"},

    /* long texts: whole sentences where possible */
    {TEN("Twenty letters are ok. ") "Then bias comes. " TEN("Twenty letters more. "), "bias",
     "Then [bias] comes. Twenty letters more. Twenty letters more. Twenty letters more. Twenty "
     "letters more. Twenty letters more. Twenty letters more. Twenty letters more. Twenty letters "
     "more."},
    {TEN("twenty letters of it ") "then bias comes " TEN("twenty letters of it "), "bias",
     "…letters of it twenty letters of it twenty letters of it then [bias] comes twenty letters "
     "of it twenty letters of it twenty letters of it twenty letters of it twenty letters of it "
     "twenty letters of it…"},
    {TEN("一二三四五六七八九十一二三四五六") "幻覺" TEN("一二三四五六七八九十一二三四五六"), "幻覺",
     "…一二三四五六七八九十一二三四五六一二三四五六七八九十一二三四五六[幻覺]一二三四五六七八九十"
     "一二三四五六一二三四五六七八九十一二三四五六一二三四五六七八九十一二三四五六一二三四五六七八"
     "九十一二三四五六一二…"},
    {"Words of its sentence come before alpha " TEN("and alpha too with bytes ") "ends.", "alpha",
     "Words of its sentence come before [alpha] and [alpha] too with bytes and [alpha] too with "
     "bytes and [alpha] too with bytes and [alpha] too with bytes and [alpha] too with bytes and "
     "[alpha] too with bytes and [alpha]…"},
    {"Some of it. " TEN("Nineteen letters, ") "it is indeed bias-layers", "bias",
     "…letters, Nineteen letters, Nineteen letters, it is indeed [bias]-layers"},
    {TEN("一二三四五六七八九十") "幻覺", "一二三四五六七八九十 幻覺",
     "…[一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
     "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
     "一二三四五六七八九十幻覺]"},
    {"Alpha is here. " TEN("Twenty letters are ok. ") "Alpha and bias.", "alpha bias",
     "Twenty letters are ok. Twenty letters are ok. Twenty letters are ok. Twenty letters are ok. "
     "Twenty letters are ok. Twenty letters are ok. Twenty letters are ok. Twenty letters are ok. "
     "[Alpha] and [bias]."},
    {"bias | " TEN(
         "Twenty letters are ok. ") "A sentence of more than the two hundred columns that "
                                    "there are for a passage is never set before a short one, "
                                    "since it would not stand there "
                                    "whole but with its end alone, and a reader could make nothing "
                                    "of it at all.\n"
                                    "row | bias | alpha\nnext row",
     "alpha bias", "row | [bias] | [alpha]\nnext row"},
};

static void describe(const struct ls_snippet *snippet, struct ls_buf *out)
{
    size_t at = 0;
    ls_buf_add_str(out, snippet->begins_inside ? "…" : "");
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct ls_range mark = snippet->marks[i];
        ls_buf_add(out, snippet->text.ptr + at, mark.first - at);
        ls_buf_add_char(out, '[');
        ls_buf_add_span(out, ls_range_span(snippet->text, mark));
        ls_buf_add_char(out, ']');
        at = mark.past;
    }
    ls_buf_add_span(out, ls_span_from(snippet->text, at));
    ls_buf_add_str(out, snippet->ends_inside ? "…" : "");
}

static const struct ls_filters no_filters;
static const struct ls_line_numbers no_template;

/* With a glimpse, as programs ask, or without. */
static void find_by(struct fixture *fixture, const struct fixture_card *row, const char *query,
                    bool glimpses, struct ls_snippet *snippet)
{
    struct ls_query made;
    struct ls_units units;
    struct ls_needles needles;
    struct ls_glimpse glimpse;
    struct ls_card card = fixture_card(row, &fixture->arena);
    fixture_must(fixture_query(fixture, query, &no_filters, &made, NULL), &fixture->err);
    units = made.units;
    fixture_must(ls_needles_make(&units, &fixture->arena, &needles, &fixture->err), &fixture->err);
    fixture_must(ls_glimpse_make(&units, &fixture->arena, &glimpse, &fixture->err), &fixture->err);
    fixture_must(ls_snippet_find(&card, &no_template, &needles, glimpses ? &glimpse : NULL,
                                 fixture->analyzer, &fixture->arena, snippet, &fixture->err),
                 &fixture->err);
}

static void find(struct fixture *fixture, const struct fixture_card *row, const char *query,
                 struct ls_snippet *snippet)
{
    find_by(fixture, row, query, true, snippet);
}

static void test_rows(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture_card card = {.id = "x",
                                    .sections = {{.field = LS_FIELD_BODY, .text = rows[i].text}}};
        struct ls_snippet snippet;
        find(fixture, &card, rows[i].query, &snippet);
        ls_buf_clear(&got);
        describe(&snippet, &got);
        tap_is_str(got.ptr, rows[i].want, rows[i].query);
    }
    ls_buf_free(&got);
}

/* Which section is chosen. */
static const struct {
    const char *name;
    struct fixture_card card;
    const char *query;
    const char *want; /* snippet @ card / heading */
} choices[] = {
    {"the abstract before the body",
     {.title_en = "bias",
      .sections = {{LS_FIELD_BODY, LS_PART_CORE, "Notes", "bias of notes"},
                   {LS_FIELD_ABSTRACT, LS_PART_NONE, "Abstract", "a bias"}}},
     "bias",
     "a [bias] @ /Abstract"},
    {"more words before the abstract",
     {.title_en = "bias",
      .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, "Abstract", "a bias"},
                   {LS_FIELD_BODY, LS_PART_QA, "Notes", "big bias"}}},
     "big bias",
     "[big] [bias] @ qa/Notes"},
    {"running text before the title",
     {.title_en = "big bias", .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "a bias"}}},
     "big bias",
     "a [bias] @ -/-"},
    {"the title when nothing else holds it",
     {.title_en = "bias", .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "of text"}}},
     "bias",
     "[bias] @ -/-"},
    {"a heading when only it holds it",
     {.title_en = "bias", .sections = {{LS_FIELD_BODY, LS_PART_EXCEPTIONS, "Of bias", "text"}}},
     "bias",
     "Of [bias] @ exceptions/Of bias"},
    {"the journal",
     {.title_en = "t",
      .journal = "Bias Weekly",
      .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "text"}}},
     "bias",
     "[Bias] Weekly @ -/-"},
    {"the first section that has as many",
     {.sections = {{LS_FIELD_BODY, LS_PART_CORE, "One", "bias 1"},
                   {LS_FIELD_BODY, LS_PART_QA, "Two", "bias 2"}}},
     "bias",
     "[bias] 1 @ core/One"},
    {"the abstract when no word is anywhere",
     {.title_en = "t",
      .sections = {{LS_FIELD_BODY, LS_PART_CORE, "One", "text"},
                   {LS_FIELD_ABSTRACT, LS_PART_CORE, "Two", "abstract"}}},
     "bias",
     "abstract @ core/Two"},
    {"the first of the four cards when there is no abstract",
     {.title_en = "t",
      .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "PMID: 1"},
                   {LS_FIELD_BODY, LS_PART_CORE, "Two", "text"}}},
     "bias",
     "text @ core/Two"},
    {"nothing", {.id = "x"}, "bias", " @ -/-"},
};

static void test_choices(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct ls_snippet snippet;
        find(fixture, &choices[i].card, choices[i].query, &snippet);
        ls_buf_clear(&got);
        describe(&snippet, &got);
        bool none = snippet.part == LS_PART_NONE && !snippet.heading.ptr;
        ls_buf_printf(&got, " @ %s/%.*s", none ? "-" : ls_part_name(snippet.part),
                      LS_SPAN_ARG(none ? LS_SPAN("-") : snippet.heading));
        tap_is_str(got.ptr, choices[i].want, choices[i].name);
    }
    ls_buf_free(&got);
}

/* Texts behind another that holds nothing: what their words begin with is written unlike the
 * query's. */
static const struct {
    const char *text;
    const char *query;
    const char *want;
} written_otherwise[] = {
    {"No e-mail", "email", "No [e-mail]"},
    {"an x‐ray", "xray", "an [x‐ray]"},
    {"O’Connor", "oconnor", "[O’Connor]"},
    {"O－Connor", "oconnor", "[O－Connor]"},
    {"E\xcc\x81tudes", "étude", "[E\xcc\x81tudes]"},
    {"Lying to the dying", "die", "Lying to the [dying]"},
    {"health-cared, healthcares", "healthcare", "[health-cared], [healthcares]"},
    {"Behçet", "behcets", "[Behçet]"},
};

static void test_written_otherwise(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof written_otherwise / sizeof *written_otherwise; i++) {
        struct fixture_card card = {
            .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, "Abstract", "An abstract."},
                         {LS_FIELD_BODY, LS_PART_CORE, "One", written_otherwise[i].text}}};
        struct ls_snippet snippet;
        find(fixture, &card, written_otherwise[i].query, &snippet);
        ls_buf_clear(&got);
        describe(&snippet, &got);
        tap_is_str(got.ptr, written_otherwise[i].want, written_otherwise[i].query);
    }
    ls_buf_free(&got);
}

static uint32_t seed = 7;

static uint32_t next(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static const char *const pieces[] = {
    "bias ", "幻覺",      "覺",    "的",         "LLM",
    "-19 ",  "COVID",     "。",    ". ",         "\n",
    " | ",   "e\xcc\x81", "😀",     "models of ", "，",
    "「",    "」",        "65.4 ", "x",          "modest ",
    "hall ", "halluc",    "Bias",  "a",          "filler words of it ",
    "try ",  "tries "};

/* Does the snippet end or begin inside a place of one of the units? */
static bool cuts_mark(struct fixture *fixture, struct ls_span text, const char *query,
                      const struct ls_snippet *snippet)
{
    struct ls_query made;
    struct ls_units units;
    struct ls_needles needles;
    struct ls_tokens tokens;
    struct ls_marks marks;
    struct ls_arena *arena = &fixture->arena;
    fixture_must(fixture_query(fixture, query, &no_filters, &made, NULL), &fixture->err);
    units = made.units;
    fixture_must(ls_needles_make(&units, arena, &needles, &fixture->err), &fixture->err);
    fixture_must(ls_analyze(fixture->analyzer, text, &tokens, &fixture->err), &fixture->err);
    fixture_must(
        ls_needles_find(&needles, fixture->analyzer, &tokens, arena, &marks, &fixture->err),
        &fixture->err);
    size_t first = (size_t)(snippet->text.ptr - text.ptr);
    size_t past = first + snippet->text.len;
    for (size_t i = 0; i < marks.count; i++) {
        struct ls_range at = marks.items[i].at;
        if ((at.first < first && first < at.past) || (at.first < past && past < at.past)) {
            return true;
        }
    }
    return false;
}

/* Laws for any text: the snippet is a piece of it cut between characters, the
 * marks rise without touching, and it is not too wide. */
static bool is_lawful(struct ls_span text, const struct ls_snippet *snippet)
{
    size_t bad;
    size_t before = 0;
    bool good = snippet->text.ptr >= text.ptr &&
                snippet->text.ptr + snippet->text.len <= text.ptr + text.len &&
                ls_utf8_valid(snippet->text, &bad) &&
                ls_display_columns(snippet->text) <= LS_SNIPPET_COLUMNS;
    for (size_t i = 0; good && i < snippet->mark_count; i++) {
        struct ls_range mark = snippet->marks[i];
        good = mark.first < mark.past && mark.past <= snippet->text.len &&
               (i == 0 || mark.first > before) &&
               ls_utf8_valid(ls_range_span(snippet->text, mark), &bad);
        before = mark.past;
    }
    return good;
}

static bool is_same(const struct ls_snippet *a, const struct ls_snippet *b)
{
    size_t mark_bytes = a->mark_count * sizeof *a->marks;
    return ls_span_equal(a->text, b->text) && a->mark_count == b->mark_count &&
           (mark_bytes == 0 || memcmp(a->marks, b->marks, mark_bytes) == 0) &&
           a->begins_inside == b->begins_inside && a->ends_inside == b->ends_inside;
}

static void test_laws(struct fixture *fixture)
{
    static const char *const queries[] = {
        "bias",          "幻覺",        "幻 覺 的", "COVID-19 llm", "\"models of\" 65.4",
        "幻覺的 bias x", "biased 的幻", "tries",    "try 幻覺的",   "mode \"覺的\" hallucination",
    };
    int lawful = 0, same = 0;
    int trials = 1000;
    for (int i = 0; i < trials; i++) {
        struct ls_buf text = {0};
        for (uint32_t count = next() % 600; count > 0; count--) {
            ls_buf_add_str(&text, pieces[next() % (sizeof pieces / sizeof *pieces)]);
        }
        ls_buf_add_str(&text, "x");
        struct fixture_card card = {.id = "x",
                                    .sections = {{.field = LS_FIELD_BODY, .text = text.ptr}}};
        struct ls_snippet snippet, slow;
        const char *query = queries[next() % (sizeof queries / sizeof *queries)];
        ls_arena_reset(&fixture->arena);
        find(fixture, &card, query, &snippet);
        find_by(fixture, &card, query, false, &slow);
        if (is_lawful(ls_buf_span(&text), &snippet) &&
            !cuts_mark(fixture, ls_buf_span(&text), query, &snippet)) {
            lawful++;
        } else {
            printf("# not lawful: %.*s\n", LS_SPAN_ARG(snippet.text));
        }
        if (is_same(&snippet, &slow)) {
            same++;
        } else {
            printf("# %s\n# glimpsed: %.*s\n#     read: %.*s\n", query, LS_SPAN_ARG(snippet.text),
                   LS_SPAN_ARG(slow.text));
        }
        ls_buf_free(&text);
    }
    tap_is_int(lawful, trials, "snippets of random texts are lawful");
    tap_is_int(same, trials, "a glimpse changes none of them");
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, NULL, 0);
    test_rows(&fixture);
    test_choices(&fixture);
    test_written_otherwise(&fixture);
    test_laws(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
