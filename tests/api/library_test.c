/* liblitsearch through its shared library, as any program uses it. */
#include "tests/tap.h"

#include <ftw.h>
#include <litsearch.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const documents[] = {
    "{\"_id\":\"one\",\"title\":\"Sepsis alerts\",\"title_zh\":\"敗血症警示\",\"text\":\"Alerts "
    "for "
    "sepsis in the ward. "
    "大型語言模型的幻覺。\",\"pmid\":38413730,\"doi\":\"10.1000/ABC.d\",\"journal\":"
    "\"BMJ\",\"year\":2021,\"score\":8.5,\"domains\":[\"門診\",\"急診\"],\"authors\":[\"Lin A\"]}",
    "{\"_id\":\"two\",\"title\":\"Bias\",\"text\":\"Sepsis and bias, bias and "
    "sepsis.\",\"year\":2023,"
    "\"score\":6,\"domains\":[\"門診\"]}",
    "{\"_id\":\"three\",\"title\":\"More\",\"text\":\"Nothing of note.\"}",
    "{\"_id\":\"four\",\"title\":\"Food\",\"text\":\"What is eaten on wards.\"}",
    "{\"_id\":\"five\",\"title\":\"Cars\",\"text\":\"Where they are left.\"}",
    "{\"_id\":\"six\",\"title\":\"Doors\",\"text\":\"Which of them open.\"}",
};
enum { ALL = sizeof documents / sizeof *documents };

struct place {
    char folder[64];
    char jsonl[96];
    char db[96];
};

static void must(enum litsearch_status status, const struct litsearch_error *err)
{
    if (status != LITSEARCH_OK) {
        printf("Bail out! %d: %s\n", (int)status, err->message);
        exit(1);
    }
}

static void write_documents(const struct place *place, size_t count)
{
    FILE *file = fopen(place->jsonl, "w");
    for (size_t i = 0; file && i < count; i++) {
        fprintf(file, "%s\n", documents[i]);
    }
    if (!file || fclose(file) != 0) {
        printf("Bail out! cannot write %s\n", place->jsonl);
        exit(1);
    }
}

