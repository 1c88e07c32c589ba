/* Searches: ranking, sorting, collapsing, totals; and their hits. */
#include "support.h"

#include <math.h>

static const char *const texts[] = {
    "cat cat cat",         /* 1 */
    "cat dog",             /* 2 */
    "bird cat dog dog x",  /* 3 */
    "ape bird",            /* 4 */
    "cat y y y y y y y y", /* 5 */
    NULL,
};

struct fixture {
    struct xap_reader *reader;
    struct xap_search *search;
};

static struct fixture start(void **state, const char *query)
{
    struct fixture f;
    struct xap_query *parsed;
    build(in_folder(state, "db"), texts);
    f.reader = open_reader(in_folder(state, "db"));
    must(xap_search_new(f.reader, &f.search, &why));
    must(parse_query(query, &parsed));
    must(xap_search_set_query(f.search, parsed, 0, &why));
    xap_query_free(parsed);
    return f;
}

static void finish(struct fixture f)
{
    xap_search_free(f.search);
    xap_reader_free(f.reader);
}

static struct xap_hits *run(struct fixture f, uint32_t first, uint32_t max)
{
    struct xap_hits *hits;
    must(xap_search_run(f.search, first, max, 100, &hits, &why));
    return hits;
}

static const char *ids(struct fixture f)
{
    static char line[64];
    struct xap_hits *hits = run(f, 0, 10);
    line[0] = '\0';
    for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
        sprintf(line + strlen(line), "%s%u", i ? " " : "", xap_hits_docid(hits, i));
    }
    xap_hits_free(hits);
    return line;
}

static void hits_and_totals(void **state)
{
    struct fixture f = start(state, "cat");
    struct xap_hits *hits = run(f, 0, 10);
    assert_int_equal(xap_hits_count(hits), 4);
    assert_int_equal(xap_hits_matches_lower(hits), 4);
    assert_int_equal(xap_hits_matches_estimated(hits), 4);
    assert_int_equal(xap_hits_matches_upper(hits), 4);
    assert_int_equal(xap_hits_docid(hits, 0), 1);
    assert_int_equal(xap_hits_percent(hits, 0), 100);
    assert_true(xap_hits_weight(hits, 0) == xap_hits_max_weight(hits));
    for (uint32_t i = 1; i < 4; i++) {
        assert_true(xap_hits_weight(hits, i) <= xap_hits_weight(hits, i - 1));
        assert_in_range(xap_hits_percent(hits, i), 1, 100);
        assert_int_equal(xap_hits_collapse_count(hits, i), 0);
    }
    assert_int_equal(xap_hits_docid(hits, 4), 0);
    assert_true(xap_hits_weight(hits, 4) == 0);
    assert_int_equal(xap_hits_percent(hits, UINT32_MAX), 0);
    xap_hits_free(hits);

    hits = run(f, 3, 10);
    assert_int_equal(xap_hits_count(hits), 1);
    assert_true(xap_hits_max_weight(hits) > xap_hits_weight(hits, 0));
    xap_hits_free(hits);
    hits = run(f, 4, 10);
    assert_int_equal(xap_hits_count(hits), 0);
    assert_int_equal(xap_hits_matches_lower(hits), 4);
    xap_hits_free(hits);
    hits = run(f, 0, 0);
    assert_int_equal(xap_hits_count(hits), 0);
    assert_int_equal(xap_hits_matches_estimated(hits), 4);
    xap_hits_free(hits);
    hits = run(f, UINT32_MAX, UINT32_MAX);
    assert_int_equal(xap_hits_count(hits), 0);
    xap_hits_free(hits);
    finish(f);
}

static void without_a_query(void **state)
{
    struct fixture f = {0};
    build(in_folder(state, "db"), texts);
    f.reader = open_reader(in_folder(state, "db"));
    must(xap_search_new(f.reader, &f.search, &why));
    assert_string_equal(ids(f), "");
    finish(f);
}

