#include "store/term_list.h"

#include "base/buf.h"

#include <stdlib.h>

enum { BLOCK_TERMS = 16 };

/* Of each term: how many bytes it shares with the one before (the first of a block none), how many
 * more it has, these, and how many documents hold it, as a varint. */
struct ls_term_list {
    struct ls_buf bytes;
    struct ls_buf blocks; /* where each begins, uint32_t */
    struct ls_buf keys;   /* the first bytes of each one's first term, uint64_t */
    uint32_t count;
};

static const uint32_t *blocks(const struct ls_term_list *terms)
{
    return (const uint32_t *)(const void *)terms->blocks.ptr;
}

static const uint64_t *keys(const struct ls_term_list *terms)
{
    return (const uint64_t *)(const void *)terms->keys.ptr;
}

/* Numbers in the order of the bytes, as far as they go: a shorter term is never after a longer one
 * that begins so. */
static uint64_t key_of(struct ls_span term)
{
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; i++) {
        key = key << 8 | (i < term.len ? (unsigned char)term.ptr[i] : 0);
    }
    return key;
}

/* ---- made ---- */

static void add(struct ls_term_list *terms, struct ls_span before, struct ls_span term,
                uint32_t freq)
{
    size_t shared = 0;
    if (terms->count % BLOCK_TERMS == 0) {
        uint32_t begin = (uint32_t)terms->bytes.len;
        uint64_t key = key_of(term);
        ls_buf_add(&terms->blocks, &begin, sizeof begin);
        ls_buf_add(&terms->keys, &key, sizeof key);
    } else {
        while (shared < before.len && shared < term.len && before.ptr[shared] == term.ptr[shared]) {
            shared++;
        }
    }
    ls_buf_add_char(&terms->bytes, (char)(unsigned char)shared);
    ls_buf_add_char(&terms->bytes, (char)(unsigned char)(term.len - shared));
    ls_buf_add_span(&terms->bytes, ls_span_from(term, shared));
    ls_buf_add_varint(&terms->bytes, freq);
    terms->count++;
}

static bool fits(const struct ls_term_list *terms, size_t bytes_max)
{
    return ls_term_list_bytes(terms) <= bytes_max && terms->bytes.len < UINT32_MAX - UINT16_MAX &&
           terms->count < UINT32_MAX;
}

static bool has_failed(const struct ls_term_list *terms)
{
    return terms->bytes.failed || terms->blocks.failed || terms->keys.failed;
}

static enum xap_status read_all(struct xap_reader *reader, size_t bytes_max,
                                struct ls_term_list *terms, bool *fit, struct xap_error *cause)
{
    struct xap_terms *walk = NULL;
    char room[LS_TERM_LIMIT_BYTES];
    struct ls_span before = ls_span(room, 0);
    bool more = false;
    *fit = true;
    enum xap_status status = xap_terms_open(reader, "", 0, &walk, cause);
    while (status == XAP_OK && *fit && (status = xap_terms_next(walk, &more, cause)) == XAP_OK &&
           more) {
        struct xap_bytes term = xap_terms_term(walk);
        add(terms, before, ls_span(term.ptr, term.len), xap_terms_freq(walk));
        before.len = term.len < sizeof room ? term.len : sizeof room;
        memcpy(room, term.ptr, before.len);
        *fit = term.len <= sizeof room && fits(terms, bytes_max) && !has_failed(terms);
    }
    xap_terms_free(walk);
    return status;
}

/* It grew by doubling. */
static void shrink(struct ls_buf *buf)
{
    char *less = buf->len > 0 ? realloc(buf->ptr, buf->len) : NULL;
    buf->ptr = less ? less : buf->ptr;
    buf->capacity = less ? buf->len : buf->capacity;
}

enum ls_status ls_term_list_read(struct xap_reader *reader, size_t bytes_max,
                                 struct ls_term_list **out, struct ls_error *err)
{
    struct ls_term_list *terms = calloc(1, sizeof *terms);
    struct xap_error cause;
    bool fit = false;
    *out = NULL;
    if (!terms) {
        return ls_fail_memory(err);
    }
    enum ls_status status = read_all(reader, bytes_max, terms, &fit, &cause) == XAP_OK
                                ? LS_OK
                                : ls_schema_fail(err, &cause, "cannot list the words of the index");
    if (status == LS_OK && has_failed(terms)) {
        status = ls_fail_memory(err);
    }
    if (status != LS_OK || !fit) {
        ls_term_list_free(terms);
        return status;
    }
    shrink(&terms->bytes);
    shrink(&terms->blocks);
    shrink(&terms->keys);
    *out = terms;
    return LS_OK;
}

