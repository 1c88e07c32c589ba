/* Check and compact. */
#include "support.h"

#include <sys/stat.h>
#include <unistd.h>

struct report {
    size_t lines;
    char text[8192];
};

static void note(void *context, const char *line, size_t line_len)
{
    struct report *report = context;
    size_t len = strlen(report->text);
    report->lines++;
    assert_null(memchr(line, '\n', line_len));
    snprintf(report->text + len, sizeof report->text - len, "%.*s\n", (int)line_len, line);
}

/* Enough that every table has more than one block. */
static void build_large(const char *path, unsigned from, unsigned to)
{
    struct xap_writer *writer = open_writer(path, XAP_WRITER_NO_SYNC);
    char text[400];
    for (unsigned i = from; i < to; i++) {
        size_t len = 0;
        for (unsigned j = 0; j < 30; j++) {
            len += (size_t)sprintf(text + len, "%sw%u", j ? " " : "", (i * 31 + j * j) % 5000);
        }
        add_text(writer, text);
    }
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
}

static void overwrite(const char *path, long offset, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void good(void **state)
{
    struct report report = {0};
    uint32_t errors = 77;
    const char *path = in_folder(state, "db");
    build_large(path, 0, 200);
    must(xap_check(STR(path), &errors, note, &report, &why));
    assert_int_equal(errors, 0);
    assert_true(report.lines >= 6);
    assert_non_null(strstr(report.text, "postlist"));
    must(xap_check(STR(path), &errors, NULL, NULL, &why));
    assert_int_equal(errors, 0);
    must(xap_check(STR(in_folder(state, "db/postlist.glass")), &errors, note, &report, &why));
    assert_int_equal(errors, 0);
}

static void damaged(void **state)
{
    struct report report = {0};
    uint32_t errors = 0;
    const char *path = in_folder(state, "db");
    build_large(path, 0, 500);
    char junk[20000];
    memset(junk, 0x5a, sizeof junk);
    overwrite(in_folder(state, "db/termlist.glass"), 8192 * 2, junk, sizeof junk);
    enum xap_status status = xap_check(STR(path), &errors, note, &report, &why);
    assert_true(status == XAP_CORRUPT || (status == XAP_OK && errors > 0));
    assert_non_null(strstr(report.text, "termlist"));
}

static void nothing_to_check(void **state)
{
    uint32_t errors = 77;
    refuse(XAP_NO_DATABASE, "DatabaseOpeningError", "find Xapian database",
           xap_check(STR(in_folder(state, "none")), &errors, NULL, NULL, &why));
    assert_int_equal(errors, 0);
}

static long long size_of(const char *folder)
{
    static const char *const tables[] = {"postlist", "termlist", "docdata", "position"};
    long long size = 0;
    for (size_t i = 0; i < ROWS(tables); i++) {
        char path[300];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s.glass", folder, tables[i]);
        if (stat(path, &st) == 0)
            size += st.st_size;
    }
    return size;
}

static void two_into_one(void **state)
{
    static const struct {
        enum xap_compaction compaction;
        unsigned flags;
    } rows[] = {
        {XAP_COMPACT_STANDARD, 0},
        {XAP_COMPACT_FULL, XAP_COMPACT_MULTIPASS},
        {XAP_COMPACT_FULLER, 0},
        {XAP_COMPACT_FULL, XAP_COMPACT_SINGLE_FILE},
    };
    const char *sources[] = {in_folder(state, "a"), in_folder(state, "b")};
    build_large(sources[0], 0, 300);
    build_large(sources[1], 300, 500);
    struct xap_writer *writer = open_writer(sources[1], 0);
    must(xap_writer_set_metadata(writer, STR("key"), STR("second"), &why));
    must(xap_writer_set_metadata(writer, STR("only"), STR("b"), &why));
    must(xap_writer_add_spelling(writer, STR("wording"), 1, &why));
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);
    writer = open_writer(sources[0], 0);
    must(xap_writer_set_metadata(writer, STR("key"), STR("first"), &why));
    must(xap_writer_commit(writer, &why));
    xap_writer_free(writer);

    struct xap_reader *before = open_reader(sources[1]);
    for (size_t i = 0; i < ROWS(rows); i++) {
        char name[16];
        struct xap_bytes a, b;
        uint32_t count;
        sprintf(name, "out%zu", i);
        const char *path = in_folder(state, name);
        must(xap_compact(sources, 2, path, rows[i].compaction, rows[i].flags, &why));
        struct xap_reader *reader = open_reader(path);
        must(xap_reader_doc_count(reader, &count, &why));
        assert_int_equal(count, 500);
        must(xap_reader_data(before, 7, &a, &why));
        must(xap_reader_data(reader, 307, &b, &why)); /* source after source */
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.ptr, b.ptr, a.len);
        must(xap_reader_metadata(reader, STR("key"), &a, &why));
        assert_bytes(a, "first");
        must(xap_reader_metadata(reader, STR("only"), &a, &why));
        assert_bytes(a, "b");
        must(xap_reader_spelling(reader, STR("wordin"), 2, &a, &why));
        assert_bytes(a, "wording");
        xap_reader_free(reader);
        assert_true(size_of(path) < size_of(sources[0]) + size_of(sources[1]));
        must(xap_check(STR(path), &count, NULL, NULL, &why));
        assert_int_equal(count, 0);
    }
    xap_reader_free(before);
}

