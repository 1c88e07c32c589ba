#include "query/plan/leaves.h"

#include "query/search/lookup.h"
#include "store/schema.h"
#include "text/fold.h"

enum ls_status ls_clause_append(struct ls_clause_maker *maker, struct ls_clause_list *list,
                                enum ls_clause_kind kind, enum ls_sign sign, struct ls_clause **out,
                                struct ls_error *err)
{
    struct ls_clause *clause = ls_arena_alloc(maker->arena, sizeof *clause);
    *out = clause;
    if (!clause) {
        return ls_fail_memory(err);
    }
    *clause = (struct ls_clause){.kind = kind, .sign = sign, .field = LS_QUERY_FIELD_COUNT};
    *list->tail = clause;
    list->tail = &clause->next;
    return LS_OK;
}

/* ---- text ---- */

static struct ls_scope scope_of(const struct ls_node *leaf, const struct ls_clause_context *context)
{
    const char *letters =
        leaf->field == LS_QUERY_FIELD_COUNT ? "" : ls_query_fields[leaf->field].letters;
    return (struct ls_scope){.fields = *letters ? letters : NULL, .parts = context->parts};
}

/* A value of an option is not in the query. */
static bool is_in(struct ls_span text, struct ls_span part)
{
    return part.ptr >= text.ptr && part.ptr <= text.ptr + text.len;
}

static enum ls_status make_units(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                 bool is_phrase, struct ls_scope scope, bool ranks,
                                 uint32_t **numbers, size_t *count, struct ls_error *err)
{
    struct ls_span text = is_in(maker->text, leaf->text) ? maker->text : leaf->text;
    enum ls_status status =
        ls_units_add(&maker->units, leaf, text, is_phrase, scope, ranks, numbers, count, err);
    if (status == LS_USAGE) {
        maker->mistake->place = leaf->place;
    }
    return status;
}

enum ls_status ls_clause_add_text(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                  const struct ls_clause_context *context, enum ls_sign sign,
                                  bool is_in_group, struct ls_clause_list *list,
                                  struct ls_error *err)
{
    uint32_t *numbers;
    size_t count;
    bool is_phrase = leaf->kind == LS_NODE_PHRASE || context->in_near;
    enum ls_status status = make_units(maker, leaf, is_phrase, scope_of(leaf, context),
                                       context->ranks, &numbers, &count, err);
    struct ls_clause_list together = {0};
    struct ls_clause *clause;
    bool stay = count > 1 && (!is_in_group || sign == LS_SIGN_EXCLUDED);
    if (status == LS_OK && stay && context->in_near) {
        maker->mistake->place = leaf->place;
        return ls_fail(err, LS_USAGE,
                       "what NEAR joins must be in one sentence: take its punctuation out");
    }
    if (status == LS_OK && stay) {
        status = ls_clause_append(maker, list, LS_CLAUSE_GROUP, sign, &clause, err);
        together.tail = status == LS_OK ? &clause->children : NULL;
    }
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = ls_clause_append(maker, stay ? &together : list, LS_CLAUSE_UNIT,
                                  stay ? LS_SIGN_REQUIRED : sign, &clause, err);
        if (status == LS_OK) {
            clause->unit = numbers[i];
            clause->place = maker->units.units[numbers[i]].place;
        }
    }
    return status;
}

/* ---- values ---- */

enum ls_sign ls_clause_filter_sign(enum ls_sign sign)
{
    return sign == LS_SIGN_EXCLUDED ? sign : LS_SIGN_REQUIRED;
}

static enum ls_status set_term(struct ls_clause_maker *maker, const char *prefix,
                               struct ls_span value, struct ls_clause *clause, struct ls_error *err)
{
    struct ls_buf term = {0};
    ls_buf_add_str(&term, prefix);
    bool folded = ls_fold_key(value, &term);
    clause->term = ls_arena_copy(maker->arena, ls_buf_span(&term));
    clause->value = value;
    ls_buf_free(&term);
    return folded && clause->term.ptr ? LS_OK : ls_fail_memory(err);
}

/* Words of a journal's name are sought in the journal's field, for a name that no
 * journal has. */
static enum ls_status add_journal(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                  enum ls_sign sign, struct ls_clause_list *list,
                                  struct ls_error *err)
{
    struct ls_scope scope = {.fields = ls_query_fields[LS_QUERY_FIELD_JOURNAL].letters};
    uint32_t *numbers;
    size_t count;
    struct ls_clause *clause;
    enum ls_status status = make_units(maker, leaf, true, scope, false, &numbers, &count, err);
    if (status == LS_OK) {
        status = ls_clause_append(maker, list, count > 0 ? LS_CLAUSE_JOURNAL : LS_CLAUSE_TERM,
                                  ls_clause_filter_sign(sign), &clause, err);
    }
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = LS_QUERY_FIELD_JOURNAL;
        clause->unit = count > 0 ? numbers[0] : 0;
        status = set_term(maker, LS_PREFIX_JOURNAL, leaf->text, clause, err);
    }
    return status;
}

enum ls_status ls_clause_add_value(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                   enum ls_sign sign, struct ls_clause_list *list,
                                   struct ls_error *err)
{
    if (leaf->field == LS_QUERY_FIELD_JOURNAL) {
        return add_journal(maker, leaf, sign, list, err);
    }
    bool is_domain = leaf->field == LS_QUERY_FIELD_DOMAIN;
    const char *prefix = is_domain                            ? LS_PREFIX_DOMAIN
                         : leaf->field == LS_QUERY_FIELD_PMID ? LS_PREFIX_PMID
                                                              : LS_PREFIX_DOI;
    struct ls_span value = is_domain ? leaf->text : ls_lookup_number(leaf->text, prefix);
    struct ls_clause *clause;
    enum ls_status status =
        ls_clause_append(maker, list, LS_CLAUSE_TERM, ls_clause_filter_sign(sign), &clause, err);
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = leaf->field;
        status = set_term(maker, prefix, value, clause, err);
    }
    return status;
}

enum ls_status ls_clause_add_number(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                    enum ls_sign sign, struct ls_clause_list *list,
                                    struct ls_error *err)
{
    struct ls_clause *clause;
    enum ls_status status =
        ls_clause_append(maker, list, LS_CLAUSE_NUMBER, ls_clause_filter_sign(sign), &clause, err);
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = leaf->field;
        clause->interval = leaf->interval;
    }
    return status;
}

enum ls_status ls_clause_add_card(struct ls_clause_maker *maker, enum ls_part part,
                                  enum ls_sign sign, struct ls_clause_list *list,
                                  struct ls_error *err)
{
    struct ls_clause *clause;
    enum ls_status status =
        ls_clause_append(maker, list, LS_CLAUSE_TERM, ls_clause_filter_sign(sign), &clause, err);
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = LS_QUERY_FIELD_CARD;
        clause->value = ls_span_str(ls_part_name(part));
        clause->term = ls_arena_printf(maker->arena, LS_PREFIX_CARD "%s", ls_part_name(part));
    }
    return status;
}
