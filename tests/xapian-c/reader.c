/* The reader and its walks, over one database and over two. */
#include "support.h"

static const char *const texts[] = {
    "apple apple banana", /* 1 */
    "apple cherry",       /* 2 */
    "banana cherry date", /* 3 */
    "幻覺 apricot",       /* 4 */
    NULL,
};

static void numbers(void **state)
{
    struct xap_reader *reader;
    struct xap_bytes uuid;
    uint32_t count;
    double length;
    bool locked;
    build(in_folder(state, "db"), texts);
    reader = open_reader(in_folder(state, "db"));
    must(xap_reader_doc_count(reader, &count, &why));
    assert_int_equal(count, 4);
    must(xap_reader_last_docid(reader, &count, &why));
    assert_int_equal(count, 4);
    must(xap_reader_average_length(reader, &length, &why));
    assert_true(length == 2.5);
    must(xap_reader_uuid(reader, &uuid, &why));
    assert_int_equal(uuid.len, 36);
    must(xap_reader_locked(reader, &locked, &why));
    assert_false(locked);
    struct xap_writer *writer = open_writer(in_folder(state, "db"), 0);
    must(xap_reader_locked(reader, &locked, &why));
    assert_true(locked);
    xap_writer_free(writer);
    xap_reader_free(reader);
}

static void revisions(void **state)
{
    struct xap_writer *writer = open_writer(in_folder(state, "db"), 0);
    struct xap_reader *reader;
    uint64_t first, second;
    bool changed;
    add_text(writer, "one");
    must(xap_writer_commit(writer, &why));
    reader = open_reader(in_folder(state, "db"));
    must(xap_reader_revision(reader, &first, &why));
    must(xap_reader_reopen(reader, &changed, &why));
    assert_false(changed);
    add_text(writer, "two");
    must(xap_writer_commit(writer, &why));
    must(xap_reader_revision(reader, &second, &why));
    assert_int_equal(first, second);
    assert_string_equal(found(reader, "ALL"), "1");
    must(xap_reader_reopen(reader, &changed, &why));
    assert_true(changed);
    must(xap_reader_revision(reader, &second, &why));
    assert_true(second > first);
    assert_string_equal(found(reader, "ALL"), "1 2");
    must(xap_reader_add(reader, STR(in_folder(state, "db")), &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "revision",
           xap_reader_revision(reader, &second, &why));
    assert_int_equal(second, 0);
    xap_reader_free(reader);
    xap_writer_free(writer);
}

static void frequencies(void **state)
{
    static const struct {
        const char *term;
        uint32_t docs, occurrences;
    } rows[] = {
        {"apple", 2, 3}, {"banana", 2, 2}, {"date", 1, 1},
        {"幻覺", 1, 1},  {"absent", 0, 0}, {"app", 0, 0},
    };
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    uint32_t number;
    for (size_t i = 0; i < ROWS(rows); i++) {
        must(xap_reader_term_freq(reader, STR(rows[i].term), &number, &why));
        assert_int_equal(number, rows[i].docs);
        must(xap_reader_collection_freq(reader, STR(rows[i].term), &number, &why));
        assert_int_equal(number, rows[i].occurrences);
    }
    must(xap_reader_term_freq(reader, NULL, 0, &number, &why));
    assert_int_equal(number, 4);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "length without bytes",
           xap_reader_term_freq(reader, NULL, 4, &number, &why));
    assert_int_equal(number, 0);
    xap_reader_free(reader);
}

static void documents(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_bytes data, value;
    struct xap_document *document = (struct xap_document *)-1;
    uint32_t length = 77;
    must(xap_reader_data(reader, 4, &data, &why));
    must(xap_reader_value(reader, 2, 1, &value, &why));
    assert_bytes(data, "幻覺 apricot"); /* a value does not disturb the data */
    assert_bytes(value, "a");
    must(xap_reader_value(reader, 2, 9, &value, &why));
    assert_bytes(value, "");
    must(xap_reader_doc_length(reader, 1, &length, &why));
    assert_int_equal(length, 3);
    must(xap_reader_document(reader, 3, &document, &why));
    assert_int_equal(xap_document_docid(document), 3);
    must(xap_document_data(document, &data, &why));
    assert_bytes(data, "banana cherry date");
    xap_document_free(document);

    refuse(XAP_NOT_FOUND, "DocNotFoundError", "5", xap_reader_data(reader, 5, &data, &why));
    assert_int_equal(data.len, 0);
    assert_null(data.ptr);
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "5", xap_reader_value(reader, 5, 0, &value, &why));
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "5", xap_reader_doc_length(reader, 5, &length, &why));
    assert_int_equal(length, 0);
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "5", xap_reader_document(reader, 5, &document, &why));
    assert_null(document);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "ocument ID 0",
           xap_reader_data(reader, 0, &data, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_reader_value(reader, 1, XAP_NO_SLOT, &value, &why));
    xap_reader_free(reader);
}

