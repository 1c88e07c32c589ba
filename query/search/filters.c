#include "query/search/filters.h"

#include "query/search/domains.h"
#include "text/fold.h"

bool ls_filters_any(const struct ls_filters *filters)
{
    return filters->domain_count + filters->journal_count + filters->card_count > 0 ||
           filters->score.wanted || filters->year.wanted;
}

static enum ls_status freq_of_domain(struct ls_index *index, struct ls_span term, uint32_t *freq,
                                     struct ls_error *err)
{
    struct xap_error cause;
    if (xap_reader_term_freq(ls_index_reader(index), term.ptr, term.len, freq, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look up a domain");
    }
    return LS_OK;
}

static enum ls_status add_domain(struct ls_span name, struct ls_index *index, struct ls_tree *tree,
                                 struct ls_tree_list *any, struct ls_buf *notes,
                                 struct ls_error *err)
{
    struct ls_buf term = {0};
    ls_buf_add_str(&term, LS_PREFIX_DOMAIN);
    enum ls_status status = ls_fold_key(name, &term) ? LS_OK : ls_fail_memory(err);
    uint32_t freq = 0;
    if (status == LS_OK) {
        status = freq_of_domain(index, ls_buf_span(&term), &freq, err);
    }
    if (status == LS_OK && freq == 0) {
        status = ls_domain_note(index, name, notes, err);
    }
    if (status == LS_OK) {
        ls_tree_push(tree, any, ls_tree_term(tree, "", ls_buf_span(&term), 1));
    }
    ls_buf_free(&term);
    return status;
}

static enum ls_status add_domains(const struct ls_filters *filters, struct ls_index *index,
                                  struct ls_tree *tree, struct ls_tree_list *all,
                                  struct ls_buf *notes, struct ls_error *err)
{
    struct ls_tree_list any = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < filters->domain_count; i++) {
        status = add_domain(filters->domains[i], index, tree, &any, notes, err);
    }
    const struct xap_query *joined = ls_tree_join(tree, XAP_OP_OR, &any);
    if (filters->domain_count > 0) {
        ls_tree_push(tree, all, joined);
    }
    return status;
}

static void add_interval(const struct ls_interval *interval, enum ls_slot slot,
                         struct ls_tree *tree, struct ls_tree_list *all)
{
    if (interval->wanted) {
        ls_tree_push(tree, all, ls_tree_range(tree, slot, interval->lo, interval->hi));
    }
}

enum ls_status ls_filters_plan(const struct ls_filters *filters, struct ls_index *index,
                               struct ls_tree *tree, const struct xap_query **out,
                               struct ls_buf *notes, struct ls_error *err)
{
    *out = NULL;
    if (!ls_filters_any(filters)) {
        return LS_OK;
    }
    struct ls_tree_list all = {0};
    enum ls_status status = add_domains(filters, index, tree, &all, notes, err);
    add_interval(&filters->score, LS_SLOT_SCORE, tree, &all);
    add_interval(&filters->year, LS_SLOT_YEAR, tree, &all);
    const struct xap_query *joined = ls_tree_join(tree, XAP_OP_AND, &all);
    *out = ls_tree_scale(tree, joined, 0);
    return status == LS_OK ? ls_tree_status(tree, err) : status;
}
