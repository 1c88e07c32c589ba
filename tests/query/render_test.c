/* What the formats make of a hit, byte for byte, and what a terminal is spared. */
#include "query/render/display.h"
#include "query/render/render.h"
#include "query/render/wrap.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <jansson.h>
#include <stdlib.h>

static const struct fixture_card full = {
    .id = "papers/x.md",
    .title_en = "Bias in models",
    .title_zh = "模型的偏誤",
    .pmid = "38413730",
    .doi = "10.1/x",
    .journal = "Nature Medicine",
    .domains = "門診|病歷",
    .score = 8.2,
    .year = 2024,
    .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "English Title:\n國家： 台灣\n期刊："},
                 {LS_FIELD_BODY, LS_PART_QA, "問題", "Why bias?\nBecause:"}},
};
static const struct fixture_card bare = {.id = "bare"};
static const struct fixture_card hostile = {
    .id = "a\tb\n\033[31m\xff",
    .title_en = "x\033]0;gotcha\007y\r\nz \xc2\x9b"
                "2J",
    .sections = {{LS_FIELD_BODY, LS_PART_NONE, "h\x1bh", "text\twith\033[2Jescapes\xe2\x80\xae"}},
};

static struct ls_range full_marks[] = {{4, 8}};

/* One answer with one hit in a format. */
static void render(struct fixture *fixture, const struct fixture_card *row,
                   enum ls_query_format format, struct ls_style style, struct ls_buf *out)
{
    struct ls_card card = fixture_card(row, &fixture->arena);
    const struct ls_section *last =
        card.section_count > 0 ? &card.sections[card.section_count - 1] : NULL;
    struct ls_snippet snippet = {0};
    if (last) {
        snippet =
            (struct ls_snippet){.text = last->text, .part = last->part, .heading = last->heading};
    }
    if (row == &full) {
        snippet.marks = full_marks;
        snippet.mark_count = 1;
        snippet.ends_inside = true;
    }
    struct ls_answer answer = {.query = LS_SPAN("bias \"x\"\n"),
                               .step = LS_STEP_ALL,
                               .total = 1,
                               .total_some = 12,
                               .total_expanded = 3,
                               .total_template = 4,
                               .total_feedback = 5,
                               .unit_count = 2,
                               .offset = 4,
                               .hit_count = 1,
                               .took_ms = 1.25};
    struct ls_shown shown = {.card = &card, .relevance = 3.5, .snippet = &snippet};
    const struct ls_renderer *renderer = ls_renderer(format);
    ls_buf_clear(out);
    renderer->begin(&answer, &style, out);
    renderer->hit(&answer, &shown, &style, out);
    renderer->end(&answer, &style, out);
}

#define FULL_HIT                                                                                     \
    "{\"id\":\"papers/x.md\",\"path\":\"papers/x.md\",\"url\":null,\"anchor\":null,"                 \
    "\"title\":\"Bias in models\",\"title_en\":\"Bias in models\",\"title_zh\":\"模型的偏誤\"," \
    "\"pmid\":\"38413730\",\"doi\":\"10.1/x\",\"journal\":\"Nature Medicine\",\"year\":2024,"        \
    "\"score\":8.2,\"domains\":[\"門診\",\"病歷\"],\"authors\":[],\"relevance\":3.5,"            \
    "\"card\":\"qa\",\"heading\":\"問題\",\"snippet\":\"Why bias?\\nBecause:\",\"marks\":[[4,8]]}"
#define BARE_HIT                                                                                   \
    "{\"id\":\"bare\",\"path\":\"bare\",\"url\":null,\"anchor\":null,\"title\":\"bare\","          \
    "\"title_en\":null,\"title_zh\":null,\"pmid\":null,\"doi\":null,\"journal\":null,"             \
    "\"year\":null,\"score\":null,\"domains\":[],\"authors\":[],\"relevance\":3.5,"                \
    "\"card\":null,\"heading\":null,\"snippet\":null,\"marks\":[]}"
#define TSV_HEAD                                                                                   \
    "rank\tid\ttitle\ttitle_en\ttitle_zh\tpmid\tdoi\tjournal\tyear\tscore\tdomains\tauthors\t"     \
    "relevance\tcard\theading\tsnippet\turl\tanchor\n"

