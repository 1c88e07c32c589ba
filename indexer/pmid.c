#include "indexer/pmid.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct ls_item *left = *(struct ls_item *const *)a;
    const struct ls_item *right = *(struct ls_item *const *)b;
    int order = ls_span_compare(left->pmid, right->pmid);
    return order ? order : (left > right) - (left < right); /* items are sorted by id */
}

static void complain(struct ls_arena *arena, struct ls_item *item, struct ls_span other)
{
    ls_complain(arena, &item->complaints, LS_COMPLAINT_DUPLICATE_PMID, item->pmid_line,
                item->pmid_column, "PMID %.*s is also that of %.*s; both are indexed",
                LS_SPAN_ARG(item->pmid), LS_SPAN_ARG(other));
}

static bool was_read(const struct ls_items *items, struct ls_span id)
{
    const struct ls_item *item = ls_items_find(items, id);
    return item && item->indexed;
}

/* Complains of item if a document that this run did not read has its PMID. */
static enum xap_status check_index(const struct ls_items *items, struct xap_reader *reader,
                                   struct ls_arena *arena, struct ls_item *item,
                                   struct xap_error *cause)
{
    struct xap_postings *postings = NULL;
    struct ls_span term = ls_arena_printf(arena, LS_PREFIX_PMID "%.*s", LS_SPAN_ARG(item->pmid));
    bool more = false;
    enum xap_status status = xap_postings_open(reader, term.ptr, term.len, &postings, cause);
    if (status == XAP_OK) {
        status = xap_postings_next(postings, &more, cause);
    }
    while (status == XAP_OK && more) {
        struct xap_bytes source;
        struct ls_origin origin;
        status =
            xap_reader_value(reader, xap_postings_docid(postings), LS_SLOT_SOURCE, &source, cause);
        if (status == XAP_OK && ls_origin_read(ls_span(source.ptr, source.len), &origin) &&
            !was_read(items, origin.id)) {
            complain(arena, item, origin.id);
            break;
        }
        if (status == XAP_OK) {
            status = xap_postings_next(postings, &more, cause);
        }
    }
    xap_postings_free(postings);
    return status;
}

enum ls_status ls_pmid_check(struct ls_items *items, struct xap_reader *reader,
                             struct ls_arena *arena, struct ls_error *err)
{
    struct ls_item **by_pmid = ls_arena_array(arena, items->count, sizeof(struct ls_item *));
    size_t count = 0;
    for (size_t i = 0; by_pmid && i < items->count; i++) {
        if (items->items[i].indexed && items->items[i].pmid.len > 0) {
            by_pmid[count++] = &items->items[i];
        }
    }
    if (count > 1) {
        qsort(by_pmid, count, sizeof(struct ls_item *), compare);
    }
    struct ls_item *first = NULL;
    enum xap_status status = XAP_OK;
    struct xap_error cause;
    for (size_t i = 0; i < count && status == XAP_OK; i++) {
        if (first && ls_span_equal(first->pmid, by_pmid[i]->pmid)) {
            complain(arena, by_pmid[i], first->origin.id);
        } else {
            first = by_pmid[i];
            status = reader ? check_index(items, reader, arena, first, &cause) : XAP_OK;
        }
    }
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look for PMIDs that occur twice");
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
