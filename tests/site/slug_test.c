/* Ids of headings, as the site's slugger makes them. */
#include "site/slug.h"
#include "site/slug_keep.h"
#include "tests/tap.h"

#include <stdlib.h>

/* One file a row: its headings and their ids, "-" for none. */
struct row {
    const char *name;
    const char *headings[6];
    const char *ids[6];
};

static const struct row rows[] = {
    /* clang-format off */
    {"spaces are hyphens one for one", {"deep  sleep of cats", "a   b"}, {"deep--sleep-of-cats", "a---b"}},
    {"nothing is trimmed", {" — dawn — "}, {"--dawn--"}},
    {"punctuation goes", {"What’s up, doc? (v2.1)", "50% of A/B & C++"},
     {"whats-up-doc-v21", "50-of-ab--c"}},
    {"hyphen and low line stay", {"snake_case-name", "a‿b"}, {"snake_case-name", "a‿b"}},
    {"Chinese letters stay, its punctuation goes", {"第二張：問答（延伸）、「引文」。", "々〇ー・ヶ"},
     {"第二張問答延伸引文", "々〇ーヶ"}},
    {"wide letters stay wide, wide spaces go", {"Ａｂｃ　１２", "a\xc2\xa0" "b\tc\xe2\x80\x8b" "d"},
     {"ａｂｃ１２", "abcd"}},
    {"Hangul, kana, beyond the common plane", {"한글 かな 𠮷"}, {"한글-かな-𠮷"}},
    {"symbols go, the variation selector stays", {"🧪 test", "✂️ cut", "👩‍🔬 she"},
     {"-test", "️-cut", "-she"}},
    {"letters in circles stay, digits in them go", {"Ⓩ ③ Ⅻ ½ ³"}, {"ⓩ--ⅻ--"}},
    {"case of all letters", {"ÉCOLE ĐÀ ŒUF", "STRAẞE", "ДОМ ԱԲ"}, {"école-đà-œuf", "straße", "дом-աբ"}},
    {"a dotted I keeps its dot", {"İZMİR"}, {"i̇zmi̇r"}},
    {"a sigma at the end of a word", {"ΛΟΓΟΣ ΣΟΦΟΣ", "ΟΔΟΣ.", "Σ", "ΑΣ’Α", "1Σ", "ΑΣ­"},
     {"λογος-σοφος", "οδος", "σ", "ασα", "1σ", "ας"}},
    {"accents, joined and apart", {"caf\xc3\xa9", "cafe\xcc\x81"}, {"caf\xc3\xa9", "cafe\xcc\x81"}},
    {"repetitions are numbered", {"Notes", "Notes", "notes", "NOTES!"},
     {"notes", "notes-1", "notes-2", "notes-3"}},
    {"a number that is taken is passed over", {"x-1", "x", "x", "x-1", "x"},
     {"x-1", "x", "x-2", "x-1-1", "x-3"}},
    {"no letters, no id, but a number", {"🧪", "🔬", "!?", "-1"}, {"-", "-1", "-2", "-1-1"}},
    {"a name of its own is taken as it is", {"Method {#My-Method_1}", "中文 {#方法}", "{#only}"},
     {"My-Method_1", "方法", "only"}},
    {"and does not count as a repetition", {"A {#notes}", "Notes", "B {#notes}", "Notes"},
     {"notes", "notes", "notes", "notes-1"}},
    {"what is no such name", {"a {#}", "b {#x} c", "c {#x", "d #x}", "e {#x}y}", "f{#"},
     {"a-", "b-x-c", "c-x", "d-x", "e-xy", "f"}},
    {"of two names the last", {"a {#b{#c}", "a {#b}{#c}", "{#{#d}", "{#}}"}, {"c", "c", "{#d", "}"}},
    {"control characters are nothing", {"a\x01\x02" "b\x0e c"}, {"ab-c"}},
    {"braces go like other punctuation", {"{2 + 2} sums"}, {"2--2-sums"}},
    {"bytes that are no UTF-8", {"a\xff" "b"}, {"ab"}},
    {"nothing", {""}, {"-"}},
    /* clang-format on */
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_arena arena = {0};
        struct ls_slugger slugger = {.arena = &arena};
        for (size_t n = 0; n < 6 && rows[i].headings[n]; n++) {
            struct ls_span id = ls_slugger_next(&slugger, ls_span_str(rows[i].headings[n]));
            char got[256];
            snprintf(got, sizeof got, "%.*s", LS_SPAN_ARG(id));
            bool none = strcmp(rows[i].ids[n], "-") == 0;
            tap_is_str(id.ptr ? got : "(none)", none ? "(none)" : rows[i].ids[n], rows[i].name);
        }
        ls_arena_free(&arena);
    }
}

static void test_shown(void)
{
    static const struct {
        const char *heading, *shown;
    } shown[] = {{"A heading {#a}", "A heading"},
                 {"A　{#a}", "A"},
                 {"A{#a}", "A"},
                 {"A {#}", "A {#}"},
                 {"{#a}", ""},
                 {"A {b}", "A {b}"},
                 {"A {#a} tail", "A {#a} tail"},
                 {"A \xc2\xa0{#a}", "A"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct ls_span got = ls_heading_without_id(ls_span_str(shown[i].heading), NULL);
        tap_ok(ls_span_equal(got, ls_span_str(shown[i].shown)), "shown: %s", shown[i].heading);
    }
}

/* Enough headings for the table of slugs to grow many times, each family numbered through. */
static void test_many(void)
{
    enum { FAMILIES = 50, EACH = 200 };
    struct ls_arena arena = {0};
    struct ls_slugger slugger = {.arena = &arena};
    bool good = true;
    for (int n = 0; n < EACH; n++) {
        for (int family = 0; family < FAMILIES; family++) {
            struct ls_span heading = ls_arena_printf(&arena, "Part %d!", family);
            struct ls_span number = n ? ls_arena_printf(&arena, "part-%d-%d", family, n)
                                      : ls_arena_printf(&arena, "part-%d", family);
            struct ls_span got = ls_slugger_next(&slugger, heading);
            good = good && ls_span_equal(got, number);
        }
    }
    tap_ok(good, "%d headings are told apart", FAMILIES * EACH);
    ls_arena_free(&arena);
}

static void test_table(void)
{
    bool ascends = ls_slug_keep_count > 700;
    for (unsigned i = 1; i < ls_slug_keep_count; i++) {
        ascends = ascends && ls_slug_keep[i - 1].last < ls_slug_keep[i].first;
    }
    tap_ok(ascends, "the table of kept characters ascends");
}

int main(void)
{
    test_rows();
    test_shown();
    test_many();
    test_table();
    return tap_done();
}
