/* Queries, as rows of text and what they find. */
#include "support.h"

#include <math.h>

static const char *const texts[] = {
    "a",       /* 1 */
    "a b",     /* 2 */
    "a b c",   /* 3 */
    "b c",     /* 4 */
    "c b a",   /* 5 */
    "d",       /* 6 */
    "da db",   /* 7 */
    "db dc d", /* 8 */
    NULL,
};

/* Everything is scaled to 0, so that the ids come out in order. */
static void matches(void **state)
{
    static const struct {
        const char *query, *found;
    } rows[] = {
        {"ALL", "1 2 3 4 5 6 7 8"},
        {"NONE", ""},
        {"a", "1 2 3 5"},
        {"absent", ""},
        {"(AND a b)", "2 3 5"},
        {"(AND a b c)", "3 5"},
        {"(AND a)", "1 2 3 5"},
        {"(AND)", ""},
        {"(AND a NONE)", ""},
        {"(OR a d)", "1 2 3 5 6 8"},
        {"(OR a NONE)", "1 2 3 5"},
        {"(AND_NOT a b)", "1"},
        {"(AND_NOT ALL a d)", "4 7"},
        {"(AND_MAYBE b a c)", "2 3 4 5"},
        {"(FILTER a b c)", "3 5"},
        {"(XOR a b)", "1 4"},
        {"(XOR a b c)", "1 3 5"},
        {"(NEAR a b)", "2 3 5"},
        {"(NEAR/3 a c)", "3 5"},
        {"(NEAR/2 a c)", ""},
        {"(PHRASE a b)", "2 3"},
        {"(PHRASE b a)", "5"},
        {"(PHRASE/3 a c)", "3"},
        {"(PHRASE (OR a b) c)", "3 4"},
        {"(ELITE a d)", "1 2 3 5 6 8"},
        {"(SYNONYM a d)", "1 2 3 5 6 8"},
        {"(MAX a d)", "1 2 3 5 6 8"},
        {"d*", "6 7 8"},
        {"da*", "7"},
        {"z*", ""},
        {"2..4", "2 3 4"},
        {"4..2", ""},
        {"7..99", "7 8"},
        {"#", ""},
        {"#1,4,8", "1 4 8"},
        {"(AND #1,4,8 b)", "4"},
        {"(AND b #1,4,8)", "4"},
        {"(AND #1,4,8 #4,8)", "4 8"},
        {"(OR #1,4,8 d)", "1 4 6 8"},
        {"(FILTER a #1,4,5)", "1 5"},
        {"(AND_NOT a #1,4,5)", "2 3"},
        {"(AND_MAYBE a #1,4,5)", "1 2 3 5"},
        {"(XOR a #1,4,5)", "2 3 4"},
        {"(SYNONYM a #4)", "1 2 3 4 5"},
        {"(AND ALL #2,3,5,7)", "2 3 5 7"},
        {"(AND 2..5 (OR #1,2 #5,6))", "2 5"},
        {"(AND (AND_NOT ALL #1,2,3) (OR a (PHRASE b c)))", "4 5"},
    };
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    for (size_t i = 0; i < ROWS(rows); i++) {
        char query[200];
        snprintf(query, sizeof query, "(x0 %s)", rows[i].query);
        const char *ids = found(reader, query);
        if (strcmp(ids, rows[i].found) != 0)
            print_error("%s\n", rows[i].query);
        assert_string_equal(ids, rows[i].found);
    }
    xap_reader_free(reader);
}

/* Lists of docids alone have weights that are known. */
static void weights_add_up(void **state)
{
    static const struct {
        const char *query, *found;
    } rows[] = {
        {"#1:1,2:5,3:3", "2 3 1"},
        {"(x2 #1:1,2:5,3:3)", "2 3 1"},
        {"(OR #1:1,2:5,3:3 #1:7)", "1 2 3"},
        {"(AND #1:1,2:5,3:3 #1:7,3:1)", "1 3"},
        {"(AND_MAYBE #1:1,2:5,3:3 #3:9,8:50)", "3 2 1"},
        {"(FILTER #1:1,2:5,3:3 #1:70,3:1)", "3 1"},
        {"(ELITE/1 a d)", "6 8"},
        {"(MAX #1:1,2:5,3:3 #1:4,2:1)", "2 1 3"},
        {"(OR #1:1,2:5,3:3 (x0.1 #1:70,2:10))", "1 2 3"},
    };
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_string_equal(found(reader, rows[i].query), rows[i].found);
    }
    xap_reader_free(reader);
}

