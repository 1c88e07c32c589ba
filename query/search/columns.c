#include "query/search/columns.h"

#include <stdlib.h>

static const char *const prefixes[LS_FACET_COUNT] = {
    [LS_FACET_DOMAIN] = LS_PREFIX_DOMAIN,
    [LS_FACET_JOURNAL] = LS_PREFIX_JOURNAL,
};

struct loader {
    struct xap_reader *reader;
    struct ls_arena *arena;
    struct ls_column *column;
    size_t docid_count;
    size_t code_count;
    struct xap_error cause;
};

const char *ls_column_prefix(enum ls_facet_kind kind)
{
    return prefixes[kind];
}

enum ls_slot ls_column_slot(enum ls_facet_kind kind)
{
    return kind == LS_FACET_SCORE ? LS_SLOT_SCORE : LS_SLOT_YEAR;
}

struct ls_columns *ls_columns_new(void)
{
    return calloc(1, sizeof(struct ls_columns));
}

void ls_columns_clear(struct ls_columns *columns)
{
    for (int kind = 0; kind < LS_FACET_COUNT; kind++) {
        ls_arena_free(&columns->arenas[kind]);
    }
    ls_parts_kept_clear(&columns->parts);
    *columns = (struct ls_columns){0};
}

void ls_columns_free(struct ls_columns *columns)
{
    if (columns) {
        ls_columns_clear(columns);
        free(columns);
    }
}

static bool append(struct loader *loader, uint32_t docid, const struct ls_tally *value)
{
    struct ls_column *column = loader->column;
    uint32_t *to = LS_ARENA_PUSH(loader->arena, column->docids, &loader->docid_count);
    uint32_t *code = LS_ARENA_PUSH(loader->arena, column->codes, &loader->code_count);
    if (!value || !to || !code) {
        return false;
    }
    *to = docid;
    *code = (uint32_t)(value - column->values.items);
    return true;
}

static enum xap_status load_term(struct loader *loader, struct ls_span term, bool *kept)
{
    const struct ls_tally *value = ls_tally_of(&loader->column->values, term);
    struct xap_postings *postings = NULL;
    bool more = false;
    enum xap_status status =
        xap_postings_open(loader->reader, term.ptr, term.len, &postings, &loader->cause);
    while (status == XAP_OK && *kept &&
           (status = xap_postings_next(postings, &more, &loader->cause)) == XAP_OK && more) {
        *kept = append(loader, xap_postings_docid(postings), value);
    }
    xap_postings_free(postings);
    return status;
}

static enum xap_status load_terms(struct loader *loader, struct ls_span prefix, bool *kept)
{
    struct xap_terms *terms = NULL;
    bool more = false;
    enum xap_status status =
        xap_terms_open(loader->reader, prefix.ptr, prefix.len, &terms, &loader->cause);
    while (status == XAP_OK && *kept &&
           (status = xap_terms_next(terms, &more, &loader->cause)) == XAP_OK && more) {
        struct xap_bytes term = xap_terms_term(terms);
        status = load_term(loader, ls_span(term.ptr, term.len), kept);
    }
    xap_terms_free(terms);
    return status;
}

static enum xap_status load_values(struct loader *loader, enum ls_slot slot, bool *kept)
{
    struct xap_values *values = NULL;
    bool more = false;
    enum xap_status status = xap_values_open(loader->reader, slot, &values, &loader->cause);
    while (status == XAP_OK && *kept &&
           (status = xap_values_next(values, &more, &loader->cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_values_value(values);
        const struct ls_tally *value =
            ls_tally_of(&loader->column->values, ls_span(bytes.ptr, bytes.len));
        *kept = append(loader, xap_values_docid(values), value);
    }
    xap_values_free(values);
    return status;
}

enum ls_status ls_column_load(struct ls_index *index, enum ls_facet_kind kind,
                              struct ls_arena *arena, struct ls_column *column,
                              struct ls_error *err)
{
    *column = (struct ls_column){.values.arena = arena};
    struct loader loader = {.reader = ls_index_reader(index), .arena = arena, .column = column};
    const char *prefix = ls_column_prefix(kind);
    bool kept = true;
    enum xap_status status = prefix ? load_terms(&loader, ls_span_str(prefix), &kept)
                                    : load_values(&loader, ls_column_slot(kind), &kept);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &loader.cause, "cannot read the values that facets count");
    }
    column->names = ls_arena_array(arena, column->values.count, sizeof *column->names);
    column->count = loader.docid_count;
    column->loaded = kept && column->names;
    return column->loaded ? LS_OK : ls_fail_memory(err);
}
