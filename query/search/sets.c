#include "query/search/sets.h"

#include "query/search/postings.h"

#include <stdlib.h>

/* To add one that is kept is work that a watch is told of. */
enum { LOOK_STEPS = 100 };

static void add_bits(uint64_t *set, const uint64_t *bits, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        set[i] |= bits[i];
    }
}

static void add_list(uint64_t *set, const uint32_t *docids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        set[docids[i] / 64] |= UINT64_C(1) << docids[i] % 64;
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
        add_bits(set, (const uint64_t *)(const void *)kept.ptr, words);
    } else {
        add_list(set, (const uint32_t *)(const void *)kept.ptr, kept.len / sizeof(uint32_t));
    }
    return xap_reader_spend(ls_index_reader(index), LOOK_STEPS, cause);
}

static void keep_list(struct ls_memo *memo, struct ls_span name, const uint64_t *set, size_t words,
                      size_t count)
{
    uint32_t *docids = malloc((count + 1) * sizeof *docids);
    size_t n = 0;
    for (size_t i = 0; docids && i < words; i++) {
        for (uint64_t left = set[i]; left; left &= left - 1) {
            docids[n++] = (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
        }
    }
    if (docids) {
        ls_memo_put(memo, name, ls_span((const char *)docids, n * sizeof *docids));
    }
    free(docids);
}

void ls_set_keep(struct ls_index *index, struct ls_span name, uint32_t last, const uint64_t *set)
{
    struct ls_memo *memo = ls_index_memo(index);
    size_t words = ls_set_words(last);
    size_t count = 0;
    if (!memo) {
        return;
    }
    for (size_t i = 0; i < words; i++) {
        count += ls_set_count_bits(set[i]);
    }
    if (count * sizeof(uint32_t) < words * sizeof *set) {
        keep_list(memo, name, set, words, count);
    } else {
        ls_memo_put(memo, name, ls_span((const char *)set, words * sizeof *set));
    }
}

enum xap_status ls_set_add_term(struct ls_index *index, struct ls_span term, uint32_t last,
                                uint64_t *set, struct xap_error *cause)
{
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
        add_bits(set, postings.bits, ls_set_words(last));
    } else {
        add_list(set, postings.docids, postings.count);
    }
    return status;
}
