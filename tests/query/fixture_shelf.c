#include "tests/query/fixture_shelf.h"

#include "lexicon/builder.h"

#include <stdio.h>
#include <stdlib.h>

static void finish_lexicon(struct fixture_shelf *shelf, struct ls_lexicon_builder *builder)
{
    struct ls_error err = {0};
    size_t number = shelf->lexicons.count++;
    if (number >= FIXTURE_LEXICONS_MAX) {
        printf("Bail out! too many lexicons\n");
        exit(1);
    }
    fixture_must(ls_lexicon_builder_finish(builder, &shelf->bytes[number], &err), &err);
    fixture_must(ls_lexicon_open(ls_buf_span(&shelf->bytes[number]), &shelf->items[number], &err),
                 &err);
    ls_lexicon_builder_free(builder);
}

void fixture_shelf_make(struct fixture_shelf *shelf, const struct fixture_row *rows, size_t count)
{
    struct ls_lexicon_builder builder = {0};
    *shelf = (struct fixture_shelf){.lexicons.items = shelf->items};
    for (size_t i = 0; i < count; i++) {
        const struct fixture_row *row = &rows[i];
        if (row->key) {
            ls_lexicon_builder_add(&builder, ls_span_str(row->key), ls_span_str(row->member),
                                   row->weight, row->source, row->cards);
        } else {
            finish_lexicon(shelf, &builder);
            builder = (struct ls_lexicon_builder){0};
        }
    }
    finish_lexicon(shelf, &builder);
}

void fixture_shelf_free(struct fixture_shelf *shelf)
{
    for (size_t i = 0; i < shelf->lexicons.count; i++) {
        ls_buf_free(&shelf->bytes[i]);
    }
}

const struct ls_expansion *fixture_expand(struct fixture *fixture,
                                          const struct fixture_shelf *shelf, const char *text,
                                          const struct ls_filters *filters, struct ls_query *query)
{
    static const struct ls_filters none = {0};
    ls_arena_reset(&fixture->arena);
    fixture_must(fixture_query(fixture, text, filters ? filters : &none, query, NULL),
                 &fixture->err);
    fixture_must(ls_expand(fixture->index, &shelf->lexicons, query, &fixture->arena,
                           &query->expansion, &fixture->err),
                 &fixture->err);
    return query->expansion;
}