void ls_term_list_free(struct ls_term_list *terms)
{
    if (terms) {
        ls_buf_free(&terms->bytes);
        ls_buf_free(&terms->blocks);
        ls_buf_free(&terms->keys);
        free(terms);
    }
}

size_t ls_term_list_bytes(const struct ls_term_list *terms)
{
    return sizeof *terms + terms->bytes.len + terms->blocks.len + terms->keys.len;
}

/* ---- read ---- */

bool ls_term_list_next(const struct ls_term_list *terms, struct ls_term_place *place)
{
    if (place->past >= terms->count) {
        place->len = 0;
        place->freq = 0;
        return false;
    }
    const unsigned char *at = (const unsigned char *)terms->bytes.ptr + place->next;
    uint32_t shared = *at++;
    uint32_t rest = *at++;
    memcpy(place->term + shared, at, rest);
    place->len = shared + rest;
    at += rest;
    place->freq = 0;
    for (unsigned shift = 0;; shift += 7) {
        place->freq |= (uint32_t)(*at & 0x7f) << shift;
        if (*at++ < 0x80) {
            break;
        }
    }
    place->next = (uint32_t)(at - (const unsigned char *)terms->bytes.ptr);
    place->past++;
    return true;
}

/* Does the block begin with the term, or before it? */
static bool begins_by(const struct ls_term_list *terms, size_t block, struct ls_span term,
                      uint64_t key)
{
    uint64_t own = keys(terms)[block];
    if (own != key) {
        return own < key;
    }
    const char *first = terms->bytes.ptr + blocks(terms)[block];
    return ls_span_compare(ls_span(first + 2, (unsigned char)first[1]), term) <= 0;
}

/* The last block from `from` on that begins by the term; from itself when none does. The nearest
 * are tried first, unless the walk has just begun. */
static size_t block_of(const struct ls_term_list *terms, size_t from, bool is_begun,
                       struct ls_span term)
{
    size_t count = terms->blocks.len / sizeof(uint32_t);
    uint64_t key = key_of(term);
    size_t step = is_begun ? 1 : count;
    size_t past = from + 1;
    while (past < count && past + step <= count && begins_by(terms, past + step - 1, term, key)) {
        past += step;
        step *= 2;
    }
    size_t end = past + step < count ? past + step : count;
    while (past < end) {
        size_t middle = past + (end - past) / 2;
        if (begins_by(terms, middle, term, key)) {
            past = middle + 1;
        } else {
            end = middle;
        }
    }
    return past - 1;
}

/* How many of the first bytes are the same, of which so many are known to be. */
static size_t same_bytes(const struct ls_term_place *place, size_t known, struct ls_span term)
{
    while (known < place->len && known < term.len && place->term[known] == term.ptr[known]) {
        known++;
    }
    return known;
}

static bool is_before(const struct ls_term_place *place, size_t same, struct ls_span term)
{
    return same < term.len &&
           (same == place->len || (unsigned char)place->term[same] < (unsigned char)term.ptr[same]);
}

/* With the term of the place: the first of a block says none. */
static size_t shared_by_next(const struct ls_term_list *terms, const struct ls_term_place *place)
{
    return place->past < terms->count && place->past % BLOCK_TERMS > 0
               ? (unsigned char)terms->bytes.ptr[place->next]
               : 0;
}

bool ls_term_list_skip_to(const struct ls_term_list *terms, struct ls_term_place *place,
                          struct ls_span term)
{
    bool is_begun = place->past > 0;
    bool is_over = place->past >= terms->count && place->len == 0;
    if (is_over) {
        return false;
    }
    if (is_begun && ls_span_compare(ls_span(place->term, place->len), term) >= 0) {
        return true;
    }
    size_t from = is_begun ? (place->past - 1) / BLOCK_TERMS : 0;
    size_t block = block_of(terms, from, is_begun, term);
    if (block > from || !is_begun) {
        place->past = (uint32_t)(block * BLOCK_TERMS);
        place->next = blocks(terms)[block];
    }
    bool more = ls_term_list_next(terms, place);
    size_t same = more ? same_bytes(place, 0, term) : 0;
    while (more && is_before(place, same, term)) {
        size_t shared = shared_by_next(terms, place);
        more = ls_term_list_next(terms, place);
        /* Sharing more than what was the same, it stays before; sharing less, it is behind. */
        same = more && shared == same ? same_bytes(place, same, term)
               : shared < same        ? shared
                                      : same;
    }
    return more;
}

uint32_t ls_term_list_freq(const struct ls_term_list *terms, struct ls_span term)
{
    struct ls_term_place place;
    place.past = place.next = place.freq = place.len = 0;
    bool is_there = term.len > 0 && ls_term_list_skip_to(terms, &place, term) &&
                    ls_span_equal(ls_span(place.term, place.len), term);
    return is_there ? place.freq : 0;
}
