/* The anchors of a card's sections, and the page that front matter gives it. */
#include "base/buf.h"
#include "indexer/card/parse.h"
#include "tests/tap.h"

static const struct row {
    const char *name;
    const char *source;
    const char *expected; /* a line for each section that shows: its heading or text > its anchor */
} rows[] = {
    /* clang-format off */
    {"the H1 has none, nor has what stands before a heading",
     "before\n\n# Night *shift*\n\nbehind\n\n## Why?\n\nso\n",
     "before >\nNight shift >\nbehind >\nWhy? > why\n"},
    {"a heading that repeats the H1 is the second of its name",
     "# Notes\n\n## Notes\n\n### Notes\n",
     "Notes >\nNotes > notes-1\nNotes > notes-2\n"},
    {"a second H1 takes part too",
     "# Notes\n\n# More\n\n## More\n\n",
     "Notes >\nMore >\nMore > more-1\n"},
    {"markup goes, code and what stands for a picture stay",
     "# T\n\n## **A** _b_ `c_d()` [e](/f) ![g h](i.png) <b>j</b> k\\*l\\|m &amp; n\n",
     "T >\nA b c_d() e g h j k*l|m & n > a-b-c_d-e-g-h-j-klm--n\n"},
    {"bold text that Chinese letters keep from being bold",
     "# T\n\n## **重點：**說明\n",
     "T >\n重點：說明 > 重點說明\n"},
    {"a name of its own is not shown",
     "# T {#top}\n\n## A b {#c-D}\n\n## A {#\n",
     "T >\nA b > c-D\nA {# > a-\n"},
    {"a name with signs that mean something",
     "# T\n\n## A {#a\\*b\\|c}\n",
     "T >\nA > a*b|c\n"},
    {"underlined headings, in two lines too",
     "T\n=\n\nA\nb\n---\n\nc\n",
     "T >\nA b > ab\n"},
    {"in quotes and lists, behind directives",
     "# T\n\n> ## A\n\n- ## A\n\n:::note\n\n## A\n\n:::\n",
     "T >\nA > a\nA > a-1\nA > a-2\n"},
    {"a heading of symbols has none, and counts",
     "# T\n\n## 🩺\n\n## 💊\n\ntext\n",
     "T >\n🩺 >\n💊 > -1\n"},
    {"headings in code are none",
     "# T\n\n```\n## A\n```\n\n## A\n",
     "T >\n## A >\nA > a\n"},
    {"what front matter holds is none",
     "---\ntitle: x\n# A\n---\n\n# T\n\n## A\n",
     "x >\nT >\nA > a\n"},
    {"an empty heading counts, though nothing shows it",
     "# T\n\n##\n\n## !\n",
     "T >\n! > -1\n"},
    {"values under a heading have its anchor",
     "# T\n\n**PMID**: 1\n\n## 參考資訊\n\n- **期刊**: Notes of Tests\n",
     "T >\nPMID: 1 >\n參考資訊 > 參考資訊\nNotes of Tests > 參考資訊\n"},
    {"numbers go on behind a number that is taken",
     "# T\n\n## x 1\n\n## x\n\n## x\n",
     "T >\nx 1 > x-1\nx > x\nx > x-2\n"},
    /* clang-format on */
};

static void render(const struct ls_card *card, struct ls_buf *out)
{
    for (size_t i = 0; i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        struct ls_span shown = section->heading.len > 0 ? section->heading : section->text;
        if (section->field != LS_FIELD_LINK) {
            ls_buf_printf(out, "%.*s >%s%.*s\n", LS_SPAN_ARG(shown), section->anchor.ptr ? " " : "",
                          LS_SPAN_ARG(section->anchor));
        }
    }
}

static void parse(const char *source, struct ls_arena *arena, struct ls_card *card)
{
    struct ls_complaints complaints = {0};
    struct ls_error err;
    if (ls_card_parse(ls_span_str(source), LS_SPAN("02-guide/01-first.md"), arena, card,
                      &complaints, &err) != LS_OK) {
        printf("Bail out! %s\n", err.message);
    }
}

static void test_anchors(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_arena arena = {0};
        struct ls_buf out = {0};
        struct ls_card card;
        parse(rows[i].source, &arena, &card);
        render(&card, &out);
        tap_is_str(out.ptr, rows[i].expected, rows[i].name);
        ls_buf_free(&out);
        ls_arena_free(&arena);
    }
}

/* Headings beyond the limit join the section before; that goes for their anchors. */
static void test_many(void)
{
    struct ls_arena arena = {0};
    struct ls_buf source = {0};
    struct ls_card card;
    for (int i = 0; i < 40000; i++) {
        ls_buf_add_str(&source, "## a\n\n");
    }
    parse(source.ptr, &arena, &card);
    struct ls_span last = card.sections[card.section_count - 1].anchor;
    struct ls_span want = ls_arena_printf(&arena, "a-%zu", card.section_count - 1);
    tap_ok(card.section_count > 30000 && ls_span_equal(last, want), "headings without end: %.*s",
           LS_SPAN_ARG(last));
    ls_buf_free(&source);
    ls_arena_free(&arena);
}

static void test_routes(void)
{
    static const struct {
        const char *front, *route; /* NULL: absent */
    } routes[] = {
        {"title: x", NULL},
        {"slug: /a/b/", "/a/b/"},
        {"slug: s", "/guide/s"},
        {"slug: \"\"", NULL},
        {"slug: null", NULL},
        {"id: z", "/guide/z"},
        {"id: 7", "/guide/7"},
        {"id: z\nslug: ../y", "/y"},
        {"parse_number_prefixes: false", "/02-guide/01-first"},
        {"parse_number_prefixes: true", NULL},
        {"parse_number_prefixes: False\nid: z", "/02-guide/z"},
        {"draft: true", ""},
        {"draft: false", NULL},
        {"draft: true\nslug: /x", ""},
    };
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        struct ls_arena arena = {0};
        struct ls_card card;
        struct ls_span source = ls_arena_printf(&arena, "---\n%s\n---\n\n# T\n", routes[i].front);
        parse(source.ptr, &arena, &card);
        struct ls_span got = ls_arena_copy(&arena, card.route);
        tap_is_str(got.ptr, routes[i].route, routes[i].front);
        ls_arena_free(&arena);
    }
}

int main(void)
{
    test_anchors();
    test_many();
    test_routes();
    return tap_done();
}
