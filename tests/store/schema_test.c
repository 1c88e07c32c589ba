/* What an index says about itself, and where it is. */
#include "store/schema.h"

#include "store/index.h"
#include "tests/store/sample_card.h"
#include "tests/tap.h"
#include "text/analyzer.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/litsearch-schema-XXXXXX";

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

/* ---- Terms of ids ---- */

static void test_short_ids(void)
{
    static const char *const ids[] = {"", "a.md", "2024/幻覺 偏誤.md", "Q", "#"};
    char term[LS_TERM_LIMIT_BYTES];
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        size_t len = ls_schema_id_term(ls_span_str(ids[i]), term);
        tap_ok(len == strlen(ids[i]) + 1 && term[0] == 'Q' &&
                   memcmp(term + 1, ids[i], len - 1) == 0,
               "the term of \"%s\"", ids[i]);
    }
}

static void test_long_ids(void)
{
    static const struct {
        size_t len;
        bool whole;
    } rows[] = {{243, true}, {244, true}, {245, false}, {246, false}, {300, false}, {4096, false}};
    char id[4096], term[LS_TERM_LIMIT_BYTES], other[LS_TERM_LIMIT_BYTES];
    memset(id, 'x', sizeof id);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span span = ls_span(id, rows[i].len);
        size_t len = ls_schema_id_term(span, term);
        bool whole = len == rows[i].len + 1 && memcmp(term + 1, id, rows[i].len) == 0;
        tap_ok(len <= LS_TERM_LIMIT_BYTES && term[0] == 'Q' && whole == rows[i].whole,
               "an id of %zu bytes: a term of %zu", rows[i].len, len);
        tap_ok(ls_schema_id_term(span, other) == len && memcmp(term, other, len) == 0,
               "the same every time");
        id[rows[i].len - 1] = 'y';
        size_t other_len = ls_schema_id_term(span, other);
        tap_ok(other_len != len || memcmp(term, other, len) != 0,
               "another last byte, another term");
        id[rows[i].len - 1] = 'x';
        other_len = ls_schema_id_term(ls_span(id, rows[i].len - 1), other);
        tap_ok(other_len != len || memcmp(term, other, len) != 0, "one byte less, another term");
    }
}

/* Every one of many long ids that differ little has a term of its own. */
static int compare_terms(const void *a, const void *b)
{
    return memcmp(a, b, LS_TERM_LIMIT_BYTES);
}

static void test_many_long_ids(void)
{
    enum { COUNT = 20000 };
    char(*terms)[LS_TERM_LIMIT_BYTES] = calloc(COUNT, sizeof *terms);
    char id[400];
    bool all_different = terms != NULL;
    for (int i = 0; i < COUNT && terms; i++) {
        memset(id, 'p', sizeof id);
        int len = snprintf(id + 250, 20, "%d.md", i);
        ls_schema_id_term(ls_span(id, 250 + (size_t)len), terms[i]);
    }
    qsort(terms, COUNT, sizeof *terms, compare_terms);
    for (int i = 1; i < COUNT && terms; i++) {
        all_different = all_different && memcmp(terms[i - 1], terms[i], sizeof *terms) != 0;
    }
    tap_ok(all_different, "twenty thousand long ids with one beginning differ");
    free(terms);
}

/* ---- Xapian's errors ---- */

static void test_errors(void)
{
    static const struct {
        enum xap_status cause;
        enum ls_status want;
    } rows[] = {
        {XAP_NO_DATABASE, LS_NO_INDEX},
        {XAP_VERSION, LS_OTHER_SCHEMA},
        {XAP_CORRUPT, LS_CORRUPT},
        {XAP_SERIALISATION, LS_CORRUPT},
        {XAP_NOT_FOUND, LS_CORRUPT},
        {XAP_LOCKED, LS_BUSY},
        {XAP_MODIFIED, LS_BUSY},
        {XAP_IO, LS_IO},
        {XAP_NETWORK, LS_IO},
        {XAP_INVALID_ARGUMENT, LS_INTERNAL},
        {XAP_INVALID_OPERATION, LS_INTERNAL},
        {XAP_UNIMPLEMENTED, LS_INTERNAL},
        {XAP_CLOSED, LS_INTERNAL},
        {XAP_RANGE, LS_INTERNAL},
        {XAP_NO_MEMORY, LS_INTERNAL},
        {XAP_INTERNAL, LS_INTERNAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct xap_error cause = {.status = rows[i].cause, .message = "the reason"};
        struct ls_error err;
        tap_ok(ls_schema_fail(&err, &cause, "reading it") == rows[i].want &&
                   err.status == rows[i].want && strcmp(err.message, "reading it: the reason") == 0,
               "%s is %s", xap_status_name(rows[i].cause), ls_status_name(rows[i].want));
        tap_ok(ls_schema_fail(NULL, &cause, "x") == rows[i].want, "and without a place for it");
    }
}

/* ---- Indexes on disk ---- */

struct metadata {
    const char *key, *value;
};

/* A database of one document (its data the record) in the folder, with metadata and a stamp. */
static char *make_database(const char *name, bool stamped, const struct metadata *metadata,
                           const struct ls_dictionaries *dictionaries, struct ls_span record)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct xap_writer_options options = {.mode = XAP_WRITER_CREATE, .flags = XAP_WRITER_NO_SYNC};
    struct xap_writer *writer = NULL;
    struct xap_document *document = NULL;
    struct xap_error cause;
    struct ls_error err;
    uint32_t docid;
    bool good =
        xap_writer_open(path, strlen(path), &options, &writer, &cause) == XAP_OK &&
        xap_document_new(&document, &cause) == XAP_OK &&
        xap_document_set_data(document, record.ptr, record.len, &cause) == XAP_OK &&
        xap_writer_add(writer, document, &docid, &cause) == XAP_OK &&
        (!stamped || ls_schema_stamp(writer, &err) == LS_OK) &&
        (!dictionaries || ls_schema_write_dictionaries(writer, dictionaries, &err) == LS_OK);
    if (good && metadata) {
        good = xap_writer_set_metadata(writer, metadata->key, strlen(metadata->key),
                                       metadata->value, strlen(metadata->value), &cause) == XAP_OK;
    }
    good = good && xap_writer_commit(writer, &cause) == XAP_OK;
    xap_document_free(document);
    xap_writer_free(writer);
    if (!good) {
        tap_ok(false, "make the database %s", name);
    }
    return path;
}

