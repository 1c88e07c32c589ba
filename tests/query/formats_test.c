/* The parts of the formats: names, addresses, keys, scores, and answers with
 * all that an answer may have. With the word "answer" or "hit": such as JSON,
 * for the test of the schema. */
#include "query/render/names.h"
#include "query/render/phrase.h"
#include "query/render/render.h"
#include "query/render/url.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- names ---- */

static const struct {
    const char *name, *family, *given, *suffix; /* no family: the name stays whole */
} names[] = {
    {"Smith J", "Smith", "J"},
    {"Smith JA", "Smith", "JA"},
    {"van der Berg JA", "van der Berg", "JA"},
    {"Kim J-H", "Kim", "J-H"},
    {"Smith JA Jr", "Smith", "JA", "Jr"},
    {"Smith, Jane", "Smith", "Jane"},
    {"Bandura, A.", "Bandura", "A."},
    {"Smith, J. A., Jr.", "Smith", "J. A.", "Jr."},
    {"Smith, Jr., Jane", "Smith", "Jane", "Jr."},
    {"Jane Smith", "Smith", "Jane"},
    {"Jane A. Smith", "Smith", "Jane A."},
    {"J. Smith", "Smith", "J."},
    {"J.A. Smith Jones", "Smith Jones", "J.A."},
    {"Ludwig van Beethoven", "van Beethoven", "Ludwig"},
    {"Åsa Müller-Ørsted", NULL},
    {"José García", "García", "José"},
    {"Xiaoming Wang", "Wang", "Xiaoming"},
    {"Wang Xiaoming", NULL},
    {"Chen Li", NULL},
    {"Gabriel García Márquez", NULL},
    {"Plato", NULL},
    {"WHO", NULL},
    {"王小明", NULL},
    {"王小明 (Wang)", NULL},
    {"World Health Organization", NULL},
    {"Department of Health, Taiwan", NULL},
    {"Smith, Jr.", NULL},
    {"Smith,", NULL},
    {", Jane", NULL},
    {"a, b, c", NULL},
    {"a, b, c, d", NULL},
    {"one two three four five six seven eight", NULL},
    {"J", NULL},
    {"", NULL},
};

static void test_names(void)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ls_name got = ls_name_parse(ls_span_str(names[i].name));
        bool is_same = ls_span_equal(got.whole, ls_span_str(names[i].name)) &&
                       ls_span_equal(got.family, ls_span_str(names[i].family)) &&
                       ls_span_equal(got.given, ls_span_str(names[i].given)) &&
                       ls_span_equal(got.suffix, ls_span_str(names[i].suffix));
        tap_ok(is_same, "%s: family %.*s, given %.*s, suffix %.*s", names[i].name,
               LS_SPAN_ARG(got.family), LS_SPAN_ARG(got.given), LS_SPAN_ARG(got.suffix));
    }
}

/* ---- addresses ---- */

static const struct {
    const char *url, *anchor, *ascii, *readable; /* no ascii: not to be linked */
} urls[] = {
    {"https://a.b/c?d=e&f=g", NULL, "https://a.b/c?d=e&f=g", "https://a.b/c?d=e&f=g"},
    {"HTTP://a.b", "x", "HTTP://a.b#x", "HTTP://a.b#x"},
    {"/docs/x y", "摘要", "/docs/x%20y#%E6%91%98%E8%A6%81", "/docs/x%20y#摘要"},
    {"docs/文獻", NULL, "docs/%E6%96%87%E7%8D%BB", "docs/文獻"},
    {"/a%20b%zz", "100%", "/a%20b%25zz#100%25", "/a%20b%25zz#100%25"},
    {"/a#b", "c", "/a#b", "/a#b"},
    {"/a\"><script>", "\"'<", "/a%22%3E%3Cscript%3E#%22'%3C", "/a%22%3E%3Cscript%3E#%22'%3C"},
    {"?q=a:b", NULL, "?q=a:b", "?q=a:b"},
    {"/a:b", NULL, "/a:b", "/a:b"},
    {"/x\xe3\x80\x80y\xff", NULL, "/x%E3%80%80y%FF", "/x%E3%80%80y%FF"},
    {"/\033[31m\xe2\x80\xae", NULL, "/%1B[31m%E2%80%AE", "/%1B[31m%E2%80%AE"},
    {"javascript:alert(1)", NULL, NULL},
    {"JaVaScRiPt:alert(1)", NULL, NULL},
    {" javascript:alert(1)", NULL, NULL},
    {"java\tscript:alert(1)", NULL, NULL},
    {"\001javascript:alert(1)", NULL, NULL},
    {"data:text/html,x", NULL, NULL},
    {"https:alert(1)", NULL, NULL},
    {"", NULL, NULL},
};

