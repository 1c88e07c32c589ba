#include "query/rank/order.h"

#include <stdlib.h>

struct entry {
    struct ls_span value;
    uint32_t docid;
};

struct sorter {
    struct ls_index *index;
    struct ls_arena arena;
    struct entry *entries;
    size_t count;
    struct xap_error cause;
};

static enum xap_status read_entries(struct sorter *sorter, enum ls_slot slot)
{
    struct xap_values *values = NULL;
    struct xap_error *cause = &sorter->cause;
    bool more = false;
    enum xap_status status = xap_values_open(ls_index_reader(sorter->index), slot, &values, cause);
    while (status == XAP_OK && !sorter->arena.failed &&
           (status = xap_values_next(values, &more, cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_values_value(values);
        struct ls_span value = ls_arena_copy(&sorter->arena, ls_span(bytes.ptr, bytes.len));
        struct entry *entry = LS_ARENA_PUSH(&sorter->arena, sorter->entries, &sorter->count);
        if (entry) {
            *entry = (struct entry){value, xap_values_docid(values)};
        }
    }
    xap_values_free(values);
    return status;
}

static int compare(const void *a, const void *b)
{
    return ls_span_compare(((const struct entry *)a)->value, ((const struct entry *)b)->value);
}

static void number(const struct sorter *sorter, uint32_t *places)
{
    uint32_t place = 0;
    for (size_t i = 0; i < sorter->count; i++) {
        const struct entry *entry = &sorter->entries[i];
        place += i == 0 || ls_span_compare(entry->value, entry[-1].value) != 0;
        places[entry->docid] = place;
    }
}

static enum ls_status make(struct sorter *sorter, enum ls_slot slot, struct ls_span name,
                           struct ls_error *err)
{
    uint32_t last = 0;
    bool is_read =
        xap_reader_last_docid(ls_index_reader(sorter->index), &last, &sorter->cause) == XAP_OK &&
        read_entries(sorter, slot) == XAP_OK;
    if (!is_read) {
        return ls_schema_fail(err, &sorter->cause, "cannot sort");
    }
    size_t count = (size_t)last + 1;
    uint32_t *places = ls_arena_array(&sorter->arena, count, sizeof *places);
    if (!places) {
        return ls_fail_memory(err);
    }
    if (sorter->count > 0) {
        qsort(sorter->entries, sorter->count, sizeof *sorter->entries, compare);
    }
    number(sorter, places);
    ls_memo_put(ls_index_memo(sorter->index), name,
                ls_span((const char *)places, count * sizeof *places));
    return LS_OK;
}

enum ls_status ls_order_get(struct ls_index *index, enum ls_slot slot, const uint32_t **places,
                            bool *known, struct ls_error *err)
{
    struct ls_memo *memo = ls_index_memo(index);
    char bytes[] = "order0";
    struct ls_span name = ls_span(bytes, sizeof bytes - 1);
    struct sorter sorter = {.index = index};
    enum ls_status status = LS_OK;
    bytes[name.len - 1] = (char)('0' + slot);
    struct ls_span kept = memo ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    if (memo && !kept.ptr) {
        status = make(&sorter, slot, name, err);
        kept = ls_memo_get(memo, name);
    }
    ls_arena_free(&sorter.arena);
    *places = (const uint32_t *)(const void *)kept.ptr;
    *known = status == LS_OK && kept.ptr;
    return status;
}