static void test_check(void)
{
    static const struct {
        const char *name;
        bool stamped;
        struct metadata metadata;
        enum ls_status want;
        const char *says;
    } rows[] = {
        {"stamped", true, {NULL, NULL}, LS_OK, ""},
        {"foreign", false, {NULL, NULL}, LS_OTHER_SCHEMA, "no index of litsearch"},
        {"older", true, {LS_META_SCHEMA, "1"}, LS_OTHER_SCHEMA, "--rebuild"},
        {"newer", true, {LS_META_SCHEMA, LS_SCHEMA_VERSION "0"}, LS_OTHER_SCHEMA, "--rebuild"},
        {"other-analyzer", true, {LS_META_ANALYZER, "analyzer 0"}, LS_OTHER_SCHEMA, "analyzer 0"},
        {"no-analyzer", true, {LS_META_ANALYZER, ""}, LS_OTHER_SCHEMA, "--rebuild"},
        {"unstamped", false, {LS_META_SCHEMA, LS_SCHEMA_VERSION}, LS_OTHER_SCHEMA, "--rebuild"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *path =
            make_database(rows[i].name, rows[i].stamped,
                          rows[i].metadata.key ? &rows[i].metadata : NULL, NULL, LS_SPAN(""));
        struct xap_reader *reader = NULL;
        struct ls_index *index = NULL;
        struct ls_error err = {0};
        xap_reader_open(path, strlen(path), &reader, NULL);
        enum ls_status status = reader ? ls_schema_check(reader, path, &err) : LS_INTERNAL;
        tap_is_int(status, rows[i].want, rows[i].name);
        if (!tap_ok(status == LS_OK ||
                        (strstr(err.message, path) && strstr(err.message, rows[i].says)),
                    "it says where and what to do")) {
            printf("# %s\n", err.message);
        }
        tap_ok(ls_index_open(path, &index, NULL) == rows[i].want &&
                   !index == (rows[i].want != LS_OK),
               "ls_index_open agrees");
        ls_index_free(index);
        xap_reader_free(reader);
    }
}

static void write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, text, strlen(text)) != (ssize_t)strlen(text)) {
        tap_ok(false, "write %s", path);
    }
    close(file);
}

static void test_open(void)
{
    char path[256], file[512];
    struct ls_index *index;
    struct ls_error err;
    snprintf(path, sizeof path, "%s/nowhere", folder);
    tap_is_int(ls_index_open(path, &index, &err), LS_NO_INDEX, "no folder");
    tap_ok(strstr(err.message, path) && strstr(err.message, "litsearch-index") && !index,
           "and how to make one");
    tap_is_int(ls_index_open(folder, &index, &err), LS_NO_INDEX, "a folder, no database");
    snprintf(path, sizeof path, "%s/card.md", folder);
    write_file(path, "# A card\n");
    tap_ok(ls_index_open(path, &index, &err) != LS_OK && !index && err.message[0],
           "a file, no database: %s", ls_status_name(err.status));
    static const char *const damages[] = {"", "garbage that is no version file"};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        snprintf(file, sizeof file, "damaged-%zu", i);
        snprintf(path, sizeof path, "%s", make_database(file, true, NULL, NULL, LS_SPAN("")));
        snprintf(file, sizeof file, "%s/iamglass", path);
        write_file(file, damages[i]);
        enum ls_status status = ls_index_open(path, &index, &err);
        tap_ok((status == LS_CORRUPT || status == LS_NO_INDEX || status == LS_OTHER_SCHEMA) &&
                   !index,
               "a damaged version file: %s", ls_status_name(status));
    }
    ls_index_free(NULL);
}

