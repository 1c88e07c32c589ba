/* From a file to the page that shows it. */
#include "site/route.h"
#include "tests/tap.h"

static const struct {
    const char *name, *source, *path;
    struct ls_route_front front;
} paths[] = {
    /* clang-format off */
    {"a file", "sepsis.md", "/sepsis"},
    {"below folders", "a/b/sepsis.md", "/a/b/sepsis"},
    {"of other endings", "a/Sepsis.MDX", "/a/Sepsis"},
    {"and longer ones", "a/sepsis.markdown", "/a/sepsis"},
    {"only the last ending goes", "a/x.y.z.md", "/a/x.y.z"},
    {"a document that is no file", "pubmed/123", "/pubmed/123"},
    {"names stay as they are", "急診 筆記/第一 篇.md", "/急診 筆記/第一 篇"},
    {"numbers in front go, in folders too", "01-ward/002-night.md", "/ward/night"},
    {"with any border", "1.a/2_b/3 - c.md", "/a/b/c"},
    {"with several", "7--x/8.-_y.md", "/x/y"},
    {"and spaces", "04  -  late shift.md", "/late shift"},
    {"and wide spaces", "05　-　夜.md", "/夜"},
    {"a number without border stays", "5abc/9.md", "/5abc/9"},
    {"so does one with nothing behind", "12-.md", "/12-"},
    {"and one with a space only", "12 x.md", "/12 x"},
    {"dates and versions stay", "2024-05-trial/1.2-notes.md", "/2024-05-trial/1.2-notes"},
    {"whatever their border", "3_4_x/12.30-x.md", "/3_4_x/12.30-x"},
    {"but not with a space between", "3- 4x.md", "/4x"},
    {"nor with two borders", "3--4x.md", "/4x"},
    {"numbers may be asked to stay", "01-a/02-b.md", "/01-a/02-b", {.keeps_number_prefixes = true}},
    {"an index is its folder", "a/index.md", "/a/"},
    {"a readme too, in any case", "a/ReadMe.mdx", "/a/"},
    {"at the top", "index.md", "/"},
    {"so is a file called like its folder", "a/02-topic/02-TOPIC.md", "/a/topic/"},
    {"by its name with the number", "02-topic/topic.md", "/topic/topic"},
    {"a number before index is part of it", "a/01-index.md", "/a/index"},
    {"an id is the last name", "01-a/02-b.md", "/a/z-1", {.id = LS_SPAN_INIT("z-1")}},
    {"but an index stays one", "a/index.md", "/a/", {.id = LS_SPAN_INIT("z")}},
    {"a slug is stronger", "a/b.md", "/a/s", {.slug = LS_SPAN_INIT("s"), .id = LS_SPAN_INIT("z")}},
    {"also than an index", "a/index.md", "/a/s", {.slug = LS_SPAN_INIT("s")}},
    {"a slug from the top", "01-a/b.md", "/x/y", {.slug = LS_SPAN_INIT("/x/y")}},
    {"with its slash", "a/b.md", "/x/", {.slug = LS_SPAN_INIT("/x/")}},
    {"the top itself", "a/b.md", "/", {.slug = LS_SPAN_INIT("/")}},
    {"numbers in it stay", "01-a/b.md", "/a/02-s", {.slug = LS_SPAN_INIT("02-s")}},
    {"a slug from here", "01-a/b.md", "/a/s", {.slug = LS_SPAN_INIT("./s")}},
    {"here itself", "a/b.md", "/a/", {.slug = LS_SPAN_INIT("./")}},
    {"from the folder above", "a/b/c.md", "/a/s/", {.slug = LS_SPAN_INIT("../s/")}},
    {"two above", "a/b/c.md", "/s", {.slug = LS_SPAN_INIT("../../s")}},
    {"above the top there is nothing", "a/c.md", "/s", {.slug = LS_SPAN_INIT("../../../s")}},
    {"up and down", "a/c.md", "/a/t", {.slug = LS_SPAN_INIT("s/../t")}},
    {"up at the end", "a/b/c.md", "/a/", {.slug = LS_SPAN_INIT("..")}},
    {"a draft has no page", "a/b.md", "", {.is_draft = true}},
    {"nor has a hidden file", "a/_b.md", ""},
    {"nor what is in a hidden folder", "_a/b.md", ""},
    {"a low line inside a name hides nothing", "a_/b_c.md", "/a_/b_c"},
    /* clang-format on */
};