static void keeping_the_ids(void **state)
{
    const char *sources[] = {in_folder(state, "a"), in_folder(state, "b")};
    const char *out = in_folder(state, "out");
    struct xap_reader *reader;
    for (uint32_t i = 0; i < 2; i++) {
        struct xap_writer *writer = open_writer(sources[i], 0);
        struct xap_document *document = text_document("word");
        must(xap_writer_replace(writer, 10 + 10 * i, document, &why));
        must(xap_writer_commit(writer, &why));
        xap_document_free(document);
        xap_writer_free(writer);
    }
    must(xap_compact(sources, 2, out, XAP_COMPACT_FULL, XAP_COMPACT_NO_RENUMBER, &why));
    reader = open_reader(out);
    assert_string_equal(found(reader, "(x0 word)"), "10 20");
    xap_reader_free(reader);
    sources[1] = sources[0];
    refuse(XAP_INVALID_OPERATION, "InvalidOperationError", "disjoint ranges",
           xap_compact(sources, 2, in_folder(state, "no"), XAP_COMPACT_FULL,
                       XAP_COMPACT_NO_RENUMBER, &why));
}

static void compact_refused(void **state)
{
    const char *sources[] = {in_folder(state, "a"), in_folder(state, "missing")};
    const char *out = in_folder(state, "out");
    build(sources[0], (const char *const[]){"word", NULL});
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "nothing to compact",
           xap_compact(sources, 0, out, XAP_COMPACT_FULL, 0, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "unknown flags",
           xap_compact(sources, 1, out, XAP_COMPACT_FULL, 1u << 3, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "no such enumerator: 3",
           xap_compact(sources, 1, out, (enum xap_compaction)3, 0, &why));
    refuse(XAP_NO_DATABASE, "DatabaseNotFoundError", "missing",
           xap_compact(sources, 2, out, XAP_COMPACT_FULL, 0, &why));
    assert_int_equal(access(out, F_OK), -1);
    must(xap_compact(sources, 1, out, XAP_COMPACT_FULL, 0, &why));
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "same as",
           xap_compact(sources, 1, sources[0], XAP_COMPACT_FULL, 0, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(good),         FOLDER_TEST(damaged),         FOLDER_TEST(nothing_to_check),
        FOLDER_TEST(two_into_one), FOLDER_TEST(keeping_the_ids), FOLDER_TEST(compact_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
