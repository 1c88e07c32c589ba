#include "query/search/names.h"

#include "text/fold.h"

static enum ls_status first_card(struct ls_index *index, struct ls_span term,
                                 struct ls_arena *arena, struct ls_card *card, struct ls_error *err)
{
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    bool more = false;
    enum ls_status status = LS_OK;
    if (xap_postings_open(ls_index_reader(index), term.ptr, term.len, &postings, &cause) !=
            XAP_OK ||
        xap_postings_next(postings, &more, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot look up a name");
    } else if (more) {
        status = ls_index_card(index, xap_postings_docid(postings), arena, card, err);
    }
    xap_postings_free(postings);
    return status;
}

/* The first of the names that folds so, else the folded one. */
static struct ls_span unfold(const struct ls_span *names, size_t count, struct ls_span folded)
{
    struct ls_span shown = folded;
    struct ls_buf key = {0};
    for (size_t i = 0; i < count && shown.ptr == folded.ptr; i++) {
        ls_buf_clear(&key);
        if (ls_fold_key(names[i], &key) && ls_span_equal(ls_buf_span(&key), folded)) {
            shown = names[i];
        }
    }
    ls_buf_free(&key);
    return shown;
}

enum ls_status ls_name_shown(struct ls_index *index, struct ls_span term, struct ls_arena *arena,
                             struct ls_span *shown, struct ls_error *err)
{
    bool is_domain = ls_span_starts_with(term, LS_SPAN(LS_PREFIX_DOMAIN));
    struct ls_span folded =
        ls_span_from(term, is_domain ? strlen(LS_PREFIX_DOMAIN) : strlen(LS_PREFIX_JOURNAL));
    struct ls_card card = {0};
    enum ls_status status = first_card(index, term, arena, &card, err);
    *shown = is_domain ? unfold(card.domains, card.domain_count, folded)
                       : unfold(&card.journal, card.journal.ptr ? 1 : 0, folded);
    return status;
}