/* The best hits, of which Xapian looks for no more than so many; or looks at all documents. */
static const char *best(struct xap_reader *reader, const char *query, uint32_t max, bool at_all)
{
    static char lines[2][80];
    char *line = lines[at_all];
    struct xap_query *parsed;
    struct xap_search *search;
    struct xap_hits *hits;
    must(parse_query(query, &parsed));
    must(xap_search_new(reader, &search, &why));
    must(xap_search_set_query(search, parsed, 0, &why));
    must(xap_search_run(search, 0, max, at_all ? 1000 : 0, &hits, &why));
    line[0] = '\0';
    for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
        sprintf(line + strlen(line), "%s%u:%g", i ? " " : "", xap_hits_docid(hits, i),
                xap_hits_weight(hits, i));
    }
    xap_hits_free(hits);
    xap_search_free(search);
    xap_query_free(parsed);
    return line;
}

static unsigned next_below(uint32_t *state, unsigned most)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % most;
}

static void add_list(char *query, uint32_t *state, uint32_t last, bool weighted)
{
    unsigned odds = 1 + next_below(state, 4);
    const char *before = " #";
    for (uint32_t docid = 1; docid <= last; docid++) {
        if (next_below(state, odds + 1) == 0) {
            sprintf(query + strlen(query), weighted ? "%s%u:%u" : "%s%u", before, docid,
                    1 + next_below(state, 9));
            before = ",";
        }
    }
    strcat(query, *before == ',' ? "" : " #");
}

/* A list to which others add weight, in any nest of the operators by which they may. */
static void make_nest(char *query, uint32_t *state)
{
    uint32_t last = 3 + next_below(state, 6);
    strcpy(query, "(AND_MAYBE");
    add_list(query, state, last, next_below(state, 2) == 0);
    for (unsigned i = 0; i < 1 + next_below(state, 3); i++) {
        bool is_and = next_below(state, 6) == 0;
        strcat(query, is_and ? " (AND" : " (OR");
        for (unsigned j = 0; j < 2 + next_below(state, 3); j++)
            add_list(query, state, last, true);
        strcat(query,
               next_below(state, 2) ? " (x2 #3:1,5:4))" : " (OR #1:2 (AND_MAYBE #4:1 #4:2)))");
    }
    strcat(query, ")");
}

/* Xapian passes over what cannot be among the best, and over nothing else. */
static void lists_lose_nothing(void **state)
{
    static const struct {
        const char *query;
        uint32_t max;
        const char *best;
    } rows[] = {
        {"(AND_MAYBE #1,2,3 (OR #1:3 #3:4))", 1, "3:4"},
        {"(AND_MAYBE #1,2,3 (OR #3:7 #1:5))", 1, "3:7"},
        {"(AND_MAYBE #1,2,3 #3:7 #1:5)", 1, "3:7"},
        {"(AND_MAYBE #1,2,3,4 (OR #1:7 #2:5,4:8 #4:4))", 2, "4:12 1:7"},
        {"(AND (AND_MAYBE #1,2,3 (OR #1:3 #3:4)) ALL)", 1, "3:4"},
        {"(AND_MAYBE #1:1,2:1,3:2 (OR #1:3 #3:4))", 1, "3:6"},
        {"(AND_MAYBE #1,2,3 NONE)", 2, "1:0 2:0"},
    };
    uint32_t number = 1;
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_string_equal(best(reader, rows[i].query, rows[i].max, false), rows[i].best);
    }
    for (int i = 0; i < 5000; i++) {
        char query[1000];
        make_nest(query, &number);
        uint32_t max = 1 + next_below(&number, 4);
        const char *hits = best(reader, query, max, false);
        if (strcmp(hits, best(reader, query, max, true)) != 0)
            print_error("%u of %s\n", max, query);
        assert_string_equal(hits, best(reader, query, max, true));
    }
    xap_reader_free(reader);
}