/* ---- Stored cards through an index ---- */

static void test_cards(const char *name, struct ls_dictionaries *dictionaries)
{
    struct ls_card card = full_card(), back;
    struct ls_codec *codec = NULL;
    struct ls_index *index = NULL;
    struct ls_arena arena = {0};
    struct ls_buf record = {0};
    struct ls_span stream;
    struct ls_error err = {0};
    bool good = ls_codec_new(&codec, &err) == LS_OK;
    for (int frame = 0; good && frame < LS_FRAME_COUNT; frame++) {
        good = ls_codec_pack_with(codec, (enum ls_frame)frame,
                                  ls_buf_span(&dictionaries->frames[frame]), &err) == LS_OK;
    }
    good = good && ls_codec_pack(codec, &card, LS_SPAN("\x01t0\n"), &record, &err) == LS_OK;
    const char *path = make_database(name, true, NULL, dictionaries, ls_buf_span(&record));
    tap_ok(good && ls_index_open(path, &index, &err) == LS_OK && ls_index_reader(index),
           "%s: opened", name);
    tap_ok(index && ls_index_card(index, 1, &arena, &back, &err) == LS_OK &&
               same_card(&card, &back),
           "%s: the card as it was stored", name);
    tap_ok(index && ls_index_stream(index, 1, &stream, &err) == LS_OK &&
               ls_span_equal(stream, LS_SPAN("\x01t0\n")),
           "%s: and its stream", name);
    tap_ok(index && ls_index_card(index, 2, &arena, &back, &err) == LS_CORRUPT && err.message[0],
           "%s: no such card", name);
    ls_index_free(index);
    ls_codec_free(codec);
    ls_arena_free(&arena);
    ls_buf_free(&record);
}

static void test_stored_cards(void)
{
    struct ls_dictionaries dictionaries = {0};
    test_cards("plain", &dictionaries);
    ls_buf_add_str(&dictionaries.frames[LS_FRAME_CARD],
                   "Hallucination and bias, NEJM AI, 幻覺與偏誤");
    test_cards("with-a-dictionary", &dictionaries);
    ls_buf_add_str(&dictionaries.frames[LS_FRAME_STREAM], "\x01t0\n hallucin bias \n");
    test_cards("with-two", &dictionaries);
    ls_dictionaries_free(&dictionaries);
    struct ls_index *index = NULL;
    struct ls_arena arena = {0};
    struct ls_card card;
    struct ls_span stream;
    struct ls_error err;
    const char *path = make_database("no-record", true, NULL, NULL, LS_SPAN("no record"));
    tap_ok(ls_index_open(path, &index, &err) == LS_OK &&
               ls_index_card(index, 1, &arena, &card, &err) == LS_CORRUPT &&
               ls_index_stream(index, 1, &stream, &err) == LS_CORRUPT,
           "data that is no card");
    ls_index_free(index);
    ls_arena_free(&arena);
}

/* ---- Where the index is ---- */

static void set_variable(const char *name, const char *value)
{
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

static void test_paths(void)
{
    static const struct {
        const char *name, *db, *litsearch_db, *data_home, *home, *want;
    } rows[] = {
        {"--db first", "/a", "/b", "/c", "/d", "/a"},
        {"then LITSEARCH_DB", NULL, "/b", "/c", "/d", "/b"},
        {"then XDG_DATA_HOME", NULL, NULL, "/c", "/d", "/c/litsearch/index"},
        {"then HOME", NULL, NULL, NULL, "/d", "/d/.local/share/litsearch/index"},
        {"nothing", NULL, NULL, NULL, NULL, NULL},
        {"empty variables are as good as unset", NULL, "", "", "/d",
         "/d/.local/share/litsearch/index"},
        {"all empty", NULL, "", "", "", NULL},
        {"an empty --db is a mistake, not a default", "", "/b", "/c", "/d", NULL},
        {"--db alone", "x y", NULL, NULL, NULL, "x y"},
        {"LITSEARCH_DB alone, relative", NULL, "幻覺/db", NULL, NULL, "幻覺/db"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_arena arena = {0};
        struct ls_span path = LS_SPAN("unset");
        struct ls_error err = {0};
        set_variable("LITSEARCH_DB", rows[i].litsearch_db);
        set_variable("XDG_DATA_HOME", rows[i].data_home);
        set_variable("HOME", rows[i].home);
        enum ls_status status = ls_index_path(rows[i].db, &arena, &path, &err);
        if (rows[i].want) {
            tap_is_str(status == LS_OK ? path.ptr : err.message, rows[i].want, rows[i].name);
        } else {
            tap_ok(status == LS_USAGE && strstr(err.message, "--db"), "%s", rows[i].name);
        }
        ls_arena_free(&arena);
    }
}

int main(void)
{
    if (!mkdtemp(folder)) {
        printf("Bail out! no folder to work in\n");
        return 1;
    }
    test_short_ids();
    test_long_ids();
    test_many_long_ids();
    test_errors();
    test_check();
    test_open();
    test_stored_cards();
    test_paths();
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return tap_done();
}
