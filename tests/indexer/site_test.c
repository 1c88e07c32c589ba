/* What an index knows of its site, over several runs. */
#include "tests/indexer/run_fixture.h"
#include "tests/tap.h"

#define CARD "# A card\n\n**PMID**: 1\n\n## Part\n\nSome text.\n"
#define BASE "https://example.org/notes"
#define ORIGIN "https://example.org"

/* What is done, in order, and where the cards are then. */
static const struct step {
    const char *name;
    const char *file; /* written before the run: its name and text */
    const char *text;
    const char *removed;
    const char *base_url, *routes;
    bool rebuild;
    size_t hidden, gone; /* what the report counts of a run that works */
    enum ls_status status;
    const char *says; /* in the error */
    struct {
        const char *id, *url;
    } pages[4];
} steps[] = {
    /* clang-format off */
    {"no base URL, no page", "site/docs/02-guide/01-first.md", CARD,
     .pages = {{"02-guide/01-first.md", NULL}}},
    {"a base URL is enough for a run", .base_url = BASE "/",
     .pages = {{"02-guide/01-first.md", BASE "/guide/first"}}},
    {"a later run keeps it", "site/docs/index.md", CARD,
     .pages = {{"02-guide/01-first.md", BASE "/guide/first"}, {"index.md", BASE "/"}}},
    {"so does one with nothing to do", .pages = {{"index.md", BASE "/"}}},
    {"and a rebuild", .rebuild = true, .pages = {{"index.md", BASE "/"}}},
    {"front matter that gains a slug", "site/docs/index.md", "---\nslug: /start\n---\n\n" CARD,
     .pages = {{"index.md", BASE "/start"}, {"02-guide/01-first.md", BASE "/guide/first"}}},
    {"and changes it", "site/docs/index.md", "---\nslug: ./other/\n---\n\n" CARD,
     .pages = {{"index.md", BASE "/other/"}}},
    {"a draft is hidden", "site/docs/draft.md", "---\ndraft: true\n---\n\n" CARD, .hidden = 1,
     .pages = {{"draft.md", "?"}, {"index.md", BASE "/other/"}}},
    {"what is unlisted is hidden too", "site/docs/un.md", "---\nunlisted: true\n---\n\n" CARD,
     .hidden = 2, .pages = {{"un.md", "?"}, {"index.md", BASE "/other/"}}},
    {"and stays so when nothing has changed", .hidden = 2, .pages = {{"un.md", "?"}}},
    {"and in a rebuild", .rebuild = true, .hidden = 2, .pages = {{"un.md", "?"}, {"draft.md", "?"}}},
    {"a mark that says false hides nothing", "site/docs/un.md", "---\nunlisted: false\n---\n\n" CARD,
     .hidden = 1, .pages = {{"un.md", BASE "/un"}, {"draft.md", "?"}}},
    {"a card that gets the mark goes", "site/docs/un.md",
     "---\nslug: /u\nunlisted: 'True'\n---\n\n" CARD, .hidden = 2, .gone = 1, .pages = {{"un.md", "?"}}},
    {"without the mark it comes back", "site/docs/un.md", CARD, .hidden = 1,
     .pages = {{"un.md", BASE "/un"}}},
    {"and is given it once more", "site/docs/un.md", "---\nunlisted: TRUE\n---\n\n" CARD, .hidden = 2,
     .gone = 1, .pages = {{"un.md", "?"}}},
    {"a bad card that is hidden is no one's worry", "site/docs/bad.md",
     "---\ndraft: true\nscore: eleven\n---\n", .hidden = 3, .pages = {{"bad.md", "?"}}},
    {"until it goes", .removed = "site/docs/bad.md", .hidden = 2, .pages = {{"bad.md", "?"}}},
    {"a bad base URL", .base_url = "example.org", .status = LS_USAGE, .says = "--base-url example.org: ",
     .pages = {{"02-guide/01-first.md", BASE "/guide/first"}}},
    {"another base URL", .base_url = "/here", .hidden = 2,
     .pages = {{"02-guide/01-first.md", "/here/guide/first"}}},
    {"none any more: nothing is hidden", .base_url = "",
     .pages = {{"02-guide/01-first.md", NULL}, {"draft.md", NULL}, {"un.md", NULL}}},
    {"nor read again when nothing has changed", .pages = {{"draft.md", NULL}, {"un.md", NULL}}},
    {"a site hides what is in the index by then", .base_url = BASE, .hidden = 2, .gone = 2,
     .pages = {{"draft.md", "?"}, {"un.md", "?"}, {"index.md", BASE "/other/"}}},
    {"and shows it again when it goes", .base_url = "", .pages = {{"draft.md", NULL}, {"un.md", NULL}}},
    {"a card without its mark stays", "site/docs/un.md", CARD, .base_url = BASE, .hidden = 1, .gone = 1,
     .pages = {{"draft.md", "?"}, {"un.md", BASE "/un"}}},
    {"a card that goes while hidden", .removed = "site/docs/draft.md", .base_url = "",
     .pages = {{"draft.md", "?"}, {"un.md", NULL}}},

    {"a manifest without base URL", "routes.json",
     "{\"version\": 1, \"made\": \"now\", \"routes\": ["
     "{\"source\": \"@site/docs/02-guide/01-first.md\", \"permalink\": \"/n/文 1\", \"id\": \"x\"},"
     "{\"source\": \"docs/later.md\", \"permalink\": \"/n/later/\"},"
     "{\"source\": \"blog/post.md\", \"permalink\": \"/post\"}]}",
     .routes = "routes.json",
     .pages = {{"02-guide/01-first.md", "/n/%E6%96%87%201"}, {"index.md", NULL}}},
    {"joined to the origin of a base URL", .base_url = BASE,
     .pages = {{"02-guide/01-first.md", ORIGIN "/n/%E6%96%87%201"}, {"index.md", BASE "/other/"}}},
    {"a later card that it has", "site/docs/later.md", CARD,
     .pages = {{"later.md", ORIGIN "/n/later/"}, {"02-guide/01-first.md", ORIGIN "/n/%E6%96%87%201"}}},
    {"a rebuild keeps it", .rebuild = true,
     .pages = {{"later.md", ORIGIN "/n/later/"}, {"index.md", BASE "/other/"}}},
    {"a card that goes", .removed = "site/docs/later.md",
     .pages = {{"later.md", "?"}, {"02-guide/01-first.md", ORIGIN "/n/%E6%96%87%201"}}},
    {"and comes back", "site/docs/later.md", CARD, .pages = {{"later.md", ORIGIN "/n/later/"}}},
    {"of several cards the longest id is meant", "site/docs/deep/later.md", CARD,
     .pages = {{"later.md", ORIGIN "/n/later/"}, {"deep/later.md", BASE "/deep/later"}}},
    {"another manifest in its place", "routes.json",
     "{\"version\":1,\"routes\":["
     "{\"source\":\"docs/deep/later.md\",\"permalink\":\"/p/deep\"},"
     "{\"source\":\"xsite/docs/deep/later.md\",\"permalink\":\"/p/wrong\"},"
     "{\"source\":\"site/docs/deep/later.md\",\"permalink\":\"/p/right\"},"
     "{\"source\":\"x/index.md\",\"permalink\":\"/p/x\"},"
     "{\"source\":\"y/index.md\",\"permalink\":\"/p/y\"}]}",
     .routes = "routes.json", .rebuild = true,
     .pages = {{"deep/later.md", ORIGIN "/p/right"}, {"later.md", BASE "/later"},
               {"index.md", BASE "/other/"}, {"02-guide/01-first.md", BASE "/guide/first"}}},
    {"one that fits nothing", "wrong.json",
     "{\"version\":1,\"routes\":[{\"source\":\"blog/x.md\",\"permalink\":\"/x\"}]}",
     .routes = "wrong.json", .status = LS_USAGE, .says = "wrong.json: none of its 1 sources",
     .pages = {{"deep/later.md", ORIGIN "/p/right"}}},
    {"the end of a name is no end of a path", "wrong.json",
     "{\"version\":1,\"routes\":[{\"source\":\"xlater.md\",\"permalink\":\"/x\"}]}",
     .routes = "wrong.json", .status = LS_USAGE, .says = "none of its 1 sources",
     .pages = {{"later.md", BASE "/later"}}},
    {"one that is not there", .routes = "absent.json", .status = LS_IO, .says = "absent.json: No such file",
     .pages = {{"deep/later.md", ORIGIN "/p/right"}}},
    {"an empty one", "routes.json", "{\"version\":1,\"routes\":[]}", .routes = "routes.json",
     .pages = {{"deep/later.md", BASE "/deep/later"}}},
    {"none any more, of either", .base_url = "", .routes = "",
     .pages = {{"deep/later.md", NULL}, {"index.md", NULL}}},
    {"nothing is left for a rebuild", .rebuild = true, .pages = {{"deep/later.md", NULL}}},
    /* clang-format on */
};

