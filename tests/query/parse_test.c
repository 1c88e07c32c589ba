/* Queries and the units they are made of, or the mistake in them. */
#include "query/language/caret.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdlib.h>

/* Units are written pattern{terms}, a compound behind an equals sign. The
 * pattern's spaces are underscores. */
static const struct {
    const char *query;
    const char *want;
} rows[] = {
    {"hallucination bias", "_hallucin_{hallucin} _bias_{bias}"},
    {"Hallucinations　bias\tBIAS", "_hallucin_{hallucin} _bias_{bias}"},
    {"the 2024", "_the_{the} _2024_{2024}"},
    {"ＬＬＭ", "_llm_{llm}"},
    {"COVID-19", "_covid_19_{covid,19}=covid19"},
    {"covid19 COVID-19", "_covid_19_{covid,19}=covid19"},
    {"65.4", "_65_4_{65,4}=65.4"},
    {"GPT-4o", "_gpt_4_o_{gpt,4,o}=gpt4o"},
    {"2020-2024", "_2020_2024_{2020,2024}"},
    {"Crohn's", "_crohn_{crohn}"},
    {"幻", "幻{幻}"},
    {"幻覺", "幻觉{幻觉}"},
    {"心電圖", "心电图{心电,电图}"},
    {"哈哈哈哈", "哈哈哈哈{哈哈}"},
    {"LLM的幻覺", "_llm_{llm} 的幻觉{的幻,幻觉}"},
    {"第3期", "第{第} _3_{3} 期{期}"},
    {"幻覺，幻觉。bias?", "幻觉{幻觉} _bias_{bias}"},
    {"\"large language models\"", "_larg_languag_model_{larg,languag,model}"},
    {"“large language”", "_larg_languag_{larg,languag}"},
    {"「大型語言」模型", "大型语言{大型,型语,语言} 模型{模型}"},
    {"『大型 語言』", "大型_语言{大型,语言}"},
    {"＂LLM 的 bias＂", "_llm_的_bias_{llm,的,bias}"},
    {"\"bias\"", "_bias_{bias}"},
    {"\"COVID-19\"", "_covid_19_{covid,19}=covid19"},
    {"\"COVID-19 vaccine\"", "_covid_19_vaccin_{covid,19,vaccin}"},
    {"\"LLM。幻覺 bias\"", "_llm_{llm} 幻觉_bias_{幻觉,bias}"},
    {"「他說『幻覺』」", "他说_幻觉{他说,幻觉}"},
    {"say\"the word\"now", "_say_{say} _the_word_{the,word} _now_{now}"},
    {"\"\" x", "_x_{x}"},
    {"a - b", "_a_{a} _b_{b}"},

    {"a \"b", "! 2-3 a quote has no end: add the other one or leave it out"},
    {"幻覺「", "! 6-9 a quote has no end: add the other one or leave it out"},
    {"幻覺」", "! 6-9 a quote has no beginning: add the other one or leave it out"},
    {"「a』", "! 0-3 a quote has no end: add the other one or leave it out"},
    {"\"a\" \"b\" \"", "! 8-9 a quote has no end: add the other one or leave it out"},
    {"?! …", "! 0-0 no word or number to search for in ?! …"},
    {"\"\"", "! 0-0 no word or number to search for in \"\""},
    {"ab\xff", "! 0-0 the query is not UTF-8: byte 3 (0xff) cannot stand there"},
};

static const struct ls_filters no_filters;

static void describe(const struct ls_units *units, struct ls_buf *out)
{
    for (size_t i = 0; i < units->count; i++) {
        const struct ls_unit *unit = &units->items[i];
        ls_buf_add_str(out, i > 0 ? " " : "");
        for (size_t n = 0; n < unit->pattern.len; n++) {
            char byte = unit->pattern.ptr[n];
            ls_buf_add_char(out, byte == ' ' ? '_' : byte);
        }
        for (size_t n = 0; n < unit->term_count; n++) {
            ls_buf_add_char(out, n > 0 ? ',' : '{');
            ls_buf_add_span(out, unit->terms[n]);
        }
        ls_buf_add_char(out, '}');
        ls_buf_add_str(out, unit->compound.ptr ? "=" : "");
        ls_buf_add_span(out, unit->compound);
    }
}

static void test_rows(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_query query;
        struct ls_range mistake;
        ls_buf_clear(&got);
        enum ls_status status =
            fixture_query(fixture, rows[i].query, &no_filters, &query, &mistake);
        if (status == LS_OK) {
            describe(&query.units, &got);
        } else {
            ls_buf_printf(&got, "! %zu-%zu %s", mistake.first, mistake.past, fixture->err.message);
        }
        tap_is_str(got.ptr, rows[i].want, rows[i].query);
    }
    ls_buf_free(&got);
}

/* A query of so many numbers. */
static char *numbers(unsigned count)
{
    struct ls_buf query = {0};
    for (unsigned i = 0; i < count; i++) {
        ls_buf_printf(&query, "%u ", 1000 + i);
    }
    return query.ptr;
}

static void test_bounds(struct fixture *fixture)
{
    struct ls_query made;
    char *query = numbers(1024);
    tap_is_int(fixture_query(fixture, query, &no_filters, &made, NULL), LS_OK,
               "1024 words are a query");
    tap_is_int((long long)made.units.count, 1024, "of 1024 units");
    free(query);
    query = numbers(1025);
    tap_is_int(fixture_query(fixture, query, &no_filters, &made, NULL), LS_USAGE,
               "1025 words are too many");
    tap_is_str(fixture->err.message, "the query has more than 1024 words",
               "and the message says so");
    free(query);
    query = calloc(1, 100001);
    memset(query, 'x', 100000);
    tap_is_int(fixture_query(fixture, query, &no_filters, &made, NULL), LS_USAGE,
               "100 kB are too much");
    tap_is_str(fixture->err.message, "the query has 100000 bytes: at most 16384 can be asked for",
               "and the message says so");
    memset(query, '!', 4096);
    query[4096] = '\0';
    fixture_query(fixture, query, &no_filters, &made, NULL);
    tap_ok(strlen(fixture->err.message) < 120, "a long query is cut in a message");
    free(query);
}

static const struct {
    const char *query;
    struct ls_range place;
    const char *want;
} carets[] = {
    {"a \"b", {2, 3}, "  a \"b\n    ^\n"},
    {"twenty letters so far and twenty more, then \"",
     {44, 45},
     "  twenty letters so far and twenty more, then \"\n"
     "                                              ^\n"},
    {"幻覺「", {6, 9}, "  幻覺「\n      ^^\n"},
    {"a\tb\033[1m \"", {8, 9}, "  a b\xef\xbf\xbd[1m \"\n          ^\n"},
    {"0123456789012345678901234567890123456789012345678901234567890123456789\"0123456789",
     {70, 71},
     "  …456789012345678901234567890123456789\"0123456789\n"
     "                                       ^\n"},
};

static void test_carets(void)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof carets / sizeof *carets; i++) {
        ls_buf_clear(&got);
        ls_caret_add(&got, ls_span_str(carets[i].query), carets[i].place);
        tap_is_str(got.ptr, carets[i].want, "a caret stands under the mistake");
    }
    ls_buf_free(&got);
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, NULL, 0);
    test_rows(&fixture);
    test_bounds(&fixture);
    test_carets();
    fixture_close(&fixture);
    return tap_done();
}
