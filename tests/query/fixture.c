#include "tests/query/fixture.h"

#include "indexer/document.h"

#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void fixture_must(enum ls_status status, const struct ls_error *err)
{
    if (status != LS_OK) {
        printf("Bail out! %s: %s\n", ls_status_name(status), err->message);
        exit(1);
    }
}

static void must(enum xap_status status, const struct xap_error *cause)
{
    if (status != XAP_OK) {
        printf("Bail out! %s\n", cause->message);
        exit(1);
    }
}

static void add_domains(struct ls_card *card, const char *names, struct ls_arena *arena)
{
    while (names && *names) {
        size_t len = strcspn(names, "|");
        *LS_ARENA_PUSH(arena, card->domains, &card->domain_count) = ls_span(names, len);
        names += len + (names[len] == '|');
    }
}

static void add_section(struct ls_card *card, struct ls_section section, struct ls_arena *arena)
{
    if (section.text.ptr) {
        *LS_ARENA_PUSH(arena, card->sections, &card->section_count) = section;
    }
}

struct ls_card fixture_card(const struct fixture_card *row, struct ls_arena *arena)
{
    struct ls_card card = {
        .id = ls_span_str(row->id),
        .heading = ls_span_str(row->title_en ? row->title_en : row->title_zh),
        .title_en = ls_span_str(row->title_en),
        .title_zh = ls_span_str(row->title_zh),
        .pmid = ls_span_str(row->pmid),
        .doi = ls_span_str(row->doi),
        .journal = ls_span_str(row->journal),
        .score = row->score > 0 ? row->score : NAN,
        .year = row->year,
    };
    add_domains(&card, row->domains, arena);
    add_section(&card, (struct ls_section){.field = LS_FIELD_TITLE, .text = card.title_en}, arena);
    add_section(&card, (struct ls_section){.field = LS_FIELD_TITLE, .text = card.title_zh}, arena);
    add_section(&card, (struct ls_section){.field = LS_FIELD_JOURNAL, .text = card.journal}, arena);
    for (size_t i = 0; i < 6 && row->sections[i].text; i++) {
        const struct fixture_section *from = &row->sections[i];
        struct ls_section section = {.field = from->field,
                                     .part = from->part,
                                     .level = from->heading ? 2 : 0,
                                     .heading = ls_span_str(from->heading),
                                     .text = ls_span_str(from->text)};
        add_section(&card, section, arena);
    }
    return card;
}

static void write_cards(struct fixture *fixture, const struct fixture_card *cards, size_t count)
{
    struct xap_writer_options options = {.mode = XAP_WRITER_CREATE, .flags = XAP_WRITER_NO_SYNC};
    struct xap_writer *writer = NULL;
    struct xap_error cause;
    struct ls_codec *codec = NULL;
    struct ls_document_maker *maker = NULL;
    must(xap_writer_open(fixture->folder, strlen(fixture->folder), &options, &writer, &cause),
         &cause);
    fixture_must(ls_schema_stamp(writer, &fixture->err), &fixture->err);
    fixture_must(ls_codec_new(&codec, &fixture->err), &fixture->err);
    fixture_must(ls_document_maker_new(codec, &maker, &fixture->err), &fixture->err);
    for (size_t i = 0; i < count; i++) {
        struct ls_card card = fixture_card(&cards[i], &fixture->arena);
        struct xap_document *document;
        uint32_t docid;
        fixture_must(ls_document_make(maker, &card, LS_SPAN("test"), &document, &fixture->err),
                     &fixture->err);
        must(xap_writer_add(writer, document, &docid, &cause), &cause);
        xap_document_free(document);
    }
    must(xap_writer_commit(writer, &cause), &cause);
    ls_document_maker_free(maker);
    ls_codec_free(codec);
    xap_writer_free(writer);
}

void fixture_open(struct fixture *fixture, const struct fixture_card *cards, size_t count)
{
    *fixture = (struct fixture){.folder = "/tmp/litsearch-query-XXXXXX"};
    if (!mkdtemp(fixture->folder)) {
        printf("Bail out! cannot make %s\n", fixture->folder);
        exit(1);
    }
    write_cards(fixture, cards, count);
    fixture_must(ls_index_open(fixture->folder, &fixture->index, &fixture->err), &fixture->err);
    fixture_must(ls_analyzer_new(&fixture->analyzer, &fixture->err), &fixture->err);
}

void fixture_keep(struct fixture *fixture)
{
    struct xap_error cause;
    uint32_t last = 0;
    xap_reader_last_docid(ls_index_reader(fixture->index), &last, &cause);
    fixture_must(ls_memory_new(1 << 24, &fixture->memory, &fixture->err), &fixture->err);
    fixture->shelf = ls_memory_hold(fixture->memory, 1, last);
    ls_index_keep_memory(fixture->index, fixture->shelf);
    fixture_must(ls_index_make_terms(fixture->index, &fixture->err), &fixture->err);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

void fixture_close(struct fixture *fixture)
{
    ls_index_free(fixture->index);
    ls_memory_let_go(fixture->shelf);
    ls_memory_free(fixture->memory);
    ls_analyzer_free(fixture->analyzer);
    ls_arena_free(&fixture->arena);
    nftw(fixture->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

enum ls_status fixture_query(struct fixture *fixture, const char *text,
                             const struct ls_filters *filters, struct ls_query *query,
                             struct ls_range *mistake)
{
    const struct ls_node *root;
    struct ls_mistake where;
    struct ls_span span = ls_span_str(text);
    enum ls_status status = ls_parse(span, &fixture->arena, &root, &where, &fixture->err);
    if (status == LS_OK) {
        status = ls_query_make(root, filters, span, fixture->analyzer, &fixture->arena, query,
                               &where, &fixture->err);
    }
    if (mistake) {
        *mistake = where.place;
    }
    return status;
}

enum ls_status fixture_search(struct fixture *fixture, const char *text,
                              const struct ls_filters *filters, struct ls_window window,
                              struct ls_found *found, struct ls_buf *notes)
{
    ls_arena_reset(&fixture->arena);
    struct ls_query query;
    enum ls_status status = fixture_query(fixture, text, filters, &query, NULL);
    return status == LS_OK ? ls_search(fixture->index, &query, window, &fixture->arena, found,
                                       notes, &fixture->err)
                           : status;
}
