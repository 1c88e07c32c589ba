#include "query/rank/postings.h"

#include "store/term_walk.h"

#include "query/match/sets.h"
#include "store/term_walk.h"

#include <math.h>
#include <stdlib.h>

/* To look at one that is kept is work that a watch is told of. */
enum { LOOK_STEPS = 100 };

/* Codes of what is near, so many for twice as much. */
enum { NEARS_OF_OCTAVE = 16, NEAR_OF_ONE = 160 };

/* A kept value: this, and arrays behind it, those of greater items first. */
struct kept {
    double nearest;
    uint32_t count;
    bool is_common;
    bool has_longs;
};

double ls_postings_near(uint8_t code)
{
    return code == 0 ? 0 : exp2((code - NEAR_OF_ONE) / (double)NEARS_OF_OCTAVE);
}

static uint8_t code_of(double near)
{
    double code = floor(log2(near) * NEARS_OF_OCTAVE) + NEAR_OF_ONE;
    return (uint8_t)(code < 0 ? 0 : code >= LS_NEAR_NONE ? LS_NEAR_NONE - 1 : code);
}

/* ---- lengths ---- */

static enum xap_status read_lengths(struct ls_index *index, uint32_t last, struct xap_error *cause)
{
    struct ls_memo *memo = ls_index_memo(index);
    size_t size = ((size_t)last + 1) * sizeof(uint32_t);
    uint32_t *items = ls_memo_has_room(memo, size) ? calloc(1, size) : NULL;
    enum xap_status status =
        items ? xap_reader_doc_lengths(ls_index_reader(index), items, last, cause) : XAP_OK;
    if (items && status == XAP_OK) {
        ls_memo_put(memo, LS_SPAN("lengths"), ls_span((const char *)items, size));
    }
    free(items);
    return status;
}

enum xap_status ls_lengths_get(struct ls_index *index, struct ls_lengths *lengths, bool *known,
                               struct xap_error *cause)
{
    struct ls_memo *memo = ls_index_memo(index);
    struct xap_reader *reader = ls_index_reader(index);
    double average = 0;
    *known = false;
    if (!memo) {
        return XAP_OK;
    }
    enum xap_status status = xap_reader_last_docid(reader, &lengths->last, cause);
    if (status == XAP_OK) {
        status = xap_reader_doc_count(reader, &lengths->card_count, cause);
    }
    if (status == XAP_OK) {
        status = xap_reader_average_length(reader, &average, cause);
    }
    struct ls_span kept = ls_memo_get(memo, LS_SPAN("lengths"));
    if (status == XAP_OK && !kept.ptr) {
        status = read_lengths(index, lengths->last, cause);
        kept = ls_memo_get(memo, LS_SPAN("lengths"));
    }
    lengths->items = (const uint32_t *)(const void *)kept.ptr;
    lengths->by_average = average > 0 ? 1 / average : 0;
    *known = status == XAP_OK && kept.ptr;
    return status;
}

/* ---- postings ---- */

/* What was read, to be packed. */
struct packer {
    const struct ls_lengths *lengths;
    const uint32_t *docids;
    const uint32_t *wdfs;
    struct kept head;
    char *at; /* the next array's place */
};

static void *place(struct packer *packer, size_t count, size_t size)
{
    void *array = packer->at;
    packer->at += count * size;
    return array;
}

static void pack_set(struct packer *packer, size_t words)
{
    uint64_t *bits = place(packer, words, sizeof *bits);
    uint32_t *before = place(packer, words, sizeof *before);
    size_t next = 0;
    memset(bits, 0, words * sizeof *bits);
    for (size_t i = 0; i < words; i++) {
        before[i] = (uint32_t)next;
        for (; next < packer->head.count && packer->docids[next] / 64 == i; next++) {
            bits[i] |= UINT64_C(1) << packer->docids[next] % 64;
        }
    }
}

static void pack_wdfs(struct packer *packer)
{
    uint32_t count = packer->head.count;
    if (packer->head.has_longs) {
        memcpy(place(packer, count, sizeof *packer->wdfs), packer->wdfs,
               count * sizeof *packer->wdfs);
        return;
    }
    uint8_t *bytes = place(packer, count, 1);
    for (uint32_t i = 0; i < count; i++) {
        bytes[i] = (uint8_t)packer->wdfs[i];
    }
}

/* The nearest of some cards, which are also the nearest of all then, if they are. */
static double find_nearest(struct packer *packer, size_t first, size_t past)
{
    double nearest = INFINITY;
    for (size_t i = first; i < past; i++) {
        double near = ls_lengths_bend(packer->lengths, packer->docids[i]) / packer->wdfs[i];
        nearest = near < nearest ? near : nearest;
    }
    packer->head.nearest = nearest < packer->head.nearest ? nearest : packer->head.nearest;
    return nearest;
}

static void pack_nears(struct packer *packer, size_t words)
{
    uint8_t *nears = place(packer, words, 1);
    size_t past = 0;
    for (size_t i = 0; i < words; i++) {
        size_t first = past;
        while (past < packer->head.count && packer->docids[past] / 64 == i) {
            past++;
        }
        nears[i] = first == past ? LS_NEAR_NONE : code_of(find_nearest(packer, first, past));
    }
}

static void learn(struct packer *packer, size_t words)
{
    uint32_t most = 0;
    struct kept *head = &packer->head;
    head->nearest = INFINITY;
    for (uint32_t i = 0; i < head->count; i++) {
        most = packer->wdfs[i] > most ? packer->wdfs[i] : most;
    }
    head->has_longs = most > UINT8_MAX;
    head->is_common =
        words * (sizeof(uint64_t) + sizeof(uint32_t) + 1) < head->count * sizeof(uint32_t);
}

