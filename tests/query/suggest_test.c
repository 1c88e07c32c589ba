/* As-you-type completion: what is offered for what was typed so far. */
#include "query/suggest/suggest.h"
#include "query/suggest/vocabulary.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>

#define BODY(string)                                                                               \
    {                                                                                              \
        .field = LS_FIELD_BODY, .text = string                                                     \
    }

static const struct fixture_card cards[] = {
    {.id = "a",
     .title_en = "Hallucinations of large language models",
     .title_zh = "大型語言模型的幻覺",
     .domains = "門診|急診",
     .sections = {BODY("An LLM with hallucination. Hallucination rates; COVID-19 care.\n"
                       "大型語言模型。心電圖，心電圖判讀。")}},
    {.id = "b",
     .title_en = "Large language model triage",
     .title_zh = "以心電圖篩檢",
     .domains = "Emergency Medicine|門診",
     .sections = {BODY(
         "LLMs in the clinic with hallucination. LLM. 大型語言模型，大型醫院。幻覺！")}},
    {.id = "c",
     .title_en = "Landmarks in lung care",
     .title_zh = "LLM 的幻想",
     .domains = "心臟科",
     .sections = {BODY("Large lungs. LLM and language. 大型語言學。大型語言模型。幻覺？"),
                  {.field = LS_FIELD_LINK, .text = "https://hallo.example"}}},
    {.id = "d",
     .title_zh = "简体的大型语言模型",
     .sections = {BODY(
         "Studies of state-of-the-art therapy; therapies. It is study 7. 大型語言。")}},
};

static const struct row {
    const char *typed;
    const char *terms;  /* "text=cards" with | between; no number when it is not known */
    const char *titles; /* ids */
    const char *domains;
} rows[] = {
    {"hallu", "hallucination=2", "a", ""},
    {"HALLU", "hallucination=2", "a", ""},
    {"hallucinatio", "hallucination=2", "a", ""},
    {"hallucinations", "Hallucinations=2", "a", ""},
    {"hallucinationz", "", "", ""},
    {"LL", "LLM=3", "c", ""},
    {"ＬＬＭ", "LLM=3", "c", ""},
    {"llm", "LLM=3", "c", ""},
    {"large lang", "language", "b a", ""},
    {"lang large", "", "", ""}, /* no card has lang */
    {"language large", "large", "b a", ""},
    {"large lung", "lung", "", ""},
    {"lung LL", "LLM", "c", ""},
    {"zebra lang", "", "", ""},
    {"ther", "therapy=1", "", ""},
    {"therapie", "therapies=1", "", ""},
    {"studi", "Studies=1", "", ""},
    {"covid-1", "COVID-19=1", "", ""},
    {"covid1", "COVID-19=1", "", ""},
    {"state-of-the-a", "state-of-the-art=1", "", ""},
    {"https", "", "", ""},
    {"心電", "心電圖=2", "b", ""},
    {"心电", "心電圖=2", "b", ""},
    {"大型語", "大型語言模型=4", "d a", ""},
    {"大型语", "大型语言模型=4", "d a", ""},
    {"LLM 幻", "幻覺=3", "c", ""},
    {"LLM的幻", "的幻想=1|的幻覺=1", "c", ""},
    {"幻", "幻覺=3", "c a", ""},
    {"型語言", "型語言模型=4", "d a", ""},
    {"門", "", "", "門診=2"},
    {"门", "", "", "門診=2"},
    {"診", "", "", "門診=2|急診=1"},
    {"心", "心電圖=2", "b", "心臟科=1"},
    {"emerg", "", "", "Emergency Medicine=1"},
    {"med", "", "", "Emergency Medicine=1"},
    {"emergency med", "", "", "Emergency Medicine=1"},
    {"hallu*", "hallucination=2", "a", ""},
    {"", "", "", ""},
    {" \t ", "", "", ""},
    {"?!。，*", "", "", ""},
    {"\x01\x02\x1b", "", "", ""},
};

static void describe(const struct ls_suggestions *s, struct ls_buf *terms, struct ls_buf *titles,
                     struct ls_buf *domains)
{
    for (size_t i = 0; i < s->term_count; i++) {
        ls_buf_add_str(terms, i > 0 ? "|" : "");
        ls_buf_add_span(terms, s->terms[i].text);
        if (s->terms[i].counted) {
            ls_buf_printf(terms, "=%u", s->terms[i].cards);
        }
    }
    for (size_t i = 0; i < s->title_count; i++) {
        ls_buf_add_str(titles, i > 0 ? " " : "");
        ls_buf_add_span(titles, s->titles[i].id);
    }
    for (size_t i = 0; i < s->domain_count; i++) {
        ls_buf_add_str(domains, i > 0 ? "|" : "");
        ls_buf_add_span(domains, s->domains[i].name);
        ls_buf_printf(domains, "=%u", s->domains[i].cards);
    }
}