static void take_step(struct run_fixture *fixture, const struct step *step)
{
    if (step->file) {
        run_write(fixture, step->file, step->text);
    }
    if (step->removed) {
        remove(run_path(fixture, step->removed));
    }
    enum ls_status status =
        run_index(fixture, "site/docs", "db", step->base_url, step->routes, step->rebuild);
    if (!tap_ok(status == step->status && (!step->says || strstr(fixture->err.message, step->says)),
                "%s", step->name)) {
        printf("# %s: %s\n", ls_status_name(status), fixture->err.message);
    }
    if (status == LS_OK) {
        tap_is_int((long long)fixture->report.hidden, (long long)step->hidden, "hidden");
        tap_ok(fixture->report.removed >= step->gone, "%zu gone or more", step->gone);
    }
    struct ls_index *index = run_open(fixture, "db");
    for (size_t i = 0; i < 4 && step->pages[i].id; i++) {
        tap_is_str(run_url(fixture, index, step->pages[i].id, NULL), step->pages[i].url,
                   step->pages[i].id);
    }
    ls_index_free(index);
}

static bool has_complaint(const struct run_fixture *fixture, enum ls_complaint_code code)
{
    const struct ls_items *items = fixture->report.items;
    for (size_t i = 0; i < items->count; i++) {
        for (size_t n = 0; n < items->items[i].complaints.count; n++) {
            if (items->items[i].complaints.items[n].code == code) {
                return true;
            }
        }
    }
    return false;
}