static const struct {
    const char *name;
    const struct fixture_card *card;
    enum ls_query_format format;
    struct ls_style style;
    const char *want;
} rows[] = {
    {"json",
     &full,
     LS_QUERY_FORMAT_JSON,
     {false, 0},
     "{\"version\":1,\"query\":\"bias \\\"x\\\"\\n\",\"step\":\"all\",\"total\":1,"
     "\"total_some\":12,\"total_expanded\":3,\"total_template\":4,\"total_feedback\":5,\"took_ms\":"
     "1.25,\"hits\":"
     "[" FULL_HIT "],\"facets\":null,\"suggestion\":null}\n"},
    {"jsonl", &full, LS_QUERY_FORMAT_JSONL, {false, 0}, FULL_HIT "\n"},
    {"jsonl of unknown values", &bare, LS_QUERY_FORMAT_JSONL, {false, 0}, BARE_HIT "\n"},
    {"tsv",
     &full,
     LS_QUERY_FORMAT_TSV,
     {false, 0},
     TSV_HEAD "5\tpapers/x.md\tBias in models\tBias in models\t模型的偏誤\t38413730\t10.1/x\t"
              "Nature Medicine\t2024\t8.2\t門診; 病歷\t\t3.5\tqa\t問題\tWhy bias? Because:\t\t\n"},
    {"tsv of unknown values",
     &bare,
     LS_QUERY_FORMAT_TSV,
     {false, 0},
     TSV_HEAD "5\tbare\tbare\t\t\t\t\t\t\t\t\t\t3.5\t\t\t\t\t\n"},
    {"tsv of a hostile card",
     &hostile,
     LS_QUERY_FORMAT_TSV,
     {false, 0},
     TSV_HEAD
     "5\ta b \xef\xbf\xbd[31m\xef\xbf\xbd\tx\xef\xbf\xbd]0;gotcha\xef\xbf\xbdy  z "
     "\xef\xbf\xbd"
     "2J\tx\xef\xbf\xbd]0;gotcha\xef\xbf\xbdy  z \xef\xbf\xbd"
     "2J"
     "\t\t\t\t\t\t\t\t\t3.5\t\th\xef\xbf\xbdh\ttext with\xef\xbf\xbd[2Jescapes\xef\xbf\xbd\t\t\n"},
    {"text",
     &full,
     LS_QUERY_FORMAT_TEXT,
     {false, 0},
     " 5. Bias in models\n"
     "    模型的偏誤\n"
     "    8.2/10 · 門診, 病歷 · Nature Medicine · 2024 · PMID 38413730 · papers/x.md\n"
     "    Why bias? Because:…\n"
     "\n"
     "1 card holds all words, 12 some, 3 more say it otherwise, 4 more in template text, "
     "5 more share words with the best ones; 5-5 shown, 1 ms\n"},
    {"text of unknown values",
     &bare,
     LS_QUERY_FORMAT_TEXT,
     {false, 0},
     " 5. bare\n    bare\n\n1 card holds all words, 12 some, 3 more say it otherwise, 4 more in "
     "template text, 5 more share words with the best ones; 5-5 shown, 1 ms\n"},
    {"text in colour",
     &full,
     LS_QUERY_FORMAT_TEXT,
     {true, 0},
     " 5. \033[1mBias in models\033[0m\n"
     "    \033[1m模型的偏誤\033[0m\n"
     "    \033[2m8.2/10 · 門診, 病歷 · Nature Medicine · 2024 · PMID 38413730 · "
     "papers/x.md\033[0m\n"
     "    Why \033[1;31mbias\033[0m? Because:…\n"
     "\n"
     "1 card holds all words, 12 some, 3 more say it otherwise, 4 more in template text, "
     "5 more share words with the best ones; 5-5 shown, 1 ms\n"},
    {"text on a narrow terminal",
     &full,
     LS_QUERY_FORMAT_TEXT,
     {false, 20},
     " 5. Bias in models\n"
     "    模型的偏誤\n"
     "    8.2/10 · 門診,\n"
     "    病歷 · Nature\n"
     "    Medicine · 2024\n"
     "    · PMID 38413730\n"
     "    · papers/x.md\n"
     "    Why bias?\n"
     "    Because:…\n"
     "\n"
     "1 card holds all\n"
     "  words, 12 some, 3\n"
     "  more say it\n"
     "  otherwise, 4 more\n"
     "  in template text,\n"
     "  5 more share words\n"
     "  with the best\n"
     "  ones; 5-5 shown, 1\n"
     "  ms\n"},
};