/* The ids of a list are those of the reader, whatever the number of its databases. */
static void docids_over_several(void **state)
{
    static const struct {
        const char *query, *found;
    } rows[] = {
        {"#1", "1"},
        {"#2", "2"},
        {"#1,2,3,4,5,6,7,8,9", "1 2 3 4 5 6 7 8 9"},
        {"#2:1,5:9,9:4", "5 9 2"},
        {"(AND #1,2,4,5,9 b)", "5"},
        {"(AND (x0 b) #1,2,4,5,6,9)", "5 6"},
        {"(AND_NOT ALL #1,3,4,6,7,8,9)", "2 5 10"},
        {"(FILTER #4:3,6:2,7:9 #1,4,6)", "4 6"},
    };
    /* 1 4 7 10, 2 5 8 and 3 6 9. */
    build(in_folder(state, "0"), (const char *const[]){"a", "a c", "b c", "d", NULL});
    build(in_folder(state, "1"), (const char *const[]){"a", "b", "c", NULL});
    build(in_folder(state, "2"), (const char *const[]){"a", "b", "c", NULL});
    struct xap_reader *reader = open_reader(in_folder(state, "0"));
    must(xap_reader_add(reader, STR(in_folder(state, "1")), &why));
    must(xap_reader_add(reader, STR(in_folder(state, "2")), &why));
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *ids = found(reader, rows[i].query);
        if (strcmp(ids, rows[i].found) != 0)
            print_error("%s\n", rows[i].query);
        assert_string_equal(ids, rows[i].found);
    }
    xap_reader_free(reader);
}

/* Where ids have gaps, Xapian by itself takes a term that is in all documents, and whose weight
 * does not count, for a fault of the database: once the list of documents has several chunks. */
static void build_gap(const char *path, uint32_t documents, uint32_t gap)
{
    struct xap_writer *writer = open_writer(path, XAP_WRITER_NO_SYNC);
    struct xap_document *document = text_document("all every");
    for (uint32_t docid = 1; docid <= documents; docid++) {
        if (docid != gap)
            must(xap_writer_replace(writer, docid, document, &why));
    }
    must(xap_writer_commit(writer, &why));
    xap_document_free(document);
    xap_writer_free(writer);
}

enum scheme { BM25, FLAT, BOOLEAN };

static uint32_t count_all(struct xap_reader *reader, const char *text, enum scheme scheme)
{
    struct xap_query *query;
    struct xap_search *search;
    struct xap_hits *hits;
    must(parse_query(text, &query));
    must(xap_search_new(reader, &search, &why));
    must(xap_search_set_query(search, query, 0, &why));
    if (scheme == FLAT)
        must(xap_search_set_bm25(search, 0, 0, 0, 0, 0, &why));
    if (scheme == BOOLEAN)
        must(xap_search_set_boolean(search, &why));
    must(xap_search_run(search, 0, 0, UINT32_MAX, &hits, &why));
    uint32_t count = xap_hits_matches_lower(hits);
    assert_int_equal(xap_hits_matches_upper(hits), count);
    xap_hits_free(hits);
    xap_search_free(search);
    xap_query_free(query);
    return count;
}

static void terms_in_all_documents(void **state)
{
    static const char *const queries[] = {
        "all",
        "(x0 all)",
        "(x0 (AND all every))",
        "(FILTER all every)",
        "(x0 (OR all every))",
        "(x0 (FILTER every all))",
        "(x0 (SYNONYM all every))",
        "(x0 al*)",
        "(x0 (MAX all zz))",
        "(FILTER (x0 all) (x0 every) (XOR all none))",
        "(AND_NOT all none)",
        "(x0 (AND_MAYBE all every))",
    };
    build_gap(in_folder(state, "gap"), 3000, 5);
    build_gap(in_folder(state, "whole"), 2000, 0);
    struct xap_reader *one = open_reader(in_folder(state, "gap"));
    struct xap_reader *two = open_reader(in_folder(state, "gap"));
    struct xap_reader *three = open_reader(in_folder(state, "gap"));
    must(xap_reader_add(two, STR(in_folder(state, "whole")), &why));
    build(in_folder(state, "other"), texts);
    must(xap_reader_add(three, STR(in_folder(state, "other")), &why));
    for (size_t i = 0; i < ROWS(queries); i++) {
        for (enum scheme scheme = BM25; scheme <= BOOLEAN; scheme++) {
            assert_int_equal(count_all(one, queries[i], scheme), 2999);
            if (strchr(queries[i], '*'))
                continue; /* the header says so */
            assert_int_equal(count_all(two, queries[i], scheme), 4999);
            assert_int_equal(count_all(three, queries[i], scheme), 2999);
        }
    }
    xap_reader_free(one);
    xap_reader_free(two);
    xap_reader_free(three);
}

