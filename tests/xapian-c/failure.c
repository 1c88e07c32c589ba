/* Every status a database can give, provoked. */
#include "support.h"

#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const texts[] = {"some words here", "other words there", NULL};

/* cmocka's own skip() prints "not ok". */
static void skipped(const char *reason)
{
    print_message("# skipped: %s\n", reason);
}

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void change_byte(const char *path, long offset, char byte)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fputc(byte, file), byte);
    fclose(file);
}

static void no_database(void **state)
{
    struct xap_reader *reader = (struct xap_reader *)-1;
    struct xap_writer *writer = (struct xap_writer *)-1;
    mkdir(in_folder(state, "empty"), 0777);
    write_file(in_folder(state, "file"), "no database", 11);
    refuse(XAP_NO_DATABASE, "DatabaseNotFoundError", "none",
           xap_reader_open(STR(in_folder(state, "none")), &reader, &why));
    assert_null(reader);
    refuse(XAP_NO_DATABASE, "DatabaseNotFoundError", "detect type",
           xap_reader_open(STR(in_folder(state, "empty")), &reader, &why));
    assert_int_equal(xap_reader_open(STR(in_folder(state, "file")), &reader, &why),
                     XAP_NO_DATABASE);
    assert_int_equal(xap_reader_open(STR(in_folder(state, "none")), &reader, NULL),
                     XAP_NO_DATABASE);
    refuse(XAP_INVALID_ARGUMENT, "InvalidArgumentError", "length without bytes",
           xap_reader_open(NULL, 5, &reader, &why));
    /* Only the last folder of a path is made. */
    refuse(XAP_IO, "DatabaseCreateError", "No such file or directory",
           xap_writer_open(STR(in_folder(state, "no/such/path")), NULL, &writer, &why));
    assert_null(writer);
}

/* The version is the two bytes after the magic of iamglass. */
static void other_version(void **state)
{
    struct xap_reader *reader;
    build(in_folder(state, "db"), texts);
    change_byte(in_folder(state, "db/iamglass"), 15, 'x');
    refuse(XAP_VERSION, "DatabaseVersionError", "version",
           xap_reader_open(STR(in_folder(state, "db")), &reader, &why));
    assert_null(reader);
}

static void corrupt(void **state)
{
    struct xap_reader *reader = (struct xap_reader *)-1;
    struct xap_bytes data;
    char junk[8192];
    memset(junk, 0x5a, sizeof junk);
    build(in_folder(state, "db"), texts);
    write_file(in_folder(state, "db/docdata.glass"), junk, sizeof junk);
    refuse(XAP_CORRUPT, "DatabaseCorruptError", "invalid",
           xap_reader_open(STR(in_folder(state, "db")), &reader, &why));
    assert_null(reader);

    /* Cut off. */
    build(in_folder(state, "cut"), texts);
    assert_int_equal(truncate(in_folder(state, "cut/docdata.glass"), 100), 0);
    enum xap_status status = xap_reader_open(STR(in_folder(state, "cut")), &reader, &why);
    if (status == XAP_OK)
        status = xap_reader_data(reader, 1, &data, &why);
    refuse(XAP_CORRUPT, "DatabaseError", "block", status);
    xap_reader_free(reader);
}

/* A frequency that cannot be read is 0, and the walk then says why. */
static void late_error(void **state)
{
    struct xap_writer *writer = open_writer(in_folder(state, "db"), XAP_WRITER_NO_SYNC);
    struct xap_reader *reader;
    struct xap_terms *terms;
    bool more;
    add_text(writer, "a word");
    must(xap_writer_commit(writer, &why));
    must(xap_writer_reader(writer, &reader, &why));
    must(xap_terms_of_document(reader, 1, &terms, &why));
    must(xap_terms_next(terms, &more, &why));
    assert_int_equal(xap_terms_freq(terms), 1);
    xap_writer_free(writer);
    must(xap_terms_next(terms, &more, &why));
    assert_bytes(xap_terms_term(terms), "word");
    assert_int_equal(xap_terms_freq(terms), 0);
    assert_int_equal(xap_terms_wdf(terms), 1);
    more = true;
    refuse(XAP_CLOSED, "DatabaseClosedError", "closed", xap_terms_next(terms, &more, &why));
    assert_false(more);
    refuse(XAP_CLOSED, "DatabaseClosedError", "closed",
           xap_terms_skip_to(terms, STR("x"), &more, &why));
    assert_int_equal(xap_terms_next(terms, &more, NULL), XAP_CLOSED);
    xap_terms_free(terms);
    xap_reader_free(reader);
}

