/* Readers that are watched: everything that may take long asks now and then, and ends when it is
 * told to. */
#include "support.h"

enum { DOCUMENTS = 10000 };

/* Says to give up when it is asked for the last time that is allowed. */
struct patience {
    unsigned long asked;
    unsigned long allowed;
};

static bool is_spent(void *context)
{
    struct patience *patience = context;
    return ++patience->asked > patience->allowed;
}

/* Even documents hold "even", all hold "all", each its number. */
static struct xap_reader *many(void **state)
{
    struct xap_writer *writer = open_writer(in_folder(state, "db"), 0);
    char line[64];
    for (int i = 1; i <= DOCUMENTS; i++) {
        sprintf(line, "all n%d%s", i, i % 2 ? "" : " even");
        add_text(writer, line);
    }
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
    return open_reader(in_folder(state, "db"));
}

enum { WIDE = 300 }; /* so many words that they are worth watching */

static struct xap_query *parse(const char *text)
{
    struct xap_query *query;
    must(parse_query(text, &query));
    return query;
}

/* Takes the query. */
static struct xap_query *wide(struct xap_query *query)
{
    const struct xap_query *arms[WIDE];
    struct xap_query *joined;
    for (size_t i = 0; i < WIDE; i++) {
        arms[i] = query;
    }
    must(xap_query_combine(XAP_OP_OR, arms, WIDE, 0, &joined, &why));
    xap_query_free(query);
    return joined;
}

/* Takes both. */
static struct xap_query *pair(enum xap_op op, struct xap_query *left, struct xap_query *right)
{
    const struct xap_query *arms[] = {left, right};
    struct xap_query *joined;
    must(xap_query_combine(op, arms, 2, 0, &joined, &why));
    xap_query_free(left);
    xap_query_free(right);
    return joined;
}

/* Takes the query. The ids found go to the line. */
static enum xap_status search(struct xap_reader *reader, struct xap_query *query, char *line,
                              uint32_t *matches)
{
    struct xap_search *search;
    struct xap_hits *hits;
    must(xap_search_new(reader, &search, &why));
    must(xap_search_set_query(search, query, 0, &why));
    enum xap_status status = xap_search_run(search, 0, 20, DOCUMENTS, &hits, &why);
    *matches = hits ? xap_hits_matches_estimated(hits) : 0;
    for (uint32_t i = 0; line && hits && i < xap_hits_count(hits); i++) {
        line += sprintf(line, "%u ", xap_hits_docid(hits, i));
    }
    xap_hits_free(hits);
    xap_query_free(query);
    xap_search_free(search);
    return status;
}

static enum xap_status walk_postings(struct xap_reader *reader, uint32_t *count)
{
    struct xap_postings *postings;
    bool more = true;
    enum xap_status status = xap_postings_open(reader, STR("all"), &postings, &why);
    for (*count = 0; status == XAP_OK && more; *count += more) {
        status = xap_postings_next(postings, &more, &why);
    }
    xap_postings_free(postings);
    return status;
}

static enum xap_status walk_terms(struct xap_reader *reader, uint32_t *count)
{
    struct xap_terms *terms;
    bool more = true;
    enum xap_status status = xap_terms_open(reader, STR(""), &terms, &why);
    for (*count = 0; status == XAP_OK && more; *count += more) {
        status = xap_terms_next(terms, &more, &why);
    }
    xap_terms_free(terms);
    return status;
}

static enum xap_status read_documents(struct xap_reader *reader, uint32_t *count)
{
    enum xap_status status = XAP_OK;
    struct xap_bytes data;
    for (*count = 0; status == XAP_OK && *count < DOCUMENTS; *count += status == XAP_OK) {
        status = xap_reader_data(reader, *count + 1, &data, &why);
    }
    return status;
}

static enum xap_status look_up(struct xap_reader *reader, uint32_t *count)
{
    enum xap_status status = XAP_OK;
    uint32_t freq;
    for (*count = 0; status == XAP_OK && *count < DOCUMENTS; *count += status == XAP_OK) {
        status = xap_reader_term_freq(reader, STR("even"), &freq, &why);
    }
    return status;
}

static enum xap_status spend(struct xap_reader *reader, uint32_t *count)
{
    enum xap_status status = XAP_OK;
    for (*count = 0; status == XAP_OK && *count < DOCUMENTS; *count += status == XAP_OK) {
        status = xap_reader_spend(reader, 16, &why);
    }
    return status;
}

static enum xap_status search_wide(struct xap_reader *reader, uint32_t *count)
{
    return search(reader, wide(parse("all")), NULL, count);
}

