#include "query/suggest/vocabulary.h"

#include "text/utf8.h"

#include <stdlib.h>

enum { LISTED_CHARS_MAX = 2 };

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot list the words of the index");
}

enum ls_status ls_vocabulary_freq(struct ls_index *index, struct ls_span term, uint32_t *freq,
                                  struct ls_error *err)
{
    struct xap_error cause;
    *freq = 0;
    if (term.len > LS_TERM_LIMIT_BYTES ||
        xap_reader_term_freq(ls_index_reader(index), term.ptr, term.len, freq, &cause) == XAP_OK) {
        return LS_OK;
    }
    return fail(&cause, err);
}

static int compare(const void *a, const void *b)
{
    const struct ls_known_term *left = a;
    const struct ls_known_term *right = b;
    if (left->freq != right->freq) {
        return left->freq > right->freq ? -1 : 1;
    }
    size_t len = left->term.len < right->term.len ? left->term.len : right->term.len;
    int order = memcmp(left->term.ptr, right->term.ptr, len);
    return order != 0 ? order
                      : (left->term.len > right->term.len) - (left->term.len < right->term.len);
}

void ls_known_terms_sort(struct ls_known_terms *terms)
{
    if (terms->count > 1) {
        qsort(terms->items, terms->count, sizeof *terms->items, compare);
    }
}

static void push(struct ls_known_terms *terms, struct ls_span term, uint32_t freq,
                 struct ls_arena *arena)
{
    struct ls_known_term *room = LS_ARENA_PUSH(arena, terms->items, &terms->count);
    if (room) {
        *room = (struct ls_known_term){ls_arena_copy(arena, term), freq};
    }
}

static bool is_listed(struct ls_span beginning)
{
    size_t chars = 0;
    unsigned width;
    for (size_t at = 0; at < beginning.len; at += width) {
        ls_utf8_decode(beginning.ptr, beginning.len, at, &width);
        chars++;
    }
    return chars <= LISTED_CHARS_MAX;
}

/* The index's own list; none when the beginning has few terms, or the index no lists. */
static enum ls_status read_list(struct ls_index *index, struct ls_span beginning,
                                struct ls_arena *arena, struct ls_known_terms *terms,
                                struct ls_error *err)
{
    struct ls_span key = ls_arena_printf(arena, LS_META_FREQUENT "%.*s", LS_SPAN_ARG(beginning));
    struct xap_bytes value;
    struct xap_error cause;
    if (!key.ptr) {
        return ls_fail_memory(err);
    }
    if (xap_reader_metadata(ls_index_reader(index), key.ptr, key.len, &value, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    enum ls_status status = LS_OK;
    struct ls_span rest = ls_arena_copy(arena, ls_span(value.ptr ? value.ptr : "", value.len));
    while (status == LS_OK && rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct ls_span term = ls_span(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
        uint32_t freq;
        status = ls_vocabulary_freq(index, term, &freq, err);
        if (status == LS_OK && freq > 0 && ls_span_starts_with(term, beginning)) {
            push(terms, term, freq, arena);
        }
        rest = ls_span_from(rest, term.len + 1);
    }
    return status;
}

static enum ls_status walk(struct ls_index *index, struct ls_span beginning, struct ls_arena *arena,
                           struct ls_known_terms *terms, struct ls_error *err)
{
    struct xap_terms *found = NULL;
    struct xap_error cause;
    bool more = false;
    size_t left = LS_VOCABULARY_WALK_MAX;
    enum xap_status status =
        xap_terms_open(ls_index_reader(index), beginning.ptr, beginning.len, &found, &cause);
    while (status == XAP_OK && left-- > 0 &&
           (status = xap_terms_next(found, &more, &cause)) == XAP_OK && more) {
        struct xap_bytes term = xap_terms_term(found);
        push(terms, ls_span(term.ptr, term.len), xap_terms_freq(found), arena);
    }
    xap_terms_free(found);
    return status == XAP_OK ? LS_OK : fail(&cause, err);
}

enum ls_status ls_vocabulary_beginning(struct ls_index *index, struct ls_span beginning, size_t max,
                                       struct ls_arena *arena, struct ls_known_terms *terms,
                                       struct ls_error *err)
{
    *terms = (struct ls_known_terms){0};
    enum ls_status status = LS_OK;
    if (is_listed(beginning)) {
        status = read_list(index, beginning, arena, terms, err);
    }
    if (status == LS_OK && terms->count == 0) {
        status = walk(index, beginning, arena, terms, err);
    }
    if (status == LS_OK && arena->failed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        ls_known_terms_sort(terms);
        terms->count = terms->count < max ? terms->count : max;
    }
    return status;
}
