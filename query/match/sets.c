#include "query/match/sets.h"

#include "query/facets/columns.h"
#include "query/rank/postings.h"

#include <stdlib.h>

/* Of columns with more distinct numbers the cards of a range are found each time. */
enum { KEPT_NUMBERS_MAX = 256 };

/* To add one that is kept is work that a watch is told of. */
enum { LOOK_STEPS = 100 };

static void add_list(uint64_t *set, const uint32_t *docids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ls_set_add(set, docids[i]);
    }
}

/* What is kept is a list of ids where that is shorter than the bits are. */
enum xap_status ls_set_recall(struct ls_index *index, struct ls_span name, uint32_t last,
                              uint64_t *set, bool *known, struct xap_error *cause)
{
    struct ls_memo *memo = ls_index_memo(index);
    size_t words = ls_set_words(last);
    struct ls_span kept = memo ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    *known = kept.ptr != NULL;
    if (!*known) {
        return XAP_OK;
    }
    if (kept.len == words * sizeof *set) {
        ls_set_unite(set, (const uint64_t *)(const void *)kept.ptr, words);
    } else {
        add_list(set, (const uint32_t *)(const void *)kept.ptr, kept.len / sizeof(uint32_t));
    }
    return xap_reader_spend(ls_index_reader(index), LOOK_STEPS, cause);
}

static void keep_list(struct ls_memo *memo, struct ls_span name, const uint64_t *set, size_t words,
                      size_t count)
{
    uint32_t *docids = malloc((count + 1) * sizeof *docids);
    if (docids) {
        ls_set_list(set, words, docids);
        ls_memo_put(memo, name, ls_span((const char *)docids, count * sizeof *docids));
    }
    free(docids);
}

void ls_set_keep(struct ls_index *index, struct ls_span name, uint32_t last, const uint64_t *set)
{
    struct ls_memo *memo = ls_index_memo(index);
    size_t words = ls_set_words(last);
    if (!memo) {
        return;
    }
    size_t count = ls_set_size(set, words);
    if (count * sizeof(uint32_t) < words * sizeof *set) {
        keep_list(memo, name, set, words, count);
    } else {
        ls_memo_put(memo, name, ls_span((const char *)set, words * sizeof *set));
    }
}

/* All cards, which no term stands for. */
static enum xap_status add_all(struct ls_index *index, uint32_t last, uint64_t *set,
                               struct xap_error *cause)
{
    struct ls_span name = LS_SPAN("a");
    size_t words = ls_set_words(last);
    bool known = false;
    enum xap_status status = ls_set_recall(index, name, last, set, &known, cause);
    uint64_t *own = status == XAP_OK && !known ? calloc(words, sizeof *own) : NULL;
    if (status == XAP_OK && !known) {
        status = xap_postings_mark(ls_index_reader(index), "", 0, own ? own : set, last, cause);
    }
    if (own && status == XAP_OK) {
        ls_set_keep(index, name, last, own);
        ls_set_unite(set, own, words);
    }
    free(own);
    return status;
}

enum xap_status ls_set_add_term(struct ls_index *index, struct ls_span term, uint32_t last,
                                uint64_t *set, struct xap_error *cause)
{
    if (term.len == 0) {
        return add_all(index, last, set, cause);
    }
    struct ls_lengths lengths;
    struct ls_postings postings;
    bool known = false;
    enum xap_status status = ls_lengths_get(index, &lengths, &known, cause);
    if (status == XAP_OK && known) {
        status = ls_postings_get(index, &lengths, term, &postings, &known, cause);
    }
    if (status != XAP_OK || !known) {
        return status == XAP_OK
                   ? xap_postings_mark(ls_index_reader(index), term.ptr, term.len, set, last, cause)
                   : status;
    }
    if (postings.bits) {
        ls_set_unite(set, postings.bits, ls_set_words(last));
    } else {
        add_list(set, postings.docids, postings.count);
    }
    return status;
}

/* ---- ranges ---- */

