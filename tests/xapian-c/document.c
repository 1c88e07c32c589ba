/* The document, before any database sees it. */
#include "support.h"

static uint32_t term_count(struct xap_document *document)
{
    uint32_t count;
    must(xap_document_term_count(document, &count, &why));
    return count;
}

static void new_one_is_empty(void **state)
{
    struct xap_document *document;
    struct xap_bytes bytes;
    (void)state;
    must(xap_document_new(&document, &why));
    must(xap_document_data(document, &bytes, &why));
    assert_bytes(bytes, "");
    must(xap_document_value(document, 7, &bytes, &why));
    assert_bytes(bytes, "");
    assert_int_equal(term_count(document), 0);
    assert_int_equal(xap_document_docid(document), 0);
    xap_document_free(document);
}

static void data_and_values(void **state)
{
    struct xap_document *document;
    struct xap_bytes data, value;
    (void)state;
    must(xap_document_new(&document, &why));
    must(xap_document_set_data(document, "a\0b", 3, &why));
    must(xap_document_set_value(document, 0, STR("zero"), &why));
    must(xap_document_set_value(document, UINT32_MAX - 1, STR("last"), &why));
    must(xap_document_data(document, &data, &why));
    must(xap_document_value(document, UINT32_MAX - 1, &value, &why));
    assert_int_equal(data.len, 3);
    assert_memory_equal(data.ptr, "a\0b", 3);
    assert_bytes(value, "last");
    must(xap_document_set_value(document, 0, NULL, 0, &why));
    must(xap_document_value(document, 0, &value, &why));
    assert_bytes(value, "");
    must(xap_document_clear_values(document, &why));
    must(xap_document_value(document, UINT32_MAX - 1, &value, &why));
    assert_bytes(value, "");
    must(xap_document_set_data(document, NULL, 0, &why));
    must(xap_document_data(document, &data, &why));
    assert_bytes(data, "");
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_document_set_value(document, XAP_NO_SLOT, STR("x"), &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "not a value slot",
           xap_document_value(document, XAP_NO_SLOT, &value, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "length without bytes",
           xap_document_set_data(document, NULL, 3, &why));
    xap_document_free(document);
}

static void terms(void **state)
{
    const struct xap_term bulk[] = {{"b", 1, 2}, {"a", 1, 0}, {"b", 1, 3}, {"", 0, 1}};
    struct xap_document *document;
    (void)state;
    must(xap_document_new(&document, &why));
    must(xap_document_add_term(document, STR("word"), 1, &why));
    must(xap_document_add_term(document, STR("word"), 1, &why));
    must(xap_document_add_posting(document, STR("word"), 5, 1, &why));
    assert_int_equal(term_count(document), 1);
    must(xap_document_add_terms(document, bulk, 3, &why));
    assert_int_equal(term_count(document), 3);
    must(xap_document_remove_term(document, STR("word"), &why));
    assert_int_equal(term_count(document), 2);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "word",
           xap_document_remove_term(document, STR("word"), &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "empty term",
           xap_document_add_terms(document, bulk, 4, &why));
    must(xap_document_add_terms(document, NULL, 0, &why));
    assert_int_equal(term_count(document), 2);
    must(xap_document_clear_terms(document, &why));
    assert_int_equal(term_count(document), 0);
    xap_document_free(document);
}

/* A NUL takes two bytes in Xapian's tables. */
static void long_terms(void **state)
{
    static const struct {
        size_t len, nuls;
        const char *message; /* NULL: fits */
    } rows[] = {
        {1, 0, NULL},
        {122, 122, NULL},
        {123, 123, "term too long (246 bytes, at most 245): "},
        {245, 0, NULL},
        {244, 1, NULL},
        {245, 1, "term too long (246 bytes, at most 245): "},
        {246, 0, "term too long (246 bytes, at most 245): xxxxx"},
        {100000, 0, "term too long (100000 bytes, at most 245): xxxxx"},
        {0, 0, "empty term"},
    };
    char *term = malloc(100000);
    struct xap_writer *writer = open_writer(in_folder(state, "db"), XAP_WRITER_NO_SYNC);
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct xap_term bulk = {term, rows[i].len, 1};
        struct xap_document *document;
        uint32_t docid;
        memset(term, 'x', 100000);
        memset(term, '\0', rows[i].nuls);
        must(xap_document_new(&document, &why));
        if (rows[i].message) {
            const char *message = rows[i].message;
            refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", message,
                   xap_document_add_term(document, term, rows[i].len, 1, &why));
            refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", message,
                   xap_document_add_terms(document, &bulk, 1, &why));
            refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", message,
                   xap_document_add_posting(document, term, rows[i].len, 1, 1, &why));
            assert_int_equal(term_count(document), 0);
        } else {
            must(xap_document_add_term(document, term, rows[i].len, 1, &why));
            must(xap_document_add_posting(document, term, rows[i].len, 1, 1, &why));
        }
        must(xap_writer_add(writer, document, &docid, &why));
        xap_document_free(document);
    }
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
    free(term);
}

static void message_is_cut_between_characters(void **state)
{
    char term[999];
    struct xap_document *document;
    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        memset(term, 'x', sizeof term);
        for (size_t i = shift; i + 3 <= sizeof term; i += 3)
            memcpy(term + i, "幻", 3);
        must(xap_document_new(&document, &why));
        assert_int_equal(xap_document_add_term(document, term, sizeof term, 1, &why),
                         XAP_INVALID_ARGUMENT);
        size_t len = strlen(why.message);
        assert_in_range(len, sizeof why.message - 3, sizeof why.message - 1);
        assert_memory_equal(why.message + len - 3, "幻", 3);
        assert_int_equal(xap_document_add_term(document, term, sizeof term, 1, NULL),
                         XAP_INVALID_ARGUMENT);
        xap_document_free(document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_one_is_empty),
        cmocka_unit_test(data_and_values),
        cmocka_unit_test(terms),
        FOLDER_TEST(long_terms),
        cmocka_unit_test(message_is_cut_between_characters),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
