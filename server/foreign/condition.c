#include "server/foreign/condition.h"

#include <math.h>
#include <stdlib.h>

static const struct ls_filterable filterables[] = {
    {"domain", LS_QUERY_FIELD_DOMAIN},
    {"journal", LS_QUERY_FIELD_JOURNAL},
    {"year", LS_QUERY_FIELD_YEAR},
    {"score", LS_QUERY_FIELD_SCORE},
    {"card", LS_QUERY_FIELD_CARD},
    {"pmid", LS_QUERY_FIELD_PMID},
    {"doi", LS_QUERY_FIELD_DOI},
    {"domains", LS_QUERY_FIELD_DOMAIN}, /* as our own JSON has it */
    /* What a site's theme asks to tell its versions and languages apart: an index is of one. */
    {"language", LS_QUERY_FIELD_COUNT},
    {"lang", LS_QUERY_FIELD_COUNT},
    {"version", LS_QUERY_FIELD_COUNT},
    {"docusaurus_tag", LS_QUERY_FIELD_COUNT},
};

enum { FILTERABLE_COUNT = sizeof filterables / sizeof *filterables };

static const char *const comparisons[] = {
#define X(name, text) text,
    LS_COMPARISON_TABLE(X)
#undef X
};

/* The values a number field may have. */
static const struct ls_interval bounds[LS_QUERY_FIELD_COUNT] = {
    [LS_QUERY_FIELD_YEAR] = {true, 1, 9999},
    [LS_QUERY_FIELD_SCORE] = {true, 0, 10},
};

const struct ls_filterable *ls_filterable_named(struct ls_span name)
{
    for (size_t i = 0; i < FILTERABLE_COUNT; i++) {
        if (ls_span_equal(name, ls_span_str(filterables[i].name))) {
            return &filterables[i];
        }
    }
    return NULL;
}

enum ls_status ls_filterable_fail(struct ls_span name, struct ls_error *err)
{
    return ls_fail(err, LS_USAGE,
                   "no card has the attribute \"%.*s\": those to filter by are domain, journal, "
                   "year, score, card, pmid and doi",
                   LS_SPAN_ARG(name));
}

enum ls_comparison ls_comparison_at(struct ls_span text)
{
    int at = 0;
    while (at < LS_COMPARISON_COUNT && !ls_span_starts_with(text, ls_span_str(comparisons[at]))) {
        at++;
    }
    return (enum ls_comparison)at;
}

const char *ls_comparison_text(enum ls_comparison comparison)
{
    return comparisons[comparison];
}

bool ls_number_take(struct ls_span text, double *number)
{
    enum { DIGITS_MAX = 40 };
    char digits[DIGITS_MAX + 1];
    char *end;
    text = ls_span_trim(text);
    bool is_plain = text.len > 0 && text.len <= DIGITS_MAX;
    for (size_t i = 0; is_plain && i < text.len; i++) {
        is_plain = text.ptr[i] && strchr("0123456789.+-eE", text.ptr[i]);
    }
    if (!is_plain) {
        return false;
    }
    memcpy(digits, text.ptr, text.len);
    digits[text.len] = '\0';
    *number = strtod(digits, &end);
    return *end == '\0' && isfinite(*number);
}

/* ---- leaves ---- */

static enum ls_status make(struct ls_condition_maker *maker, enum ls_node_kind kind,
                           enum ls_query_field field, struct ls_node **out, struct ls_error *err)
{
    *out = NULL;
    if (maker->leaf_count++ >= LS_CONDITION_LEAVES_MAX) {
        return ls_fail(err, LS_USAGE, "more than %d conditions", LS_CONDITION_LEAVES_MAX);
    }
    struct ls_node *node = ls_arena_alloc(maker->arena, sizeof *node);
    if (!node) {
        return ls_fail_memory(err);
    }
    *node = (struct ls_node){.kind = kind, .sign = LS_SIGN_REQUIRED, .field = field};
    *out = node;
    return LS_OK;
}

