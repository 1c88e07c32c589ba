/* Command lines of litsearch: exit statuses, outputs and messages; and sessions
 * that are asked again while the index changes. */
#include "query/answer/session.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct fixture_card cards[] = {
    {.id = "a/one.md",
     .title_en = "Sepsis alerts",
     .pmid = "38413730",
     .doi = "10.1/ABC.d",
     .journal = "Annals of Triage",
     .domains = "門診",
     .score = 8,
     .year = 2021,
     .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, NULL, "Alerts for sepsis."}}},
    {.id = "b/one.md",
     .title_en = "Bias",
     .pmid = "222",
     .score = 6,
     .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "Sepsis 幻覺"}}},
    {.id = "b/two.md",
     .title_en = "More",
     .pmid = "222",
     .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "The author of it"}}},
    {.id = "three", .title_en = "Third"},
};

enum { WORDS_MAX = 8 };

static const struct {
    const char *words[WORDS_MAX];
    enum ls_status status;
    const char *out;     /* contains; NULL: nothing */
    const char *message; /* contains; NULL: none */
} rows[] = {
    {{"sepsis"}, LS_OK, "2 cards found; 1-2 shown", NULL},
    {{"sepsis", "bias", "幻覺"}, LS_OK, "1 card holds all words, 2 some; 1-2 shown", NULL},
    {{"sepsis zebra"}, LS_OK, "no card holds all words, 2 hold some; 1-2 shown", NULL},
    {{"幻覺為何"},
     LS_OK,
     "no card holds the words side by side as typed, 1 holds parts of them; 1-1 shown",
     NULL},
    {{"zebra"}, LS_NOTHING_FOUND, "no card holds any of the words, ", NULL},
    {{"--explain", "幻覺為何 \"sepsis 為何\""}, LS_OK, "; lacks 幻覺為何\n", NULL},
    {{"幻覺為何 AND bias"}, LS_NOTHING_FOUND, "no card holds any of the words, ", NULL},
    {{"(幻覺為何 OR 幻覺如何)", "NOT zebra"}, LS_OK, "as typed, 1 holds parts of them", NULL},
    {{"幻覺為何 (year:2021 zebra)"}, LS_NOTHING_FOUND, "no card holds any of the words, ", NULL},
    {{"alert"}, LS_OK, "1 card found", NULL},
    {{"aler"}, LS_OK, "no card holds the words as typed, 1 holds aler*; 1-1 shown", NULL},
    {{"title:ALER"}, LS_OK, "no card holds the words as typed, 1 holds title:ALER*; 1-1", NULL},
    {{"(aler)"}, LS_OK, "1 holds (aler*); 1-1 shown", NULL},
    {{"sepsis aler"}, LS_OK, "did you mean sepsis aler*?", NULL},
    {{"aler."}, LS_NOTHING_FOUND, "no card holds any of the words, ", NULL},
    {{"--plain", "aler"}, LS_NOTHING_FOUND, "no card holds any of the words, ", NULL},
    {{"authro: title:zebra"}, LS_NOTHING_FOUND, "no card holds any of the words, ", NULL},
    {{"-n0", "sepsis"}, LS_OK, "2 cards found; none shown", NULL},
    {{"-n0", "--facets", "sepsis bias"}, LS_OK, "score: 6 (1)\n", NULL},
    {{"-n0", "--facets", "-s8", "sepsis bias"}, LS_OK, "score: 6 (1)\n", NULL},
    {{"-n0", "--facets", "sepsis zebra"}, LS_OK, "score: 8 (1), 6 (1)\n", NULL},
    {{"--offset", "9", "sepsis"}, LS_OK, "2 cards found; none shown", NULL},
    {{"--offset", "1", "sepsis"}, LS_OK, "2 cards found; 2-2 shown", NULL},
    {{"-s6"}, LS_OK, "2 cards pass the filters; 1-2 shown", NULL},
    {{"-s9"}, LS_NOTHING_FOUND, "no card passes the filters", NULL},
    {{"-y2021", "sepsis"}, LS_OK, "1 card found", NULL},
    {{"-y2022..", "sepsis"}, LS_NOTHING_FOUND, "no card that passes the filters holds", NULL},
    {{"-d", "門诊", "sepsis"}, LS_OK, "1 card found", NULL},
    {{"-d", "門", "sepsis"}, LS_NOTHING_FOUND, "no card that passes the filters holds", NULL},
    {{"-fjson", "zebra"},
     LS_NOTHING_FOUND,
     "{\"version\":1,\"query\":\"zebra\",\"step\":\"none\",\"total\":0,\"total_some\":0,",
     NULL},
    {{"--facets", "-fjson", "-n0", "score:8"},
     LS_OK,
     "\"score\":[{\"value\":8,\"count\":1},{\"value\":6,\"count\":1}]",
     NULL},
    {{"--facets", "-fjson", "-n0", "(domain:門診 OR score:1)"},
     LS_OK,
     "\"score\":[{\"value\":8,\"count\":1}]",
     NULL},
    {{"-fjsonl", "zebra"}, LS_NOTHING_FOUND, NULL, NULL},
    {{"--count", "sepsis"}, LS_OK, "2\n", NULL},
    {{"--count", "-fjson", "sepsis bias"}, LS_OK, "1\n", NULL},
    {{"--count", "sepsis zebra"}, LS_NOTHING_FOUND, "0\n", NULL},
    {{"--count", "--offset", "7", "sepsis"}, LS_OK, "2\n", NULL},

    {{"--show", "a/one.md"}, LS_OK, "Sepsis alerts\n8/10 · 門診", NULL},
    {{"--show", "38413730"}, LS_OK, "Sepsis alerts\n", NULL},
    {{"--show", "PMID: 38413730"}, LS_OK, "Sepsis alerts\n", NULL},
    {{"--show", "10.1/abc.D"}, LS_OK, "Sepsis alerts\n", NULL},
    {{"--show", "https://doi.org/10.1/abc.d"}, LS_OK, "Sepsis alerts\n", NULL},
    {{"--show", "two"}, LS_OK, "More\n", NULL},
    {{"--show", "two.md"}, LS_OK, "More\n", NULL},
    {{"--show", "b/one"}, LS_OK, "Bias\n", NULL},
    {{"--show", "three", "-fjson"}, LS_OK, "\"total\":1,\"total_some\":1,", NULL},
    {{"--show", "one"},
     LS_NOTHING_FOUND,
     NULL,
     "one is the name of several cards: a/one.md, b/one"},
    {{"--show", "222"},
     LS_NOTHING_FOUND,
     NULL,
     "222 is the name of several cards: b/one.md, b/two"},
    {{"--show", "wo"}, LS_NOTHING_FOUND, NULL, "no card has the id, PMID or DOI wo: perhaps b/two"},
    {{"--show", "zebra"}, LS_NOTHING_FOUND, NULL, "no card has the id, PMID or DOI zebra: search"},
    {{"--show", " "}, LS_USAGE, NULL, "--show needs an id"},

    {{0}, LS_USAGE, NULL, "nothing to search for"},
    {{"", " "}, LS_USAGE, NULL, "nothing to search for"},
    {{"?!"}, LS_USAGE, NULL, "no word or number to search for in ?!"},
    {{"-s8", "?!"}, LS_USAGE, NULL, "no word or number to search for in ?!"},
    {{"a", "\"b"}, LS_USAGE, NULL, "a quote has no end"},
    {{"\xe5\xb9"}, LS_USAGE, NULL, "the query is not UTF-8: byte 1"},
    {{"-n", "many", "x"}, LS_USAGE, NULL, "--limit many"},
    {{"-s", "11", "x"}, LS_USAGE, NULL, "--score 11"},
    {{"-d", " ", "x"}, LS_USAGE, NULL, "--domain needs a name"},
    {{"--base-url", "example.org", "x"}, LS_USAGE, NULL, "--base-url example.org: a base URL beg"},
    {{"--base-url", "https://a/?q", "x"}, LS_USAGE, NULL, "has no query and no fragment"},
    {{"--base-url", "/docs", "-fhtml", "alert"}, LS_OK, "href=\"/docs/a/one", NULL},
    {{"--show", "x", "y"}, LS_USAGE, NULL, "--show shows one card"},
    {{"--db", "/nonexistent/litsearch", "x"}, LS_NO_INDEX, NULL, "/nonexistent/litsearch"},
    {{"--db", "/nonexistent/litsearch", "--show", "x"}, LS_NO_INDEX, NULL, "no index"},
};