static void slots(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_bytes value;
    uint32_t count;
    must(xap_reader_value_freq(reader, 1, &count, &why));
    assert_int_equal(count, 4);
    must(xap_reader_value_freq(reader, 9, &count, &why));
    assert_int_equal(count, 0);
    must(xap_reader_value_lower_bound(reader, 1, &value, &why));
    assert_bytes(value, "a");
    must(xap_reader_value_upper_bound(reader, 1, &value, &why));
    assert_bytes(value, "\xe5");
    must(xap_reader_value_upper_bound(reader, 9, &value, &why));
    assert_bytes(value, "");
    must(xap_reader_value_upper_bound(reader, 0, &value, &why));
    assert_true(xap_double_unserialise(value.ptr, value.len) == 4);
    xap_reader_free(reader);
}

static void walk_terms(void **state)
{
    static const struct {
        const char *prefix, *skip_to, *rest;
    } rows[] = {
        {"", NULL, "apple apricot banana cherry date 幻覺"},
        {"ap", NULL, "apple apricot"},
        {"zz", NULL, ""},
        {"", "b", "cherry date 幻覺"},
        {"ap", "aa", "apricot"},
        {"ap", "apple", "apricot"},
        {"ap", "b", ""},
        {"", "\xff", ""},
    };
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_terms *terms;
    bool more;
    for (size_t i = 0; i < ROWS(rows); i++) {
        must(xap_terms_open(reader, STR(rows[i].prefix), &terms, &why));
        assert_bytes(xap_terms_term(terms), "");
        assert_int_equal(xap_terms_freq(terms), 0);
        if (rows[i].skip_to)
            must(xap_terms_skip_to(terms, STR(rows[i].skip_to), &more, &why));
        assert_string_equal(rest_of(terms), rows[i].rest);
        must(xap_terms_skip_to(terms, STR("a"), &more, &why));
        assert_false(more);
        assert_bytes(xap_terms_term(terms), "");
        xap_terms_free(terms);
    }
    must(xap_terms_open(reader, STR(""), &terms, &why));
    must(xap_terms_skip_to(terms, STR("cherry"), &more, &why));
    assert_true(more);
    assert_int_equal(xap_terms_freq(terms), 2);
    assert_int_equal(xap_terms_wdf(terms), 0);
    assert_true(xap_terms_weight(terms) == 0);
    must(xap_terms_skip_to(terms, STR("apple"), &more, &why)); /* never back */
    assert_true(more);
    assert_bytes(xap_terms_term(terms), "cherry");
    xap_reader_free(reader); /* the walk has what it needs */
    assert_string_equal(rest_of(terms), "date 幻覺");
    xap_terms_free(terms);
}

static void walk_terms_of_document(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_terms *terms;
    bool more;
    must(xap_terms_of_document(reader, 1, &terms, &why));
    must(xap_terms_next(terms, &more, &why));
    assert_true(more);
    assert_bytes(xap_terms_term(terms), "apple");
    assert_int_equal(xap_terms_wdf(terms), 2);
    assert_int_equal(xap_terms_freq(terms), 2);
    assert_string_equal(rest_of(terms), "banana");
    assert_int_equal(xap_terms_wdf(terms), 0);
    xap_terms_free(terms);
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "9", xap_terms_of_document(reader, 9, &terms, &why));
    assert_null(terms);
    xap_reader_free(reader);
}

static void read_at_once(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    uint32_t docids[4] = {0}, wdfs[4] = {0}, lengths[5] = {9, 9, 9, 9, 9}, length;
    size_t count;
    must(xap_postings_read(reader, STR("apple"), docids, wdfs, 4, &count, &why));
    assert_int_equal(count, 2);
    assert_int_equal(docids[0], 1);
    assert_int_equal(wdfs[0], 2);
    assert_int_equal(docids[1], 2);
    assert_int_equal(wdfs[1], 1);
    assert_int_equal(docids[2], 0);
    must(xap_postings_read(reader, STR("apple"), docids, wdfs, 1, &count, &why));
    assert_int_equal(count, 1);
    must(xap_postings_read(reader, STR("absent"), NULL, NULL, 0, &count, &why));
    assert_int_equal(count, 0);

    must(xap_reader_doc_lengths(reader, lengths, 2, &why));
    must(xap_reader_doc_length(reader, 2, &length, &why));
    assert_int_equal(lengths[0], 9); /* no document has this id */
    assert_int_equal(lengths[2], length);
    assert_int_equal(lengths[3], 9);
    xap_reader_free(reader);
}