static enum ls_status make_interval(struct ls_condition_maker *maker, enum ls_query_field field,
                                    double lo, double hi, struct ls_node **out,
                                    struct ls_error *err)
{
    enum ls_status status = make(maker, LS_NODE_NUMBER, field, out, err);
    if (status == LS_OK) {
        const struct ls_interval *may_be = &bounds[field];
        (*out)->interval = (struct ls_interval){true, fmax(lo, may_be->lo), fmin(hi, may_be->hi)};
    }
    return status;
}

static enum ls_status make_card(struct ls_condition_maker *maker, struct ls_span name,
                                struct ls_node **out, struct ls_error *err)
{
    int part = LS_PART_NONE + 1;
    while (part < LS_PART_COUNT &&
           !ls_span_equal(name, ls_span_str(ls_part_name((enum ls_part)part)))) {
        part++;
    }
    if (part == LS_PART_COUNT) {
        return ls_fail(err, LS_USAGE,
                       "\"%.*s\" is no note card: they are core, paraphrase, qa and exceptions",
                       LS_SPAN_ARG(name));
    }
    enum ls_status status = make(maker, LS_NODE_CARD, LS_QUERY_FIELD_CARD, out, err);
    if (status == LS_OK) {
        (*out)->part = (enum ls_part)part;
    }
    return status;
}

enum ls_status ls_condition_is(struct ls_condition_maker *maker, const struct ls_filterable *by,
                               struct ls_span value, struct ls_node **out, struct ls_error *err)
{
    double number;
    *out = NULL;
    if (by->field == LS_QUERY_FIELD_COUNT) {
        return LS_OK;
    }
    if (bounds[by->field].wanted) {
        return ls_number_take(value, &number)
                   ? ls_condition_compare(maker, by, LS_COMPARISON_EQUAL, number, out, err)
                   : ls_fail(err, LS_USAGE, "%s is a number: not \"%.*s\"", by->name,
                             LS_SPAN_ARG(value));
    }
    if (by->field == LS_QUERY_FIELD_CARD) {
        return make_card(maker, ls_span_trim(value), out, err);
    }
    if (ls_span_trim(value).len == 0) {
        return ls_condition_never(maker, out, err);
    }
    enum ls_status status = make(maker, LS_NODE_VALUE, by->field, out, err);
    if (status == LS_OK) {
        (*out)->text = value;
    }
    return status;
}

static enum ls_status fail_number(const struct ls_filterable *by, struct ls_error *err)
{
    return ls_fail(err, LS_USAGE, "%s is text: only score and year are numbers to compare",
                   by->name);
}

enum ls_status ls_condition_between(struct ls_condition_maker *maker,
                                    const struct ls_filterable *by, double lo, double hi,
                                    struct ls_node **out, struct ls_error *err)
{
    *out = NULL;
    if (by->field == LS_QUERY_FIELD_COUNT) {
        return LS_OK;
    }
    return bounds[by->field].wanted ? make_interval(maker, by->field, lo, hi, out, err)
                                    : fail_number(by, err);
}

enum ls_status ls_condition_compare(struct ls_condition_maker *maker,
                                    const struct ls_filterable *by, enum ls_comparison comparison,
                                    double number, struct ls_node **out, struct ls_error *err)
{
    double lo = -INFINITY, hi = INFINITY;
    switch (comparison) {
    case LS_COMPARISON_AT_MOST:
        hi = number;
        break;
    case LS_COMPARISON_LESS:
        hi = nextafter(number, -INFINITY);
        break;
    case LS_COMPARISON_AT_LEAST:
        lo = number;
        break;
    case LS_COMPARISON_MORE:
        lo = nextafter(number, INFINITY);
        break;
    default:
        lo = hi = number;
    }
    enum ls_status status = ls_condition_between(maker, by, lo, hi, out, err);
    return status == LS_OK && comparison == LS_COMPARISON_NOT_EQUAL
               ? ls_condition_not(maker, *out, out, err)
               : status;
}

