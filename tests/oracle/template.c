#include "tests/oracle/template.h"

#include "base/buf.h"
#include "store/index.h"
#include "text/stream.h"

#include <stdio.h>

/* The sentence from a piece on, as a line of a stream; returns where it ends. */
static size_t write_line(const struct shelf *shelf, const struct reading *reading, size_t first,
                         struct ls_buf *line)
{
    size_t i = first;
    ls_buf_clear(line);
    ls_buf_add_char(line, '\n');
    for (; i < reading->count && reading->pieces[i].sentence == reading->pieces[first].sentence;
         i++) {
        const struct piece *piece = &reading->pieces[i];
        bool goes_on = i > first && piece->is_han && piece->joined;
        ls_buf_add_str(line, goes_on ? "" : " ");
        ls_buf_add_span(line, shelf->lexicon.words[piece->term]);
    }
    ls_buf_add_str(line, " \n");
    return i;
}

static void mark_reading(const struct shelf *shelf, struct reading *reading,
                         struct ls_span template, struct ls_buf *line)
{
    for (size_t i = 0, past; i < reading->count; i = past) {
        past = write_line(shelf, reading, i, line);
        bool is_template = memmem(template.ptr, template.len, line->ptr, line->len) != NULL;
        for (size_t n = i; n < past; n++) {
            reading->pieces[n].in_template = is_template;
        }
    }
}

static void mark_card(struct shelf *shelf, struct shelf_card *card, struct ls_span stream)
{
    struct ls_buf line = {0};
    struct ls_span template = ls_stream_template(stream);
    card->outside = ls_arena_copy(&shelf->arena, ls_stream_outside(stream));
    for (size_t i = 0; template.len > 0 && i < 2 * card->card.section_count; i++) {
        enum ls_field field = card->card.sections[i / 2].field;
        if (field == LS_FIELD_BODY || field == LS_FIELD_ABSTRACT) {
            mark_reading(shelf, &card->readings[i], template, &line);
        }
    }
    ls_buf_free(&line);
}

static enum ls_status mark_document(struct shelf *shelf, struct ls_index *index, uint32_t docid,
                                    struct ls_error *err)
{
    struct ls_arena arena = {0};
    struct ls_card stored;
    struct ls_span stream;
    struct shelf_card *card = NULL;
    enum ls_status status = ls_index_card(index, docid, &arena, &stored, err);
    if (status == LS_OK) {
        card = (struct shelf_card *)shelf_find(shelf, ls_arena_copy(&arena, stored.id).ptr);
        status = ls_index_stream(index, docid, &stream, err);
    }
    if (status == LS_OK && card) {
        mark_card(shelf, card, stream);
    }
    ls_arena_free(&arena);
    return status;
}

bool templates_mark(struct shelf *shelf, const char *db)
{
    struct ls_index *index = NULL;
    struct ls_error err;
    uint32_t count = 0;
    enum ls_status status = ls_index_open(db, &index, &err);
    if (status == LS_OK) {
        xap_reader_doc_count(ls_index_reader(index), &count,
                             NULL); /* an index just made: ids 1 to n */
    }
    for (uint32_t docid = 1; status == LS_OK && docid <= count; docid++) {
        status = mark_document(shelf, index, docid, &err);
    }
    ls_index_free(index);
    if (status != LS_OK) {
        fprintf(stderr, "%s\n", err.message);
    }
    return status == LS_OK;
}