static bool contains(const char *text, const char *part)
{
    return part ? strstr(text, part) != NULL : text[0] == '\0';
}

static enum ls_status answer(const struct ls_request *request, struct ls_reply *reply,
                             struct ls_error *err)
{
    struct ls_session *session;
    enum ls_status status = ls_session_open(request->dbs, request->db_count, &session, err);
    if (status == LS_OK) {
        status = ls_session_ask(session, request, &(struct ls_style){0}, reply, err);
    }
    ls_session_free(session);
    return status;
}

static void ask(const char *const words[WORDS_MAX], enum ls_status *status, struct ls_buf *out,
                struct ls_buf *notes, struct ls_error *err)
{
    char *argv[WORDS_MAX + 2] = {"litsearch"};
    int argc = 1;
    for (; argc <= WORDS_MAX && words[argc - 1]; argc++) {
        argv[argc] = (char *)words[argc - 1];
    }
    struct ls_arena arena = {0};
    struct ls_request request;
    struct ls_reply reply = {0};
    *err = (struct ls_error){0};
    *status = ls_request_read(argc, argv, &arena, &request, err);
    if (*status == LS_OK) {
        *status = answer(&request, &reply, err);
    }
    ls_buf_add_span(out, ls_buf_span(&reply.out));
    ls_buf_add_span(notes, ls_buf_span(&reply.notes));
    ls_reply_free(&reply);
    ls_arena_free(&arena);
}

