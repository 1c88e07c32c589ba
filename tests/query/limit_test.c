/* Requests that take long: each ends when it is told to, wherever it is then, and the next one is
 * answered as if nothing had been. */
#include "query/answer/session.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>

enum { CARDS = 1500, TEXT_WORDS = 60, WORDS_MAX = 6 };

static const char *const vocabulary[] = {
    "sepsis",   "alert",    "model",    "clinical", "patient",  "study",    "co",     "cohort",
    "control",  "cost",     "count",    "the",      "of",       "and",      "in",     "bias",
    "大型語言", "語言模型", "臨床醫療", "決策支援", "病人安全", "幻覺風險", "護理師", "急診室",
};
enum { VOCABULARY = sizeof vocabulary / sizeof *vocabulary };

static const struct {
    const char *words[WORDS_MAX];
    unsigned asks; /* at least */
} rows[] = {
    {{"sepsis"}, 1},
    {{"--any", "the of and in model study clinical patient"}, 1},
    {{"--facets", "model study"}, 20},
    {{"--facets", "-d", "door1", "the"}, 2},
    {{"title:model title:study"}, 20},
    {{"co*"}, 1},
    {{"title:co* model"}, 20},
    {{"co* NEAR/3 model"}, 20},
    {{"(co* OR the) NEAR/9 (in OR 語言模型)"}, 20},
    {{"\"of the\""}, 20},
    {{"\"of the\" \"in model\" -\"study of\""}, 20},
    {{"--facets", "語"}, 2},
    {{"大型語言模型臨床醫療決策支援病人安全幻覺風險護理師急診室"}, 20},
    {{"--facets", "大型語言模型在臨床醫療決策中的風險"}, 4},
    {{"--feedback", "model bias"}, 2},
    {{"--explain", "語言模型 model"}, 2},
    {{"-c", "qa", "model the"}, 20},
    {{"-c", "qa", "--facets", "co*"}, 20},
    {{"modle studdy patiend alret"}, 1},
    {{"-s5..", "-n", "100", "the"}, 5},
    {{"--sort", "title", "-n", "1000", "the OR of"}, 20},
    {{"--count", "title:model OR \"of the\""}, 20},
    {{"--like", "card-7"}, 2},
    {{"--show", "card-7"}, 1},
    {{"--suggest", "c"}, 1},
    {{"--suggest", "clinical mo"}, 1},
    {{"--suggest", "語言"}, 1},
};

/* A generator of numbers that need not be good. */
static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static const char *make_text(struct ls_arena *arena, uint32_t *state, unsigned words)
{
    struct ls_buf text = {0};
    for (unsigned i = 0; i < words; i++) {
        ls_buf_add_str(&text, vocabulary[next_number(state) % VOCABULARY]);
        ls_buf_add_str(&text, i % 12 == 11 ? ". " : " ");
    }
    ls_buf_add(&text, "", 1);
    const char *kept = ls_arena_copy(arena, ls_buf_span(&text)).ptr;
    ls_buf_free(&text);
    return kept;
}

static void make_cards(struct ls_arena *arena, struct fixture_card *cards)
{
    uint32_t state = 1;
    for (int i = 0; i < CARDS; i++) {
        cards[i] = (struct fixture_card){
            .id = ls_arena_printf(arena, "card-%d", i).ptr,
            .title_en = make_text(arena, &state, 5),
            .journal = ls_arena_printf(arena, "Journal %d", i % 40).ptr,
            .domains = ls_arena_printf(arena, "door%d|hall%d", i % 7, i % 3).ptr,
            .score = 1 + i % 10,
            .year = 2000 + i % 25,
            .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, NULL,
                          make_text(arena, &state, TEXT_WORDS)},
                         {LS_FIELD_BODY, LS_PART_QA, "Q", make_text(arena, &state, TEXT_WORDS)}},
        };
    }
}

/* ---- asking ---- */