static void test_urls(void)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct ls_span url = ls_span_str(urls[i].url);
        tap_ok(ls_url_is_link(url) == (urls[i].ascii != NULL), "%zu: a link or not", i);
        if (urls[i].ascii) {
            ls_buf_clear(&got);
            ls_url_add(&got, url, ls_span_str(urls[i].anchor), LS_URL_ASCII);
            tap_is_str(got.ptr, urls[i].ascii, "as a program wants it");
            ls_buf_clear(&got);
            ls_url_add(&got, url, ls_span_str(urls[i].anchor), LS_URL_READABLE);
            tap_is_str(got.ptr, urls[i].readable, "as a person reads it");
        }
    }
    ls_buf_free(&got);
}

/* ---- totals ---- */

static const struct {
    enum ls_step step;
    uint32_t total, total_some;
    size_t units, hits;
    const char *want;
} totals[] = {
    {LS_STEP_ALL, 6, 10, 2, 2, "6 cards hold all words, 10 some; 1-2 shown"},
    {LS_STEP_ALL, 1, 1, 1, 1, "1 card found; 1-1 shown"},
    {LS_STEP_ALL, 1, 1, 0, 0, "1 card passes the filters; none shown"},
    {LS_STEP_MOST, 0, 7, 3, 1,
     "no card holds all words, 7 hold some, a few all but one; 1-1 shown"},
    {LS_STEP_SOME, 0, 1, 3, 1, "no card holds all words, 1 holds some; 1-1 shown"},
    {LS_STEP_PARTS, 0, 4, 1, 1,
     "no card holds the words side by side as typed, 4 hold parts of them; 1-1 shown"},
    {LS_STEP_CORRECTED, 3, 3, 1, 1,
     "no card holds the words as typed, 3 hold hallucination; 1-1 shown"},
    {LS_STEP_NONE, 0, 0, 1, 0, "no card holds any of the words"},
    {LS_STEP_NONE, 0, 0, 0, 0, "no card passes the filters"},
};

static void test_totals(void)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        struct ls_answer answer = {.step = totals[i].step,
                                   .total = totals[i].total,
                                   .total_some = totals[i].total_some,
                                   .unit_count = totals[i].units,
                                   .hit_count = totals[i].hits,
                                   .suggestion = LS_SPAN("hallucination")};
        ls_buf_clear(&got);
        ls_phrase_totals(&answer, &got);
        tap_is_str(got.ptr, totals[i].want, ls_step_name(totals[i].step));
    }
    ls_buf_free(&got);
}

/* ---- whole answers ---- */

static const struct fixture_card article = {
    .id = "papers/文獻 1.md",
    .title_en = "Bias & \"LLMs\" <2024>",
    .title_zh = "模型的偏誤",
    .pmid = "38413730",
    .doi = "10.1000/<x>",
    .journal = "Nature Medicine",
    .domains = "門診|R&D",
    .score = 8.5,
    .year = 2024,
    .sections = {{LS_FIELD_ABSTRACT, LS_PART_CORE, "摘要", "Bias is <common> here"}},
};
static struct ls_range marks[] = {{0, 4}};

static struct ls_facet_value domain_values[] = {{LS_SPAN_INIT("門診"), NAN, 12},
                                                {LS_SPAN_INIT("R&D"), NAN, 1}};
static struct ls_facet_value score_values[] = {{LS_SPAN_INIT("8.5"), 8.5, 3},
                                               {LS_SPAN_INIT("8"), 8, 2}};
static struct ls_facet_value year_values[] = {{LS_SPAN_INIT("2024"), 2024, 4}};
static struct ls_facet_value card_values[] = {{LS_SPAN_INIT("core"), NAN, 5}};
static const struct ls_facets facets = {.items = {
                                            [LS_FACET_DOMAIN] = {domain_values, 2, 5},
                                            [LS_FACET_SCORE] = {score_values, 2, 2},
                                            [LS_FACET_YEAR] = {year_values, 1, 1},
                                            [LS_FACET_CARD] = {card_values, 1, 1},
                                        }};
