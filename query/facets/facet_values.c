#include "query/facets/facet_counter.h"

#include "query/plan/names.h"

#include <math.h>
#include <stdlib.h>

/* How a value is written: borrowed from what is kept, or of the arena. */
static enum ls_status find_name(struct ls_facet_counter *counter, struct ls_span key,
                                struct ls_arena *arena, struct ls_span *name, struct ls_error *err)
{
    struct ls_memo *memo = ls_index_memo(counter->index);
    struct ls_span place = ls_arena_printf(counter->scratch, "n%.*s", LS_SPAN_ARG(key));
    *name = memo && place.ptr ? ls_memo_get(memo, place) : ls_span(NULL, 0);
    enum ls_status status =
        name->ptr ? LS_OK : ls_name_shown(counter->index, key, arena, name, err);
    if (status == LS_OK && memo && place.ptr) {
        ls_memo_put(memo, place, *name);
    }
    return status;
}

static enum ls_status name_of(struct ls_facet_counter *counter, const struct ls_tally *tally,
                              struct ls_arena *arena, struct ls_span *name, struct ls_error *err)
{
    struct ls_span found = counter->names ? counter->names[tally->last] : ls_span(NULL, 0);
    enum ls_status status = LS_OK;
    if (!found.ptr) {
        struct ls_arena *own =
            counter->names ? &counter->kept->arenas[counter->kind] : counter->scratch;
        status = find_name(counter, tally->key, own, &found, err);
    }
    if (status == LS_OK && counter->names) {
        counter->names[tally->last] = found;
    }
    *name = ls_arena_copy(arena, found);
    return status == LS_OK && !name->ptr ? ls_fail_memory(err) : status;
}

enum ls_status ls_facet_name_terms(struct ls_facet_counter *counter, struct ls_arena *arena,
                                   struct ls_facet *facet, struct ls_error *err)
{
    const struct ls_tally *tallies = counter->tallies.items;
    size_t count = counter->tallies.count;
    struct ls_facet_value *values = ls_arena_array(arena, count, sizeof *values);
    enum ls_status status = values ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        values[i] = (struct ls_facet_value){.number = NAN, .count = tallies[i].count};
        status = name_of(counter, &tallies[i], arena, &values[i].name, err);
    }
    *facet = (struct ls_facet){values, count, counter->distinct};
    return status;
}

/* Values sort as their numbers do. */
static int compare_values(const void *a, const void *b)
{
    const struct ls_facet_value *left = a;
    const struct ls_facet_value *right = b;
    return (left->number < right->number) - (left->number > right->number);
}

enum ls_status ls_facet_name_numbers(const struct ls_tallies *tallies, struct ls_arena *arena,
                                     struct ls_facet *facet, struct ls_error *err)
{
    struct ls_facet_value *values = ls_arena_array(arena, tallies->count, sizeof *values);
    for (size_t i = 0; values && i < tallies->count; i++) {
        struct ls_span key = tallies->items[i].key;
        values[i].number = xap_double_unserialise(key.ptr, key.len);
        values[i].name = ls_arena_printf(arena, "%.10g", values[i].number);
        values[i].count = tallies->items[i].count;
    }
    if (!values || arena->failed) {
        return ls_fail_memory(err);
    }
    qsort(values, tallies->count, sizeof *values, compare_values);
    *facet = (struct ls_facet){values, tallies->count, tallies->count};
    return LS_OK;
}
