#include "query/search/facets.h"

#include "query/search/columns.h"
#include "query/search/names.h"
#include "query/search/tally.h"
#include "text/fold.h"

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

struct counter {
    struct ls_index *index;
    enum ls_facet_kind kind;
    struct ls_columns *kept; /* from count to count; NULL: nothing is */
    struct ls_arena *scratch;
    const struct ls_docids *docids;
    struct ls_column column;
    struct ls_span *names; /* of the column's values, kept too; NULL: they are not */
    bool is_everything;    /* the set is all cards of the index */
    bool is_small;
    size_t values_max; /* so many of the values are wanted: the most common */
    struct ls_tallies tallies;
    size_t distinct; /* values that some card has */
};

const char *ls_facet_name(enum ls_facet_kind kind)
{
    return facet_names[kind];
}

/* Once for each card, whose names may fold alike. */
static bool add_once(struct counter *counter, struct ls_span term, uint32_t docid)
{
    struct ls_tally *tally = ls_tally_of(&counter->tallies, term);
    if (tally && tally->last != docid) {
        tally->last = docid;
        tally->count++;
    }
    return tally != NULL;
}

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

static void add_tallies(struct counter *counter, const uint32_t *counts, const uint64_t *keys,
                        size_t count)
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

static enum ls_status count_column(struct counter *counter, struct ls_error *err)
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

/* The set is all cards: how many of them hold each term is known. */
static enum ls_status count_everything(struct counter *counter, struct ls_error *err)
{
    const char *prefix = ls_column_prefix(counter->kind);
    struct xap_terms *terms = NULL;
    struct xap_error cause;
    struct ls_tally *tally = NULL;
    bool more = false;
    enum xap_status status =
        xap_terms_open(ls_index_reader(counter->index), prefix, strlen(prefix), &terms, &cause);
    while (status == XAP_OK && (status = xap_terms_next(terms, &more, &cause)) == XAP_OK && more) {
        struct xap_bytes term = xap_terms_term(terms);
        tally = ls_tally_of(&counter->tallies, ls_span(term.ptr, term.len));
        if (!tally) {
            break;
        }
        tally->count = xap_terms_freq(terms);
    }
    xap_terms_free(terms);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot count");
    }
    return more ? ls_fail_memory(err) : LS_OK;
}

static bool count_names(struct counter *counter, uint32_t docid, struct ls_span prefix,
                        const struct ls_span *names, size_t count)
{
    struct ls_buf term = {0};
    bool counted = true;
    for (size_t i = 0; counted && i < count; i++) {
        ls_buf_clear(&term);
        ls_buf_add_span(&term, prefix);
        counted = names[i].len == 0 || ls_fold_key(names[i], &term);
        if (counted && term.len > prefix.len && term.len <= LS_TERM_LIMIT_BYTES) {
            counted = add_once(counter, ls_buf_span(&term), docid);
        }
    }
    ls_buf_free(&term);
    return counted;
}

/* The names on the cards themselves, as the indexer makes terms of them. */
static enum ls_status read_names(struct counter *counter, struct ls_error *err)
{
    const struct ls_docids *docids = counter->docids;
    struct ls_span prefix = ls_span_str(ls_column_prefix(counter->kind));
    struct ls_arena arena = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        struct ls_card card;
        ls_arena_reset(&arena);
        status = ls_index_card(counter->index, docids->items[i], &arena, &card, err);
        bool is_journal = counter->kind == LS_FACET_JOURNAL;
        if (status == LS_OK && !count_names(counter, docids->items[i], prefix,
                                            is_journal ? &card.journal : card.domains,
                                            is_journal ? 1 : card.domain_count)) {
            status = ls_fail_memory(err);
        }
    }
    ls_arena_free(&arena);
    return status;
}

/* The values of the cards themselves. */
static enum ls_status read_values(struct counter *counter, struct ls_error *err)
{
    const struct ls_docids *docids = counter->docids;
    struct xap_values *values = NULL;
    struct xap_error cause;
    bool more = true;
    bool counted = true;
    enum xap_status status = xap_values_open(ls_index_reader(counter->index),
                                             ls_column_slot(counter->kind), &values, &cause);
    for (size_t i = 0; status == XAP_OK && more && counted && i < docids->count; i++) {
        status = xap_values_skip_to(values, docids->items[i], &more, &cause);
        if (status == XAP_OK && more && xap_values_docid(values) == docids->items[i]) {
            struct xap_bytes value = xap_values_value(values);
            counted = add_once(counter, ls_span(value.ptr, value.len), docids->items[i]);
        }
    }
    xap_values_free(values);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot count");
    }
    return counted ? LS_OK : ls_fail_memory(err);
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

/* Values sort as their numbers do. */
static int compare_values(const void *a, const void *b)
{
    const struct ls_facet_value *left = a;
    const struct ls_facet_value *right = b;
    return (left->number < right->number) - (left->number > right->number);
}

/* How a value is written: borrowed from what is kept, or of the arena. */
static enum ls_status find_name(struct counter *counter, struct ls_span key, struct ls_arena *arena,
                                struct ls_span *name, struct ls_error *err)
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

static enum ls_status name_of(struct counter *counter, const struct ls_tally *tally,
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

static enum ls_status name_terms(struct counter *counter, struct ls_arena *arena,
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

static enum ls_status name_numbers(const struct ls_tallies *tallies, struct ls_arena *arena,
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

static enum ls_status prepare(struct counter *counter, struct ls_error *err)
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

/* The column that is at hand, if any is. */
static enum ls_status find_column(struct counter *counter, struct ls_error *err)
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

/* From now on it is kept, if anything is. */
static enum ls_status keep_column(struct counter *counter, struct ls_error *err)
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

/* Loads the column into what is kept, or for this count only. */
static enum ls_status load_column(struct counter *counter, struct ls_error *err)
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

static enum ls_status count(struct counter *counter, struct ls_error *err)
{
    bool has_terms = ls_column_prefix(counter->kind) != NULL;
    enum ls_status status = find_column(counter, err);
    bool is_at_hand = ls_column_is_loaded(&counter->column);
    if (status == LS_OK && !is_at_hand && counter->is_small) {
        return has_terms ? read_names(counter, err) : read_values(counter, err);
    }
    if (status == LS_OK && !is_at_hand && counter->is_everything && has_terms && !counter->kept) {
        return count_everything(counter, err);
    }
    if (status == LS_OK && !is_at_hand) {
        status = load_column(counter, err);
    }
    if (status == LS_OK) {
        status = keep_column(counter, err);
    }
    return status == LS_OK ? count_column(counter, err) : status;
}

/* Those of a column are sorted and cut already. */
static void cut_tallies(struct counter *counter)
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

static enum ls_status count_facet(struct counter *counter, struct ls_arena *arena,
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
                     ? name_terms(counter, arena, facet, err)
                     : name_numbers(&counter->tallies, arena, facet, err);
    }
    ls_arena_free(&scratch);
    return status;
}

enum ls_status ls_facets_count(struct ls_index *index, struct ls_columns *columns,
                               const struct ls_facet_sets *sets, size_t names_max,
                               struct ls_arena *arena, struct ls_facets *facets,
                               struct ls_error *err)
{
    *facets = (struct ls_facets){0};
    enum ls_status status = LS_OK;
    for (int kind = 0; status == LS_OK && kind < LS_FACET_COUNT; kind++) {
        struct ls_facet *facet = &facets->items[kind];
        struct counter counter = {
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
