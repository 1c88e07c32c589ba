#include "store/term_walk.h"

#include "store/term_list.h"

#include <stdlib.h>

/* What a look into memory costs beside the next posting: a watch is told of it. */
enum { FREQ_STEPS = 16, NEXT_STEPS = 1, SKIP_STEPS = 4 };

struct ls_term_walk {
    struct xap_terms *read; /* NULL: they are in memory */
    struct xap_reader *reader;
    const struct ls_term_list *terms;
    struct ls_term_place place;
    bool is_over;
    char prefix[LS_TERM_LIMIT_BYTES];
    size_t prefix_len;
};

enum xap_status ls_index_term_freq(struct ls_index *index, struct ls_span term, uint32_t *freq,
                                   struct xap_error *cause)
{
    struct xap_reader *reader = ls_index_reader(index);
    const struct ls_term_list *terms =
        term.len > 0 && term.len <= LS_TERM_LIMIT_BYTES ? ls_index_terms(index) : NULL;
    if (!terms) {
        return xap_reader_term_freq(reader, term.ptr, term.len, freq, cause);
    }
    *freq = ls_term_list_freq(terms, term);
    return xap_reader_spend(reader, FREQ_STEPS, cause);
}

enum xap_status ls_term_walk_open(struct ls_index *index, struct ls_span prefix,
                                  struct ls_term_walk **out, struct xap_error *cause)
{
    struct ls_term_walk *walk = calloc(1, sizeof *walk);
    *out = walk;
    if (!walk) {
        *cause = (struct xap_error){.status = XAP_NO_MEMORY};
        return XAP_NO_MEMORY;
    }
    walk->reader = ls_index_reader(index);
    walk->terms = prefix.len <= sizeof walk->prefix ? ls_index_terms(index) : NULL;
    if (!walk->terms) {
        return xap_terms_open(walk->reader, prefix.ptr, prefix.len, &walk->read, cause);
    }
    if (prefix.len > 0) {
        memcpy(walk->prefix, prefix.ptr, prefix.len);
    }
    walk->prefix_len = prefix.len;
    return XAP_OK;
}

void ls_term_walk_free(struct ls_term_walk *walk)
{
    if (walk) {
        xap_terms_free(walk->read);
        free(walk);
    }
}

static enum xap_status moved(struct ls_term_walk *walk, bool is_there, unsigned steps, bool *more,
                             struct xap_error *cause)
{
    struct ls_span prefix = ls_span(walk->prefix, walk->prefix_len);
    struct ls_span term = ls_span(walk->place.term, walk->place.len);
    enum xap_status status = xap_reader_spend(walk->reader, steps, cause);
    *more = status == XAP_OK && is_there && ls_span_starts_with(term, prefix);
    walk->is_over = !*more;
    return status;
}

enum xap_status ls_term_walk_next(struct ls_term_walk *walk, bool *more, struct xap_error *cause)
{
    if (walk->read) {
        return xap_terms_next(walk->read, more, cause);
    }
    if (walk->place.past == 0 && walk->prefix_len > 0) {
        return ls_term_walk_skip_to(walk, ls_span(walk->prefix, walk->prefix_len), more, cause);
    }
    bool is_there = !walk->is_over && ls_term_list_next(walk->terms, &walk->place);
    return moved(walk, is_there, NEXT_STEPS, more, cause);
}

enum xap_status ls_term_walk_skip_to(struct ls_term_walk *walk, struct ls_span term, bool *more,
                                     struct xap_error *cause)
{
    if (walk->read) {
        return xap_terms_skip_to(walk->read, term.ptr, term.len, more, cause);
    }
    struct ls_span prefix = ls_span(walk->prefix, walk->prefix_len);
    struct ls_span from = ls_span_compare(term, prefix) < 0 ? prefix : term;
    bool is_there = !walk->is_over && ls_term_list_skip_to(walk->terms, &walk->place, from);
    return moved(walk, is_there, SKIP_STEPS, more, cause);
}

struct ls_span ls_term_walk_term(const struct ls_term_walk *walk)
{
    if (walk->read) {
        struct xap_bytes term = xap_terms_term(walk->read);
        return ls_span(term.ptr, term.len);
    }
    return ls_span(walk->place.term, walk->is_over ? 0 : walk->place.len);
}

uint32_t ls_term_walk_freq(struct ls_term_walk *walk)
{
    return walk->read ? xap_terms_freq(walk->read) : walk->is_over ? 0 : walk->place.freq;
}
