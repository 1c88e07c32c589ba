/* The sections of a card that are listed for a query, below their headings. */
#include "query/passage/headings.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"
#include "text/stream.h"
#include "text/utf8.h"

#include <stdio.h>

enum { ROW_SECTIONS = 6 };

static const struct ls_filters no_filters;
static const struct ls_line_numbers no_template;

static const struct {
    const char *name;
    const char *query;
    size_t max;
    const char *template; /* lines that many cards repeat; NULL: none */
    struct fixture_section sections[ROW_SECTIONS];
    const char *want; /* "card/heading: passage", "; " between them */
} rows[] = {
    {"the order of the card",
     "bias model",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "a bias"},
      {LS_FIELD_BODY, LS_PART_CORE, "Two", "of nothing"},
      {LS_FIELD_BODY, LS_PART_QA, "Three", "bias of a model"},
      {LS_FIELD_ABSTRACT, LS_PART_NONE, "Abstract", "one model"}},
     "core/One: a [bias]; qa/Three: [bias] of a [model]; /Abstract: one [model]"},
    {"the best when there are more",
     "bias model",
     2,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "a bias"},
      {LS_FIELD_BODY, LS_PART_CORE, "Two", "model bias"},
      {LS_FIELD_BODY, LS_PART_QA, "Three", "one model"},
      {LS_FIELD_BODY, LS_PART_QA, "Four", "bias of a model"}},
     "core/Two: [model] [bias]; qa/Four: [bias] of a [model]"},
    {"a heading counts too, and shows how its section begins",
     "bias",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "Of bias", "Nothing else. More."},
      {LS_FIELD_BODY, LS_PART_CORE, "Bias", "a bias"}},
     "core/Of bias: Nothing else. More.; core/Bias: a [bias]"},
    {"more than a word of the text alone",
     "bias",
     1,
     NULL,
     {{LS_FIELD_BODY, LS_PART_QA, "Other", "is not a bias"},
      {LS_FIELD_BODY, LS_PART_CORE, "Bias", "it is a bias"}},
     "qa/Other: is not a [bias]"},
    {"a heading without text",
     "bias",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "Bias", ""}, {LS_FIELD_BODY, LS_PART_CORE, "Two", "none"}},
     "core/Bias: "},
    {"each heading once",
     "bias",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "a bias"},
      {LS_FIELD_BODY, LS_PART_CORE, "One", "again bias"},
      {LS_FIELD_BODY, LS_PART_CORE, "Two", "and bias"}},
     "core/One: a [bias]; core/Two: and [bias]"},
    {"text without a heading is no section",
     "bias",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_NONE, NULL, "bias"}, {LS_FIELD_BODY, LS_PART_QA, "Q", "a bias"}},
     "qa/Q: a [bias]"},
    {"a word that only begins alike",
     "model",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "a modest text"},
      {LS_FIELD_BODY, LS_PART_CORE, "Two", "a model"}},
     "core/Two: a [model]"},
    {"Chinese, in either form",
     "幻觉",
     8,
     NULL,
     {{LS_FIELD_BODY, LS_PART_CORE, "發現", "大型語言模型的幻覺。"},
      {LS_FIELD_BODY, LS_PART_QA, "幻覺是什麼？", "答：一種錯誤。"}},
     "core/發現: 大型語言模型的[幻覺]。; qa/幻覺是什麼？: 答：一種錯誤。"},
    {"what is in template text only comes last",
     "bias",
     8,
     "bias of a form",
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "Bias of a form. Other text."},
      {LS_FIELD_BODY, LS_PART_QA, "Two", "Text. Its bias."}},
     "qa/Two: Text. Its [bias].; core/One: [Bias] of a form. Other text."},
    {"and is left out first",
     "bias form",
     1,
     "bias of a form",
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "Bias of a form. Other text."},
      {LS_FIELD_BODY, LS_PART_QA, "Two", "Text. Its bias."}},
     "qa/Two: Text. Its [bias]."},
    {"template text is known by its stems, and by whole sentences",
     "bias",
     8,
     "Studies of biases were rated by the committees",
     {{LS_FIELD_BODY, LS_PART_CORE, "One", "Study of biases were rated by the committee."},
      {LS_FIELD_BODY, LS_PART_CORE, "Two", "Studies of biases were rated by the committees."},
      {LS_FIELD_BODY, LS_PART_CORE, "Three", "Studies of biases were rated by the committees now."},
      {LS_FIELD_BODY, LS_PART_CORE, "Four", "Biases were rated by the committees."},
      {LS_FIELD_BODY, LS_PART_QA, "Five", "Studies of biases were rated by the few."}},
     "core/Three: Studies of [biases] were rated by the committees now.; "
     "core/Four: [Biases] were rated by the committees.; "
     "qa/Five: Studies of [biases] were rated by the few.; "
     "core/One: Study of [biases] were rated by the committee.; "
     "core/Two: Studies of [biases] were rated by the committees."},
    {"none", "zebra", 8, NULL, {{LS_FIELD_BODY, LS_PART_CORE, "One", "a bias"}}, ""},
    {"none asked for", "bias", 0, NULL, {{LS_FIELD_BODY, LS_PART_CORE, "One", "a bias"}}, ""},
};