static void test_rows(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        render(fixture, rows[i].card, rows[i].format, rows[i].style, &got);
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
    }
    ls_buf_free(&got);
}

/* No format of any card sends a terminal what it would obey. */
static void test_hostile(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (int format = 0; format < LS_QUERY_FORMAT_COUNT; format++) {
        render(fixture, &hostile, (enum ls_query_format)format, (struct ls_style){0}, &got);
        bool safe = got.len > 0;
        for (size_t i = 0; i < got.len; i++) {
            unsigned char byte = (unsigned char)got.ptr[i];
            bool raw_c1 = byte == 0xc2 && (unsigned char)got.ptr[i + 1] < 0xa0;
            bool is_crlf = format == LS_QUERY_FORMAT_RIS && byte == '\r';
            safe &= byte >= 0x20 || byte == '\n' || byte == '\t' || is_crlf;
            safe &= byte != 0x7f && !raw_c1;
        }
        tap_ok(safe, "format %d spares the terminal", format);
    }
    struct ls_card card = fixture_card(&hostile, &fixture->arena);
    ls_buf_clear(&got);
    ls_render_card(&card, &(struct ls_style){0}, &got);
    tap_ok(!memchr(got.ptr, '\033', got.len), "a whole card spares it too");
    render(fixture, &hostile, LS_QUERY_FORMAT_JSON, (struct ls_style){0}, &got);
    json_error_t error;
    json_t *parsed = json_loads(got.ptr, 0, &error);
    tap_ok(parsed != NULL, "an id that is not UTF-8 makes no bad JSON: %s", error.text);
    json_decref(parsed);
    ls_buf_free(&got);
}

static void test_card(struct fixture *fixture)
{
    struct ls_buf got = {0};
    struct ls_card card = fixture_card(&full, &fixture->arena);
    ls_render_card(&card, &(struct ls_style){0}, &got);
    tap_is_str(got.ptr,
               "Bias in models\n"
               "模型的偏誤\n"
               "8.2/10 · 門診, 病歷 · Nature Medicine · 2024 · PMID 38413730 · papers/x.md\n"
               "DOI: 10.1/x\n"
               "國家： 台灣\n"
               "\n"
               "問題\n"
               "Why bias?\n"
               "Because:\n",
               "a whole card");
    ls_buf_free(&got);
}

static const struct {
    const char *text;
    size_t columns;
    const char *want;
} wraps[] = {
    {"one two three", 8, "one two\n  three\n"},
    {"one two three", 0, "one two three\n"},
    {"onetwothree four", 6, "onetwothree\n  four\n"},
    {"大型語言模型", 8, "大型語言\n  模型\n"},
    {"大型語言，模型", 8, "大型語\n  言，模\n  型\n"},
    {"大型「語言」模", 8, "大型「語\n  言」模\n"},
    {"大型「語言」模", 7, "大型\n  「語\n  言」\n  模\n"},
    {"用LLM來寫ECG", 6, "用LLM\n  來寫\n  ECG\n"},
    {"a\nb\tc", 80, "a b c\n"},
    {"", 10, "\n"},
};

static void test_wraps(void)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
        struct ls_wrap wrap;
        ls_buf_clear(&got);
        ls_wrap_begin(&wrap, &got, wraps[i].columns, 2, 0);
        ls_wrap_add(&wrap, ls_span_str(wraps[i].text));
        ls_wrap_end(&wrap);
        char name[32];
        snprintf(name, sizeof name, "wrapped text %zu", i);
        tap_is_str(got.ptr, wraps[i].want, name);
    }
    ls_buf_free(&got);
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, NULL, 0);
    test_rows(&fixture);
    test_hostile(&fixture);
    test_card(&fixture);
    test_wraps();
    fixture_close(&fixture);
    return tap_done();
}