/* Where MAX and XOR crash Xapian they are refused. */
static void fragile_operators(void **state)
{
    static const char below[] = "below OR", with[] = "in one query with XAP_OP_AND_MAYBE";
    static const struct {
        const char *query, *refusal; /* NULL: allowed */
    } rows[] = {
        {"(MAX a b)", NULL},
        {"(MAX (OR a b) c)", NULL},
        {"(MAX (MAX a b) c)", NULL},
        {"(XOR (MAX a b) c)", NULL},
        {"(MAX (XOR a b) c)", NULL},
        {"(AND (MAX a b) (OR c d))", NULL},
        {"(FILTER a (XOR a b))", NULL},
        {"(AND_NOT (MAX a b) c)", NULL},
        {"(x2 (AND (x3 (MAX a b)) c))", NULL},
        {"(OR (AND_MAYBE a b) (AND_MAYBE c d))", NULL},
        {"(OR (MAX a b) c)", below},
        {"(OR c (MAX a b))", below},
        {"(OR (XOR a b) c)", below},
        {"(OR c (AND d (MAX a b)))", below},
        {"(OR c (x2 (XOR a b)))", below},
        {"(OR c (MAX a (OR a b)))", below},
        {"(ELITE (MAX a b) c)", below},
        {"(SYNONYM (MAX a b) c)", below},
        {"(AND_NOT c (MAX a b))", below},
        {"(AND_MAYBE c (MAX a b))", below},
        {"(AND_MAYBE (XOR a b) c)", below},
        {"(NEAR c (MAX a b))", below},
        {"(MAX (AND_MAYBE a b) c)", with},
        {"(AND (AND_MAYBE a b) (MAX c d))", with},
        {"(FILTER (XOR a b) (x2 (OR c (AND_MAYBE a d))))", with},
    };
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct xap_query *query = (struct xap_query *)-1;
        enum xap_status status = parse_query(rows[i].query, &query);
        if (!rows[i].refusal) {
            must(status);
            found(reader, rows[i].query);
        } else {
            refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", rows[i].refusal, status);
            assert_null(query);
        }
        xap_query_free(query);
    }
    xap_reader_free(reader);
}

