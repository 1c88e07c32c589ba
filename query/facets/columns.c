#include "query/facets/columns.h"

#include "query/facets/tally.h"

#include <stdlib.h>

static const char *const prefixes[LS_FACET_COUNT] = {
    [LS_FACET_DOMAIN] = LS_PREFIX_DOMAIN,
    [LS_FACET_JOURNAL] = LS_PREFIX_JOURNAL,
};

/* At the beginning of a column's memory. */
struct head {
    uint32_t last;
    uint32_t value_count;
    uint32_t code_count;
    uint32_t byte_count;
};

/* A card and one of its values, numbered as first seen. */
struct entry {
    uint32_t docid;
    uint32_t code;
};

struct loader {
    struct xap_reader *reader;
    struct ls_arena arena;
    struct ls_tallies values;
    struct entry *entries;
    size_t count;
    uint32_t last;
    bool failed; /* memory is out */
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

/* ---- reading ---- */

static void append(struct loader *loader, uint32_t docid, struct ls_span key)
{
    const struct ls_tally *value = ls_tally_of(&loader->values, key);
    struct entry *entry = LS_ARENA_PUSH(&loader->arena, loader->entries, &loader->count);
    loader->failed |= !value || !entry;
    if (value && entry) {
        *entry = (struct entry){docid, (uint32_t)(value - loader->values.items)};
    }
}

static enum xap_status load_term(struct loader *loader, struct ls_span term)
{
    struct xap_postings *postings = NULL;
    bool more = false;
    enum xap_status status =
        xap_postings_open(loader->reader, term.ptr, term.len, &postings, &loader->cause);
    while (status == XAP_OK && !loader->failed &&
           (status = xap_postings_next(postings, &more, &loader->cause)) == XAP_OK && more) {
        append(loader, xap_postings_docid(postings), term);
    }
    xap_postings_free(postings);
    return status;
}

static enum xap_status load_terms(struct loader *loader, struct ls_span prefix)
{
    struct xap_terms *terms = NULL;
    bool more = false;
    enum xap_status status =
        xap_terms_open(loader->reader, prefix.ptr, prefix.len, &terms, &loader->cause);
    while (status == XAP_OK && !loader->failed &&
           (status = xap_terms_next(terms, &more, &loader->cause)) == XAP_OK && more) {
        struct xap_bytes term = xap_terms_term(terms);
        status = load_term(loader, ls_span(term.ptr, term.len));
    }
    xap_terms_free(terms);
    return status;
}

static enum xap_status load_values(struct loader *loader, enum ls_slot slot)
{
    struct xap_values *values = NULL;
    bool more = false;
    enum xap_status status = xap_values_open(loader->reader, slot, &values, &loader->cause);
    while (status == XAP_OK && !loader->failed &&
           (status = xap_values_next(values, &more, &loader->cause)) == XAP_OK && more) {
        struct xap_bytes value = xap_values_value(values);
        append(loader, xap_values_docid(values), ls_span(value.ptr, value.len));
    }
    xap_values_free(values);
    return status;
}

static enum xap_status read_entries(struct loader *loader, struct ls_index *index,
                                    enum ls_facet_kind kind)
{
    const char *prefix = ls_column_prefix(kind);
    loader->reader = ls_index_reader(index);
    loader->values.arena = &loader->arena;
    enum xap_status status = xap_reader_last_docid(loader->reader, &loader->last, &loader->cause);
    if (status == XAP_OK) {
        status = prefix ? load_terms(loader, ls_span_str(prefix))
                        : load_values(loader, ls_column_slot(kind));
    }
    return status;
}

/* ---- one piece of memory ---- */

static void look_into(const char *memory, struct ls_column *column)
{
    const struct head *head = (const void *)memory;
    *column = (struct ls_column){.last = head->last, .value_count = head->value_count};
    column->ends = (const void *)(head + 1);
    column->totals = column->ends + head->value_count;
    column->starts = column->totals + head->value_count;
    column->codes = column->starts + head->last + 2;
    column->bytes = (const void *)(column->codes + head->code_count);
}

struct ls_span ls_column_value(const struct ls_column *column, uint32_t code)
{
    uint32_t first = code > 0 ? column->ends[code - 1] : 0;
    return ls_span(column->bytes + first, column->ends[code] - first);
}

static int compare_keys(const void *a, const void *b)
{
    const struct ls_tally *left = a;
    const struct ls_tally *right = b;
    return ls_span_compare(left->key, right->key);
}

/* Sorts the values; numbers[code] is the new number of what had that code. */
static void sort_values(struct ls_tallies *values, uint32_t *numbers)
{
    for (size_t i = 0; i < values->count; i++) {
        values->items[i].last = (uint32_t)i;
    }
    if (values->count > 0) {
        qsort(values->items, values->count, sizeof *values->items, compare_keys);
    }
    for (size_t i = 0; i < values->count; i++) {
        numbers[values->items[i].last] = (uint32_t)i;
    }
}

static void write_values(const struct ls_tallies *values, uint32_t *ends, char *bytes)
{
    uint32_t end = 0;
    for (size_t i = 0; i < values->count; i++) {
        struct ls_span key = values->items[i].key;
        memcpy(bytes + end, key.ptr, key.len);
        end += (uint32_t)key.len;
        ends[i] = end;
    }
}

static void write_totals(const struct loader *loader, const uint32_t *numbers, uint32_t *totals)
{
    for (size_t i = 0; i < loader->count; i++) {
        totals[numbers[loader->entries[i].code]]++;
    }
}

/* starts is all zero and has room for two docids more than the last. */
static void write_codes(const struct loader *loader, const uint32_t *numbers, uint32_t *starts,
                        uint32_t *codes)
{
    for (size_t i = 0; i < loader->count; i++) {
        starts[loader->entries[i].docid + 1]++;
    }
    for (uint32_t docid = 0; docid <= loader->last; docid++) {
        starts[docid + 1] += starts[docid];
    }
    for (size_t i = loader->count; i-- > 0;) { /* fills each card's from its end */
        const struct entry *entry = &loader->entries[i];
        codes[--starts[entry->docid + 1]] = numbers[entry->code];
    }
    for (uint32_t docid = 0; docid <= loader->last; docid++) {
        starts[docid] = starts[docid + 1];
    }
    starts[loader->last + 1] = (uint32_t)loader->count;
}

/* Absent when memory is out. */
static struct ls_span write_column(struct loader *loader)
{
    struct head head = {.last = loader->last,
                        .value_count = (uint32_t)loader->values.count,
                        .code_count = (uint32_t)loader->count};
    for (size_t i = 0; i < loader->values.count; i++) {
        head.byte_count += (uint32_t)loader->values.items[i].key.len;
    }
    size_t numbers_count = (size_t)head.value_count * 2 + head.last + 2 + head.code_count;
    size_t size = sizeof head + numbers_count * sizeof(uint32_t) + head.byte_count;
    uint32_t *numbers = ls_arena_array(&loader->arena, loader->values.count, sizeof *numbers);
    char *memory = ls_arena_alloc(&loader->arena, size);
    if (!numbers || !memory) {
        return ls_span(NULL, 0);
    }
    memcpy(memory, &head, sizeof head);
    struct ls_column column;
    look_into(memory, &column);
    sort_values(&loader->values, numbers);
    write_values(&loader->values, (uint32_t *)column.ends, (char *)column.bytes);
    write_totals(loader, numbers, (uint32_t *)column.totals);
    write_codes(loader, numbers, (uint32_t *)column.starts, (uint32_t *)column.codes);
    return ls_span(memory, size);
}

/* ---- what is kept ---- */

/* Is there room for a column of one value for each card? */
static bool has_room(struct ls_memo *memo, uint32_t last)
{
    return ls_memo_has_room(memo, (size_t)last * 2 * sizeof(uint32_t));
}

/* Nothing is kept in the place of one that proves too long. */
static enum xap_status read_and_keep(struct ls_index *index, enum ls_facet_kind kind,
                                     struct ls_span name, struct xap_error *cause)
{
    struct loader loader = {.failed = false};
    enum xap_status status = read_entries(&loader, index, kind);
    struct ls_span memory =
        status == XAP_OK && !loader.failed ? write_column(&loader) : ls_span(NULL, 0);
    if (memory.ptr) {
        ls_memo_put(ls_index_memo(index), name, memory);
        ls_memo_put(ls_index_memo(index), name, LS_SPAN(""));
    }
    *cause = loader.cause;
    ls_arena_free(&loader.arena);
    return status;
}

enum xap_status ls_column_share(struct ls_index *index, enum ls_facet_kind kind,
                                struct ls_column *column, struct xap_error *cause)
{
    struct ls_memo *memo = ls_index_memo(index);
    char bytes[] = {'v', (char)('0' + kind)};
    struct ls_span name = ls_span(bytes, sizeof bytes);
    struct ls_span kept = memo ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    enum xap_status status = XAP_OK;
    uint32_t last = 0;
    *column = (struct ls_column){0};
    if (memo && !kept.ptr) {
        status = xap_reader_last_docid(ls_index_reader(index), &last, cause);
    }
    if (status == XAP_OK && memo && !kept.ptr && has_room(memo, last)) {
        status = read_and_keep(index, kind, name, cause);
        kept = ls_memo_get(memo, name);
    }
    if (kept.len > 0) {
        look_into(kept.ptr, column);
    }
    return status;
}

enum ls_status ls_column_load(struct ls_index *index, enum ls_facet_kind kind,
                              struct ls_arena *arena, struct ls_column *column,
                              struct ls_error *err)
{
    struct loader loader = {.failed = false};
    *column = (struct ls_column){0};
    enum xap_status read = read_entries(&loader, index, kind);
    enum ls_status status =
        read == XAP_OK
            ? LS_OK
            : ls_schema_fail(err, &loader.cause, "cannot read the values that facets count");
    struct ls_span memory =
        status == LS_OK && !loader.failed ? write_column(&loader) : ls_span(NULL, 0);
    struct ls_span own = ls_arena_copy(arena, memory);
    if (status == LS_OK && !own.ptr) {
        status = ls_fail_memory(err);
    }
    if (own.ptr) {
        look_into(own.ptr, column);
    }
    ls_arena_free(&loader.arena);
    return status;
}