static void describe(const struct ls_snippet *passage, struct ls_buf *out)
{
    size_t at = 0;
    ls_buf_printf(out, "%s%s/%.*s: ", out->len > 0 ? "; " : "", ls_part_name(passage->part),
                  LS_SPAN_ARG(passage->heading));
    for (size_t i = 0; i < passage->mark_count; i++) {
        struct ls_range mark = passage->marks[i];
        ls_buf_add(out, passage->text.ptr + at, mark.first - at);
        ls_buf_printf(out, "[%.*s]", LS_SPAN_ARG(ls_range_span(passage->text, mark)));
        at = mark.past;
    }
    ls_buf_add_span(out, ls_span_from(passage->text, at));
}

/* The numbers of the text's lines. */
static struct ls_line_numbers add_template(struct fixture *fixture, const char *text,
                                           struct ls_buf *numbers)
{
    struct ls_tokens tokens;
    struct ls_buf stream = {0};
    if (text) {
        fixture_must(ls_analyze(fixture->analyzer, ls_span_str(text), &tokens, &fixture->err),
                     &fixture->err);
        ls_stream_open(&stream, 'b', 0);
        ls_stream_add(&stream, fixture->analyzer, &tokens);
        ls_stream_number_lines(ls_buf_span(&stream), numbers);
    }
    ls_buf_free(&stream);
    return (struct ls_line_numbers){(const uint64_t *)(const void *)numbers->ptr,
                                    numbers->len / sizeof(uint64_t)};
}

/* What ls_snippet_find and ls_headings_find make of the same card. */
static void find(struct fixture *fixture, const struct ls_card *card, const char *query,
                 const struct ls_line_numbers *template, size_t max, struct ls_snippet *snippet,
                 struct ls_headings *headings)
{
    struct ls_query made;
    struct ls_needles needles;
    struct ls_glimpse glimpse;
    struct ls_arena *arena = &fixture->arena;
    struct ls_error *err = &fixture->err;
    fixture_must(fixture_query(fixture, query, &no_filters, &made, NULL), err);
    struct ls_units *units = ls_arena_alloc(arena, sizeof *units);
    *units = made.units;
    fixture_must(ls_needles_make(units, arena, &needles, err), err);
    fixture_must(ls_glimpse_make(units, arena, &glimpse, err), err);
    fixture_must(
        ls_snippet_find(card, template, &needles, &glimpse, fixture->analyzer, arena, snippet, err),
        err);
    fixture_must(ls_headings_find(card, template, &needles, &glimpse, fixture->analyzer, snippet,
                                  max, arena, headings, err),
                 err);
}

static void test_rows(struct fixture *fixture)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture_card row = {.id = "x"};
        struct ls_buf numbers = {0}, got = {0};
        struct ls_snippet snippet;
        struct ls_headings headings;
        memcpy(row.sections, rows[i].sections, sizeof row.sections);
        ls_arena_reset(&fixture->arena);
        struct ls_line_numbers template = add_template(fixture, rows[i].template, &numbers);
        struct ls_card card = fixture_card(&row, &fixture->arena);
        find(fixture, &card, rows[i].query, &template, rows[i].max, &snippet, &headings);
        for (size_t k = 0; k < headings.count; k++) {
            describe(&headings.items[k], &got);
        }
        ls_buf_add(&got, "", 1);
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
        ls_buf_free(&got);
        ls_buf_free(&numbers);
    }
}