static void test_journals(void)
{
    static const struct {
        const char *words[WORDS_MAX];
        const char *want;
    } nowhere[] = {
        {{"-j", "Anals of Triage"},
         "no card is of a journal called Anals of Triage: did you mean Annals of Triage?\n"},
        {{"journal:\"annals of trage\" sepsis"},
         "no card is of a journal called annals of trage: did you mean Annals of Triage?\n"},
        {{"-j", "Lancet"}, "no card is of a journal called Lancet\n"},
        {{"-j", "triage"}, ""},
    };
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        struct ls_buf out = {0};
        struct ls_buf notes = {0};
        struct ls_error err;
        enum ls_status status;
        ask(nowhere[i].words, &status, &out, &notes, &err);
        ls_buf_add(&notes, "", 1);
        tap_is_str(notes.ptr, nowhere[i].want, "a journal that no card is of");
        ls_buf_free(&out);
        ls_buf_free(&notes);
    }
}

static void test_said_once(void)
{
    static const char *const nowhere[WORDS_MAX] = {"-c", "qa", "journal:zebra sepsis"};
    static const char *const nothing[WORDS_MAX] = {"--all", "--facets", "sepsis zebra"};
    struct ls_buf out = {0};
    struct ls_buf notes = {0};
    struct ls_error err;
    enum ls_status status;
    ask(nowhere, &status, &out, &notes, &err);
    ls_buf_add(&notes, "", 1);
    tap_is_str(notes.ptr, "no card is of a journal called zebra\n", "a note is said once");
    ls_buf_clear(&out);
    ask(nothing, &status, &out, &notes, &err);
    ls_buf_add(&out, "", 1);
    tap_ok(!strstr(out.ptr, "score:"), "--all: what holds some words is in no facet");
    ls_buf_free(&out);
    ls_buf_free(&notes);
}

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf out = {0}, notes = {0};
        struct ls_error err;
        enum ls_status status;
        ask(rows[i].words, &status, &out, &notes, &err);
        bool good = status == rows[i].status && contains(out.ptr ? out.ptr : "", rows[i].out) &&
                    contains(err.message, rows[i].message);
        const char *const *words = rows[i].words;
        if (!tap_ok(good, "%s %s", words[0] ? words[0] : "(nothing)",
                    words[0] && words[1] ? words[1] : "")) {
            printf("# %s, message: %s\n# out: %s\n", ls_status_name(status), err.message,
                   out.ptr ? out.ptr : "");
        }
        ls_buf_free(&out);
        ls_buf_free(&notes);
    }
}

static void test_notes(void)
{
    static const char *const words[WORDS_MAX] = {"-d", "門珍", "-d", "門診", "sepsis"};
    struct ls_buf out = {0}, notes = {0};
    struct ls_error err;
    enum ls_status status;
    ask(words, &status, &out, &notes, &err);
    tap_is_int(status, LS_OK, "a known domain beside an unknown one finds its cards");
    tap_is_str(notes.ptr, "no card is of the domain 門珍: did you mean 門診?\n", "and says so");
    ls_buf_free(&out);
    ls_buf_free(&notes);
}

/* The number of cards that a session counts for a query now. */
static const char *count(struct ls_session *session, const char *query, struct ls_reply *reply)
{
    struct ls_request request = {.text = ls_span_str(query), .count_only = true};
    struct ls_error err;
    enum ls_status status = ls_session_ask(session, &request, &(struct ls_style){0}, reply, &err);
    return status == LS_OK || status == LS_NOTHING_FOUND ? reply->out.ptr : ls_status_name(status);
}