/* Gives up when it was asked so often. */
struct patience {
    unsigned long asked;
    unsigned long allowed;
};

static bool is_spent(void *context)
{
    struct patience *patience = context;
    return ++patience->asked > patience->allowed;
}

/* Hits only, in a format that tells no time. */
static void read_request(const char *const words[WORDS_MAX], struct ls_arena *arena,
                         struct ls_request *request)
{
    char *argv[WORDS_MAX + 3] = {"litsearch"};
    int argc = 1;
    struct ls_error err;
    for (; argc <= WORDS_MAX && words[argc - 1]; argc++) {
        argv[argc] = (char *)words[argc - 1];
    }
    fixture_must(ls_request_read(argc, argv, arena, request, &err), &err);
    request->format = request->count_only ? LS_QUERY_FORMAT_TEXT : LS_QUERY_FORMAT_JSONL;
}

static enum ls_status ask(struct ls_session *session, const struct ls_request *request,
                          struct ls_reply *reply, struct ls_error *err)
{
    *err = (struct ls_error){0};
    return ls_session_ask(session, request, &(struct ls_style){0}, reply, err);
}

static bool is_late(enum ls_status status, const struct ls_reply *reply, const struct ls_error *err)
{
    return status == LS_BUSY && reply->out.len == 0 &&
           strstr(err->message, "longer than it may") != NULL;
}

/* With patience for one question, for two, four … up to all that were asked. What is kept of those
 * that were given up may let a later one end well, with the answer it should have; NULL: any. */
static bool try_all(struct ls_session *session, const struct ls_request *request,
                    unsigned long asked, const struct ls_reply *wanted, struct ls_reply *reply)
{
    bool all_late = true, is_answered = false;
    for (unsigned long allowed = 0; all_late && !is_answered && allowed < asked;
         allowed = allowed < 16 ? allowed + 1 : allowed * 3 / 2) {
        struct patience patience = {.allowed = allowed};
        struct ls_error err;
        ls_session_watch(session, is_spent, &patience);
        enum ls_status status = ask(session, request, reply, &err);
        is_answered =
            patience.asked <= allowed && status == LS_OK &&
            (!wanted || ls_span_equal(ls_buf_span(&wanted->out), ls_buf_span(&reply->out)));
        all_late = is_answered || (is_late(status, reply, &err) && patience.asked == allowed + 1);
        if (!all_late) {
            printf("# of %lu, allowed %lu, asked %lu: %s %s\n", asked, allowed, patience.asked,
                   ls_status_name(status), err.message);
        }
    }
    ls_session_watch(session, NULL, NULL);
    return all_late;
}

static void test_row(struct ls_session *session, size_t row)
{
    struct ls_arena arena = {0};
    struct ls_request request;
    struct ls_reply reply = {0}, after = {0};
    struct ls_error err;
    struct patience endless = {.allowed = ~0ul};
    const char *what = rows[row].words[1] ? rows[row].words[1] : rows[row].words[0];
    read_request(rows[row].words, &arena, &request);
    enum ls_status status = ask(session, &request, &reply, &err);

    ls_session_watch(session, is_spent, &endless);
    enum ls_status watched = ask(session, &request, &after, &err);
    tap_ok(watched == status && ls_span_equal(ls_buf_span(&reply.out), ls_buf_span(&after.out)),
           "%s: watched, the same answer", what);
    tap_ok(endless.asked >= rows[row].asks, "asked %lu times", endless.asked);
    tap_ok(try_all(session, &request, endless.asked, &reply, &after), "ends wherever it is");
    watched = ask(session, &request, &after, &err);
    tap_ok(watched == status && ls_span_equal(ls_buf_span(&reply.out), ls_buf_span(&after.out)),
           "answers as before afterwards");

    request.deadline_ms = 1;
    tap_ok(is_late(ask(session, &request, &after, &err), &after, &err), "behind its deadline");
    request.deadline_ms = INT64_MAX;
    tap_is_int(ask(session, &request, &after, &err), status, "before its deadline");
    ls_reply_free(&reply);
    ls_reply_free(&after);
    ls_arena_free(&arena);
}