static void make_place(struct place *place)
{
    snprintf(place->folder, sizeof place->folder, "/tmp/litsearch-api-XXXXXX");
    if (!mkdtemp(place->folder)) {
        printf("Bail out! cannot make %s\n", place->folder);
        exit(1);
    }
    snprintf(place->jsonl, sizeof place->jsonl, "%s/cards.jsonl", place->folder);
    snprintf(place->db, sizeof place->db, "%s/db", place->folder);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

static enum litsearch_status build(const struct place *place, litsearch_line_fn line, void *data,
                                   struct litsearch_report *report, struct litsearch_error *err)
{
    struct litsearch_builder *builder;
    enum litsearch_status status = litsearch_builder_new(place->db, &builder, err);
    if (status == LITSEARCH_OK) {
        status = litsearch_builder_add_jsonl(builder, place->jsonl, err);
    }
    if (status == LITSEARCH_OK) {
        status = litsearch_builder_run(builder, line, data, report, err);
    }
    litsearch_builder_free(builder);
    return status;
}

static struct litsearch_index *open_index(const struct place *place)
{
    struct litsearch_index *index;
    struct litsearch_error err;
    const char *folder = place->db;
    must(litsearch_index_open(&folder, 1, &index, &err), &err);
    return index;
}

static struct litsearch_query *query_of(const char *text)
{
    struct litsearch_query *query;
    struct litsearch_error err;
    must(litsearch_query_new(text, LITSEARCH_TO_NUL, &query, &err), &err);
    return query;
}

static bool is_text(struct litsearch_text text, const char *want)
{
    return want ? text.len == strlen(want) && memcmp(text.ptr, want, text.len) == 0 : !text.ptr;
}

static void tap_text(struct litsearch_text got, const char *want, const char *name)
{
    if (!tap_ok(is_text(got, want), "%s", name)) {
        printf("# got:  %.*s\n# want: %s\n", (int)got.len, got.ptr ? got.ptr : "",
               want ? want : "(unknown)");
    }
}

static void test_status(void)
{
    tap_is_str(litsearch_status_text(LITSEARCH_NO_INDEX), "there is no index there", "a status");
    tap_is_str(litsearch_status_text((enum litsearch_status)42), "", "no status");
    tap_ok(litsearch_version()[0] != '\0', "the library has a version");
}

struct lines {
    size_t count;
    char last[256];
};

static void take_line(const char *line, size_t len, void *data)
{
    struct lines *lines = data;
    lines->count++;
    snprintf(lines->last, sizeof lines->last, "%.*s", (int)len, line);
}

static void test_build(const struct place *place)
{
    struct litsearch_report report;
    struct litsearch_error err;
    struct lines lines = {0};
    write_documents(place, 2);
    tap_is_int(build(place, take_line, &lines, &report, &err), LITSEARCH_OK, "an index is made");
    tap_is_int((long long)report.in_index, 2, "of two articles");
    tap_is_int((long long)report.added, 2, "both new");
    tap_ok(lines.count > 0 && strstr(lines.last, "2 cards indexed"), "the report comes as lines");
    write_documents(place, ALL);
    tap_is_int(build(place, NULL, NULL, &report, &err), LITSEARCH_OK, "and brought up to date");
    tap_is_int((long long)report.added, ALL - 2, "with what is new");
    tap_is_int((long long)report.unchanged, 2, "and no more");
    FILE *file = fopen(place->jsonl, "a");
    fputs("{\"_id\":\"bad\",\"text\":7}\n", file);
    fclose(file);
    lines = (struct lines){0};
    tap_is_int(build(place, take_line, &lines, &report, &err), LITSEARCH_BAD_CARD, "a bad card");
    tap_is_int((long long)report.bad, 1, "is counted");
    tap_is_int((long long)lines.count, 2, "and told on a line");
    tap_ok(err.message[0] != '\0', "the status has words");
    write_documents(place, ALL);
    must(build(place, NULL, NULL, NULL, &err), &err);
}

static void test_hit(struct litsearch_index *index)
{
    struct litsearch_query *query = query_of("sepsis 幻觉");
    struct litsearch_answer *answer;
    struct litsearch_error err;
    must(litsearch_search(index, query, &answer, &err), &err);
    litsearch_query_free(query);
    tap_is_int(litsearch_answer_total(answer), 1, "one article holds both words");
    tap_is_int(litsearch_answer_total_some(answer), 2, "two hold one");
    tap_is_int(litsearch_answer_total_template(answer), 0, "none has template text");
    tap_is_str(litsearch_answer_step(answer), "all", "nothing else had to be tried");
    tap_is_int((long long)litsearch_answer_count(answer), 2, "both are on the page");
    const struct litsearch_hit *hit = litsearch_answer_hit(answer, 0);
    tap_text(litsearch_hit_id(hit), "one", "id");
    tap_text(litsearch_hit_path(hit), "one", "path");
    tap_text(litsearch_hit_title(hit), "Sepsis alerts", "title");
    tap_text(litsearch_hit_title_zh(hit), "敗血症警示", "title in Chinese");
    tap_text(litsearch_hit_pmid(hit), "38413730", "PMID");
    tap_text(litsearch_hit_doi(hit), "10.1000/ABC.d", "DOI");
    tap_text(litsearch_hit_journal(hit), "BMJ", "journal");
    tap_is_int(litsearch_hit_year(hit), 2021, "year");
    tap_ok(litsearch_hit_score(hit) == 8.5, "score");
    tap_is_int((long long)litsearch_hit_domain_count(hit), 2, "domains");
    tap_text(litsearch_hit_domain(hit, 1), "急診", "the second domain");
    tap_text(litsearch_hit_domain(hit, 2), NULL, "there is no third");
    tap_is_int((long long)litsearch_hit_author_count(hit), 1, "authors");
    tap_text(litsearch_hit_author(hit, 0), "Lin A", "an author");
    tap_ok(litsearch_hit_relevance(hit) > 0, "relevance");
    tap_is_int(litsearch_hit_card(hit), LITSEARCH_CARD_NONE, "the passage is in no note card");
    struct litsearch_text snippet = litsearch_hit_snippet(hit);
    size_t first, past, marks = 0;
    bool is_found = false;
    for (; litsearch_hit_mark(hit, marks, &first, &past); marks++) {
        is_found |= past - first == strlen("幻覺") &&
                    memcmp(snippet.ptr + first, "幻覺", past - first) == 0;
    }
    tap_ok(is_found, "a Simplified word is marked in Traditional text");
    tap_is_int((long long)marks, (long long)litsearch_hit_mark_count(hit), "as many as counted");
    const struct litsearch_hit *second = litsearch_answer_hit(answer, 1);
    tap_text(litsearch_hit_pmid(second), NULL, "no PMID");
    tap_text(litsearch_hit_journal(second), NULL, "no journal");
    tap_ok(litsearch_answer_hit(answer, 2) == NULL, "no third hit");
    litsearch_answer_free(answer);
}

static void test_render(struct litsearch_index *index)
{
    struct litsearch_query *query = query_of("bias");
    struct litsearch_answer *answer;
    struct litsearch_error err;
    struct litsearch_text bytes;
    must(litsearch_search(index, query, &answer, &err), &err);
    tap_is_int(litsearch_answer_render(answer, "json", &bytes, &err), LITSEARCH_OK, "as JSON");
    tap_ok(bytes.ptr && strncmp(bytes.ptr, "{\"version\":1,\"query\":\"bias\"", 26) == 0,
           "with the query");
    tap_is_int(litsearch_answer_render(answer, "tsv", &bytes, &err), LITSEARCH_OK, "as a table");
    tap_ok(bytes.ptr && bytes.ptr[0] != '{' && strstr(bytes.ptr, "	two	"),
           "and no longer JSON");
    tap_is_int(litsearch_answer_render(answer, "xml", &bytes, &err), LITSEARCH_USAGE,
               "no such format");
    tap_ok(strstr(err.message, "text|json|jsonl") && !bytes.ptr,
           "the message names those there are");
    litsearch_answer_free(answer);
    litsearch_query_free(query);
}

/* The ids that a query finds, joined by spaces. */
static const char *ids(struct litsearch_index *index, struct litsearch_query *query)
{
    static char joined[2048];
    struct litsearch_answer *answer = NULL;
    struct litsearch_error err;
    enum litsearch_status status = litsearch_search(index, query, &answer, &err);
    snprintf(joined, sizeof joined, "%s", status > LITSEARCH_NOTHING_FOUND ? err.message : "");
    for (size_t i = 0; i < litsearch_answer_count(answer); i++) {
        struct litsearch_text id = litsearch_hit_id(litsearch_answer_hit(answer, i));
        size_t len = strlen(joined);
        snprintf(joined + len, sizeof joined - len, "%s%.*s", i ? " " : "", (int)id.len, id.ptr);
    }
    litsearch_answer_free(answer);
    return joined;
}

static void test_filters(struct litsearch_index *index)
{
    struct litsearch_error err;
    struct litsearch_query *query = query_of("sepsis");
    litsearch_query_set_page(query, 1, 5);
    tap_ok(strchr(ids(index, query), ' ') == NULL, "a page");
    litsearch_query_set_page(query, 0, 10);
    must(litsearch_query_add_domain(query, "急诊", &err), &err);
    tap_is_str(ids(index, query), "one", "a domain");
    litsearch_query_free(query);
    query = query_of("sepsis");
    must(litsearch_query_set_score(query, 8, INFINITY, &err), &err);
    tap_is_str(ids(index, query), "one", "a score");
    litsearch_query_free(query);
    query = query_of("");
    must(litsearch_query_set_year(query, 2022, 2030, &err), &err);
    tap_is_str(ids(index, query), "two", "years, without words");
    litsearch_query_free(query);
    query = query_of("\"sepsis (");
    litsearch_query_set_plain(query, true);
    tap_is_int((long long)strlen(ids(index, query)), 7, "signs mean nothing in plain words");
    litsearch_query_free(query);
}

/* One article has 幻覺, none hallucination. */
static void test_expanded(struct litsearch_index *index)
{
    struct litsearch_query *query = query_of("hallucination");
    struct litsearch_answer *answer;
    struct litsearch_error err;
    must(litsearch_search(index, query, &answer, &err), &err);
    tap_is_str(litsearch_answer_step(answer), "expanded", "a translation is found");
    tap_is_int(litsearch_answer_total_expanded(answer), 1, "and counted");
    tap_is_int(litsearch_answer_total_some(answer), 0, "apart from the words as typed");
    const struct litsearch_hit *hit = litsearch_answer_hit(answer, 0);
    struct litsearch_text snippet = litsearch_hit_snippet(hit);
    size_t first = 0, past = 0;
    tap_ok(litsearch_hit_mark(hit, 0, &first, &past) && past - first == strlen("幻覺") &&
               memcmp(snippet.ptr + first, "幻覺", past - first) == 0,
           "and marked");
    litsearch_answer_free(answer);
    litsearch_query_set_expanded(query, false);
    tap_is_str(ids(index, query), "", "nothing holds the word itself");
    litsearch_query_set_expanded(query, true);
    tap_is_str(ids(index, query), "one", "expanded again");
    litsearch_query_free(query);
}

/* A card with headings, which lines of JSON have not. */
static struct litsearch_index *index_card(struct place *place)
{
    struct litsearch_builder *builder;
    struct litsearch_error err;
    make_place(place);
    snprintf(place->jsonl, sizeof place->jsonl, "%s/card.md", place->folder);
    FILE *file = fopen(place->jsonl, "w");
    if (!file || fputs("# 筆記\n\n## 發現\n\n模型的幻覺。\n\n## 其他\n\n無。\n", file) < 0 ||
        fclose(file) != 0) {
        printf("Bail out! cannot write %s\n", place->jsonl);
        exit(1);
    }
    must(litsearch_builder_new(place->db, &builder, &err), &err);
    must(litsearch_builder_add_path(builder, place->jsonl, &err), &err);
    must(litsearch_builder_run(builder, NULL, NULL, NULL, &err), &err);
    litsearch_builder_free(builder);
    return open_index(place);
}

static void test_passages(void)
{
    struct place place;
    struct litsearch_index *index = index_card(&place);
    struct litsearch_query *query = query_of("幻覺");
    struct litsearch_answer *answer;
    struct litsearch_error err;
    struct litsearch_passage passage = {0};
    size_t first = 0, past = 0;
    must(litsearch_search(index, query, &answer, &err), &err);
    const struct litsearch_hit *hit = litsearch_answer_hit(answer, 0);
    tap_is_int((long long)litsearch_hit_passage_count(hit), 0, "no passages unless asked for");
    litsearch_answer_free(answer);
    litsearch_query_set_passages(query, 3);
    must(litsearch_search(index, query, &answer, &err), &err);
    hit = litsearch_answer_hit(answer, 0);
    tap_ok(litsearch_hit_passage(hit, 0, &passage), "a passage");
    tap_text(passage.heading, "發現", "below its heading");
    tap_ok(litsearch_hit_passage_mark(hit, 0, 0, &first, &past) && past <= passage.text.len &&
               memcmp(passage.text.ptr + first, "幻覺", past - first) == 0,
           "with its marks");
    tap_ok(!litsearch_hit_passage(hit, litsearch_hit_passage_count(hit), &passage) &&
               !litsearch_hit_passage_mark(hit, 0, passage.mark_count, &first, &past) &&
               !litsearch_hit_passage(NULL, 0, &passage),
           "and no more than there are");
    litsearch_answer_free(answer);
    litsearch_query_free(query);
    litsearch_index_free(index);
    nftw(place.folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void test_show(struct litsearch_index *index)
{
    struct litsearch_answer *answer;
    struct litsearch_error err;
    must(litsearch_show(index, "10.1000/abc.d", &answer, &err), &err);
    tap_text(litsearch_hit_id(litsearch_answer_hit(answer, 0)), "one", "an article by its DOI");
    litsearch_answer_free(answer);
    tap_is_int(litsearch_show(index, "zebra", &answer, &err), LITSEARCH_NOTHING_FOUND, "none");
    tap_ok(!answer && strstr(err.message, "zebra"), "the message names it");
}

static void test_facets(struct litsearch_index *index)
{
    struct litsearch_query *query = query_of("sepsis");
    struct litsearch_answer *answer;
    struct litsearch_facet_value value = {0};
    struct litsearch_error err;
    must(litsearch_search(index, query, &answer, &err), &err);
    tap_ok(!litsearch_answer_facet(answer, LITSEARCH_FACET_DOMAIN, 0, &value), "not asked for");
    litsearch_answer_free(answer);
    litsearch_query_set_facets(query, true);
    must(litsearch_search(index, query, &answer, &err), &err);
    tap_ok(litsearch_answer_facet(answer, LITSEARCH_FACET_DOMAIN, 0, &value), "a facet");
    tap_text(value.name, "門診", "the most common domain");
    tap_is_int(value.count, 2, "of both articles");
    tap_ok(litsearch_answer_facet(answer, LITSEARCH_FACET_YEAR, 0, &value) && value.number == 2023,
           "the newest year");
    tap_ok(!litsearch_answer_facet(answer, LITSEARCH_FACET_YEAR, 2, &value), "two years");
    tap_ok(!litsearch_answer_facet(answer, (enum litsearch_facet)99, 0, &value), "no such facet");
    litsearch_answer_free(answer);
    litsearch_query_free(query);
}

static void test_like(struct litsearch_index *index)
{
    struct litsearch_answer *answer;
    struct litsearch_error err;
    struct litsearch_query *query = query_of("");
    must(litsearch_like(index, "two", NULL, &answer, &err), &err);
    tap_text(litsearch_hit_id(litsearch_answer_hit(answer, 0)), "one", "an article like another");
    litsearch_answer_free(answer);
    must(litsearch_query_set_year(query, 2023, 2023, &err), &err);
    tap_is_int(litsearch_like(index, "two", query, &answer, &err), LITSEARCH_NOTHING_FOUND,
               "filters hold");
    litsearch_answer_free(answer);
    litsearch_query_free(query);
    tap_is_int(litsearch_like(index, "zebra", NULL, &answer, &err), LITSEARCH_NOTHING_FOUND,
               "none");
}

static void test_suggest(struct litsearch_index *index)
{
    struct litsearch_suggestions *suggestions;
    struct litsearch_error err;
    must(litsearch_suggest(index, "seps", LITSEARCH_TO_NUL, 8, &suggestions, &err), &err);
    tap_text(litsearch_suggestions_text(suggestions, LITSEARCH_SUGGESTED_TITLE, 0), "Sepsis alerts",
             "a title");
    tap_text(litsearch_suggestions_id(suggestions, 0), "one", "of an article");
    tap_ok(litsearch_suggestions_text(suggestions, LITSEARCH_SUGGESTED_TERM, 0).len > 0, "a word");
    tap_text(litsearch_suggestions_text(suggestions, LITSEARCH_SUGGESTED_DOMAIN, 0), NULL,
             "no domain");
    litsearch_suggestions_free(suggestions);
    tap_is_int(litsearch_suggest(index, "zqzq", 4, 8, &suggestions, &err), LITSEARCH_NOTHING_FOUND,
               "nothing begins so");
    litsearch_suggestions_free(suggestions);
    tap_is_int(litsearch_suggest(index, "\xff", 1, 8, &suggestions, &err), LITSEARCH_USAGE,
               "not UTF-8");
    tap_is_int(litsearch_suggest(index, NULL, 0, 8, &suggestions, &err), LITSEARCH_USAGE, "NULL");
    litsearch_suggestions_free(NULL);
}

static void test_mistakes(struct litsearch_index *index)
{
    struct litsearch_answer *answer;
    struct litsearch_error err;
    struct litsearch_query *query = query_of("ok \"half");
    tap_is_int(litsearch_query_check(query, &err), LITSEARCH_USAGE, "half a quote");
    tap_ok(err.first == 3 && err.past > 3, "with its place");
    tap_is_int(litsearch_search(index, query, &answer, &err), LITSEARCH_USAGE, "when asked too");
    tap_ok(err.first == 3 && !answer && err.message[0], "with place and message");
    litsearch_query_free(query);
    must(litsearch_query_new("\xff\xfe", 2, &query, &err), &err);
    tap_is_int(litsearch_search(index, query, &answer, &err), LITSEARCH_USAGE, "not UTF-8");
    litsearch_query_free(query);
    query = query_of("");
    tap_is_int(litsearch_search(index, query, &answer, &err), LITSEARCH_USAGE, "nothing asked");
    tap_is_int(litsearch_query_set_score(query, 9, 8, &err), LITSEARCH_USAGE,
               "a range turned round");
    tap_is_int(litsearch_query_set_year(query, NAN, 8, &err), LITSEARCH_USAGE, "no number");
    tap_is_int(litsearch_query_add_domain(query, " ", &err), LITSEARCH_USAGE, "no name");
    tap_is_int(litsearch_query_add_card(query, LITSEARCH_CARD_NONE, &err), LITSEARCH_USAGE,
               "no card");
    litsearch_query_free(query);
    query = query_of("zebra");
    tap_is_int(litsearch_query_check(query, &err), LITSEARCH_OK, "a good query");
    tap_ok(err.status == LITSEARCH_OK && err.message[0] == '\0' && err.past == 0, "nothing to say");
    tap_is_int(litsearch_search(index, query, &answer, &err), LITSEARCH_NOTHING_FOUND, "none");
    tap_is_str(litsearch_answer_step(answer), "none", "the answer says so");
    tap_is_int((long long)litsearch_answer_count(answer), 0, "and is empty");
    litsearch_answer_free(answer);
    litsearch_query_free(query);
    const char *folder = "/nonexistent/litsearch";
    struct litsearch_index *none;
    tap_is_int(litsearch_index_open(&folder, 1, &none, &err), LITSEARCH_NO_INDEX, "no index");
    tap_ok(!none && strstr(err.message, folder), "the message names the folder");
}

static void test_null(struct litsearch_index *index)
{
    struct litsearch_error err;
    struct litsearch_answer *answer;
    struct litsearch_query *query = query_of("sepsis");
    struct litsearch_text text;
    size_t first;
    uint32_t size;
    const char *folder = NULL;
    struct litsearch_index *out;
    struct litsearch_query *none;
    tap_is_int(litsearch_index_open(&folder, 1, &out, &err), LITSEARCH_USAGE, "NULL: a folder");
    tap_is_int(litsearch_index_open(NULL, 1, &out, &err), LITSEARCH_USAGE, "NULL: folders");
    tap_is_int(litsearch_index_open(NULL, 0, NULL, &err), LITSEARCH_USAGE, "NULL: out");
    tap_is_int(litsearch_index_size(NULL, &size, &err), LITSEARCH_USAGE, "NULL: index");
    tap_is_int(litsearch_query_new(NULL, 3, &none, NULL), LITSEARCH_USAGE, "NULL: text");
    tap_is_int(litsearch_search(index, NULL, &answer, &err), LITSEARCH_USAGE, "NULL: query");
    tap_is_int(litsearch_search(NULL, query, &answer, &err), LITSEARCH_USAGE, "NULL: index");
    tap_is_int(litsearch_search(index, query, NULL, &err), LITSEARCH_USAGE, "NULL: out");
    tap_is_int(litsearch_show(index, NULL, &answer, &err), LITSEARCH_USAGE, "NULL: name");
    tap_is_int(litsearch_query_check(NULL, &err), LITSEARCH_USAGE, "NULL: query to check");
    tap_is_int(litsearch_query_add_journal(NULL, "x", &err), LITSEARCH_USAGE, "NULL: filters");
    tap_is_int(litsearch_answer_render(NULL, "json", &text, &err), LITSEARCH_USAGE, "NULL: answer");
    tap_is_int(litsearch_builder_run(NULL, NULL, NULL, NULL, &err), LITSEARCH_USAGE,
               "NULL: builder");
    tap_is_int(litsearch_builder_add_path(NULL, "x", NULL), LITSEARCH_USAGE,
               "NULL: all but a path");
    tap_text(litsearch_hit_title(NULL), NULL, "NULL has no title");
    tap_ok(isnan(litsearch_hit_score(NULL)), "nor score");
    tap_ok(!litsearch_hit_mark(NULL, 0, &first, &first), "nor marks");
    tap_is_int(litsearch_answer_total(NULL), 0, "nor hits");
    tap_is_int(litsearch_answer_total_expanded(NULL), 0, "by whatever words");
    litsearch_query_free(query);
    litsearch_index_free(NULL);
    litsearch_query_free(NULL);
    litsearch_answer_free(NULL);
    litsearch_builder_free(NULL);
    tap_ok(true, "and may be freed");
}

/* An answer outlives what it came from, and an index sees what came after it. */
static void test_lives(const struct place *place)
{
    struct litsearch_index *index = open_index(place);
    struct litsearch_query *query = query_of("sepsis");
    struct litsearch_answer *answer;
    struct litsearch_error err;
    struct litsearch_text bytes;
    uint32_t size;
    must(litsearch_search(index, query, &answer, &err), &err);
    must(litsearch_index_size(index, &size, &err), &err);
    tap_is_int(size, ALL, "all articles");
    write_documents(place, 1);
    must(build(place, NULL, NULL, NULL, &err), &err);
    must(litsearch_index_size(index, &size, &err), &err);
    tap_is_int(size, 1, "a run later, one");
    tap_is_str(ids(index, query), "one", "which is what is found");
    litsearch_index_free(index);
    litsearch_query_free(query);
    tap_is_int((long long)litsearch_answer_count(answer), 2, "the answer stays as it was");
    must(litsearch_answer_render(answer, "jsonl", &bytes, &err), &err);
    tap_ok(bytes.len > 0, "and can still be rendered");
    litsearch_answer_free(answer);
}

enum { THREADS = 4, ASKED = 50 };

static void *ask_often(void *data)
{
    struct litsearch_index *index = open_index(data);
    struct litsearch_query *query = query_of("sepsis");
    size_t right = 0;
    for (int i = 0; i < ASKED; i++) {
        struct litsearch_answer *answer;
        right += litsearch_search(index, query, &answer, NULL) == LITSEARCH_OK &&
                 litsearch_answer_total(answer) == 2;
        litsearch_answer_free(answer);
    }
    litsearch_query_free(query);
    litsearch_index_free(index);
    return (void *)right;
}

static void test_threads(struct place *place)
{
    pthread_t threads[THREADS];
    size_t right = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, ask_often, place);
    }
    for (int i = 0; i < THREADS; i++) {
        void *count;
        pthread_join(threads[i], &count);
        right += (size_t)count;
    }
    tap_is_int((long long)right, THREADS * ASKED, "threads, each with an index of its own");
}

int main(void)
{
    struct place place;
    make_place(&place);
    test_status();
    test_build(&place);
    struct litsearch_index *index = open_index(&place);
    test_hit(index);
    test_render(index);
    test_filters(index);
    test_expanded(index);
    test_passages();
    test_show(index);
    test_facets(index);
    test_like(index);
    test_suggest(index);
    test_mistakes(index);
    test_null(index);
    litsearch_index_free(index);
    test_threads(&place);
    test_lives(&place);
    nftw(place.folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    return tap_done();
}
