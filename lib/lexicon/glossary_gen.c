/* Build-time tool: writes the lexicon behind ls_shipped_glossary().
 *
 *     glossary-gen corpus/dict/glossary.tsv > glossary_table.c
 *
 * The glossary that is shipped is one about which there is nothing to say: any complaint ends the
 * build. */
#include "lexicon/glossary.h"

#include <stdio.h>

static void print(struct ls_span bytes)
{
    puts("/* Made by lib/lexicon/glossary_gen.c. */\n#include \"lexicon/shipped.h\"\n");
    printf("const unsigned ls_shipped_glossary_len = %zu;\n", bytes.len);
    puts("const unsigned char ls_shipped_glossary_bytes[] = {");
    for (size_t i = 0; i < bytes.len; i++) {
        printf("%u,%s", (unsigned char)bytes.ptr[i], i % 32 == 31 ? "\n" : "");
    }
    puts("};");
}

static enum ls_status compile(const char *path, struct ls_glossary *glossary, struct ls_buf *bytes,
                              struct ls_error *err)
{
    struct ls_lexicon_builder builder = {0};
    struct ls_analyzer *analyzer;
    enum ls_status status = ls_analyzer_new(&analyzer, err);
    if (status == LS_OK) {
        status = ls_glossary_load(path, LS_LEXICON_GLOSSARY, analyzer, &builder, glossary, err);
    }
    if (status == LS_OK) {
        status = ls_lexicon_builder_finish(&builder, bytes, err);
    }
    ls_lexicon_builder_free(&builder);
    ls_analyzer_free(analyzer);
    return status;
}

int main(int argc, char **argv)
{
    struct ls_glossary glossary = {0};
    struct ls_buf bytes = {0}, complaints = {0};
    struct ls_error err = {0};
    const char *path = argc == 2 ? argv[1] : "";
    enum ls_status status = compile(path, &glossary, &bytes, &err);
    ls_glossary_complaints(&glossary, path, &complaints);
    if (status != LS_OK) {
        fprintf(stderr, "glossary-gen: %s\n", err.message);
    } else if (complaints.len > 0) {
        fputs(complaints.ptr, stderr);
    } else {
        print(ls_buf_span(&bytes));
    }
    bool is_clean = status == LS_OK && complaints.len == 0;
    ls_buf_free(&bytes);
    ls_buf_free(&complaints);
    ls_glossary_free(&glossary);
    return !is_clean || fflush(stdout) != 0;
}