static void commit(const char *folder)
{
    struct xap_writer_options options = {.mode = XAP_WRITER_OPEN, .flags = XAP_WRITER_NO_SYNC};
    struct xap_writer *writer = NULL;
    struct xap_error cause;
    bool wrote = xap_writer_open(folder, strlen(folder), &options, &writer, &cause) == XAP_OK &&
                 xap_writer_set_metadata(writer, "k", 1, "v", 1, &cause) == XAP_OK &&
                 xap_writer_commit(writer, &cause) == XAP_OK;
    xap_writer_free(writer);
    tap_ok(wrote, "a commit");
}

/* What is kept changes no answer, and ends with the state it is of. */
static void test_memory(struct ls_session *session, const char *folder, size_t bytes_max,
                        bool has_positions)
{
    struct ls_session *keeping;
    struct ls_memory *memory;
    struct ls_index *index;
    struct ls_error err;
    int same = 0, all = 0;
    fixture_must(ls_session_open(&folder, 1, &keeping, &err), &err);
    fixture_must(ls_memory_new(bytes_max, &memory, &err), &err);
    ls_session_keep_memory(keeping, memory);
    if (has_positions) {
        fixture_must(ls_session_make_ready(keeping, &err), &err);
        fixture_must(ls_session_index(keeping, &index, &err), &err);
        tap_ok(ls_index_positions(index) && ls_index_terms(index), "positions and terms are made");
    }
    for (size_t i = 0; i < 3 * sizeof rows / sizeof *rows; i++) {
        struct ls_arena arena = {0};
        struct ls_request request;
        struct ls_reply plain = {0}, kept = {0};
        read_request(rows[i % (sizeof rows / sizeof *rows)].words, &arena, &request);
        same += ask(session, &request, &plain, &err) == ask(keeping, &request, &kept, &err) &&
                ls_span_equal(ls_buf_span(&plain.out), ls_buf_span(&kept.out));
        all++;
        if (i == sizeof rows / sizeof *rows) {
            commit(folder);
        }
        ls_reply_free(&plain);
        ls_reply_free(&kept);
        ls_arena_free(&arena);
    }
    tap_ok(same == all, "what is kept in %zu bytes changes no answer", bytes_max);
    ls_session_free(keeping);
    ls_memory_free(memory);
}

/* Asks with patience for so few questions that it must end somewhere: what it had begun to keep by
 * then is seen by nobody. Each way to end begins with nothing kept, or with what the one before
 * did. */
static void test_interrupted(struct ls_session *session, const char *folder, size_t row)
{
    struct ls_session *keeping;
    struct ls_memory *memory;
    struct ls_error err;
    struct ls_arena arena = {0};
    struct ls_request request;
    struct ls_reply plain = {0}, kept = {0};
    int same = 0, all = 0;
    read_request(rows[row].words, &arena, &request);
    enum ls_status status = ask(session, &request, &plain, &err);
    for (unsigned long allowed = 1; allowed < 1000; allowed *= 3) {
        struct patience patience = {.allowed = allowed};
        fixture_must(ls_session_open(&folder, 1, &keeping, &err), &err);
        fixture_must(ls_memory_new(1 << 24, &memory, &err), &err);
        ls_session_keep_memory(keeping, memory);
        ls_session_watch(keeping, is_spent, &patience);
        ask(keeping, &request, &kept, &err);
        ls_session_watch(keeping, NULL, NULL);
        for (int again = 0; again < 2; again++) {
            same += ask(keeping, &request, &kept, &err) == status &&
                    ls_span_equal(ls_buf_span(&plain.out), ls_buf_span(&kept.out));
            all++;
        }
        ls_session_free(keeping);
        ls_memory_free(memory);
    }
    tap_ok(same == all, "%s: nothing is kept half made", rows[row].words[0]);
    ls_reply_free(&plain);
    ls_reply_free(&kept);
    ls_arena_free(&arena);
}

