#include "query/search/domains.h"

#include "text/fold.h"
#include "text/utf8.h"

enum { CHARS_MAX = 48, LIKE_MAX = 3, COMMON_MAX = 8 };

/* Folded characters of a name; longer names are compared by their beginning. */
struct name {
    uint32_t chars[CHARS_MAX];
    size_t count;
};

struct domain {
    struct ls_span term;
    uint32_t freq;
    size_t distance;
};

static struct name decode(struct ls_span folded)
{
    struct name name = {0};
    unsigned width;
    for (size_t at = 0; at < folded.len && name.count < CHARS_MAX; at += width) {
        name.chars[name.count++] = ls_utf8_decode(folded.ptr, folded.len, at, &width);
    }
    return name;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t edit_distance(const struct name *a, const struct name *b)
{
    size_t row[CHARS_MAX + 1];
    for (size_t j = 0; j <= b->count; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a->count; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            size_t replaced = diagonal + (a->chars[i - 1] != b->chars[j - 1]);
            diagonal = row[j];
            row[j] = least(least(row[j], row[j - 1]) + 1, replaced);
        }
    }
    return row[b->count];
}

/* 0 when one name holds the other; else edits, SIZE_MAX when there are too many. */
static size_t distance(struct ls_span typed, struct ls_span known)
{
    if (typed.len > 0 && (memmem(known.ptr, known.len, typed.ptr, typed.len) ||
                          memmem(typed.ptr, typed.len, known.ptr, known.len))) {
        return 0;
    }
    struct name a = decode(typed);
    struct name b = decode(known);
    size_t edits = edit_distance(&a, &b);
    return edits <= 2 && edits * 2 <= a.count ? edits : SIZE_MAX;
}

static bool comes_before(const struct domain *a, const struct domain *b, bool by_distance)
{
    if (by_distance && a->distance != b->distance) {
        return a->distance < b->distance;
    }
    return a->freq > b->freq;
}

/* The best so far, in order. */
struct list {
    struct domain items[COMMON_MAX];
    size_t count;
    size_t max;
    bool by_distance;
};

static void insert(struct list *list, const struct domain *domain)
{
    if (list->by_distance && domain->distance == SIZE_MAX) {
        return;
    }
    size_t at = list->count;
    while (at > 0 && comes_before(domain, &list->items[at - 1], list->by_distance)) {
        at--;
    }
    if (at == list->max) {
        return;
    }
    list->count += list->count < list->max;
    memmove(&list->items[at + 1], &list->items[at], (list->count - at - 1) * sizeof *list->items);
    list->items[at] = *domain;
}

static enum xap_status walk_domains(struct xap_reader *reader, struct ls_span typed,
                                    struct ls_arena *arena, struct list *like, struct list *common,
                                    struct xap_error *cause)
{
    struct ls_span prefix = LS_SPAN(LS_PREFIX_DOMAIN);
    struct xap_terms *terms = NULL;
    bool more = false;
    enum xap_status status = xap_terms_open(reader, prefix.ptr, prefix.len, &terms, cause);
    while (status == XAP_OK && (status = xap_terms_next(terms, &more, cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_terms_term(terms);
        struct domain domain = {.term = ls_arena_copy(arena, ls_span(bytes.ptr, bytes.len)),
                                .freq = xap_terms_freq(terms)};
        domain.distance = distance(typed, ls_span_from(domain.term, prefix.len));
        insert(like, &domain);
        insert(common, &domain);
    }
    xap_terms_free(terms);
    return status;
}

/* The domain as some card writes it: its term is folded. */
static enum ls_status add_shown_name(struct ls_index *index, struct ls_span term,
                                     struct ls_arena *arena, struct ls_buf *notes,
                                     struct ls_error *err)
{
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    struct ls_card card = {0};
    bool more = false;
    enum ls_status status = LS_OK;
    if (xap_postings_open(ls_index_reader(index), term.ptr, term.len, &postings, &cause) !=
            XAP_OK ||
        xap_postings_next(postings, &more, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot look up a domain");
    } else if (more) {
        status = ls_index_card(index, xap_postings_docid(postings), arena, &card, err);
    }
    xap_postings_free(postings);
    struct ls_span folded = ls_span_from(term, strlen(LS_PREFIX_DOMAIN));
    struct ls_span shown = folded;
    struct ls_buf key = {0};
    for (size_t i = 0; status == LS_OK && i < card.domain_count; i++) {
        ls_buf_clear(&key);
        if (ls_fold_key(card.domains[i], &key) && ls_span_equal(ls_buf_span(&key), folded)) {
            shown = card.domains[i];
        }
    }
    ls_buf_add_span(notes, shown);
    ls_buf_free(&key);
    return status;
}

static enum ls_status add_names(struct ls_index *index, const struct list *list,
                                struct ls_arena *arena, struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < list->count; i++) {
        ls_buf_add_str(notes, i > 0 ? ", " : "");
        status = add_shown_name(index, list->items[i].term, arena, notes, err);
    }
    return status;
}

enum ls_status ls_domain_note(struct ls_index *index, struct ls_span name, struct ls_buf *notes,
                              struct ls_error *err)
{
    struct ls_arena arena = {0};
    struct ls_buf key = {0};
    struct list like = {.max = LIKE_MAX, .by_distance = true};
    struct list common = {.max = COMMON_MAX};
    struct xap_error cause;
    enum ls_status status = ls_fold_key(name, &key) ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK && walk_domains(ls_index_reader(index), ls_buf_span(&key), &arena, &like,
                                        &common, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot list the domains");
    }
    if (status == LS_OK && arena.failed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        ls_buf_printf(notes, "no card is of the domain %.*s", LS_SPAN_ARG(name));
        ls_buf_add_str(notes, like.count > 0     ? ": did you mean "
                              : common.count > 0 ? ": the most common are "
                                                 : ", nor of any other");
        status = add_names(index, like.count > 0 ? &like : &common, &arena, notes, err);
        ls_buf_add_str(notes, like.count > 0 ? "?\n" : "\n");
    }
    ls_buf_free(&key);
    ls_arena_free(&arena);
    return status;
}