static const struct {
    const char *base, *path, *url;
} urls[] = {
    /* clang-format off */
    {"https://example.org", "/a", "https://example.org/a"},
    {"https://example.org/", "/a", "https://example.org/a"},
    {"https://example.org/notes/", "/a/", "https://example.org/notes/a/"},
    {"https://example.org/notes//", "//a", "https://example.org/notes/a"},
    {"https://example.org/notes", "a", "https://example.org/notes/a"},
    {"https://example.org/notes", "/", "https://example.org/notes/"},
    {"http://[::1]:8080/x", "/a", "http://[::1]:8080/x/a"},
    {"HTTPS://Example.org/筆記", "/a", "HTTPS://Example.org/%E7%AD%86%E8%A8%98/a"},
    {"/notes", "/a", "/notes/a"},
    {"/", "/a", "/a"},
    {"", "/notes/a", "/notes/a"},
    {"/n", "/中 文", "/n/%E4%B8%AD%20%E6%96%87"},
    {"/n", "/a?b#c", "/n/a%3Fb%23c"},
    {"/n", "/100%/50%25/%zz", "/n/100%25/50%25/%25zz"},
    {"/n", "/<a>\"b\"\\c|d^e`{}[]", "/n/%3Ca%3E%22b%22%5Cc%7Cd%5Ee%60%7B%7D%5B%5D"},
    {"/n", "/a-b_c.d~e!$&'()*+,;=:@", "/n/a-b_c.d~e!$&'()*+,;=:@"},
    {"/n", "/\xff\x01", "/n/%FF%01"},
    /* clang-format on */
};

static const struct {
    const char *base, *problem; /* NULL: none */
} bases[] = {
    {"https://example.org", NULL},
    {"http://localhost:3000/x/", NULL},
    {"/", NULL},
    {"/docusaurus/docs", NULL},
    {"https://例.org/筆記", NULL},
    {"https://", "host"},
    {"https:///x", "host"},
    {"example.org", "begins with"},
    {"//example.org", "begins with"},
    {"javascript:alert(1)", "begins with"},
    {"ftp://example.org", "begins with"},
    {"https://example.org/?q", "query"},
    {"/x#y", "fragment"},
    {"https://ex ample.org", "white space"},
    {"/a\nb", "white space"},
    {"/a\"b", "no <>"},
};

static bool is(struct ls_span got, const char *want, const char *name)
{
    char text[512];
    snprintf(text, sizeof text, "%.*s", LS_SPAN_ARG(got));
    return tap_is_str(got.ptr ? text : NULL, want, name);
}

int main(void)
{
    struct ls_arena arena = {0};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        is(ls_route_path(ls_span_str(paths[i].source), &paths[i].front, &arena), paths[i].path,
           paths[i].name);
    }
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        is(ls_route_url(ls_span_str(urls[i].base), ls_span_str(urls[i].path), &arena), urls[i].url,
           urls[i].url);
    }
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        const char *problem = ls_route_base_problem(ls_span_str(bases[i].base));
        bool good = bases[i].problem ? problem && strstr(problem, bases[i].problem) : !problem;
        tap_ok(good, "base %s: %s", bases[i].base, problem ? problem : "good");
    }
    is(ls_route_origin(LS_SPAN("https://example.org:1/a/b")), "https://example.org:1", "an origin");
    is(ls_route_origin(LS_SPAN("/a/b")), "", "a path has none");
    ls_arena_free(&arena);
    return tap_done();
}