enum ls_status ls_condition_exists(struct ls_condition_maker *maker, const struct ls_filterable *by,
                                   struct ls_node **out, struct ls_error *err)
{
    struct ls_condition_list list = {0};
    *out = NULL;
    if (by->field == LS_QUERY_FIELD_COUNT || bounds[by->field].wanted) {
        return ls_condition_between(maker, by, -INFINITY, INFINITY, out, err);
    }
    if (by->field != LS_QUERY_FIELD_CARD) {
        return ls_fail(err, LS_USAGE,
                       "whether a card has a %s cannot be asked: only for score, year and card",
                       by->name);
    }
    enum ls_status status = LS_OK;
    for (int part = LS_PART_NONE + 1; status == LS_OK && part < LS_PART_COUNT; part++) {
        status = make_card(maker, ls_span_str(ls_part_name((enum ls_part)part)), out, err);
        ls_condition_push(&list, *out);
    }
    return status == LS_OK ? ls_condition_join(maker, &list, true, out, err) : status;
}

/* An interval that ends before it begins. */
enum ls_status ls_condition_never(struct ls_condition_maker *maker, struct ls_node **out,
                                  struct ls_error *err)
{
    return make_interval(maker, LS_QUERY_FIELD_SCORE, 1, 0, out, err);
}

/* ---- trees ---- */

enum ls_status ls_condition_not(struct ls_condition_maker *maker, struct ls_node *node,
                                struct ls_node **out, struct ls_error *err)
{
    *out = NULL;
    if (!node) {
        return LS_OK;
    }
    enum ls_status status = make(maker, LS_NODE_GROUP, LS_QUERY_FIELD_COUNT, out, err);
    if (status == LS_OK) {
        node->sign = LS_SIGN_EXCLUDED;
        (*out)->children = node;
    }
    return status;
}

void ls_condition_push(struct ls_condition_list *list, struct ls_node *node)
{
    if (!node) {
        list->has_nothing = true;
    } else if (list->last) {
        list->last = list->last->next = node;
    } else {
        list->first = list->last = node;
    }
}

enum ls_status ls_condition_join(struct ls_condition_maker *maker, struct ls_condition_list *list,
                                 bool is_any, struct ls_node **out, struct ls_error *err)
{
    *out = NULL;
    if (!list->first || (is_any && list->has_nothing)) {
        return LS_OK;
    }
    if (!list->first->next) {
        *out = list->first;
        return LS_OK;
    }
    enum ls_node_kind kind = is_any ? LS_NODE_ANY : LS_NODE_GROUP;
    enum ls_status status = make(maker, kind, LS_QUERY_FIELD_COUNT, out, err);
    if (status == LS_OK) {
        (*out)->children = list->first;
    }
    return status;
}

/* ---- filters ---- */

static bool is_card(const struct ls_node *node)
{
    bool is = node->kind == LS_NODE_ANY && node->children;
    for (const struct ls_node *child = node->children; is && child; child = child->next) {
        is = child->kind == LS_NODE_CARD;
    }
    return is || node->kind == LS_NODE_CARD;
}

static enum ls_status apply_cards(struct ls_condition_maker *maker, const struct ls_node *node,
                                  struct ls_filters *filters, struct ls_error *err)
{
    enum ls_part *cards = NULL;
    const struct ls_node *card = node->kind == LS_NODE_CARD ? node : node->children;
    for (; card; card = node->kind == LS_NODE_CARD ? NULL : card->next) {
        enum ls_part *room = LS_ARENA_PUSH(maker->arena, cards, &filters->card_count);
        if (!room) {
            return ls_fail_memory(err);
        }
        *room = card->part;
    }
    filters->cards = cards;
    return LS_OK;
}

enum ls_status ls_condition_apply(struct ls_condition_maker *maker, struct ls_node *node,
                                  struct ls_filters *filters, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    struct ls_node *next;
    bool is_all = node && node->kind == LS_NODE_GROUP && node->children->sign == LS_SIGN_REQUIRED;
    for (node = is_all ? node->children : node; status == LS_OK && node; node = next) {
        next = is_all ? node->next : NULL;
        if (is_card(node) && filters->card_count == 0) {
            status = apply_cards(maker, node, filters, err);
        } else {
            node->next = (struct ls_node *)filters->condition;
            filters->condition = node;
        }
    }
    return status;
}