static void test_many(const struct fixture *fixture)
{
    const char *folder = fixture->folder;
    struct ls_session *session;
    struct ls_reply reply = {0};
    struct ls_error err;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    tap_is_str(count(session, "sepsis", &reply), "2\n", "a session answers");
    tap_is_str(count(session, "bias", &reply), "1\n", "and again");
    tap_is_str(count(session, "\"bias", &reply), "USAGE", "a mistake is told");
    tap_is_int(reply.mistake.place.past, 1, "with its place");
    tap_is_str(count(session, "zebra", &reply), "0\n", "and is no hindrance to the next");
    tap_is_int(reply.mistake.place.past, 0, "whose place is nowhere");
    ls_reply_free(&reply);
    ls_session_free(session);
}

/* The stub of a folder, renamed into place as the indexer does. */
static void name_generation(const char *folder, const char *generation)
{
    char stub[128], next[128];
    snprintf(stub, sizeof stub, "%s/XAPIANDB", folder);
    snprintf(next, sizeof next, "%s/XAPIANDB.new", folder);
    FILE *file = fopen(next, "w");
    if (!file || fprintf(file, "auto %s\n", generation) < 0 || fclose(file) != 0 ||
        rename(next, stub) != 0) {
        printf("Bail out! cannot write %s\n", next);
        exit(1);
    }
}

static void test_generations(const struct fixture *first)
{
    static const struct fixture_card more[] = {{.id = "new", .title_en = "Sepsis and zebra"}};
    struct fixture second;
    fixture_open(&second, more, 1);
    char stubs[] = "/tmp/litsearch-stub-XXXXXX";
    const char *folder = mkdtemp(stubs);
    struct ls_session *session, *held;
    struct ls_reply reply = {0};
    struct ls_error err;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    fixture_must(ls_session_open(&folder, 1, &held, &err), &err);
    ls_session_hold(held);
    tap_is_str(count(session, "zebra", &reply), "NO_INDEX", "no index yet");
    name_generation(folder, first->folder);
    tap_is_str(count(session, "sepsis", &reply), "2\n", "an index that came later");
    tap_is_str(count(held, "sepsis", &reply), "2\n", "a held session sees it too");
    name_generation(folder, second.folder);
    tap_is_str(count(session, "sepsis zebra", &reply), "1\n", "the next generation is seen");
    tap_is_str(count(held, "sepsis zebra", &reply), "0\n", "but not by a held session");
    ls_reply_free(&reply);
    ls_session_free(session);
    ls_session_free(held);
    char stub[64];
    snprintf(stub, sizeof stub, "%s/XAPIANDB", folder);
    remove(stub);
    rmdir(folder);
    fixture_close(&second);
}

/* The same folder under other names is no other index. */
static void test_repeated(const struct fixture *fixture)
{
    static const struct fixture_card more[] = {{.id = "new", .title_en = "Sepsis and zebra"}};
    struct fixture second;
    fixture_open(&second, more, 1);
    char link[] = "/tmp/litsearch-link-XXXXXX", dotted[80], missing[80];
    struct ls_session *session;
    struct ls_reply reply = {0};
    struct ls_error err;
    snprintf(dotted, sizeof dotted, "%s/../%s", fixture->folder, strrchr(fixture->folder, '/') + 1);
    snprintf(missing, sizeof missing, "%s/missing", fixture->folder);
    rmdir(mkdtemp(link));
    if (symlink(fixture->folder, link) != 0) {
        printf("Bail out! cannot make a link\n");
        exit(1);
    }
    const char *const folders[] = {fixture->folder, fixture->folder, dotted, link, second.folder};
    fixture_must(ls_session_open(folders, 4, &session, &err), &err);
    tap_is_str(count(session, "sepsis", &reply), "2\n", "an index named four times is read once");
    ls_session_free(session);
    fixture_must(ls_session_open(folders, 5, &session, &err), &err);
    tap_is_str(count(session, "sepsis", &reply), "3\n", "and another one with it");
    ls_session_free(session);
    const char *const without[] = {fixture->folder, missing, missing};
    fixture_must(ls_session_open(without, 3, &session, &err), &err);
    tap_is_str(count(session, "sepsis", &reply), "NO_INDEX", "one that is missing is told");
    ls_session_free(session);
    ls_reply_free(&reply);
    remove(link);
    fixture_close(&second);
}

static void delete_one(struct xap_writer *writer, uint32_t docid)
{
    struct xap_error cause;
    if (xap_writer_delete(writer, docid, &cause) != XAP_OK ||
        xap_writer_commit(writer, &cause) != XAP_OK) {
        printf("Bail out! %s\n", cause.message);
        exit(1);
    }
}