static void test_steps(struct run_fixture *fixture)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        take_step(fixture, &steps[i]);
        bool is_ambiguous = strcmp(steps[i].name, "another manifest in its place") == 0;
        tap_ok(has_complaint(fixture, LS_COMPLAINT_AMBIGUOUS_ROUTE) == is_ambiguous,
               "a card that could have two pages is %s", is_ambiguous ? "told" : "not there");
    }
}

static void test_bad_manifests(struct run_fixture *fixture)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"", "m.json:1:0: not JSON"},
        {"{\"version\": 1,\n  \"routes\": [}\n", "m.json:2:14: not JSON"},
        {"[]", "m.json: not a JSON object"},
        {"{\"routes\": []}", "\"version\" is not 1"},
        {"{\"version\": 2, \"routes\": []}", "\"version\" is not 1"},
        {"{\"version\": \"1\", \"routes\": []}", "\"version\" is not 1"},
        {"{\"version\": 1}", "\"routes\" is missing"},
        {"{\"version\": 1, \"routes\": {}}", "\"routes\" is not an array"},
        {"{\"version\": 1, \"routes\": [3]}", "routes[0] is not an object"},
        {"{\"version\": 1, \"routes\": [{\"permalink\": \"/a\"}]}", "routes[0] has no \"source\""},
        {"{\"version\": 1, \"routes\": [{\"source\": \"a\"}]}", "routes[0] has no \"permalink\""},
        {"{\"version\": 1, \"routes\": [{\"source\": 1, \"permalink\": \"/a\"}]}",
         "routes[0].source is not a string"},
        {"{\"version\": 1, \"routes\": [{\"source\": \"\", \"permalink\": \"/a\"}]}",
         "routes[0].source is not a string with something in it"},
        {"{\"version\": 1, \"routes\": [{\"source\": \"a\", \"permalink\": \"/a\"}, {\"source\": "
         "\"b\", \"permalink\": \"b\"}]}",
         "routes[1].permalink does not begin with /: b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run_write(fixture, "m.json", rows[i].text);
        enum ls_status status = run_index(fixture, "site/docs", "db", NULL, "m.json", false);
        if (!tap_ok(status == LS_USAGE && strstr(fixture->err.message, rows[i].says), "%s",
                    rows[i].says)) {
            printf("# %s\n", fixture->err.message);
        }
    }
}

/* Documents from JSON have no file, but may be in a manifest. */
static void test_json(struct run_fixture *fixture)
{
    run_write(fixture, "docs.jsonl", "{\"_id\":\"d/1\",\"text\":\"one\"}\n");
    run_write(fixture, "m.json",
              "{\"version\":1,\"routes\":[{\"source\":\"x/d/1\",\"permalink\":\"/one\"}]}");
    struct ls_span path = ls_span_str(run_path(fixture, "docs.jsonl"));
    struct ls_run run = {.db = run_path(fixture, "dbj"),
                         .jsonl_paths = &path,
                         .jsonl_count = 1,
                         .base_url = BASE,
                         .jobs = 1};
    ls_run(&run, &fixture->arena, &fixture->report, &fixture->err);
    struct ls_index *index = run_open(fixture, "dbj");
    tap_is_str(run_url(fixture, index, "d/1", NULL), BASE "/d/1", "a document from JSON");
    ls_index_free(index);
    run.routes = run_path(fixture, "m.json");
    ls_run(&run, &fixture->arena, &fixture->report, &fixture->err);
    index = run_open(fixture, "dbj");
    tap_is_str(run_url(fixture, index, "d/1", NULL), ORIGIN "/one", "in a manifest");
    tap_is_str(run_url(fixture, index, "d/1", "http://localhost:3000/x"),
               "http://localhost:3000/one", "under another base URL");
    tap_is_str(run_url(fixture, index, "d/1", ""), "/one", "under none");
    ls_index_free(index);
}

