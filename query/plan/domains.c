#include "query/plan/domains.h"

#include "base/nearest.h"
#include "query/plan/names.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { LIKE_MAX = 3, COMMON_MAX = 8, EDITS_MAX = 2 };

struct domain {
    struct ls_span term;
    uint32_t freq;
    size_t distance;
};

static struct ls_letters decode(struct ls_span folded)
{
    struct ls_letters name = {0};
    unsigned width;
    for (size_t at = 0; at < folded.len && name.count < LS_LETTERS_MAX; at += width) {
        name.chars[name.count++] = ls_utf8_decode(folded.ptr, folded.len, at, &width);
    }
    return name;
}

/* 0 when one name holds the other; else edits, SIZE_MAX when there are too many. */
static size_t distance(struct ls_span typed, struct ls_span known)
{
    if (typed.len > 0 && (memmem(known.ptr, known.len, typed.ptr, typed.len) ||
                          memmem(typed.ptr, typed.len, known.ptr, known.len))) {
        return 0;
    }
    struct ls_letters a = decode(typed);
    struct ls_letters b = decode(known);
    if (a.count > b.count + EDITS_MAX || b.count > a.count + EDITS_MAX) {
        return SIZE_MAX; /* an edit changes the length by one at most */
    }
    size_t edits = ls_letters_edits(&a, &b);
    return edits <= EDITS_MAX && edits * 2 <= a.count ? edits : SIZE_MAX;
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

static enum xap_status walk_names(struct xap_reader *reader, struct ls_span prefix,
                                  struct ls_span typed, struct ls_arena *arena, struct list *like,
                                  struct list *common, struct xap_error *cause)
{
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

static enum ls_status add_names(struct ls_index *index, const struct list *list,
                                struct ls_arena *arena, struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < list->count; i++) {
        ls_buf_add_str(notes, i > 0 ? ", " : "");
        struct ls_span shown;
        status = ls_name_shown(index, list->items[i].term, arena, &shown, err);
        ls_buf_add_span(notes, shown);
    }
    return status;
}

static enum ls_status find_names(struct ls_index *index, struct ls_span prefix, struct ls_span name,
                                 struct ls_arena *arena, struct list *like, struct list *common,
                                 struct ls_error *err)
{
    struct ls_buf key = {0};
    struct xap_error cause;
    enum ls_status status = ls_fold_key(name, &key) ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK && walk_names(ls_index_reader(index), prefix, ls_buf_span(&key), arena,
                                      like, common, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot list the names");
    }
    ls_buf_free(&key);
    return status == LS_OK && arena->failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_domain_note(struct ls_index *index, struct ls_span name, struct ls_buf *notes,
                              struct ls_error *err)
{
    struct ls_arena arena = {0};
    struct list like = {.max = LIKE_MAX, .by_distance = true};
    struct list common = {.max = COMMON_MAX};
    enum ls_status status =
        find_names(index, LS_SPAN(LS_PREFIX_DOMAIN), name, &arena, &like, &common, err);
    if (status == LS_OK) {
        ls_buf_printf(notes, "no card is of the domain %.*s", LS_SPAN_ARG(name));
        ls_buf_add_str(notes, like.count > 0     ? ": did you mean "
                              : common.count > 0 ? ": the most common are "
                                                 : ", nor of any other");
        status = add_names(index, like.count > 0 ? &like : &common, &arena, notes, err);
        ls_buf_add_str(notes, like.count > 0 ? "?\n" : "\n");
    }
    ls_arena_free(&arena);
    return status;
}

enum ls_status ls_journal_note(struct ls_index *index, struct ls_span name, struct ls_buf *notes,
                               struct ls_error *err)
{
    struct ls_arena arena = {0};
    struct list like = {.max = 1, .by_distance = true};
    struct list common = {.max = 1};
    enum ls_status status =
        find_names(index, LS_SPAN(LS_PREFIX_JOURNAL), name, &arena, &like, &common, err);
    if (status == LS_OK) {
        ls_buf_printf(notes, "no card is of a journal called %.*s", LS_SPAN_ARG(name));
        ls_buf_add_str(notes, like.count > 0 ? ": did you mean " : "");
        status = add_names(index, &like, &arena, notes, err);
        ls_buf_add_str(notes, like.count > 0 ? "?\n" : "\n");
    }
    ls_arena_free(&arena);
    return status;
}
