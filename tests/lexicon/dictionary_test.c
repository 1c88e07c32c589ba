/* The dictionary is found, or it is told why not. */
#include "lexicon/builder.h"
#include "lexicon/dictionary.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is in the file that LITSEARCH_DICT names. */
enum content { WHOLE, NO_WORDS, EMPTY, CUT, FOREIGN, OTHER_VERSION, ABSENT, FOLDER, NOTHING };

static const struct {
    const char *name;
    enum content content;
    enum ls_status status;
    const char *says;
} rows[] = {
    {"a dictionary", WHOLE, LS_OK, ""},
    {"one without words", NO_WORDS, LS_OK, ""},
    {"an empty file", EMPTY, LS_CORRUPT, ": this is empty: run make dict again"},
    {"one cut short", CUT, LS_CORRUPT,
     ": the lexicon is damaged or cut short: run make dict again"},
    {"another file", FOREIGN, LS_CORRUPT, ": this is no lexicon: run make dict again"},
    {"one of another version", OTHER_VERSION, LS_OTHER_SCHEMA, ": run make dict again"},
    {"a file that is not there", ABSENT, LS_IO, ": No such file or directory"},
    {"a folder", FOLDER, LS_CORRUPT, ": this is no file: run make dict again"},
    {"none at all", NOTHING, LS_OK, ""},
};

static void make_bytes(enum content content, struct ls_buf *bytes)
{
    struct ls_lexicon_builder builder = {0};
    enum { VERSION = 8 }; /* where it stands, see lib/lexicon/format.h */
    if (content != NO_WORDS) {
        ls_lexicon_builder_add(&builder, LS_SPAN("a"), LS_SPAN("b"), 1, LS_LEXICON_DICTIONARY, 0);
    }
    ls_lexicon_builder_finish(&builder, bytes, NULL);
    ls_lexicon_builder_free(&builder);
    bytes->len = content == EMPTY ? 0 : content == CUT ? bytes->len - 1 : bytes->len;
    bytes->ptr[0] = content == FOREIGN ? '?' : bytes->ptr[0];
    bytes->ptr[VERSION] = (char)(bytes->ptr[VERSION] + (content == OTHER_VERSION));
}

static void make_file(const char *path, enum content content)
{
    struct ls_buf bytes = {0};
    make_bytes(content, &bytes);
    if (content == FOLDER) {
        mkdir(path, 0700);
    } else if (content != ABSENT) {
        FILE *file = fopen(path, "we");
        fwrite(bytes.ptr, 1, bytes.len, file);
        fclose(file);
    }
    ls_buf_free(&bytes);
}

static void test_row(const char *folder, size_t i)
{
    char path[256];
    struct ls_dictionary dictionary;
    struct ls_lexicon_walk walk;
    struct ls_error err = {0};
    snprintf(path, sizeof path, "%s/%zu", folder, i);
    make_file(path, rows[i].content);
    setenv("LITSEARCH_DICT", rows[i].content == NOTHING ? "" : path, 1);
    tap_is_int(ls_dictionary_open(&dictionary, &err), rows[i].status, rows[i].name);
    tap_ok(strstr(err.message, rows[i].says) &&
               (!err.message[0] || strstr(err.message, path) != NULL),
           "%s: what is said: %s", rows[i].name, err.message);
    tap_ok(ls_lexicon_find(&dictionary.lexicon, LS_SPAN("a"), &walk) == (rows[i].content == WHOLE),
           "%s: its words, or none", rows[i].name);
    ls_dictionary_close(&dictionary);
    if (remove(path) != 0 && rows[i].content < ABSENT) {
        perror(path);
    }
}

int main(void)
{
    char folder[] = "/tmp/litsearch-dictionary-XXXXXX";
    if (!mkdtemp(folder)) {
        return 1;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_row(folder, i);
    }
    rmdir(folder);
    return tap_done();
}
