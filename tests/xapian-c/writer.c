/* The writer: documents, transactions, what stands beside the documents. */
#include "support.h"

static uint32_t doc_count(const char *path)
{
    struct xap_reader *reader = open_reader(path);
    uint32_t count;
    must(xap_reader_doc_count(reader, &count, &why));
    xap_reader_free(reader);
    return count;
}

static void add_replace_delete(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_document *document = text_document("new words");
    struct xap_bytes data;
    uint32_t docid;
    assert_int_equal(add_text(writer, "id1 one"), 1);
    assert_int_equal(add_text(writer, "id2 two"), 2);
    assert_int_equal(add_text(writer, "id2 three"), 3);
    must(xap_writer_replace(writer, 1, document, &why));
    must(xap_writer_replace_term(writer, STR("id2"), document, &docid, &why));
    assert_int_equal(docid, 2); /* 3 is gone: one term, one document */
    must(xap_writer_replace_term(writer, STR("id9"), document, &docid, &why));
    assert_int_equal(docid, 4);
    must(xap_writer_replace(writer, 20, document, &why));
    must(xap_writer_delete(writer, 1, &why));
    must(xap_writer_delete_term(writer, STR("no such"), &why));
    must(xap_writer_commit(writer, &why));
    assert_int_equal(doc_count(path), 3);

    struct xap_reader *reader = open_reader(path);
    assert_string_equal(found(reader, "new"), "2 4 20");
    must(xap_reader_data(reader, 20, &data, &why));
    assert_bytes(data, "new words");
    must(xap_writer_delete_term(writer, STR("words"), &why));
    must(xap_writer_commit(writer, &why));
    assert_int_equal(doc_count(path), 0);
    xap_reader_free(reader);
    xap_document_free(document);
    xap_writer_free(writer);
}

/* A document that was read, changed and written again. */
static void change_what_was_read(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_reader *reader;
    struct xap_document *document;
    struct xap_bytes value;
    add_text(writer, "a b");
    must(xap_writer_commit(writer, &why));
    must(xap_writer_reader(writer, &reader, &why));
    must(xap_reader_document(reader, 1, &document, &why));
    assert_int_equal(xap_document_docid(document), 1);
    must(xap_document_set_value(document, 3, STR("three"), &why));
    must(xap_document_remove_term(document, STR("a"), &why));
    must(xap_writer_replace(writer, 1, document, &why));
    must(xap_reader_value(reader, 1, 3, &value, &why));
    assert_bytes(value, "three");
    assert_string_equal(found(reader, "a"), "");
    assert_string_equal(found(reader, "b"), "1");
    xap_document_free(document);
    xap_reader_free(reader);
    xap_writer_free(writer);
}