static size_t size_of(const struct kept *head, size_t words)
{
    size_t of_set = words * (sizeof(uint64_t) + sizeof(uint32_t) + 1);
    size_t of_card = head->has_longs ? sizeof(uint32_t) : 1;
    return sizeof *head + head->count * of_card +
           (head->is_common ? of_set : head->count * sizeof(uint32_t));
}

static void pack(struct packer *packer, size_t words)
{
    void *head = place(packer, 1, sizeof packer->head);
    if (packer->head.is_common) {
        pack_set(packer, words);
    } else {
        memcpy(place(packer, packer->head.count, sizeof *packer->docids), packer->docids,
               packer->head.count * sizeof *packer->docids);
    }
    pack_wdfs(packer);
    if (packer->head.is_common) {
        pack_nears(packer, words);
    } else {
        find_nearest(packer, 0, packer->head.count);
    }
    memcpy(head, &packer->head, sizeof packer->head);
}

static void keep(struct ls_memo *memo, struct ls_span name, struct packer *packer)
{
    size_t words = ls_set_words(packer->lengths->last);
    learn(packer, words);
    size_t size = size_of(&packer->head, words);
    char *bytes = ls_memo_has_room(memo, size) ? malloc(size) : NULL;
    if (bytes) {
        packer->at = bytes;
        pack(packer, words);
        ls_memo_put(memo, name, ls_span(bytes, size));
    }
    free(bytes);
}

/* The name is a t before the term. */
static enum xap_status read_and_keep(struct ls_index *index, const struct ls_lengths *lengths,
                                     struct ls_span name, uint32_t freq, struct xap_error *cause)
{
    struct ls_span term = ls_span_from(name, 1);
    uint32_t *docids = malloc((size_t)freq * 2 * sizeof *docids);
    if (!docids) {
        return XAP_OK;
    }
    struct packer packer = {.lengths = lengths, .docids = docids, .wdfs = docids + freq};
    size_t read = 0;
    enum xap_status status = xap_postings_read(ls_index_reader(index), term.ptr, term.len, docids,
                                               docids + freq, freq, &read, cause);
    packer.head.count = (uint32_t)read;
    if (status == XAP_OK) {
        keep(ls_index_memo(index), name, &packer);
    }
    free(docids);
    return status;
}

/* Terms that no card holds are not kept: there is no end of them. */
static enum xap_status need(struct ls_index *index, const struct ls_lengths *lengths,
                            struct ls_span name, struct ls_span *kept, bool *is_none,
                            struct xap_error *cause)
{
    struct ls_memo *memo = ls_index_memo(index);
    uint32_t freq = 0;
    enum xap_status status = ls_index_term_freq(index, ls_span_from(name, 1), &freq, cause);
    *is_none = status == XAP_OK && freq == 0;
    if (status == XAP_OK && freq > 0 &&
        ls_memo_has_room(memo, freq + ls_set_words(lengths->last))) {
        status = read_and_keep(index, lengths, name, freq, cause);
        *kept = ls_memo_get(memo, name);
    }
    return status;
}

static const void *take(const char **at, size_t count, size_t size)
{
    const void *array = *at;
    *at += count * size;
    return array;
}

static void unpack(struct ls_span kept, size_t words, struct ls_postings *postings)
{
    const char *at = kept.ptr;
    const struct kept *head = take(&at, 1, sizeof *head);
    *postings = (struct ls_postings){.count = head->count, .nearest = head->nearest};
    if (head->is_common) {
        postings->bits = take(&at, words, sizeof *postings->bits);
        postings->before = take(&at, words, sizeof *postings->before);
    } else {
        postings->docids = take(&at, head->count, sizeof *postings->docids);
    }
    if (head->has_longs) {
        postings->longs = take(&at, head->count, sizeof *postings->longs);
    } else {
        postings->bytes = take(&at, head->count, 1);
    }
    if (head->is_common) {
        postings->nears = take(&at, words, 1);
    }
}

static enum xap_status get(struct ls_index *index, const struct ls_lengths *lengths,
                           struct ls_span term, bool may_read, struct ls_postings *postings,
                           bool *known, struct xap_error *cause)
{
    struct ls_memo *memo = ls_index_memo(index);
    char bytes[LS_TERM_LIMIT_BYTES + 1];
    struct ls_span name = ls_span(bytes, term.len + 1);
    enum xap_status status = XAP_OK;
    *known = false;
    if (!memo || term.len == 0 || name.len > sizeof bytes) {
        return XAP_OK;
    }
    bytes[0] = 't';
    memcpy(bytes + 1, term.ptr, term.len);
    struct ls_span kept = ls_memo_get(memo, name);
    if (!kept.ptr && may_read) {
        status = need(index, lengths, name, &kept, known, cause);
    }
    *postings = (struct ls_postings){0};
    if (status == XAP_OK && kept.ptr) {
        unpack(kept, ls_set_words(lengths->last), postings);
        *known = true;
        status = xap_reader_spend(ls_index_reader(index), LOOK_STEPS, cause);
    }
    return status;
}

enum xap_status ls_postings_get(struct ls_index *index, const struct ls_lengths *lengths,
                                struct ls_span term, struct ls_postings *postings, bool *known,
                                struct xap_error *cause)
{
    return get(index, lengths, term, true, postings, known, cause);
}

enum xap_status ls_postings_recall(struct ls_index *index, const struct ls_lengths *lengths,
                                   struct ls_span term, struct ls_postings *postings, bool *known,
                                   struct xap_error *cause)
{
    return get(index, lengths, term, false, postings, known, cause);
}
