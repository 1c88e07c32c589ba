/* Command lines of litsearch: exit statuses, outputs and messages. */
#include "query/answer.h"
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
     .domains = "門診",
     .score = 8,
     .year = 2021,
     .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, NULL, "Alerts for sepsis."}}},
    {.id = "b/one.md",
     .title_en = "Bias",
     .pmid = "222",
     .score = 6,
     .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, "Sepsis 幻覺"}}},
    {.id = "b/two.md", .title_en = "More", .pmid = "222"},
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
    {{"-n0", "sepsis"}, LS_OK, "2 cards found; none shown", NULL},
    {{"--offset", "9", "sepsis"}, LS_OK, "2 cards found; none shown", NULL},
    {{"--offset", "1", "sepsis"}, LS_OK, "2 cards found; 2-2 shown", NULL},
    {{"-s6"}, LS_OK, "2 cards pass the filters; 1-2 shown", NULL},
    {{"-s9"}, LS_NOTHING_FOUND, "no card passes the filters", NULL},
    {{"-y2021", "sepsis"}, LS_OK, "1 card found", NULL},
    {{"-y2022..", "sepsis"}, LS_NOTHING_FOUND, "no card holds", NULL},
    {{"-d", "門诊", "sepsis"}, LS_OK, "1 card found", NULL},
    {{"-d", "門", "sepsis"}, LS_NOTHING_FOUND, "no card holds", NULL},
    {{"-fjson", "zebra"},
     LS_NOTHING_FOUND,
     "{\"version\":1,\"query\":\"zebra\",\"step\":\"none\",\"total\":0,\"total_some\":0,",
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
    {{"--show", "x", "y"}, LS_USAGE, NULL, "--show shows one card"},
    {{"--db", "/nonexistent/litsearch", "x"}, LS_NO_INDEX, NULL, "/nonexistent/litsearch"},
    {{"--db", "/nonexistent/litsearch", "--show", "x"}, LS_NO_INDEX, NULL, "no index"},
};

static bool contains(const char *text, const char *part)
{
    return part ? strstr(text, part) != NULL : text[0] == '\0';
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
        *status = ls_answer(&request, &(struct ls_style){0}, &arena, &reply, err);
    }
    ls_buf_add_span(out, ls_buf_span(&reply.out));
    ls_buf_add_span(notes, ls_buf_span(&reply.notes));
    ls_reply_free(&reply);
    ls_arena_free(&arena);
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

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    setenv("LITSEARCH_DB", fixture.folder, 1);
    test_rows();
    test_notes();
    fixture_close(&fixture);
    return tap_done();
}
