#include "lexicon/cedict/compile.h"

#include "lexicon/cedict/rows.h"

static enum ls_status add_rows(struct ls_span json, struct ls_analyzer *analyzer,
                               struct ls_arena *arena, struct ls_lexicon_builder *builder,
                               size_t *entries, struct ls_error *err)
{
    struct ls_cedict cedict;
    struct ls_irregular irregular;
    enum ls_status status = ls_cedict_parse(json, analyzer, arena, &cedict, err);
    if (status == LS_OK) {
        status = ls_irregular_read(analyzer, arena, &irregular, err);
    }
    if (status == LS_OK) {
        *entries = cedict.read;
        ls_cedict_add_chinese(&cedict, &irregular, builder);
        status = ls_cedict_add_english(&cedict, &irregular, builder, err);
    }
    if (status == LS_OK) {
        status = ls_cedict_add_sounds(&cedict, builder, err);
    }
    return status;
}

static size_t count_keys(struct ls_span bytes)
{
    struct ls_lexicon lexicon;
    ls_lexicon_open(bytes, &lexicon, NULL);
    return lexicon.key_count;
}

enum ls_status ls_cedict_compile(struct ls_span json, struct ls_buf *lexicon,
                                 struct ls_cedict_counts *counts, struct ls_error *err)
{
    struct ls_arena arena = {0};
    struct ls_lexicon_builder builder = {0};
    struct ls_analyzer *analyzer = NULL;
    size_t start = lexicon->len;
    size_t entries = 0;
    enum ls_status status = ls_analyzer_new(&analyzer, err);
    if (status == LS_OK) {
        status = add_rows(json, analyzer, &arena, &builder, &entries, err);
    }
    if (status == LS_OK) {
        status = ls_lexicon_builder_finish(&builder, lexicon, err);
    }
    if (status == LS_OK && counts) {
        *counts = (struct ls_cedict_counts){entries,
                                            count_keys(ls_span_from(ls_buf_span(lexicon), start))};
    }
    ls_lexicon_builder_free(&builder);
    ls_arena_free(&arena);
    ls_analyzer_free(analyzer);
    return status;
}