static const struct ls_explained_term terms[] = {
    {.term = LS_SPAN_INIT("bias"),
     .source = LS_SPAN_INIT("word"),
     .cards = 8,
     .factor = 1,
     .rarity = 3.21987},
    {.term = LS_SPAN_INIT("幻"),
     .source = LS_SPAN_INIT("character"),
     .cards = 1,
     .factor = 0.25,
     .rarity = 1.5},
};
static const struct ls_explanation explanation = {
    .terms = terms, .term_count = 2, .average_length = 480.25};
static const struct ls_contribution contributions[] = {
    {0, {[LS_FIELD_TITLE] = 2, [LS_FIELD_ABSTRACT] = 1}, 12, 5.25},
    {1, {[LS_FIELD_BODY] = 3}, 3, 0.5},
};
static const struct ls_span lacking[] = {LS_SPAN_INIT("x y")};
static const struct ls_explained_hit explained = {.items = contributions,
                                                  .count = 2,
                                                  .length = 512,
                                                  .sum = 5.75,
                                                  .lacks = lacking,
                                                  .lack_count = 1};

struct extras {
    bool facets, explain, suggestion, url;
};

static void render(struct fixture *fixture, enum ls_query_format format, struct extras extras,
                   struct ls_buf *out)
{
    struct ls_card card = fixture_card(&article, &fixture->arena);
    struct ls_span authors[] = {LS_SPAN("Smith J"), LS_SPAN("王小明")};
    card.authors = authors;
    card.author_count = 2;
    struct ls_snippet snippet = {.text = card.sections[card.section_count - 1].text,
                                 .marks = marks,
                                 .mark_count = 1,
                                 .ends_inside = true,
                                 .part = LS_PART_CORE,
                                 .heading = LS_SPAN("摘要")};
    if (extras.url) {
        snippet.anchor = LS_SPAN("摘要");
    }
    struct ls_render_memory memory = {.arena = &fixture->arena};
    struct ls_answer answer = {.query = LS_SPAN("bais 幻"),
                               .step = LS_STEP_ALL,
                               .total = 2,
                               .total_some = 5,
                               .unit_count = 2,
                               .hit_count = 2,
                               .took_ms = 1.25,
                               .facets = extras.facets ? &facets : NULL,
                               .explanation = extras.explain ? &explanation : NULL,
                               .memory = &memory};
    if (extras.suggestion) {
        answer.suggestion = LS_SPAN("bias 幻");
    }
    const struct ls_renderer *renderer = ls_renderer(format);
    struct ls_style style = {0};
    ls_buf_clear(out);
    renderer->begin(&answer, &style, out);
    for (size_t i = 0; i < 2; i++) {
        struct ls_shown shown = {.number = i,
                                 .card = &card,
                                 .relevance = 5.75,
                                 .snippet = &snippet,
                                 .explained = extras.explain ? &explained : NULL};
        if (extras.url) {
            shown.url = LS_SPAN("https://a.b/文獻 1");
        }
        renderer->hit(&answer, &shown, &style, out);
    }
    renderer->end(&answer, &style, out);
}

#define URL "https://a.b/文獻%201#摘要"
#define TEXT_HIT(number)                                                                            \
    " " number ". Bias & \"LLMs\" <2024>\n    模型的偏誤\n"                                    \
    "    8.5/10 · 門診, R&D · Nature Medicine · 2024 · PMID 38413730 · papers/文獻 1.md\n" \
    "    " URL "\n    Bias is <common> here…\n"                                                   \
    "    bias: title ×2, abstract ×1; weight 5.25\n    幻: body ×3; weight 0.50\n"              \
    "    sum 5.75; length 512, on average 480; lacks x y\n\n"
#define HTML_HIT                                                                                     \
    "<article class=\"litsearch-hit\">\n"                                                            \
    "<h3 lang=\"en\"><a href=\"https://a.b/%E6%96%87%E7%8D%BB%201#%E6%91%98%E8%A6%81\">"             \
    "Bias &amp; &quot;LLMs&quot; &lt;2024&gt;</a></h3>\n"                                            \
    "<p class=\"litsearch-title\" lang=\"zh-Hant\">模型的偏誤</p>\n"                            \
    "<p class=\"litsearch-citation\">Smith J; 王小明 · <cite>Nature Medicine</cite> · 2024 · " \
    "PMID <a href=\"https://pubmed.ncbi.nlm.nih.gov/38413730\">38413730</a> · "                     \
    "DOI <a href=\"https://doi.org/10.1000/%3Cx%3E\">10.1000/&lt;x&gt;</a></p>\n"                    \
    "<ul class=\"litsearch-domains\"><li lang=\"zh-Hant\">門診</li>"                               \
    "<li lang=\"en\">R&amp;D</li></ul>\n"                                                            \
    "<p class=\"litsearch-score\">8.5/10</p>\n<h4 lang=\"zh\">摘要</h4>\n"                         \
    "<p class=\"litsearch-snippet\" lang=\"en\"><mark>Bias</mark> is &lt;common&gt; here…</p>\n"   \
    "</article>\n"

