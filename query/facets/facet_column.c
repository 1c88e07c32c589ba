#include "query/facets/facet_counter.h"

#include <stdlib.h>

/* ---- the column ---- */

enum ls_status ls_facet_find_column(struct ls_facet_counter *counter, struct ls_error *err)
{
    struct ls_column *kept = counter->kept ? &counter->kept->items[counter->kind] : NULL;
    struct xap_error cause;
    if (kept && ls_column_is_loaded(kept)) {
        counter->column = *kept;
        return LS_OK;
    }
    return ls_column_share(counter->index, counter->kind, &counter->column, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot count");
}

/* Loads the column into what is kept, or for this count only. */
static enum ls_status load_column(struct ls_facet_counter *counter, struct ls_error *err)
{
    struct ls_arena *arena =
        counter->kept ? &counter->kept->arenas[counter->kind] : counter->scratch;
    enum ls_status status =
        ls_column_load(counter->index, counter->kind, arena, &counter->column, err);
    if (status != LS_OK) {
        ls_arena_free(arena); /* what is kept would only grow by what is given up again and again */
    }
    return status;
}

/* From now on it is kept, if anything is. */
static enum ls_status keep_column(struct ls_facet_counter *counter, struct ls_error *err)
{
    struct ls_columns *kept = counter->kept;
    enum ls_facet_kind kind = counter->kind;
    if (kept && !ls_column_is_loaded(&kept->items[kind])) {
        kept->names[kind] = ls_arena_array(&kept->arenas[kind], counter->column.value_count,
                                           sizeof *kept->names[kind]);
        kept->items[kind] = kept->names[kind] ? counter->column : (struct ls_column){0};
    }
    counter->names = kept ? kept->names[kind] : NULL;
    return !kept || counter->names ? LS_OK : ls_fail_memory(err);
}

/* ---- its values ---- */

/* How many of the cards have each value. */
static void count_codes(const struct ls_docids *docids, const struct ls_column *column,
                        uint32_t *counts)
{
    for (size_t i = 0; i < docids->count; i++) {
        uint32_t docid = docids->items[i];
        for (uint32_t at = column->starts[docid]; at < column->starts[docid + 1]; at++) {
            counts[column->codes[at]]++;
        }
    }
}

static int compare_keys(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left < right) - (left > right);
}

/* Keys fall: those of values with more cards come first, of equally many that of the first value.
 */
static uint64_t key_of(uint32_t code, uint32_t count)
{
    return (uint64_t)count << 32 | (UINT32_MAX - code);
}

static void insert_key(uint64_t key, uint64_t *keys, size_t *count, size_t max)
{
    if (*count == max && key < keys[max - 1]) {
        return;
    }
    size_t at = *count - (*count == max);
    for (; at > 0 && keys[at - 1] < key; at--) {
        keys[at] = keys[at - 1];
    }
    keys[at] = key;
    *count += *count < max;
}

/* The keys of the max first values of those that any card has. */
static size_t pick_keys(const uint32_t *counts, uint32_t value_count, size_t max, uint64_t *keys)
{
    size_t count = 0;
    for (uint32_t code = 0; code < value_count; code++) {
        if (counts[code] > 0 && max < value_count) {
            insert_key(key_of(code, counts[code]), keys, &count, max);
        } else if (counts[code] > 0) {
            keys[count++] = key_of(code, counts[code]);
        }
    }
    if (max >= value_count && count > 0) {
        qsort(keys, count, sizeof *keys, compare_keys);
    }
    return count;
}

static void add_tallies(struct ls_facet_counter *counter, const uint32_t *counts,
                        const uint64_t *keys, size_t count)
{
    struct ls_tally *tallies = ls_arena_array(counter->scratch, count, sizeof *tallies);
    counter->tallies.items = tallies;
    counter->tallies.count = tallies ? count : 0;
    for (size_t i = 0; tallies && i < count; i++) {
        uint32_t code = UINT32_MAX - (uint32_t)keys[i];
        tallies[i] = (struct ls_tally){
            .key = ls_column_value(&counter->column, code), .count = counts[code], .last = code};
    }
}

static enum ls_status count_values(struct ls_facet_counter *counter, struct ls_error *err)
{
    uint32_t value_count = counter->column.value_count;
    size_t max = counter->values_max < value_count ? counter->values_max : value_count;
    uint32_t *counts = ls_arena_array(counter->scratch, value_count, sizeof *counts);
    uint64_t *keys = ls_arena_array(counter->scratch, max, sizeof *keys);
    if (!counts || !keys) {
        return ls_fail_memory(err);
    }
    if (counter->is_everything) {
        memcpy(counts, counter->column.totals, value_count * sizeof *counts);
    } else {
        count_codes(counter->docids, &counter->column, counts);
    }
    for (uint32_t code = 0; code < value_count; code++) {
        counter->distinct += counts[code] > 0;
    }
    add_tallies(counter, counts, keys, pick_keys(counts, value_count, max, keys));
    return counter->scratch->failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_facet_count_column(struct ls_facet_counter *counter, struct ls_error *err)
{
    enum ls_status status =
        ls_column_is_loaded(&counter->column) ? LS_OK : load_column(counter, err);
    if (status == LS_OK) {
        status = keep_column(counter, err);
    }
    return status == LS_OK ? count_values(counter, err) : status;
}