static void walk_postings(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_postings *postings;
    bool more;
    must(xap_postings_open(reader, STR("apple"), &postings, &why));
    assert_int_equal(xap_postings_docid(postings), 0);
    must(xap_postings_next(postings, &more, &why));
    assert_true(more);
    assert_int_equal(xap_postings_docid(postings), 1);
    assert_int_equal(xap_postings_wdf(postings), 2);
    must(xap_postings_next(postings, &more, &why));
    assert_int_equal(xap_postings_docid(postings), 2);
    assert_int_equal(xap_postings_wdf(postings), 1);
    must(xap_postings_next(postings, &more, &why));
    assert_false(more);
    assert_int_equal(xap_postings_docid(postings), 0);
    must(xap_postings_next(postings, &more, &why));
    assert_false(more);
    xap_postings_free(postings);

    must(xap_postings_open(reader, NULL, 0, &postings, &why)); /* every document */
    must(xap_postings_skip_to(postings, 3, &more, &why));
    assert_int_equal(xap_postings_docid(postings), 3);
    must(xap_postings_skip_to(postings, 1, &more, &why));
    assert_int_equal(xap_postings_docid(postings), 3);
    assert_int_equal(xap_postings_wdf(postings), 1);
    must(xap_postings_skip_to(postings, 5, &more, &why));
    assert_false(more);
    xap_postings_free(postings);

    must(xap_postings_open(reader, STR("absent"), &postings, &why));
    must(xap_postings_skip_to(postings, 1, &more, &why));
    assert_false(more);
    xap_postings_free(postings);
    xap_reader_free(reader);
}

static void walk_values(void **state)
{
    build(in_folder(state, "db"), texts);
    struct xap_reader *reader = open_reader(in_folder(state, "db"));
    struct xap_values *values = (struct xap_values *)-1;
    bool more;
    must(xap_values_open(reader, 1, &values, &why));
    assert_int_equal(xap_values_docid(values), 0);
    must(xap_values_next(values, &more, &why));
    assert_true(more);
    assert_int_equal(xap_values_docid(values), 1);
    assert_bytes(xap_values_value(values), "a");
    must(xap_values_skip_to(values, 3, &more, &why));
    assert_int_equal(xap_values_docid(values), 3);
    assert_bytes(xap_values_value(values), "b");
    must(xap_values_skip_to(values, 2, &more, &why));
    assert_int_equal(xap_values_docid(values), 3);
    must(xap_values_skip_to(values, 9, &more, &why));
    assert_false(more);
    assert_int_equal(xap_values_docid(values), 0);
    assert_bytes(xap_values_value(values), "");
    xap_values_free(values);
    must(xap_values_open(reader, 5, &values, &why));
    must(xap_values_next(values, &more, &why));
    assert_false(more);
    xap_values_free(values);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_values_open(reader, XAP_NO_SLOT, &values, &why));
    assert_null(values);
    xap_reader_free(reader);
}

/* Of two databases, document d of number i is 2 (d - 1) + i + 1. */
static void two_databases(void **state)
{
    build(in_folder(state, "one"), texts);
    build(in_folder(state, "two"), (const char *const[]){"apple", "elder", NULL});
    struct xap_reader *reader = open_reader(in_folder(state, "one"));
    struct xap_bytes bytes;
    struct xap_terms *terms;
    uint32_t number;
    refuse(XAP_NO_DATABASE, "DatabaseNotFoundError", "three",
           xap_reader_add(reader, STR(in_folder(state, "three")), &why));
    must(xap_reader_doc_count(reader, &number, &why));
    assert_int_equal(number, 4);
    must(xap_reader_add(reader, STR(in_folder(state, "two")), &why));
    must(xap_reader_doc_count(reader, &number, &why));
    assert_int_equal(number, 6);
    must(xap_reader_uuid(reader, &bytes, &why));
    assert_int_equal(bytes.len, 73);
    must(xap_reader_data(reader, 4, &bytes, &why));
    assert_bytes(bytes, "elder");
    must(xap_reader_data(reader, 7, &bytes, &why));
    assert_bytes(bytes, "幻覺 apricot");
    must(xap_terms_open(reader, STR("a"), &terms, &why));
    assert_string_equal(rest_of(terms), "apple apricot");
    xap_terms_free(terms);
    assert_string_equal(found(reader, "(x0 apple)"), "1 2 3");
    xap_reader_free(reader);
}

/* A writer's reader sees what is not committed; its walks too. */
static void reader_of_writer(void **state)
{
    struct xap_writer *writer = open_writer(in_folder(state, "db"), 0);
    struct xap_reader *reader;
    bool changed, locked;
    add_text(writer, "one");
    must(xap_writer_reader(writer, &reader, &why));
    assert_string_equal(found(reader, "one"), "1");
    add_text(writer, "one two");
    assert_string_equal(found(reader, "one"), "1 2");
    must(xap_reader_reopen(reader, &changed, &why));
    assert_false(changed);
    must(xap_reader_locked(reader, &locked, &why));
    assert_true(locked);
    xap_reader_free(reader);
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(numbers),
        FOLDER_TEST(revisions),
        FOLDER_TEST(frequencies),
        FOLDER_TEST(documents),
        FOLDER_TEST(slots),
        FOLDER_TEST(walk_terms),
        FOLDER_TEST(walk_terms_of_document),
        FOLDER_TEST(walk_postings),
        FOLDER_TEST(read_at_once),
        FOLDER_TEST(walk_values),
        FOLDER_TEST(two_databases),
        FOLDER_TEST(reader_of_writer),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