static const struct {
    enum ls_query_format format;
    struct extras extras;
    const char *want; /* somewhere in the answer */
} wholes[] = {
    {LS_QUERY_FORMAT_JSON,
     {true, true, true, true},
     "],\"facets\":{\"domain\":[{\"value\":\"門診\",\"count\":12},{\"value\":\"R&D\",\"count\":1}],"
     "\"score\":[{\"value\":8.5,\"count\":3},{\"value\":8,\"count\":2}],"
     "\"year\":[{\"value\":2024,\"count\":4}],\"journal\":[],"
     "\"card\":[{\"value\":\"core\",\"count\":5}]},\"suggestion\":\"bias 幻\","
     "\"explain\":{\"average_length\":480.25,\"fields\":{\"title\":5,\"abstract\":2,\"journal\":1,"
     "\"author\":6,\"body\":1,\"link\":0},\"terms\":["
     "{\"term\":\"bias\",\"source\":\"word\",\"cards\":8,\"factor\":1,\"rarity\":3.2199},"
     "{\"term\":\"幻\",\"source\":\"character\",\"cards\":1,\"factor\":0.25,\"rarity\":1.5}],"
     "\"groups\":[]}}\n"},
    {LS_QUERY_FORMAT_JSONL,
     {true, true, true, true},
     "\"marks\":[[0,4]],\"explain\":{\"length\":512,\"sum\":5.75,\"terms\":["
     "{\"term\":\"bias\",\"counts\":{\"title\":2,\"abstract\":1},\"wdf\":12,\"weight\":5.25},"
     "{\"term\":\"幻\",\"counts\":{\"body\":3},\"wdf\":3,\"weight\":0.5}],\"groups\":[],\"lacks\":["
     "\"x y\"]}}\n"},
    {LS_QUERY_FORMAT_JSONL,
     {false, false, false, true},
     "\"url\":\"https://a.b/文獻 1\",\"anchor\":\"摘要\","},
    {LS_QUERY_FORMAT_TSV, {false, false, false, true}, "here\thttps://a.b/文獻 1\t摘要\n"},
    {LS_QUERY_FORMAT_TEXT,
     {true, true, true, true},
     TEXT_HIT("1") TEXT_HIT("2") "bias: word, in 8 cards; rarity 3.22\n"
                                 "幻: character, in 1 card; rarity 1.50, counted 0.25 times\n"
                                 "a word counts 5 in the title, 2 in the abstract, 1 in the "
                                 "journal, 6 in the author, 1 in the body, 0 in the link\n"
                                 "domain: 門診 (12), R&D (1), 3 more\n"
                                 "score: 8.5 (3), 8 (2)\n"
                                 "year: 2024 (4)\n"
                                 "card: core (5)\n"
                                 "2 cards hold all words, 5 some; 1-2 shown, 1 ms\n"
                                 "did you mean bias 幻?\n"},
    {LS_QUERY_FORMAT_HTML,
     {true, false, true, true},
     "<p class=\"litsearch-totals\" data-step=\"all\">2 cards hold all words, 5 some; 1-2 "
     "shown</p>\n<p class=\"litsearch-suggestion\">did you mean <em>bias 幻</em>?</p>\n" HTML_HIT
         HTML_HIT "<ul class=\"litsearch-facet\" data-facet=\"domain\">\n"
     "<li><span>門診</span> (12)</li>\n<li><span>R&amp;D</span> (1)</li>\n</ul>\n"},
    {LS_QUERY_FORMAT_TREC,
     {false},
     "0 Q0 papers/文獻%201.md 1 5.7500 litsearch\n0 Q0 papers/文獻%201.md 2 5.7499 litsearch\n"},
    {LS_QUERY_FORMAT_BIBTEX,
     {false, false, false, true},
     "  url = {https://a.b/%E6%96%87%E7%8D%BB%201},\n"},
    {LS_QUERY_FORMAT_BIBTEX, {false}, "@article{smith2024a,\n"},
    {LS_QUERY_FORMAT_RIS, {false}, "ID  - smith2024a\r\n"},
    {LS_QUERY_FORMAT_CSL, {false}, "{\"id\":\"smith2024a\","},
};