/* What is refused leaves the changes that wait as they are, and the writer usable. */
static void refusals_cost_nothing(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_document *document = text_document("text");
    char key[300];
    uint32_t docid = 77;
    memset(key, 'k', sizeof key);
    add_text(writer, "one");
    must(xap_writer_delete(writer, add_text(writer, "two"), &why));

    refuse(XAP_NOT_FOUND, "DocNotFoundError", "2", xap_writer_delete(writer, 2, &why));
    refuse(XAP_NOT_FOUND, "DocNotFoundError", "99", xap_writer_delete(writer, 99, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "ocument ID 0",
           xap_writer_delete(writer, 0, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "ocument ID 0",
           xap_writer_replace(writer, 0, document, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "empty term",
           xap_writer_delete_term(writer, NULL, 0, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "term too long",
           xap_writer_replace_term(writer, key, sizeof key, document, &docid, &why));
    assert_int_equal(docid, 0);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "empty key",
           xap_writer_set_metadata(writer, NULL, 0, STR("v"), &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "key too long (300 bytes, at most 245)",
           xap_writer_set_metadata(writer, key, sizeof key, STR("v"), &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "word too long",
           xap_writer_add_spelling(writer, key, sizeof key, 1, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "empty word",
           xap_writer_remove_spelling(writer, NULL, 0, 1, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "term too long",
           xap_writer_add_synonym(writer, key, sizeof key, STR("s"), &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "synonym too long",
           xap_writer_remove_synonym(writer, STR("s"), key, sizeof key, &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "no transaction",
           xap_writer_end(writer, &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "no transaction",
           xap_writer_cancel(writer, &why));

    must(xap_writer_commit(writer, &why));
    assert_int_equal(doc_count(path), 1);
    xap_document_free(document);
    xap_writer_free(writer);
}

static void longest_keys(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_reader *reader;
    struct xap_terms *words;
    struct xap_bytes value;
    char key[XAP_TERM_BYTES_MAX];
    memset(key, 'k', sizeof key);
    must(xap_writer_set_metadata(writer, key, sizeof key, STR("v"), &why));
    must(xap_writer_add_spelling(writer, key, sizeof key, 1, &why));
    must(xap_writer_add_synonym(writer, key, sizeof key, key, sizeof key, &why));
    must(xap_writer_commit(writer, &why));
    reader = open_reader(path);
    must(xap_reader_metadata(reader, key, sizeof key, &value, &why));
    assert_bytes(value, "v");
    must(xap_synonyms_open(reader, key, sizeof key, &words, &why));
    assert_int_equal(strlen(rest_of(words)), sizeof key);
    xap_terms_free(words);
    xap_reader_free(reader);
    xap_writer_free(writer);
}

static void transactions(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    add_text(writer, "before");
    must(xap_writer_begin(writer, &why));
    assert_int_equal(doc_count(path), 1); /* begin commits what waited */
    add_text(writer, "dropped");
    must(xap_writer_cancel(writer, &why));
    must(xap_writer_begin(writer, &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "already in progress",
           xap_writer_begin(writer, &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "commit during a transaction",
           xap_writer_commit(writer, &why));
    add_text(writer, "kept");
    assert_int_equal(doc_count(path), 1);
    must(xap_writer_end(writer, &why));
    assert_int_equal(doc_count(path), 2);
    must(xap_writer_begin(writer, &why));
    add_text(writer, "left open");
    xap_writer_free(writer);
    assert_int_equal(doc_count(path), 2);
}

static void free_drops_what_waits(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_reader *reader;
    uint32_t count;
    add_text(writer, "kept");
    must(xap_writer_set_metadata(writer, STR("key"), STR("kept"), &why));
    must(xap_writer_commit(writer, &why));
    add_text(writer, "dropped");
    must(xap_writer_set_metadata(writer, STR("key"), STR("dropped"), &why));
    must(xap_writer_add_spelling(writer, STR("dropped"), 1, &why));
    must(xap_writer_reader(writer, &reader, &why));
    must(xap_reader_doc_count(reader, &count, &why));
    assert_int_equal(count, 2);
    xap_writer_free(writer);

    /* The lock is given up even while a reader of the writer lives on. */
    writer = open_writer(path, 0);
    xap_writer_free(writer);
    xap_reader_free(reader);

    reader = open_reader(path);
    struct xap_bytes value;
    must(xap_reader_doc_count(reader, &count, &why));
    assert_int_equal(count, 1);
    must(xap_reader_metadata(reader, STR("key"), &value, &why));
    assert_bytes(value, "kept");
    must(xap_reader_spelling(reader, STR("droped"), 2, &value, &why));
    assert_bytes(value, "");
    xap_reader_free(reader);
}

static void dangerous(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, XAP_WRITER_DANGEROUS | XAP_WRITER_NO_SYNC);
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "DANGEROUS writer has no transactions",
           xap_writer_begin(writer, &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "DANGEROUS writer has no transactions",
           xap_writer_end(writer, &why));
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "DANGEROUS writer has no transactions",
           xap_writer_cancel(writer, &why));
    add_text(writer, "one");
    must(xap_writer_commit(writer, &why));
    add_text(writer, "two");
    xap_writer_free(writer);
    assert_int_equal(doc_count(path), 2); /* it cannot take back */
}

static void modes(void **state)
{
    static const struct {
        enum xap_writer_mode mode;
        bool exists;
        enum xap_status status;
        const char *type, *part;
        uint32_t docs;
    } rows[] = {
        {XAP_WRITER_CREATE_OR_OPEN, false, XAP_OK, NULL, NULL, 0},
        {XAP_WRITER_CREATE_OR_OPEN, true, XAP_OK, NULL, NULL, 1},
        {XAP_WRITER_CREATE, false, XAP_OK, NULL, NULL, 0},
        {XAP_WRITER_CREATE, true, XAP_IO, "DatabaseCreateError", "already exists", 1},
        {XAP_WRITER_OVERWRITE, false, XAP_OK, NULL, NULL, 0},
        {XAP_WRITER_OVERWRITE, true, XAP_OK, NULL, NULL, 0},
        {XAP_WRITER_OPEN, false, XAP_NO_DATABASE, "DatabaseNotFoundError", "db6", 0},
        {XAP_WRITER_OPEN, true, XAP_OK, NULL, NULL, 1},
        {(enum xap_writer_mode)4, true, XAP_INVALID_ARGUMENT, "InvalidArgumentError",
         "no such enumerator: 4", 1},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct xap_writer_options options = {.mode = rows[i].mode};
        struct xap_writer *writer = (struct xap_writer *)-1;
        char name[16];
        sprintf(name, "db%zu", i);
        const char *path = in_folder(state, name);
        if (rows[i].exists)
            build(path, (const char *[]){"a document", NULL});
        enum xap_status status = xap_writer_open(STR(path), &options, &writer, &why);
        if (rows[i].status == XAP_OK) {
            must(status);
            xap_writer_free(writer);
        } else {
            refuse(rows[i].status, rows[i].type, rows[i].part, status);
            assert_null(writer);
        }
        if (rows[i].exists)
            assert_int_equal(doc_count(path), rows[i].docs);
    }
}

static void options(void **state)
{
    static const struct {
        struct xap_writer_options options;
        const char *message; /* NULL: fine */
    } rows[] = {
        {{XAP_WRITER_CREATE_OR_OPEN, 0, 2048}, NULL},
        {{XAP_WRITER_CREATE_OR_OPEN, 0, 65536}, NULL},
        {{XAP_WRITER_CREATE_OR_OPEN, XAP_WRITER_NO_SYNC | XAP_WRITER_WAIT, 0}, NULL},
        {{XAP_WRITER_CREATE_OR_OPEN, 0, 1024}, "a power of two from 2048 to 65536, not 1024"},
        {{XAP_WRITER_CREATE_OR_OPEN, 0, 5000}, "a power of two"},
        {{XAP_WRITER_CREATE_OR_OPEN, 0, 131072}, "a power of two"},
        {{XAP_WRITER_CREATE_OR_OPEN, 1u << 4, 0}, "unknown flags"},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct xap_writer *writer;
        char name[16];
        sprintf(name, "db%zu", i);
        const char *path = in_folder(state, name);
        enum xap_status status = xap_writer_open(STR(path), &rows[i].options, &writer, &why);
        if (rows[i].message) {
            refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", rows[i].message, status);
        } else {
            must(status);
        }
        xap_writer_free(writer);
    }
    struct xap_writer *writer;
    must(xap_writer_open(STR(in_folder(state, "default")), NULL, &writer, &why));
    xap_writer_free(writer);
}

/* Without term lists: smaller, and only good for adding. */
static void no_termlists(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, XAP_WRITER_NO_TERMLISTS);
    struct xap_document *document = text_document("c");
    struct xap_reader *reader;
    struct xap_terms *terms = (struct xap_terms *)-1;
    add_text(writer, "a b");
    must(xap_writer_commit(writer, &why));
    reader = open_reader(path);
    assert_string_equal(found(reader, "(AND a b)"), "1");
    refuse(XAP_UNIMPLEMENTED, "FeatureUnavailableError", "no termlist",
           xap_terms_of_document(reader, 1, &terms, &why));
    assert_null(terms);
    refuse(XAP_UNIMPLEMENTED, "FeatureUnavailableError", "no termlist",
           xap_writer_replace(writer, 1, document, &why));
    /* … which costs what waits, so the writer says so from now on. */
    refuse(XAP_UNIMPLEMENTED, "FeatureUnavailableError", "no termlist",
           xap_writer_commit(writer, &why));
    xap_document_free(document);
    xap_reader_free(reader);
    xap_writer_free(writer);
}

static void metadata(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_reader *reader;
    struct xap_bytes value;
    struct xap_terms *keys;
    bool more;
    must(xap_writer_set_metadata(writer, STR("p.a"), STR("1"), &why));
    must(xap_writer_set_metadata(writer, STR("p.b"), "\0\1", 2, &why));
    must(xap_writer_set_metadata(writer, STR("q"), STR("3"), &why));
    must(xap_writer_set_metadata(writer, STR("r"), STR("4"), &why));
    must(xap_writer_set_metadata(writer, STR("r"), NULL, 0, &why));
    must(xap_writer_commit(writer, &why));
    reader = open_reader(path);
    must(xap_reader_metadata(reader, STR("p.b"), &value, &why));
    assert_int_equal(value.len, 2);
    assert_memory_equal(value.ptr, "\0\1", 2);
    must(xap_reader_metadata(reader, STR("r"), &value, &why));
    assert_bytes(value, "");
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "mpty metadata key",
           xap_reader_metadata(reader, NULL, 0, &value, &why));
    must(xap_metadata_open(reader, NULL, 0, &keys, &why));
    assert_string_equal(rest_of(keys), "p.a p.b q");
    xap_terms_free(keys);
    must(xap_metadata_open(reader, STR("p."), &keys, &why));
    must(xap_terms_skip_to(keys, STR("p.aa"), &more, &why));
    assert_true(more);
    assert_bytes(xap_terms_term(keys), "p.b");
    assert_int_equal(xap_terms_freq(keys), 0);
    assert_int_equal(xap_terms_wdf(keys), 0);
    assert_string_equal(rest_of(keys), "");
    xap_terms_free(keys);
    xap_reader_free(reader);
    xap_writer_free(writer);
}

static void spellings_and_synonyms(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0);
    struct xap_reader *reader;
    struct xap_bytes word;
    struct xap_terms *words;
    bool more;
    must(xap_writer_add_spelling(writer, STR("hallucination"), 5, &why));
    must(xap_writer_add_spelling(writer, STR("halo"), 2, &why));
    must(xap_writer_add_spelling(writer, STR("gone"), 3, &why));
    must(xap_writer_remove_spelling(writer, STR("gone"), 3, &why));
    must(xap_writer_add_synonym(writer, STR("llm"), STR("model"), &why));
    must(xap_writer_add_synonym(writer, STR("llm"), STR("gpt"), &why));
    must(xap_writer_add_synonym(writer, STR("llm"), STR("no"), &why));
    must(xap_writer_remove_synonym(writer, STR("llm"), STR("no"), &why));
    must(xap_writer_commit(writer, &why));
    reader = open_reader(path);

    must(xap_reader_spelling(reader, STR("halucinaton"), 2, &word, &why));
    assert_bytes(word, "hallucination");
    must(xap_reader_spelling(reader, STR("halucinaton"), 1, &word, &why));
    assert_bytes(word, "");
    must(xap_spellings_open(reader, &words, &why));
    must(xap_terms_skip_to(words, STR("hallz"), &more, &why));
    assert_true(more);
    assert_bytes(xap_terms_term(words), "halo");
    assert_int_equal(xap_terms_freq(words), 2);
    xap_terms_free(words);
    must(xap_spellings_open(reader, &words, &why));
    assert_string_equal(rest_of(words), "hallucination halo");
    xap_terms_free(words);

    must(xap_synonyms_open(reader, STR("llm"), &words, &why));
    assert_string_equal(rest_of(words), "gpt model");
    xap_terms_free(words);
    must(xap_synonyms_open(reader, STR("llm"), &words, &why));
    must(xap_terms_skip_to(words, STR("h"), &more, &why));
    assert_bytes(xap_terms_term(words), "model");
    assert_int_equal(xap_terms_freq(words), 0);
    must(xap_terms_skip_to(words, STR("a"), &more, &why));
    assert_bytes(xap_terms_term(words), "model"); /* never back */
    must(xap_terms_skip_to(words, STR("z"), &more, &why));
    assert_false(more);
    must(xap_terms_next(words, &more, &why));
    assert_false(more);
    xap_terms_free(words);
    must(xap_synonyms_open(reader, STR("nothing"), &words, &why));
    assert_string_equal(rest_of(words), "");
    xap_terms_free(words);
    xap_reader_free(reader);
    xap_writer_free(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(add_replace_delete),
        FOLDER_TEST(change_what_was_read),
        FOLDER_TEST(refusals_cost_nothing),
        FOLDER_TEST(longest_keys),
        FOLDER_TEST(transactions),
        FOLDER_TEST(free_drops_what_waits),
        FOLDER_TEST(dangerous),
        FOLDER_TEST(modes),
        FOLDER_TEST(options),
        FOLDER_TEST(no_termlists),
        FOLDER_TEST(metadata),
        FOLDER_TEST(spellings_and_synonyms),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