static void refused(void **state)
{
    static const struct {
        const char *query;
        enum xap_status status;
        const char *type, *part;
    } rows[] = {
        {"#2,2", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "docids do not rise"},
        {"#3,2", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "docids do not rise"},
        {"#0,2", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "docids do not rise"},
        {"#2:-1", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "weight of a docid"},
        {"#2:nan", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "weight of a docid"},
        {"#2:inf", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "weight of a docid"},
        {"(x-1 a)", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "factor"},
        {"(xnan a)", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "factor"},
        {"(AND/3 a b)", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "no parameter"},
        {"(NONSENSE a b)", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "no such enumerator: 11"},
        {"(PHRASE a (AND b c))", XAP_UNIMPLEMENTED, "UnimplementedError", "OP_PHRASE"},
        {"(NEAR a (SYNONYM b c))", XAP_UNIMPLEMENTED, "UnimplementedError", "OP_NEAR"},
        {"(AND a (OR b #0))", XAP_INVALID_ARGUMENT, "InvalidArgumentError", "docids"},
    };
    struct xap_query *query, *a;
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        query = (struct xap_query *)-1;
        refuse(rows[i].status, rows[i].type, rows[i].part, parse_query(rows[i].query, &query));
        assert_null(query);
    }
    must(xap_query_term(STR("a"), 1, &a, &why));
    const struct xap_query *parts[] = {a, NULL};
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "NULL",
           xap_query_combine(XAP_OP_AND, parts, 2, 0, &query, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_query_value_range(XAP_NO_SLOT, STR("a"), STR("b"), &query, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_query_value_ge(XAP_NO_SLOT, STR("a"), &query, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_query_value_le(XAP_NO_SLOT, STR("a"), &query, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "no such enumerator: 3",
           xap_query_wildcard(STR("a"), 1, (enum xap_wildcard_limit)3, &query, &why));
    xap_query_free(a);
}

static void found_by(struct xap_reader *reader, struct xap_query *query, enum xap_status status,
                     uint32_t count)
{
    struct xap_search *search;
    struct xap_hits *hits;
    must(xap_search_new(reader, &search, &why));
    must(xap_search_set_query(search, query, 0, &why));
    if (status == XAP_OK) {
        must(xap_search_run(search, 0, 10, 0, &hits, &why));
        assert_int_equal(xap_hits_count(hits), count);
    } else {
        refuse(status, "WildcardError", "expands to more than",
               xap_search_run(search, 0, 10, 0, &hits, &why));
        assert_null(hits);
    }
    xap_hits_free(hits);
    xap_search_free(search);
}

/* d is in 2 documents, da in 1, db in 2, dc in 1; together in 6, 7 and 8. */
static void wildcards(void **state)
{
    static const struct {
        const char *prefix;
        uint32_t max_terms;
        enum xap_wildcard_limit limit;
        enum xap_status status;
        uint32_t count;
    } rows[] = {
        {"d", 0, XAP_WILDCARD_ERROR, XAP_OK, 3},    {"d", 4, XAP_WILDCARD_ERROR, XAP_OK, 3},
        {"d", 3, XAP_WILDCARD_ERROR, XAP_RANGE, 0}, {"d", 1, XAP_WILDCARD_FIRST, XAP_OK, 2},
        {"da", 1, XAP_WILDCARD_FIRST, XAP_OK, 1},   {"d", 2, XAP_WILDCARD_MOST_FREQUENT, XAP_OK, 3},
        {"", 0, XAP_WILDCARD_ERROR, XAP_OK, 8},
    };
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct xap_query *query;
        must(xap_query_wildcard(STR(rows[i].prefix), rows[i].max_terms, rows[i].limit, &query,
                                &why));
        found_by(reader, query, rows[i].status, rows[i].count);
        xap_query_free(query);
    }
    xap_reader_free(reader);
}

/* A term longer than any that could have been added is in no document, and no error. */
static void terms_beyond_all_length(void **state)
{
    struct xap_query *query;
    struct xap_reader *reader;
    char term[1000];
    memset(term, 'x', sizeof term);
    build(in_folder(state, "db"), texts);
    reader = open_reader(in_folder(state, "db"));
    for (size_t len = 244; len < sizeof term; len += len < 260 ? 1 : 123) {
        must(xap_query_term(term, len, 1, &query, &why));
        found_by(reader, query, XAP_OK, 0);
        xap_query_free(query);
        must(xap_query_wildcard(term, len, 0, XAP_WILDCARD_ERROR, &query, &why));
        found_by(reader, query, XAP_OK, 0);
        xap_query_free(query);
    }
    xap_reader_free(reader);
}

static void open_ranges(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_query *query;
    char five[9];
    size_t len = xap_double_serialise(5, five);
    must(xap_query_value_ge(0, five, len, &query, &why));
    found_by(reader, query, XAP_OK, 4);
    xap_query_free(query);
    must(xap_query_value_le(0, five, len, &query, &why));
    found_by(reader, query, XAP_OK, 5);
    xap_query_free(query);
    must(xap_query_value_le(7, five, len, &query, &why));
    found_by(reader, query, XAP_OK, 0); /* no value, no match */
    xap_query_free(query);
    must(xap_query_value_ge(7, NULL, 0, &query, &why));
    found_by(reader, query, XAP_OK, 8);
    xap_query_free(query);
    must(xap_query_value_range(1, STR("b"), STR("c"), &query, &why));
    found_by(reader, query, XAP_OK, 2);
    xap_query_free(query);
    xap_reader_free(reader);
}

static void descriptions(void **state)
{
    static const struct {
        const char *query, *text;
    } rows[] = {
        {"a", "Query(a)"},
        {"(AND a (OR b c))", "Query((a AND (b OR c)))"},
        {"#1,2,9", "Query(PostingSource(docids(3)))"},
        {"NONE", "Query()"},
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct xap_query *query;
        struct xap_bytes text;
        must(parse_query(rows[i].query, &query));
        must(xap_query_describe(query, &text, &why));
        assert_bytes(text, rows[i].text);
        xap_query_free(query);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(matches),
        FOLDER_TEST(weights_add_up),
        FOLDER_TEST(lists_lose_nothing),
        FOLDER_TEST(docids_over_several),
        FOLDER_TEST(terms_in_all_documents),
        FOLDER_TEST(fragile_operators),
        cmocka_unit_test(refused),
        FOLDER_TEST(wildcards),
        FOLDER_TEST(open_ranges),
        FOLDER_TEST(terms_beyond_all_length),
        cmocka_unit_test(descriptions),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