static void closed(void **state)
{
    struct xap_writer *writer = open_writer(in_folder(state, "db"), XAP_WRITER_NO_SYNC);
    struct xap_reader *reader;
    struct xap_search *search;
    struct xap_query *query;
    struct xap_hits *hits = (struct xap_hits *)-1;
    struct xap_terms *terms;
    struct xap_bytes data;
    add_text(writer, "word");
    must(xap_writer_reader(writer, &reader, &why));
    must(xap_search_new(reader, &search, &why));
    must(xap_query_term(STR("word"), 1, &query, &why));
    must(xap_search_set_query(search, query, 0, &why));
    xap_writer_free(writer);
    refuse(XAP_CLOSED, "DatabaseClosedError", "closed", xap_reader_data(reader, 1, &data, &why));
    refuse(XAP_CLOSED, "DatabaseClosedError", "closed",
           xap_terms_open(reader, NULL, 0, &terms, &why));
    refuse(XAP_CLOSED, "DatabaseClosedError", "closed",
           xap_search_run(search, 0, 1, 0, &hits, &why));
    assert_null(hits);
    xap_query_free(query);
    xap_search_free(search);
    xap_reader_free(reader);
}

/* What another process gets that opens a writer. It ends without a word: what it inherited is no
 * leak. */
static enum xap_status other_process_opens(const char *path)
{
    enum xap_status status = XAP_INTERNAL;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct xap_writer *writer;
        status = xap_writer_open(STR(path), NULL, &writer, NULL);
        xap_writer_free(writer);
        if (write(ends[1], &status, sizeof status) > 0)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    assert_int_equal(read(ends[0], &status, sizeof status), sizeof status);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
    close(ends[1]);
    return status;
}

static void locked(void **state)
{
    const char *path = in_folder(state, "db");
    struct xap_writer *writer = open_writer(path, 0), *second = (struct xap_writer *)-1;
    refuse(XAP_LOCKED, "DatabaseLockError", "already locked",
           xap_writer_open(STR(path), NULL, &second, &why));
    assert_null(second);
    assert_int_equal(other_process_opens(path), XAP_LOCKED);
    xap_writer_free(writer);
    assert_int_equal(other_process_opens(path), XAP_OK);
}

/* Two commits overwrite what a reader of the state before reads. */
static void modified(void **state)
{
    struct xap_writer *writer = open_writer(in_folder(state, "db"), XAP_WRITER_NO_SYNC);
    struct xap_reader *reader;
    struct xap_bytes data;
    enum xap_status status = XAP_OK;
    bool changed;
    for (unsigned i = 0; i < 1000; i++)
        add_text(writer, "some words that fill the tables");
    must(xap_writer_commit(writer, &why));
    reader = open_reader(in_folder(state, "db"));
    for (unsigned commit = 0; commit < 3; commit++) {
        struct xap_document *document = text_document("new words");
        for (uint32_t i = 1; i <= 1000; i++)
            must(xap_writer_replace(writer, i, document, &why));
        must(xap_writer_commit(writer, &why));
        xap_document_free(document);
    }
    for (uint32_t i = 1; i <= 1000 && status == XAP_OK; i++) {
        status = xap_reader_data(reader, i, &data, &why);
    }
    refuse(XAP_MODIFIED, "DatabaseModifiedError", "reopen", status);
    must(xap_reader_reopen(reader, &changed, &why));
    assert_true(changed);
    must(xap_reader_data(reader, 1, &data, &why));
    assert_bytes(data, "new words");
    xap_reader_free(reader);
    xap_writer_free(writer);
}

/* Fill a database until something fails; then nothing works any more, with the first error, and the
 * last commit is what remains. */
