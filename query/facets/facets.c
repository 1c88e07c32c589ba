#include "query/facets/facet_counter.h"

#include <math.h>
#include <stdlib.h>

/* A set is small when asking its cards is cheaper than a walk over all cards of the index, which
 * costs about so many times less a card. */
static const size_t walk_ratios[LS_FACET_COUNT] = {
    [LS_FACET_DOMAIN] = 256,
    [LS_FACET_SCORE] = 8,
    [LS_FACET_YEAR] = 8,
    [LS_FACET_JOURNAL] = 64, /* of many terms, each of which must be looked up */
};

static const char *const facet_names[LS_FACET_COUNT] = {
#define X(name, json_name) [LS_FACET_##name] = json_name,
    LS_FACET_TABLE(X)
#undef X
};

const char *ls_facet_name(enum ls_facet_kind kind)
{
    return facet_names[kind];
}

static int compare_tallies(const void *a, const void *b)
{
    const struct ls_tally *left = a;
    const struct ls_tally *right = b;
    if (left->count != right->count) {
        return left->count < right->count ? 1 : -1;
    }
    return ls_span_compare(left->key, right->key);
}

/* ---- note cards ---- */

/* How many cards have each note card. */
static void count_masks(const struct ls_facet_sets *sets, uint32_t counts[LS_PART_COUNT])
{
    uint32_t with_mask[UINT8_MAX + 1] = {0};
    for (size_t i = 0; i < sets->docids[LS_FACET_CARD]->count; i++) {
        with_mask[sets->parts[i]]++;
    }
    for (unsigned mask = 0; mask <= UINT8_MAX; mask++) {
        for (int part = 0; part < LS_PART_COUNT; part++) {
            counts[part] += mask >> part & 1 ? with_mask[mask] : 0;
        }
    }
}

static enum ls_status count_parts(const struct ls_facet_sets *sets, struct ls_arena *arena,
                                  struct ls_facet *facet, struct ls_error *err)
{
    uint32_t counts[LS_PART_COUNT] = {0};
    struct ls_tally tallies[LS_PART_COUNT];
    size_t count = 0;
    struct ls_facet_value *values = ls_arena_array(arena, LS_PART_COUNT, sizeof *values);
    if (!values) {
        return ls_fail_memory(err);
    }
    count_masks(sets, counts);
    for (enum ls_part part = LS_PART_NONE + 1; part < LS_PART_COUNT; part++) {
        if (counts[part] > 0) {
            tallies[count++] =
                (struct ls_tally){.key = ls_span_str(ls_part_name(part)), .count = counts[part]};
        }
    }
    qsort(tallies, count, sizeof *tallies, compare_tallies);
    for (size_t i = 0; i < count; i++) {
        values[i] = (struct ls_facet_value){tallies[i].key, NAN, tallies[i].count};
    }
    *facet = (struct ls_facet){values, count, count};
    return LS_OK;
}

/* ---- a facet of values ---- */

static enum ls_status prepare(struct ls_facet_counter *counter, struct ls_error *err)
{
    uint32_t doc_count;
    struct xap_error cause;
    if (xap_reader_doc_count(ls_index_reader(counter->index), &doc_count, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot count");
    }
    counter->tallies = (struct ls_tallies){.arena = counter->scratch};
    counter->is_small = counter->docids->count < doc_count / walk_ratios[counter->kind];
    counter->is_everything = counter->docids->count == doc_count;
    return LS_OK;
}

static enum ls_status count(struct ls_facet_counter *counter, struct ls_error *err)
{
    bool has_terms = ls_column_prefix(counter->kind) != NULL;
    enum ls_status status = ls_facet_find_column(counter, err);
    bool is_at_hand = ls_column_is_loaded(&counter->column);
    if (status == LS_OK && !is_at_hand && counter->is_small) {
        return has_terms ? ls_facet_read_names(counter, err) : ls_facet_read_values(counter, err);
    }
    if (status == LS_OK && !is_at_hand && counter->is_everything && has_terms && !counter->kept) {
        return ls_facet_count_all(counter, err);
    }
    return status == LS_OK ? ls_facet_count_column(counter, err) : status;
}

/* Those of a column are sorted and cut already. */
static void cut_tallies(struct ls_facet_counter *counter)
{
    struct ls_tallies *tallies = &counter->tallies;
    if (ls_column_is_loaded(&counter->column)) {
        return;
    }
    if (tallies->count > 0) {
        qsort(tallies->items, tallies->count, sizeof *tallies->items, compare_tallies);
    }
    counter->distinct = tallies->count;
    tallies->count = tallies->count < counter->values_max ? tallies->count : counter->values_max;
}

static enum ls_status count_facet(struct ls_facet_counter *counter, struct ls_arena *arena,
                                  struct ls_facet *facet, struct ls_error *err)
{
    struct ls_arena scratch = {0};
    counter->scratch = &scratch;
    enum ls_status status = prepare(counter, err);
    if (status == LS_OK) {
        status = count(counter, err);
    }
    if (status == LS_OK) {
        cut_tallies(counter);
        status = ls_column_prefix(counter->kind)
                     ? ls_facet_name_terms(counter, arena, facet, err)
                     : ls_facet_name_numbers(&counter->tallies, arena, facet, err);
    }
    ls_arena_free(&scratch);
    return status;
}

/* ---- all of them ---- */

enum ls_status ls_facets_count(struct ls_index *index, struct ls_columns *columns,
                               const struct ls_facet_sets *sets, size_t names_max,
                               struct ls_arena *arena, struct ls_facets *facets,
                               struct ls_error *err)
{
    *facets = (struct ls_facets){0};
    enum ls_status status = LS_OK;
    for (int kind = 0; status == LS_OK && kind < LS_FACET_COUNT; kind++) {
        struct ls_facet *facet = &facets->items[kind];
        struct ls_facet_counter counter = {
            .index = index, .kind = kind, .kept = columns, .docids = sets->docids[kind]};
        bool is_cut = names_max > 0 && ls_column_prefix(counter.kind);
        counter.values_max = is_cut ? names_max : SIZE_MAX;
        if (counter.docids && kind == LS_FACET_CARD) {
            status = count_parts(sets, arena, facet, err);
        } else if (counter.docids) {
            status = count_facet(&counter, arena, facet, err);
        }
    }
    return status;
}