/* Several indexes as one: each with its own site. */
static void test_several(struct run_fixture *fixture)
{
    static const char *const names[] = {"one", "two", "three"};
    static const char *const urls[] = {"/base-one/c1", "/in-manifest", NULL};
    for (size_t i = 0; i < 3; i++) {
        for (int n = 0; n < 3; n++) {
            run_write(fixture,
                      ls_arena_printf(&fixture->arena, "%s/%c%d.md", names[i], "cde"[i], n).ptr,
                      ls_arena_printf(&fixture->arena, "# Card %s %d\n\n**PMID**: %d\n", names[i],
                                      n, n + 1)
                          .ptr);
        }
    }
    run_write(fixture, "m.json",
              "{\"version\":1,\"routes\":[{\"source\":\"d1.md\",\"permalink\":\"/in-manifest\"}]}");
    run_index(fixture, "one", "db1", "/base-one", NULL, false);
    run_index(fixture, "two", "db2", NULL, "m.json", false);
    run_index(fixture, "three", "db3", NULL, NULL, false);
    struct ls_index *index = run_open(fixture, "db1");
    tap_ok(ls_index_add(index, run_path(fixture, "db2"), &fixture->err) == LS_OK &&
               ls_index_add(index, run_path(fixture, "db3"), &fixture->err) == LS_OK,
           "three indexes are read as one");
    for (uint32_t i = 0; i < 3; i++) {
        const char *id = ls_arena_printf(&fixture->arena, "%c1.md", "cde"[i]).ptr;
        struct ls_card card = {0};
        tap_ok(run_card(fixture, index, id, &card) && card.database == i, "%s is of number %u", id,
               i);
        tap_is_str(run_url(fixture, index, id, NULL), urls[i], "its page by its own index");
    }
    struct ls_span stream = {0};
    tap_ok(ls_index_stream(index, 9, &stream, &fixture->err) == LS_OK &&
               memmem(stream.ptr, stream.len, "three", 5),
           "the stream of the last card");
    ls_index_free(index);
    index = run_open(fixture, "db1");
    enum ls_status status = ls_index_add(index, run_path(fixture, "none"), &fixture->err);
    tap_ok(status == LS_NO_INDEX && strstr(fixture->err.message, "/none"), "one that is not there");
    ls_index_free(index);
}

/* Each index's records are packed with dictionaries of its own. */
static void test_dictionaries(struct run_fixture *fixture)
{
    enum { DOCUMENTS = 1200 };
    static const char *const words[] = {"sleep", "sepsis"};
    struct ls_index *index = NULL;
    for (int i = 0; i < 2; i++) {
        struct ls_buf lines = {0};
        for (int n = 0; n < DOCUMENTS; n++) {
            ls_buf_printf(&lines,
                          "{\"_id\":\"%s%d\",\"title\":\"Of %s, number %d\",\"text\":\"What is "
                          "known of %s on ward %d is that nobody has counted it in year %d.\"}\n",
                          words[i], n, words[i], n, words[i], n % 7, 1900 + n % 100);
        }
        run_write(fixture, "many.jsonl", lines.ptr);
        ls_buf_free(&lines);
        struct ls_span path = ls_span_str(run_path(fixture, "many.jsonl"));
        struct ls_run run = {
            .db = run_path(fixture, words[i]), .jsonl_paths = &path, .jsonl_count = 1, .jobs = 2};
        ls_run(&run, &fixture->arena, &fixture->report, &fixture->err);
    }
    index = run_open(fixture, words[0]);
    struct ls_span dictionary = {0};
    ls_schema_read_dictionary(ls_index_reader(index), LS_FRAME_CARD, &dictionary, &fixture->err);
    tap_ok(dictionary.len > 0, "these are large enough for dictionaries");
    ls_index_add(index, run_path(fixture, words[1]), &fixture->err);
    bool good = true;
    for (uint32_t docid = 1; docid <= 2 * DOCUMENTS; docid++) {
        const char *word = words[(docid - 1) % 2];
        struct ls_card card = {0};
        struct ls_span stream = {0};
        good = good &&
               ls_index_card(index, docid, &fixture->arena, &card, &fixture->err) == LS_OK &&
               ls_span_starts_with(card.id, ls_span_str(word)) &&
               ls_index_stream(index, docid, &stream, &fixture->err) == LS_OK &&
               memmem(stream.ptr, stream.len, word, 5);
    }
    tap_ok(good, "every card and stream of both is read back");
    ls_index_free(index);
}

int main(void)
{
    struct run_fixture fixture;
    run_fixture_open(&fixture);
    test_steps(&fixture);
    test_bad_manifests(&fixture);
    test_json(&fixture);
    test_several(&fixture);
    test_dictionaries(&fixture);
    run_fixture_close(&fixture);
    return tap_done();
}