static void fill_up(const char *path, uint32_t documents)
{
    struct xap_writer *writer;
    struct xap_reader *reader;
    struct xap_error first;
    struct xap_document *document;
    uint32_t docid, kept = 0;
    char text[2000];
    writer = open_writer(path, 0);
    for (unsigned round = 0; round < documents; round++) {
        size_t len = 0;
        for (unsigned i = 0; i < 100; i++) {
            len += (size_t)sprintf(text + len, "%sw%u", i ? " " : "", round * 100 + i);
        }
        document = text_document(text);
        enum xap_status status = xap_writer_add(writer, document, &docid, &why);
        if (status == XAP_OK)
            status = xap_writer_commit(writer, &why);
        xap_document_free(document);
        if (status != XAP_OK)
            break;
        kept++;
    }
    first = why;
    assert_int_equal(first.status, XAP_IO);
    assert_true(first.message[0] != '\0');
    print_message("# after %u commits: %s, %s\n", kept, first.type, first.message);

    document = text_document("more");
    const enum xap_status sticky[] = {
        xap_writer_commit(writer, &why),
        xap_writer_commit(writer, &why),
        xap_writer_add(writer, document, &docid, &why),
        xap_writer_replace(writer, 1, document, &why),
        xap_writer_replace_term(writer, STR("w1"), document, &docid, &why),
        xap_writer_delete(writer, 1, &why),
        xap_writer_delete_term(writer, STR("w1"), &why),
        xap_writer_set_metadata(writer, STR("k"), STR("v"), &why),
        xap_writer_add_spelling(writer, STR("word"), 1, &why),
        xap_writer_remove_spelling(writer, STR("word"), 1, &why),
        xap_writer_add_synonym(writer, STR("word"), STR("s"), &why),
        xap_writer_remove_synonym(writer, STR("word"), STR("s"), &why),
        xap_writer_begin(writer, &why),
        xap_writer_cancel(writer, &why),
        xap_writer_end(writer, &why),
        xap_writer_commit(writer, NULL),
    };
    for (size_t i = 0; i < ROWS(sticky); i++)
        assert_int_equal(sticky[i], XAP_IO);
    assert_string_equal(why.message, first.message);
    assert_string_equal(why.type, first.type);
    xap_document_free(document);
    xap_writer_free(writer);

    uint32_t count, errors;
    reader = open_reader(path);
    must(xap_reader_doc_count(reader, &count, &why));
    assert_int_equal(count, kept);
    xap_reader_free(reader);
    must(xap_check(STR(path), &errors, NULL, NULL, &why));
    assert_int_equal(errors, 0);
}

/* As good as a full disk: no file may grow past a size. */
static void file_too_large(void **state)
{
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 300 * 1024;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    fill_up(in_folder(state, "db"), 3000);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
}

static void disk_full(void **state)
{
    const char *disk = in_folder(state, "disk");
    mkdir(disk, 0777);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=1m") != 0) {
        return skipped("cannot mount a file system");
    }
    fill_up(in_folder(state, "disk/db"), 3000);
}

static int disk_teardown(void **state)
{
    umount2(in_folder(state, "disk"), MNT_DETACH); /* even when a failed test left it in use */
    return folder_teardown(state);
}

/* A stub file names the database; a server that is not there, and one that talks nonsense. */
static void network(void **state)
{
    const char *stub = in_folder(state, "stub");
    struct xap_reader *reader = (struct xap_reader *)-1;
    write_file(stub, STR("remote 127.0.0.1:1\n"));
    refuse(XAP_NETWORK, "NetworkError", "refused", xap_reader_open(STR(stub), &reader, &why));
    assert_null(reader);
    write_file(stub, STR("remote :/bin/echo nonsense\n"));
    enum xap_status status = xap_reader_open(STR(stub), &reader, &why);
    assert_true(status == XAP_NETWORK || status == XAP_SERIALISATION);
    assert_null(reader);
}

static bool memory_is_watched(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return true;
#endif
#endif
    const char *preloaded = getenv("LD_PRELOAD"); /* valgrind's */
    return preloaded && strstr(preloaded, "vgpreload");
}

/* Lengths beyond all memory: more than an allocator gives, more than a string can have. */
static void no_memory(void **state)
{
    struct xap_document *document;
    (void)state;
    if (memory_is_watched())
        return skipped("memory is watched");
    must(xap_document_new(&document, &why));
    refuse(XAP_NO_MEMORY, "std::bad_alloc", "out of memory",
           xap_document_set_data(document, "x", (size_t)1 << 60, &why));
    refuse(XAP_INTERNAL, "std::exception", "basic_string",
           xap_document_set_data(document, "x", SIZE_MAX / 2 + 2, &why));
    xap_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(no_database),
        FOLDER_TEST(other_version),
        FOLDER_TEST(corrupt),
        FOLDER_TEST(late_error),
        FOLDER_TEST(closed),
        FOLDER_TEST(locked),
        FOLDER_TEST(modified),
        FOLDER_TEST(file_too_large),
        cmocka_unit_test_setup_teardown(disk_full, folder_setup, disk_teardown),
        FOLDER_TEST(network),
        cmocka_unit_test(no_memory),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