static void documents_of_hits(void **state)
{
    struct fixture f = start(state, "(AND cat dog)");
    struct xap_hits *hits = run(f, 0, 10);
    struct xap_document *document;
    struct xap_bytes data;
    must(xap_hits_document(hits, 0, &document, &why));
    assert_int_equal(xap_document_docid(document), xap_hits_docid(hits, 0));
    must(xap_document_data(document, &data, &why));
    assert_bytes(data, texts[xap_hits_docid(hits, 0) - 1]);
    xap_document_free(document);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "there is no hit 2",
           xap_hits_document(hits, 2, &document, &why));
    assert_null(document);
    finish(f); /* hits have what they need */
    must(xap_hits_document(hits, 1, &document, &why));
    xap_document_free(document);
    xap_hits_free(hits);
}

/* A list of ids may name what is no document. */
static void hits_that_are_no_documents(void **state)
{
    struct fixture f = start(state, "#2:2,70:1");
    struct xap_hits *hits = run(f, 0, 10);
    struct xap_document *document;
    assert_int_equal(xap_hits_count(hits), 2);
    assert_int_equal(xap_hits_docid(hits, 1), 70);
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "70", xap_hits_document(hits, 1, &document, &why));
    xap_hits_free(hits);
    finish(f);
}

static void terms_of_hits(void **state)
{
    struct fixture f = start(state, "(OR dog cat unknown ca* ape)");
    struct xap_hits *hits = run(f, 0, 10);
    struct xap_terms *terms;
    struct xap_query *other;
    bool more;
    must(parse_query("y", &other));
    must(xap_search_set_query(f.search, other, 0, &why)); /* the hits keep their query */
    for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
        must(xap_terms_of_hit(hits, i, &terms, &why));
        if (xap_hits_docid(hits, i) == 3) {
            must(xap_terms_next(terms, &more, &why));
            assert_true(more);
            assert_bytes(xap_terms_term(terms), "cat");
            assert_int_equal(xap_terms_freq(terms), 4);
            assert_int_equal(xap_terms_wdf(terms), 0);
            assert_string_equal(rest_of(terms), "dog");
            assert_int_equal(xap_terms_freq(terms), 0);
        }
        xap_terms_free(terms);
    }
    must(xap_terms_of_hit(hits, 0, &terms, &why));
    must(xap_terms_skip_to(terms, STR("d"), &more, &why));
    assert_int_equal(more, xap_hits_docid(hits, 0) == 2 || xap_hits_docid(hits, 0) == 3);
    xap_terms_free(terms);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "there is no hit 9",
           xap_terms_of_hit(hits, 9, &terms, &why));
    assert_null(terms);
    xap_query_free(other);
    xap_hits_free(hits);
    finish(f);
}

/* Slot 0 holds the number, slot 1 the first letter: c c b a c. */
static void sorting(void **state)
{
    static const struct {
        const char *query;
        enum xap_sort sort;
        uint32_t slot;
        bool descending;
        const char *ids;
    } rows[] = {
        {"cat", XAP_SORT_RELEVANCE, 0, false, "1 2 3 5"},
        {"cat", XAP_SORT_RELEVANCE, XAP_NO_SLOT, true, "1 2 3 5"},
        {"ALL", XAP_SORT_VALUE, 0, false, "1 2 3 4 5"},
        {"ALL", XAP_SORT_VALUE, 0, true, "5 4 3 2 1"},
        {"ALL", XAP_SORT_VALUE, 1, false, "4 3 1 2 5"},
        {"cat", XAP_SORT_VALUE_RELEVANCE, 1, false, "3 1 2 5"},
        {"cat", XAP_SORT_VALUE_RELEVANCE, 1, true, "1 2 5 3"},
        {"#1:1,2:1,3:2,4:1", XAP_SORT_RELEVANCE_VALUE, 0, true, "3 4 2 1"},
        {"#1:1,2:1,3:2,4:1", XAP_SORT_RELEVANCE_VALUE, 0, false, "3 1 2 4"},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct fixture f = start(state, rows[i].query);
        must(xap_search_sort(f.search, rows[i].sort, rows[i].slot, rows[i].descending, &why));
        assert_string_equal(ids(f), rows[i].ids);
        finish(f);
    }
    struct fixture f = start(state, "cat");
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_search_sort(f.search, XAP_SORT_VALUE, XAP_NO_SLOT, false, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "no such enumerator: 4",
           xap_search_sort(f.search, (enum xap_sort)4, 0, false, &why));
    finish(f);
}