/* Nothing that is looked at comes as far as the root of the query. */
static enum xap_status search_nothing(struct xap_reader *reader, uint32_t *count)
{
    struct xap_query *nothing = pair(XAP_OP_AND_NOT, parse("all"), wide(parse("all")));
    enum xap_status status = search(reader, nothing, NULL, count);
    assert_int_equal(*count, 0);
    *count = status == XAP_OK ? DOCUMENTS : 0;
    return status;
}

static const struct {
    const char *what;
    enum xap_status (*work)(struct xap_reader *reader, uint32_t *count);
} rows[] = {
    {"postings", walk_postings},
    {"terms", walk_terms},
    {"documents", read_documents},
    {"lookups", look_up},
    {"work of one's own", spend},
    {"a search", search_wide},
    {"one that finds nothing", search_nothing},
};

static void given_up_anywhere(void **state)
{
    struct xap_reader *reader = many(state);
    for (size_t i = 0; i < ROWS(rows); i++) {
        uint32_t whole, count;
        struct patience endless = {.allowed = ~0ul};
        must(rows[i].work(reader, &whole));
        assert_true(whole >= DOCUMENTS);
        xap_reader_watch(reader, is_spent, &endless);
        must(rows[i].work(reader, &count));
        assert_int_equal(count, whole);
        print_message("# %s: asked %lu times\n", rows[i].what, endless.asked);
        if (endless.asked < 2)
            fail_msg("%s asked %lu times", rows[i].what, endless.asked);
        for (unsigned long allowed = 0; allowed < endless.asked; allowed = allowed * 2 + 1) {
            struct patience patience = {.allowed = allowed};
            uint32_t freq;
            xap_reader_watch(reader, is_spent, &patience);
            refuse(XAP_GIVEN_UP, "GivenUp", "given up", rows[i].work(reader, &count));
            refuse(XAP_GIVEN_UP, "GivenUp", "given up",
                   xap_reader_term_freq(reader, STR("even"), &freq, &why));
            assert_int_equal(patience.asked, allowed + 1);
        }
        xap_reader_watch(reader, NULL, NULL);
        must(rows[i].work(reader, &count));
        assert_int_equal(count, whole);
    }
    xap_reader_free(reader);
}

/* The same documents in the same order. */
static void watched_finds_the_same(void **state)
{
    static const char *const queries[] = {"(AND_MAYBE all n7 n12)",
                                          "(AND_NOT all even)",
                                          "(AND even (OR n2 n4 n5))",
                                          "(OR n* n2)",
                                          "#1,4:2.5",
                                          "2..5"};
    struct xap_reader *reader = many(state);
    for (size_t i = 0; i < ROWS(queries); i++) {
        struct patience endless = {.allowed = ~0ul};
        char plain[256] = "", watched[256] = "";
        uint32_t count, watched_count;
        must(search(reader, pair(XAP_OP_AND_MAYBE, parse(queries[i]), wide(parse("no"))), plain,
                    &count));
        xap_reader_watch(reader, is_spent, &endless);
        must(search(reader, pair(XAP_OP_AND_MAYBE, parse(queries[i]), wide(parse("no"))), watched,
                    &watched_count));
        xap_reader_watch(reader, NULL, NULL);
        assert_string_equal(watched, plain);
        assert_int_equal(watched_count, count);
    }
    xap_reader_free(reader);
}

static void state_of_a_reader(void **state)
{
    static const char *const texts[] = {"one", NULL};
    struct xap_bytes now;
    char before[256];
    bool changed;
    build(in_folder(state, "a"), texts);
    build(in_folder(state, "b"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "a"));
    must(xap_reader_add(reader, STR(in_folder(state, "b")), &why));
    must(xap_reader_state(reader, &now, &why));
    snprintf(before, sizeof before, "%.*s", (int)now.len, now.ptr);
    must(xap_reader_reopen(reader, &changed, &why));
    must(xap_reader_state(reader, &now, &why));
    assert_bytes(now, before);

    struct xap_writer *writer = open_writer(in_folder(state, "b"), 0);
    must(xap_writer_set_metadata(writer, STR("key"), STR("value"), &why));
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
    must(xap_reader_state(reader, &now, &why));
    assert_bytes(now, before);
    must(xap_reader_reopen(reader, &changed, &why));
    must(xap_reader_state(reader, &now, &why));
    assert_true(strlen(before) != now.len || memcmp(before, now.ptr, now.len) != 0);
    xap_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(given_up_anywhere),
        FOLDER_TEST(watched_finds_the_same),
        FOLDER_TEST(state_of_a_reader),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
