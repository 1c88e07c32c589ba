#include "query/facets/facet_counter.h"

#include "text/fold.h"

enum ls_status ls_facet_count_all(struct ls_facet_counter *counter, struct ls_error *err)
{
    const char *prefix = ls_column_prefix(counter->kind);
    struct xap_terms *terms = NULL;
    struct xap_error cause;
    struct ls_tally *tally = NULL;
    bool more = false;
    enum xap_status status =
        xap_terms_open(ls_index_reader(counter->index), prefix, strlen(prefix), &terms, &cause);
    while (status == XAP_OK && (status = xap_terms_next(terms, &more, &cause)) == XAP_OK && more) {
        struct xap_bytes term = xap_terms_term(terms);
        tally = ls_tally_of(&counter->tallies, ls_span(term.ptr, term.len));
        if (!tally) {
            break;
        }
        tally->count = xap_terms_freq(terms);
    }
    xap_terms_free(terms);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot count");
    }
    return more ? ls_fail_memory(err) : LS_OK;
}

/* Once for each card, whose names may fold alike. */
static bool add_once(struct ls_facet_counter *counter, struct ls_span term, uint32_t docid)
{
    struct ls_tally *tally = ls_tally_of(&counter->tallies, term);
    if (tally && tally->last != docid) {
        tally->last = docid;
        tally->count++;
    }
    return tally != NULL;
}

static bool count_names(struct ls_facet_counter *counter, uint32_t docid, struct ls_span prefix,
                        const struct ls_span *names, size_t count)
{
    struct ls_buf term = {0};
    bool counted = true;
    for (size_t i = 0; counted && i < count; i++) {
        ls_buf_clear(&term);
        ls_buf_add_span(&term, prefix);
        counted = names[i].len == 0 || ls_fold_key(names[i], &term);
        if (counted && term.len > prefix.len && term.len <= LS_TERM_LIMIT_BYTES) {
            counted = add_once(counter, ls_buf_span(&term), docid);
        }
    }
    ls_buf_free(&term);
    return counted;
}

/* The names on the cards themselves, as the indexer makes terms of them. */
enum ls_status ls_facet_read_names(struct ls_facet_counter *counter, struct ls_error *err)
{
    const struct ls_docids *docids = counter->docids;
    struct ls_span prefix = ls_span_str(ls_column_prefix(counter->kind));
    struct ls_arena arena = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        struct ls_card card;
        ls_arena_reset(&arena);
        status = ls_index_card(counter->index, docids->items[i], &arena, &card, err);
        bool is_journal = counter->kind == LS_FACET_JOURNAL;
        if (status == LS_OK && !count_names(counter, docids->items[i], prefix,
                                            is_journal ? &card.journal : card.domains,
                                            is_journal ? 1 : card.domain_count)) {
            status = ls_fail_memory(err);
        }
    }
    ls_arena_free(&arena);
    return status;
}

/* The values of the cards themselves. */
enum ls_status ls_facet_read_values(struct ls_facet_counter *counter, struct ls_error *err)
{
    const struct ls_docids *docids = counter->docids;
    struct xap_values *values = NULL;
    struct xap_error cause;
    bool more = true;
    bool counted = true;
    enum xap_status status = xap_values_open(ls_index_reader(counter->index),
                                             ls_column_slot(counter->kind), &values, &cause);
    for (size_t i = 0; status == XAP_OK && more && counted && i < docids->count; i++) {
        status = xap_values_skip_to(values, docids->items[i], &more, &cause);
        if (status == XAP_OK && more && xap_values_docid(values) == docids->items[i]) {
            struct xap_bytes value = xap_values_value(values);
            counted = add_once(counter, ls_span(value.ptr, value.len), docids->items[i]);
        }
    }
    xap_values_free(values);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot count");
    }
    return counted ? LS_OK : ls_fail_memory(err);
}