static void test_row(struct fixture *fixture, const struct row *row)
{
    struct ls_buf got[3] = {{0}};
    struct ls_suggestions s;
    struct ls_arena arena = {0};
    fixture_must(ls_suggest(fixture->index, fixture->analyzer, ls_span_str(row->typed), 8, &arena,
                            &s, &fixture->err),
                 &fixture->err);
    describe(&s, &got[0], &got[1], &got[2]);
    const char *want[] = {row->terms, row->titles, row->domains};
    static const char *const kinds[] = {"words", "titles", "domains"};
    for (size_t i = 0; i < 3; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s of %s", kinds[i],
                 (unsigned char)row->typed[0] > ' ' ? row->typed : "nothing");
        tap_is_str(ls_buf_span(&got[i]).ptr, want[i], name);
        ls_buf_free(&got[i]);
    }
    ls_arena_free(&arena);
}

static void test_rows(struct fixture *fixture)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_row(fixture, &rows[i]);
    }
}

static void test_limit(struct fixture *fixture)
{
    struct ls_suggestions s;
    struct ls_arena arena = {0};
    fixture_must(
        ls_suggest(fixture->index, fixture->analyzer, LS_SPAN("l"), 2, &arena, &s, &fixture->err),
        &fixture->err);
    tap_ok(s.term_count == 2 && s.title_count == 2, "no more of each than asked for");
    fixture_must(
        ls_suggest(fixture->index, fixture->analyzer, LS_SPAN("l"), 0, &arena, &s, &fixture->err),
        &fixture->err);
    tap_ok(s.term_count + s.title_count + s.domain_count == 0, "none when none is asked for");
    ls_arena_free(&arena);
}

static void test_hostile(struct fixture *fixture)
{
    static const char *const pieces[] = {"a", "幻", "大型語言模型", "large ", "a-", "幻a",
                                         "*", "1."};
    struct ls_arena arena = {0};
    struct ls_suggestions s;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct ls_buf text = {0};
        while (text.len + strlen(pieces[i]) <= LS_SUGGEST_BYTES_MAX) {
            ls_buf_add_str(&text, pieces[i]);
        }
        tap_is_int(ls_suggest(fixture->index, fixture->analyzer, ls_buf_span(&text), 8, &arena, &s,
                              &fixture->err),
                   LS_OK, "as long as may be");
        while (text.len <= LS_SUGGEST_BYTES_MAX) {
            ls_buf_add_char(&text, 'a');
        }
        tap_is_int(ls_suggest(fixture->index, fixture->analyzer, ls_buf_span(&text), 8, &arena, &s,
                              &fixture->err),
                   LS_USAGE, "one byte too long");
        ls_buf_free(&text);
    }
    tap_is_int(ls_suggest(fixture->index, fixture->analyzer, LS_SPAN("ab\xff"), 8, &arena, &s,
                          &fixture->err),
               LS_USAGE, "not UTF-8");
    tap_ok(strstr(fixture->err.message, "byte 3"), "and where");
    ls_arena_free(&arena);
}

static void write_list(const struct fixture *fixture, const char *beginning, const char *list)
{
    struct xap_writer_options options = {.mode = XAP_WRITER_OPEN, .flags = XAP_WRITER_NO_SYNC};
    struct xap_writer *writer = NULL;
    struct xap_error cause = {0};
    char key[64];
    int len = snprintf(key, sizeof key, LS_META_FREQUENT "%s", beginning);
    bool written =
        xap_writer_open(fixture->folder, strlen(fixture->folder), &options, &writer, &cause) ==
            XAP_OK &&
        xap_writer_set_metadata(writer, key, (size_t)len, list, strlen(list), &cause) == XAP_OK &&
        xap_writer_commit(writer, &cause) == XAP_OK;
    xap_writer_free(writer);
    tap_ok(written, "a list is written %s", cause.message);
}

/* The first index has a list for a beginning, the second too few terms for one. */
static void test_lists_of_several(void)
{
    static const struct fixture_card first[] = {
        {.id = "a", .title_en = "zqalpha zqgamma"},
        {.id = "b", .title_en = "zqalpha"},
    };
    static const struct fixture_card second[] = {{.id = "c", .title_en = "zqbeta zqgamma"}};
    struct fixture one;
    struct fixture two;
    struct ls_known_terms terms;
    struct ls_buf got = {0};
    fixture_open(&one, first, 2);
    fixture_open(&two, second, 1);
    write_list(&one, "zq", "zqalpha\nzqgamma");
    ls_index_free(one.index);
    fixture_must(ls_index_open(one.folder, &one.index, &one.err), &one.err);
    fixture_must(ls_index_add(one.index, two.folder, &one.err), &one.err);
    fixture_must(ls_vocabulary_beginning(one.index, LS_SPAN("zq"), 8, &one.arena, &terms, &one.err),
                 &one.err);
    for (size_t i = 0; i < terms.count; i++) {
        ls_buf_printf(&got, "%.*s=%u ", LS_SPAN_ARG(terms.items[i].term), terms.items[i].freq);
    }
    tap_is_str(ls_buf_span(&got).ptr, "zqalpha=2 zqgamma=2 zqbeta=1 ",
               "words of an index without a list, beside one with it");
    ls_buf_free(&got);
    fixture_close(&two);
    fixture_close(&one);
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    test_rows(&fixture);
    test_limit(&fixture);
    test_hostile(&fixture);
    test_lists_of_several();
    fixture_keep(&fixture);
    test_rows(&fixture);
    test_rows(&fixture); /* by what was kept then */
    test_limit(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