/* A session that was never able to finish anything, then is. */
static void test_first(const char *folder)
{
    static const char *const words[WORDS_MAX] = {"--facets", "model bias"};
    struct ls_session *session;
    struct ls_arena arena = {0};
    struct ls_request request;
    struct ls_reply reply = {0};
    struct ls_error err;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    ls_session_expect_many(session);
    read_request(words, &arena, &request);
    tap_ok(try_all(session, &request, 200, NULL, &reply),
           "a session that never finished a question");
    tap_is_int(ask(session, &request, &reply, &err), LS_OK, "answers");
    ls_reply_free(&reply);
    ls_arena_free(&arena);
    ls_session_free(session);
}

static void test_suggested(struct ls_session *session)
{
    struct ls_request request = {.text = LS_SPAN("c"), .window.limit = 3, .deadline_ms = 1};
    struct ls_arena arena = {0};
    struct ls_suggestions found;
    struct ls_error err;
    tap_is_int(ls_session_suggest(session, &request, &arena, &found, &err), LS_BUSY,
               "what may be typed next has a deadline");
    request.deadline_ms = 0;
    tap_is_int(ls_session_suggest(session, &request, &arena, &found, &err), LS_OK, "or none");
    tap_ok(found.term_count == 3, "and a limit");
    ls_arena_free(&arena);
}

static void test_kept(struct ls_session *session)
{
    struct ls_request request = {.text = LS_SPAN("model"), .window.limit = 3, .deadline_ms = 1};
    struct ls_kept kept = {0};
    struct ls_reply reply = {0};
    struct ls_error err;
    tap_is_int(ls_session_keep(session, &request, &kept, &reply, &err), LS_BUSY,
               "an answer that is kept has a deadline too");
    request.deadline_ms = 0;
    tap_is_int(ls_session_keep(session, &request, &kept, &reply, &err), LS_OK, "or none");
    ls_kept_free(&kept);
    ls_reply_free(&reply);
}

/* ---- states ---- */

static uint64_t state_of(struct ls_session *session)
{
    uint64_t state;
    struct ls_error err = {0};
    fixture_must(ls_session_state(session, &state, &err), &err);
    return state;
}

static void test_state(const char *folder)
{
    struct ls_session *session, *other;
    struct ls_error err;
    uint64_t ignored;
    const char *nowhere = "/nonexistent/litsearch";
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    fixture_must(ls_session_open(&folder, 1, &other, &err), &err);
    uint64_t before = state_of(session);
    tap_ok(before == state_of(session) && before == state_of(other), "the same state in sessions");
    commit(folder);
    tap_ok(before != state_of(session), "another one behind it");
    tap_ok(state_of(other) == state_of(session), "again the same");
    ls_session_free(other);
    fixture_must(ls_session_open(&nowhere, 1, &other, &err), &err);
    tap_is_int(ls_session_state(other, &ignored, &err), LS_NO_INDEX, "no index, no state");
    ls_session_free(other);
    ls_session_free(session);
}

int main(void)
{
    static struct fixture_card cards[CARDS];
    struct ls_arena arena = {0};
    struct fixture fixture;
    struct ls_session *session;
    struct ls_error err;
    make_cards(&arena, cards);
    fixture_open(&fixture, cards, CARDS);
    const char *folder = fixture.folder;
    fixture_must(ls_session_open(&folder, 1, &session, &err), &err);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_row(session, i);
    }
    test_kept(session);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_interrupted(session, folder, i);
    }
    test_memory(session, folder, 1 << 20, false); /* not all streams fit */
    test_memory(session, folder, 1 << 26, true);
    test_suggested(session);
    test_first(folder);
    test_state(folder);
    ls_session_free(session);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
