/* "score >= 8 AND (domain = 急診 OR NOT year IN [2020, 2021])"; or such texts in lists: all of the
 * outer one, any of an inner one. */
#include "server/foreign/expression.h"
#include "server/meili/query.h"

#include <stdio.h>

static const char stops[] = "=<>!()[],";

/* [ value, … ]: any of them. */
static enum ls_status read_in(struct ls_expression *expression, const struct ls_filterable *by,
                              struct ls_node **out, struct ls_error *err)
{
    struct ls_condition_list list = {0};
    struct ls_span value;
    struct ls_node *node;
    enum ls_status status =
        ls_expression_sign(expression, "[") ? LS_OK : ls_expression_fail(expression, "[", err);
    bool is_over = status == LS_OK && ls_expression_sign(expression, "]");
    while (status == LS_OK && !is_over) {
        status = ls_expression_word(expression, stops, &value, err);
        if (status == LS_OK) {
            status = ls_condition_is(expression->maker, by, value, &node, err);
        }
        if (status == LS_OK) {
            ls_condition_push(&list, node);
            ls_expression_sign(expression, ",");
            is_over = ls_expression_sign(expression, "]");
        }
    }
    if (status == LS_OK && !list.first && !list.has_nothing) {
        return ls_condition_never(expression->maker, out, err);
    }
    return status == LS_OK ? ls_condition_join(expression->maker, &list, true, out, err) : status;
}

/* Behind IS: NULL or EMPTY, which no value of a card is. */
static enum ls_status read_is(struct ls_expression *expression, const struct ls_filterable *by,
                              struct ls_node **out, struct ls_error *err)
{
    bool is_not = ls_expression_keyword(expression, "NOT");
    bool is_null = ls_expression_keyword(expression, "NULL");
    enum ls_status status;
    if (!is_null && !ls_expression_keyword(expression, "EMPTY")) {
        return ls_expression_fail(expression, "NULL, EMPTY or NOT", err);
    }
    status = is_null ? ls_condition_exists(expression->maker, by, out, err)
                     : ls_condition_never(expression->maker, out, err);
    return status == LS_OK && is_null != is_not
               ? ls_condition_not(expression->maker, *out, out, err)
               : status;
}

/* = and != compare texts too. */
static enum ls_status read_compared(struct ls_expression *expression,
                                    const struct ls_filterable *by, enum ls_comparison comparison,
                                    struct ls_node **out, struct ls_error *err)
{
    struct ls_span value;
    double number;
    bool is_text = comparison == LS_COMPARISON_EQUAL || comparison == LS_COMPARISON_NOT_EQUAL;
    enum ls_status status = is_text ? ls_expression_word(expression, stops, &value, err)
                                    : ls_expression_number(expression, &number, err);
    if (status != LS_OK) {
        return status;
    }
    if (!is_text) {
        return ls_condition_compare(expression->maker, by, comparison, number, out, err);
    }
    status = ls_condition_is(expression->maker, by, value, out, err);
    return status == LS_OK && comparison == LS_COMPARISON_NOT_EQUAL
               ? ls_condition_not(expression->maker, *out, out, err)
               : status;
}

/* lo TO hi */
static enum ls_status read_range(struct ls_expression *expression, const struct ls_filterable *by,
                                 struct ls_node **out, struct ls_error *err)
{
    static const char expected[] = "a comparison, a range, IN, EXISTS or IS";
    double lo, hi;
    struct ls_span word = {0};
    size_t start = expression->at;
    enum ls_status status = ls_expression_word(expression, stops, &word, err);
    if (status != LS_OK || !ls_number_take(word, &lo)) {
        expression->at = start;
        return ls_expression_fail(expression, expected, err);
    }
    status = ls_expression_keyword(expression, "TO") ? ls_expression_number(expression, &hi, err)
                                                     : ls_expression_fail(expression, "TO", err);
    return status == LS_OK ? ls_condition_between(expression->maker, by, lo, hi, out, err) : status;
}

static enum ls_status read_condition(struct ls_expression *expression,
                                     const struct ls_filterable *by, struct ls_node **out,
                                     struct ls_error *err)
{
    enum ls_comparison comparison = ls_expression_comparison(expression);
    if (comparison < LS_COMPARISON_COUNT) {
        return read_compared(expression, by, comparison, out, err);
    }
    if (ls_expression_keyword(expression, "IS")) {
        return read_is(expression, by, out, err);
    }
    if (ls_expression_keyword(expression, "EXISTS")) {
        return ls_condition_exists(expression->maker, by, out, err);
    }
    if (ls_expression_keyword(expression, "IN")) {
        return read_in(expression, by, out, err);
    }
    if (ls_expression_keyword(expression, "CONTAINS") ||
        ls_expression_keyword(expression, "STARTS")) {
        return ls_fail(err, LS_USAGE, "a part of a %s cannot be asked for: only whole values",
                       by->name);
    }
    return read_range(expression, by, out, err);
}

static enum ls_status read_leaf(struct ls_expression *expression, struct ls_node **out,
                                struct ls_error *err)
{
    struct ls_span name;
    enum ls_status status = ls_expression_word(expression, stops, &name, err);
    const struct ls_filterable *by = status == LS_OK ? ls_filterable_named(name) : NULL;
    if (status == LS_OK && !by) {
        return ls_filterable_fail(name, err);
    }
    bool is_not = status == LS_OK && ls_expression_keyword(expression, "NOT");
    if (status == LS_OK) {
        status = read_condition(expression, by, out, err);
    }
    return status == LS_OK && is_not ? ls_condition_not(expression->maker, *out, out, err) : status;
}

static enum ls_status read_text(struct ls_condition_maker *maker, const json_t *value,
                                struct ls_node **out, struct ls_error *err)
{
    struct ls_expression expression = {
        .text = ls_json_text(value), .maker = maker, .leaf = read_leaf};
    return json_is_string(value) ? ls_expression_read(&expression, out, err)
                                 : ls_fail(err, LS_USAGE, "neither a text nor a list of texts");
}

static enum ls_status read_any(struct ls_condition_maker *maker, const json_t *value,
                               struct ls_node **out, struct ls_error *err)
{
    struct ls_condition_list list = {0};
    struct ls_node *node;
    enum ls_status status = LS_OK;
    char place[32];
    if (!json_is_array(value)) {
        return read_text(maker, value, out, err);
    }
    for (size_t i = 0; status == LS_OK && i < json_array_size(value); i++) {
        status = read_text(maker, json_array_get(value, i), &node, err);
        if (status == LS_OK) {
            ls_condition_push(&list, node);
        } else {
            snprintf(place, sizeof place, "[%zu]", i);
            status = status == LS_USAGE ? ls_place_before(place, err) : status;
        }
    }
    return status == LS_OK ? ls_condition_join(maker, &list, true, out, err) : status;
}

enum ls_status ls_meili_filter_read(const json_t *filter, struct ls_arena *arena,
                                    struct ls_filters *filters, struct ls_error *err)
{
    struct ls_condition_maker maker = {.arena = arena};
    size_t count = json_is_array(filter) ? json_array_size(filter) : 1;
    enum ls_status status = LS_OK;
    struct ls_node *node;
    char place[32];
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = read_any(&maker, json_is_array(filter) ? json_array_get(filter, i) : filter, &node,
                          err);
        if (status == LS_OK) {
            status = ls_condition_apply(&maker, node, filters, err);
        }
        if (status == LS_USAGE) {
            snprintf(place, sizeof place, json_is_array(filter) ? "filter[%zu]" : "filter", i);
            ls_place_before(place, err);
        }
    }
    return status;
}