static enum ls_facet_kind kind_of(uint32_t slot)
{
    return slot == LS_SLOT_SCORE  ? LS_FACET_SCORE
           : slot == LS_SLOT_YEAR ? LS_FACET_YEAR
                                  : LS_FACET_COUNT;
}

/* The numbers rise: which is the first that is not below the limit, or that is above it? */
static uint32_t find_number(const struct ls_column *column, double limit, bool above)
{
    uint32_t first = 0;
    uint32_t past = column->value_count;
    while (first < past) {
        uint32_t middle = first + (past - first) / 2;
        struct ls_span value = ls_column_value(column, middle);
        double number = xap_double_unserialise(value.ptr, value.len);
        bool is_before = above ? number <= limit : !(number >= limit);
        first = is_before ? middle + 1 : first;
        past = is_before ? past : middle;
    }
    return first;
}

static void add_codes(const struct ls_column *column, uint32_t first, uint32_t past, uint64_t *set)
{
    for (uint32_t docid = 0; docid <= column->last; docid++) {
        for (uint32_t i = column->starts[docid]; i < column->starts[docid + 1]; i++) {
            uint64_t is_in = column->codes[i] >= first && column->codes[i] < past;
            set[docid / 64] |= is_in << docid % 64;
        }
    }
}

/* The cards with a number from the first on: kept, as there are no more of these than numbers. */
static enum xap_status add_rest(struct ls_index *index, enum ls_facet_kind kind,
                                const struct ls_column *column, uint32_t first, uint64_t *set,
                                struct xap_error *cause)
{
    char bytes[2 + sizeof first] = {'r', (char)('0' + kind)};
    struct ls_span name = ls_span(bytes, sizeof bytes);
    size_t words = ls_set_words(column->last);
    bool known = false;
    memcpy(bytes + 2, &first, sizeof first);
    enum xap_status status = ls_set_recall(index, name, column->last, set, &known, cause);
    uint64_t *own = status == XAP_OK && !known ? calloc(words, sizeof *own) : NULL;
    if (own) {
        add_codes(column, first, column->value_count, own);
        ls_set_keep(index, name, column->last, own);
        ls_set_unite(set, own, words);
    } else if (status == XAP_OK && !known) {
        add_codes(column, first, column->value_count, set);
    }
    free(own);
    return status;
}

/* Those from the first on without those from past on. */
static enum xap_status add_between(struct ls_index *index, enum ls_facet_kind kind,
                                   const struct ls_column *column, uint32_t first, uint32_t past,
                                   uint64_t *set, struct xap_error *cause)
{
    size_t words = ls_set_words(column->last);
    uint64_t *rest = calloc(words * 2, sizeof *rest);
    enum xap_status status = XAP_OK;
    if (!rest) {
        add_codes(column, first, past, set);
        return status;
    }
    status = add_rest(index, kind, column, first, rest, cause);
    if (status == XAP_OK) {
        status = add_rest(index, kind, column, past, rest + words, cause);
    }
    ls_set_subtract(rest, rest + words, words);
    ls_set_unite(set, rest, words);
    free(rest);
    return status;
}

enum xap_status ls_set_add_range(struct ls_index *index, uint32_t slot, double lo, double hi,
                                 uint64_t *set, bool *known, struct xap_error *cause)
{
    enum ls_facet_kind kind = kind_of(slot);
    struct ls_column column = {0};
    enum xap_status status =
        kind < LS_FACET_COUNT ? ls_column_share(index, kind, &column, cause) : XAP_OK;
    *known = status == XAP_OK && ls_column_is_loaded(&column);
    if (!*known) {
        return status;
    }
    uint32_t first = find_number(&column, lo, false);
    uint32_t past = find_number(&column, hi, true);
    if (first >= past) {
        return XAP_OK;
    }
    if (column.value_count > KEPT_NUMBERS_MAX) {
        add_codes(&column, first, past, set);
        return XAP_OK;
    }
    return past == column.value_count ? add_rest(index, kind, &column, first, set, cause)
                                      : add_between(index, kind, &column, first, past, set, cause);
}