/* ---- laws ---- */

static uint32_t seed = 11;

static uint32_t next(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static const char *const pieces[] = {
    "bias ", "model ", "study. ", "幻覺", "的", "filler words of it ",
    "\n",    "café ",  "modest ", "。",   "x "};

static const char *make_text(struct ls_arena *arena, uint32_t count)
{
    struct ls_buf text = {0};
    for (; count > 0; count--) {
        ls_buf_add_str(&text, pieces[next() % (sizeof pieces / sizeof *pieces)]);
    }
    ls_buf_add(&text, "", 1);
    const char *kept = ls_arena_copy(arena, ls_buf_span(&text)).ptr;
    ls_buf_free(&text);
    return kept;
}

static bool lies_in(struct ls_span part, struct ls_span whole)
{
    return part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

/* The section of a passage; NULL: of none. */
static const struct ls_section *section_of(const struct ls_card *card, struct ls_span text)
{
    for (size_t i = 0; i < card->section_count; i++) {
        bool is_in = lies_in(text, card->sections[i].text) ||
                     (card->sections[i].heading.ptr && lies_in(text, card->sections[i].heading));
        if (is_in) {
            return &card->sections[i];
        }
    }
    return NULL;
}

/* Passages of the card, in its order, whole characters, marks rise; that of the snippet is there.
 */
static bool is_lawful(const struct ls_card *card, const struct ls_snippet *snippet,
                      const struct ls_headings *headings, size_t max)
{
    size_t bad;
    const struct ls_section *before = NULL;
    const struct ls_section *best =
        snippet->mark_count > 0 ? section_of(card, snippet->text) : NULL;
    bool has_best = !best || best->level == 0;
    bool good = headings->count <= max;
    for (size_t i = 0; good && i < headings->count; i++) {
        const struct ls_snippet *item = &headings->items[i];
        const struct ls_section *section = section_of(card, item->text);
        good = section && section > before && ls_span_equal(section->heading, item->heading) &&
               section->part == item->part && ls_utf8_valid(item->text, &bad);
        for (size_t k = 0; good && k < item->mark_count; k++) {
            good = item->marks[k].past <= item->text.len &&
                   item->marks[k].first < item->marks[k].past &&
                   (k == 0 || item->marks[k].first > item->marks[k - 1].past);
        }
        has_best |= section == best;
        before = section;
    }
    return good && has_best;
}

static void test_laws(struct fixture *fixture)
{
    static const char *const queries[] = {"bias", "bias model", "幻覺", "cafe 幻 study", "mod*"};
    static const char *const headings_of[] = {"A", "B bias", "C", "D 幻覺", "E", "F"};
    int trials = 1000, lawful = 0;
    for (int i = 0; i < trials; i++) {
        struct fixture_card row = {.id = "x", .title_en = "A bias"};
        ls_arena_reset(&fixture->arena);
        for (int k = 0; k < ROW_SECTIONS; k++) {
            row.sections[k] = (struct fixture_section){
                next() % 3 ? LS_FIELD_BODY : LS_FIELD_ABSTRACT, next() % LS_PART_COUNT,
                next() % 5 ? headings_of[k] : NULL,
                make_text(&fixture->arena, 1 + next() % (next() % 8 ? 20 : 400))};
        }
        struct ls_card card = fixture_card(&row, &fixture->arena);
        struct ls_snippet snippet;
        struct ls_headings headings;
        const char *query = queries[next() % (sizeof queries / sizeof *queries)];
        size_t max = 1 + next() % LS_HEADINGS_MAX;
        find(fixture, &card, query, &no_template, max, &snippet, &headings);
        bool good = is_lawful(&card, &snippet, &headings, max);
        lawful += good;
        if (!good) {
            printf("# %s, %zu of %zu: %.*s / %.*s\n", query, headings.count, max,
                   LS_SPAN_ARG(snippet.heading), LS_SPAN_ARG(snippet.text));
        }
    }
    tap_is_int(lawful, trials, "headings of random cards are lawful");
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, NULL, 0);
    test_rows(&fixture);
    test_laws(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