static struct xap_writer *open_writer(const char *folder)
{
    struct xap_writer_options options = {.mode = XAP_WRITER_OPEN, .flags = XAP_WRITER_NO_SYNC};
    struct xap_writer *writer;
    struct xap_error cause;
    if (xap_writer_open(folder, strlen(folder), &options, &writer, &cause) != XAP_OK) {
        printf("Bail out! %s\n", cause.message);
        exit(1);
    }
    return writer;
}

enum { MANY = 500 }; /* cards, so that the index is more than the blocks a reader keeps */

static void open_many(struct fixture *fixture)
{
    static struct fixture_card many[MANY];
    static char ids[MANY][16];
    for (int i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "card-%d", i);
        many[i] = (struct fixture_card){.id = ids[i], .title_en = "Sepsis alerts, once more"};
    }
    fixture_open(fixture, many, MANY);
}

static void test_overtaken(void)
{
    struct fixture fixture;
    open_many(&fixture);
    const char *folder = fixture.folder;
    struct ls_session *session;
    struct ls_reply reply = {0};
    struct ls_error err;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    ls_session_hold(session); /* so that it reads the index again only because it must */
    tap_is_str(count(session, "sepsis", &reply), "500\n", "a session before the writer");
    struct xap_writer *writer = open_writer(folder);
    for (uint32_t docid = 1; docid <= 20; docid++) {
        delete_one(writer, docid);
    }
    struct ls_request request = {.text = LS_SPAN("alerts"), .window.limit = MANY};
    enum ls_status status = ls_session_ask(session, &request, &(struct ls_style){0}, &reply, &err);
    tap_is_int(status, LS_OK, "a writer that overtakes is no failure");
    tap_ok(strstr(reply.out.ptr, "480 cards found; 1-480 shown"), "and what it did is seen");
    xap_writer_free(writer);
    ls_reply_free(&reply);
    ls_session_free(session);
    fixture_close(&fixture);
}

struct walk {
    int tries;
    struct xap_writer *writer; /* that gets in the way of the first try */
    uint32_t cards;
};

/* Reads all terms of an index, as --stats and the completions do. */
static enum ls_status walk_terms(void *context, struct ls_index *index, struct ls_error *err)
{
    struct walk *walk = context;
    struct xap_reader *reader = ls_index_reader(index);
    struct xap_terms *terms = NULL;
    struct xap_error cause;
    bool more = true;
    walk->tries++;
    for (uint32_t docid = 1; walk->tries == 1 && docid <= 20; docid++) {
        delete_one(walk->writer, docid);
    }
    enum xap_status status = xap_terms_open(reader, "", 0, &terms, &cause);
    while (status == XAP_OK && more) {
        status = xap_terms_next(terms, &more, &cause);
    }
    xap_terms_free(terms);
    if (status == XAP_OK) {
        status = xap_reader_doc_count(reader, &walk->cards, &cause);
    }
    return status == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot walk");
}

static void test_overtaken_task(void)
{
    struct fixture fixture;
    open_many(&fixture);
    const char *folder = fixture.folder;
    struct ls_session *session;
    struct ls_error err;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    struct walk walk = {.writer = open_writer(folder)};
    tap_is_int(ls_session_run(session, walk_terms, &walk, &err), LS_OK,
               "a task that a writer overtakes is done again");
    tap_is_int(walk.tries, 2, "once more");
    tap_is_int(walk.cards, MANY - 20, "on the index as it is then");
    xap_writer_free(walk.writer);
    ls_session_free(session);
    fixture_close(&fixture);
}

static void test_overtaken_state(void)
{
    struct fixture fixture;
    open_many(&fixture);
    const char *folder = fixture.folder;
    struct ls_session *session;
    struct ls_index *index;
    struct ls_error err;
    uint64_t state;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    fixture_must(ls_session_index(session, &index, &err), &err);
    ls_session_hold(session); /* so that it reads the index again only because it must */
    struct xap_writer *writer = open_writer(folder);
    for (uint32_t docid = 1; docid <= 20; docid++) {
        delete_one(writer, docid);
    }
    tap_is_int(ls_session_state(session, &state, &err), LS_OK,
               "what the state of an index is, when a writer overtakes");
    xap_writer_free(writer);
    ls_session_free(session);
    fixture_close(&fixture);
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    setenv("LITSEARCH_DB", fixture.folder, 1);
    test_rows();
    test_said_once();
    test_journals();
    test_notes();
    test_many(&fixture);
    test_generations(&fixture);
    test_repeated(&fixture);
    test_overtaken();
    test_overtaken_task();
    test_overtaken_state();
    fixture_close(&fixture);
    return tap_done();
}