static void docid_orders(void **state)
{
    struct fixture f = start(state, "ALL");
    must(xap_search_set_docid_order(f.search, XAP_DOCID_DESCENDING, &why));
    assert_string_equal(ids(f), "5 4 3 2 1");
    must(xap_search_set_docid_order(f.search, XAP_DOCID_ASCENDING, &why));
    assert_string_equal(ids(f), "1 2 3 4 5");
    must(xap_search_set_docid_order(f.search, XAP_DOCID_ANY, &why));
    assert_int_equal(strlen(ids(f)), 9);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "no such enumerator: 3",
           xap_search_set_docid_order(f.search, (enum xap_docid_order)3, &why));
    finish(f);
}

static void collapsing(void **state)
{
    struct fixture f = start(state, "cat");
    must(xap_search_set_collapse(f.search, 1, 1, &why));
    assert_string_equal(ids(f), "1 3");
    struct xap_hits *hits = run(f, 0, 10);
    assert_int_equal(xap_hits_collapse_count(hits, 0), 2);
    assert_int_equal(xap_hits_collapse_count(hits, 1), 0);
    xap_hits_free(hits);
    must(xap_search_set_collapse(f.search, 1, 2, &why));
    assert_string_equal(ids(f), "1 2 3");
    must(xap_search_set_collapse(f.search, XAP_NO_SLOT, 0, &why));
    assert_string_equal(ids(f), "1 2 3 5");
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_search_set_collapse(f.search, XAP_NO_SLOT, 1, &why));
    finish(f);
}

static void weighting(void **state)
{
    static const struct {
        double k1, k2, k3, b, min_normlen;
        const char *part; /* NULL: fine */
    } rows[] = {
        {1, 0, 1, 0.5, 0.5, NULL},       {0, 0, 0, 0, 0, NULL},
        {1.2, 0, 1e9, 1, 0, NULL},       {-1, 0, 1, 0.5, 0.5, "k1"},
        {1, NAN, 1, 0.5, 0.5, "k2"},     {1, 0, -0.1, 0.5, 0.5, "k3"},
        {1, 0, 1, 1.5, 0.5, "b is out"}, {1, 0, 1, 0.5, -1, "min_normlen"},
    };
    struct fixture f = start(state, "cat");
    for (size_t i = 0; i < ROWS(rows); i++) {
        enum xap_status status = xap_search_set_bm25(f.search, rows[i].k1, rows[i].k2, rows[i].k3,
                                                     rows[i].b, rows[i].min_normlen, &why);
        if (rows[i].part) {
            refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", rows[i].part, status);
        } else {
            must(status);
        }
    }
    must(xap_search_set_bm25(f.search, 1, 0, 1, 1, 0, &why)); /* length counts most */
    assert_string_equal(ids(f), "1 2 3 5");
    must(xap_search_set_bm25(f.search, 0, 0, 1, 0, 0, &why)); /* neither length nor frequency */
    struct xap_hits *hits = run(f, 0, 10);
    assert_true(fabs(xap_hits_weight(hits, 0) - xap_hits_weight(hits, 3)) < 1e-9);
    xap_hits_free(hits);
    must(xap_search_set_boolean(f.search, &why));
    hits = run(f, 0, 10);
    assert_int_equal(xap_hits_count(hits), 4);
    assert_true(xap_hits_weight(hits, 0) == 0);
    assert_true(xap_hits_max_weight(hits) == 0);
    xap_hits_free(hits);
    finish(f);
}

