#include "query/language/leaf.h"

#include "text/fold.h"

/* Other names of the note cards, for readers of Chinese; folded before they are compared. */
static const struct {
    const char *name;
    enum ls_part part;
} card_names[] = {
#define X(identifier, name, heading) {name, LS_PART_##identifier}, {heading, LS_PART_##identifier},
    LS_PART_TABLE(X)
#undef X
        {"核心", LS_PART_CORE},
    {"核心觀點", LS_PART_CORE},
    {"改寫", LS_PART_PARAPHRASE},
    {"q&a", LS_PART_QA},
    {"問答", LS_PART_QA},
    {"例外", LS_PART_EXCEPTIONS},
    {"exception", LS_PART_EXCEPTIONS},
};

static bool same_key(struct ls_span a, struct ls_span b)
{
    struct ls_buf left = {0};
    struct ls_buf right = {0};
    bool same = ls_fold_key(a, &left) && ls_fold_key(b, &right) &&
                ls_span_equal(ls_buf_span(&left), ls_buf_span(&right));
    ls_buf_free(&left);
    ls_buf_free(&right);
    return same;
}

static enum ls_status set_card(struct ls_node *leaf, struct ls_error *err)
{
    for (size_t i = 0; i < sizeof card_names / sizeof *card_names; i++) {
        if (card_names[i].part != LS_PART_NONE &&
            same_key(leaf->text, ls_span_str(card_names[i].name))) {
            leaf->kind = LS_NODE_CARD;
            leaf->part = card_names[i].part;
            return LS_OK;
        }
    }
    return ls_fail(err, LS_USAGE,
                   "there is no card %.*s: there are core, paraphrase, qa and exceptions",
                   LS_SPAN_ARG(leaf->text));
}

static enum ls_status set_value(struct ls_node *leaf, struct ls_error *err)
{
    if (leaf->field == LS_QUERY_FIELD_CARD) {
        return set_card(leaf, err);
    }
    leaf->kind = LS_NODE_VALUE;
    return ls_span_trim(leaf->text).len > 0 ? LS_OK
                                            : ls_fail(err, LS_USAGE, "a value is missing: what %s?",
                                                      ls_query_fields[leaf->field].name);
}

enum ls_status ls_leaf_set_field(struct ls_node *leaf, enum ls_query_field field,
                                 struct ls_error *err)
{
    const struct ls_query_field_row *row = &ls_query_fields[field];
    leaf->field = field;
    if (row->kind != LS_FIELD_IN_TEXT && leaf->starred) {
        return ls_fail(err, LS_USAGE, "%s: takes whole values, without a star", row->name);
    }
    switch (row->kind) {
    case LS_FIELD_VALUE:
        return set_value(leaf, err);
    case LS_FIELD_NUMBER:
        leaf->kind = LS_NODE_NUMBER;
        return ls_number_read(field, leaf->text, &leaf->interval, err);
    case LS_FIELD_IN_TEXT:
        break;
    }
    return LS_OK;
}
