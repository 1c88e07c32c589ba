#include "query/suggest/vocabulary.h"

#include "store/term_walk.h"
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
    if (term.len > LS_TERM_LIMIT_BYTES || ls_index_term_freq(index, term, freq, &cause) == XAP_OK) {
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
    return ls_span_compare(left->term, right->term);
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

static enum ls_status add_list(struct ls_index *index, struct ls_span list,
                               struct ls_span beginning, struct ls_arena *arena,
                               struct ls_known_terms *terms, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    while (status == LS_OK && list.len > 0) {
        const char *end = memchr(list.ptr, '\n', list.len);
        struct ls_span term = ls_span(list.ptr, end ? (size_t)(end - list.ptr) : list.len);
        uint32_t freq;
        status = ls_vocabulary_freq(index, term, &freq, err);
        if (status == LS_OK && freq > 0 && ls_span_starts_with(term, beginning)) {
            push(terms, term, freq, arena);
        }
        list = ls_span_from(list, term.len + 1);
    }
    return status;
}

/* The indexes' own lists. An index has none when the beginning has few terms in it: then *all is
 * false. */
static enum ls_status read_lists(struct ls_index *index, struct ls_span beginning,
                                 struct ls_arena *arena, struct ls_known_terms *terms, bool *all,
                                 struct ls_error *err)
{
    struct ls_span key = ls_arena_printf(arena, LS_META_FREQUENT "%.*s", LS_SPAN_ARG(beginning));
    enum ls_status status = key.ptr ? LS_OK : ls_fail_memory(err);
    *all = true;
    for (size_t i = 0; status == LS_OK && i < ls_index_count(index); i++) {
        struct ls_span value;
        status = ls_index_metadata(index, i, key, &value, err);
        *all &= status == LS_OK && value.len > 0;
        if (status == LS_OK && value.len > 0) {
            status = add_list(index, ls_arena_copy(arena, value), beginning, arena, terms, err);
        }
    }
    return status;
}

/* Of terms in order. */
static void drop_repeated(struct ls_known_terms *terms)
{
    size_t kept = 0;
    for (size_t i = 0; i < terms->count; i++) {
        if (kept == 0 || !ls_span_equal(terms->items[kept - 1].term, terms->items[i].term)) {
            terms->items[kept++] = terms->items[i];
        }
    }
    terms->count = kept;
}

static enum ls_status walk(struct ls_index *index, struct ls_span beginning, struct ls_arena *arena,
                           struct ls_known_terms *terms, struct ls_error *err)
{
    struct ls_term_walk *found = NULL;
    struct xap_error cause;
    bool more = false;
    size_t left = LS_VOCABULARY_WALK_MAX;
    enum xap_status status = ls_term_walk_open(index, beginning, &found, &cause);
    while (status == XAP_OK && left-- > 0 &&
           (status = ls_term_walk_next(found, &more, &cause)) == XAP_OK && more) {
        struct ls_span term = ls_term_walk_term(found);
        push(terms, ls_span(term.ptr, term.len), ls_term_walk_freq(found), arena);
    }
    ls_term_walk_free(found);
    return status == XAP_OK ? LS_OK : fail(&cause, err);
}

enum ls_status ls_vocabulary_beginning(struct ls_index *index, struct ls_span beginning, size_t max,
                                       struct ls_arena *arena, struct ls_known_terms *terms,
                                       struct ls_error *err)
{
    *terms = (struct ls_known_terms){0};
    enum ls_status status = LS_OK;
    bool is_complete = false;
    if (is_listed(beginning)) {
        status = read_lists(index, beginning, arena, terms, &is_complete, err);
    }
    if (status == LS_OK && !(is_complete && terms->count > 0)) {
        status = walk(index, beginning, arena, terms, err);
    }
    if (status == LS_OK && arena->failed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        ls_known_terms_sort(terms);
        drop_repeated(terms);
        terms->count = terms->count < max ? terms->count : max;
    }
    return status;
}