static void cutoffs(void **state)
{
    struct fixture f = start(state, "#1:1,2:2,3:4");
    must(xap_search_set_cutoff(f.search, 0, 2, &why));
    assert_string_equal(ids(f), "3 2");
    must(xap_search_set_cutoff(f.search, 60, 0, &why));
    assert_string_equal(ids(f), "3");
    must(xap_search_set_cutoff(f.search, 0, 0, &why));
    assert_string_equal(ids(f), "3 2 1");
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "percentage",
           xap_search_set_cutoff(f.search, 101, 0, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "weight",
           xap_search_set_cutoff(f.search, 0, -1, &why));
    must(xap_search_set_time_limit(f.search, 10, &why));
    assert_string_equal(ids(f), "3 2 1");
    must(xap_search_set_time_limit(f.search, 0, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "time limit",
           xap_search_set_time_limit(f.search, -1, &why));
    finish(f);
}

/* The best is found even when the search may stop early: the list says how much it can weigh. */
static void best_of_a_list(void **state)
{
    struct fixture f = start(state, "(OR #1:1,2:1,5:9 #1:1,2:1,3:1,4:1)");
    struct xap_hits *hits;
    must(xap_search_run(f.search, 0, 1, 0, &hits, &why));
    assert_int_equal(xap_hits_count(hits), 1);
    assert_int_equal(xap_hits_docid(hits, 0), 5);
    assert_true(xap_hits_weight(hits, 0) == 9);
    xap_hits_free(hits);
    finish(f);
}

static void expanding(void **state)
{
    static const uint32_t relevant[] = {2, 3};
    struct fixture f = start(state, "cat");
    struct xap_terms *terms;
    bool more;
    must(xap_search_expand(f.search, relevant, 2, 3, &terms, &why));
    must(xap_terms_next(terms, &more, &why));
    assert_true(more);
    assert_bytes(xap_terms_term(terms), "dog");
    assert_true(xap_terms_weight(terms) > 0);
    assert_int_equal(xap_terms_freq(terms), 2);
    double before = xap_terms_weight(terms);
    must(xap_terms_next(terms, &more, &why));
    assert_true(more);
    assert_true(xap_terms_weight(terms) <= before);
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "not in byte order",
           xap_terms_skip_to(terms, STR("x"), &more, &why));
    xap_terms_free(terms);
    must(xap_search_expand(f.search, NULL, 0, 3, &terms, &why));
    assert_string_equal(rest_of(terms), "");
    xap_terms_free(terms);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "0",
           xap_search_expand(f.search, (const uint32_t[]){0}, 1, 3, &terms, &why));
    assert_null(terms);
    finish(f);
}

/* A search follows its reader when that moves on. */
static void after_reopen(void **state)
{
    struct fixture f = start(state, "cat");
    struct xap_writer *writer = open_writer(in_folder(state, "db"), 0);
    struct xap_hits *before = run(f, 0, 10);
    struct xap_document *document;
    bool changed;
    must(xap_writer_delete(writer, 1, &why));
    add_text(writer, "cat");
    must(xap_writer_commit(writer, &why));
    assert_string_equal(ids(f), "1 2 3 5");
    must(xap_reader_reopen(f.reader, &changed, &why));
    assert_true(changed);
    assert_string_equal(ids(f), "6 2 3 5");
    assert_int_equal(xap_hits_docid(before, 0), 1);
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "1", xap_hits_document(before, 0, &document, &why));
    xap_hits_free(before);
    xap_writer_free(writer);
    finish(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(hits_and_totals),   FOLDER_TEST(without_a_query),
        FOLDER_TEST(documents_of_hits), FOLDER_TEST(hits_that_are_no_documents),
        FOLDER_TEST(terms_of_hits),     FOLDER_TEST(sorting),
        FOLDER_TEST(docid_orders),      FOLDER_TEST(collapsing),
        FOLDER_TEST(weighting),         FOLDER_TEST(cutoffs),
        FOLDER_TEST(best_of_a_list),    FOLDER_TEST(expanding),
        FOLDER_TEST(after_reopen),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