static void test_wholes(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        render(fixture, wholes[i].format, wholes[i].extras, &got);
        bool has = strstr(got.ptr, wholes[i].want) != NULL;
        tap_ok(has, "answer %zu of format %d", i, (int)wholes[i].format);
        if (!has) {
            tap_is_str(got.ptr, wholes[i].want, "the answer");
        }
    }
    ls_buf_free(&got);
}

/* ---- scores and keys of many hits ---- */

static const double relevances[] = {3.5, 3.5, 2.0, 9.25, 9.25, 1.0, 1.00001, -2.0, 0.0};

static void test_trec(void)
{
    struct ls_card card = {.id = LS_SPAN("a b\t%\u3000c\xff")};
    struct ls_snippet snippet = {0};
    struct ls_render_memory memory = {0};
    struct ls_answer answer = {.query_id = LS_SPAN("q 7"), .memory = &memory, .offset = 10};
    struct ls_buf got = {0};
    float above = INFINITY;
    bool falls = true;
    for (size_t i = 0; i < sizeof relevances / sizeof *relevances; i++) {
        struct ls_shown shown = {
            .number = i, .card = &card, .relevance = relevances[i], .snippet = &snippet};
        char qid[16], docid[64];
        size_t rank;
        float score;
        ls_buf_clear(&got);
        ls_render_trec.hit(&answer, &shown, &(struct ls_style){0}, &got);
        int fields = sscanf(got.ptr, "%15s Q0 %63s %zu %f litsearch", qid, docid, &rank, &score);
        falls &= fields == 4 && score < above && rank == 11 + i && strcmp(qid, "q%207") == 0 &&
                 strcmp(docid, "a%20b%09%25%E3%80%80c%FF") == 0;
        above = score;
    }
    tap_ok(falls, "scores fall from rank to rank, and words hold no white space");
    ls_buf_free(&got);
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* 2,000 hits of few names: no key twice. */
static void test_keys(struct fixture *fixture)
{
    enum { HITS = 2000, KEY = 32 };
    static char keys[HITS][KEY];
    static const char *const authors[] = {"Smith J", "Smithnd J", "王小明", "A B", "Pmid C"};
    struct ls_render_memory memory = {.arena = &fixture->arena};
    struct ls_answer answer = {.memory = &memory};
    struct ls_snippet snippet = {0};
    struct ls_buf got = {0};
    for (size_t i = 0; i < HITS; i++) {
        struct ls_span author = ls_span_str(authors[i % 5]);
        struct ls_card card = {.id = LS_SPAN("x"),
                               .authors = &author,
                               .author_count = 1,
                               .year = i % 3 ? 0 : 2024,
                               .score = NAN};
        struct ls_shown shown = {.number = i, .card = &card, .snippet = &snippet};
        ls_buf_clear(&got);
        ls_render_bibtex.hit(&answer, &shown, &(struct ls_style){0}, &got);
        sscanf(strchr(got.ptr, '{'), "{%31[^,\n]", keys[i]);
    }
    qsort(keys, HITS, KEY, compare_keys);
    bool differ = true;
    for (size_t i = 1; i < HITS; i++) {
        differ &= keys[i][0] && strcmp(keys[i - 1], keys[i]) != 0;
    }
    tap_ok(differ, "no key is given twice");
    ls_buf_free(&got);
}

static void print_samples(struct fixture *fixture, enum ls_query_format format)
{
    struct ls_buf got = {0};
    for (unsigned bits = 0; bits < 16; bits++) {
        render(fixture, format, (struct extras){bits & 1, bits & 2, bits & 4, bits & 8}, &got);
        fputs(got.ptr, stdout);
    }
    ls_buf_free(&got);
}

int main(int argc, char **argv)
{
    struct fixture fixture;
    fixture_open(&fixture, NULL, 0);
    if (argc > 1) {
        print_samples(&fixture, strcmp(argv[1], "answer") == 0 ? LS_QUERY_FORMAT_JSON
                                                               : LS_QUERY_FORMAT_JSONL);
        fixture_close(&fixture);
        return 0;
    }
    test_names();
    test_urls();
    test_totals();
    test_wholes(&fixture);
    test_trec();
    test_keys(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
