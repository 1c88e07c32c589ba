/* facetFilters, numericFilters and filters.
 *
 *   facetFilters    ["domain:急診", ["year:2024", "year:2023"], "card:-qa"]   all of any
 *   numericFilters  ["score >= 8", ["year = 2024", "year:2019 TO 2021"]]      likewise
 *   filters         domain:"急診" AND (score >= 8 OR NOT journal:JAMA)
 */
#include "server/algolia/query.h"
#include "server/foreign/expression.h"

#include <stdio.h>

typedef enum ls_status read_text(struct ls_condition_maker *maker, struct ls_span text,
                                 struct ls_node **out, struct ls_error *err);

/* ---- one condition ---- */

static enum ls_status take_attribute(struct ls_expression *expression,
                                     const struct ls_filterable **by, struct ls_error *err)
{
    struct ls_span name;
    enum ls_status status = ls_expression_word(expression, ":=<>!()", &name, err);
    if (status == LS_OK) {
        *by = ls_filterable_named(name);
        status = *by ? LS_OK : ls_filterable_fail(name, err);
    }
    return status;
}

static enum ls_status read_value(struct ls_expression *expression, const struct ls_filterable *by,
                                 struct ls_node **out, struct ls_error *err)
{
    struct ls_span value;
    double lo, hi;
    enum ls_status status = ls_expression_word(expression, "()", &value, err);
    if (status != LS_OK || !ls_expression_keyword(expression, "TO")) {
        return status == LS_OK ? ls_condition_is(expression->maker, by, value, out, err) : status;
    }
    if (!ls_number_take(value, &lo)) {
        return ls_fail(err, LS_USAGE, "\"%.*s\" is no number to begin a range with",
                       LS_SPAN_ARG(value));
    }
    status = ls_expression_number(expression, &hi, err);
    return status == LS_OK ? ls_condition_between(expression->maker, by, lo, hi, out, err) : status;
}

static enum ls_status read_leaf(struct ls_expression *expression, struct ls_node **out,
                                struct ls_error *err)
{
    const struct ls_filterable *by;
    double number;
    enum ls_status status = take_attribute(expression, &by, err);
    if (status != LS_OK) {
        return status;
    }
    if (ls_expression_sign(expression, ":")) {
        return read_value(expression, by, out, err);
    }
    enum ls_comparison comparison = ls_expression_comparison(expression);
    if (comparison == LS_COMPARISON_COUNT) {
        return ls_expression_fail(expression, "a colon or a comparison", err);
    }
    status = ls_expression_number(expression, &number, err);
    return status == LS_OK
               ? ls_condition_compare(expression->maker, by, comparison, number, out, err)
               : status;
}

/* ---- lists ---- */

/* "domain:急診", "domain:-急診", "domain:\-急診" when the name begins with a hyphen */
static enum ls_status read_facet(struct ls_condition_maker *maker, struct ls_span text,
                                 struct ls_node **out, struct ls_error *err)
{
    const char *colon = text.len > 0 ? memchr(text.ptr, ':', text.len) : NULL;
    if (!colon) {
        return ls_fail(err, LS_USAGE, "\"%.*s\" is not of the form attribute:value",
                       LS_SPAN_ARG(text));
    }
    struct ls_span name = ls_span_trim(ls_span(text.ptr, (size_t)(colon - text.ptr)));
    struct ls_span value = ls_span_from(text, (size_t)(colon - text.ptr) + 1);
    const struct ls_filterable *by = ls_filterable_named(name);
    bool is_not = value.len > 0 && value.ptr[0] == '-';
    bool is_escaped = ls_span_starts_with(value, LS_SPAN("\\-"));
    enum ls_status status =
        by ? ls_condition_is(maker, by, ls_span_from(value, is_not || is_escaped), out, err)
           : ls_filterable_fail(name, err);
    return status == LS_OK && is_not ? ls_condition_not(maker, *out, out, err) : status;
}

static enum ls_status read_number(struct ls_condition_maker *maker, struct ls_span text,
                                  struct ls_node **out, struct ls_error *err)
{
    struct ls_expression expression = {.text = text, .maker = maker, .leaf = read_leaf};
    enum ls_status status = read_leaf(&expression, out, err);
    if (status == LS_OK && ls_expression_rest(&expression).len > 0) {
        status = ls_expression_fail(&expression, "the end", err);
    }
    return status;
}

static enum ls_status read_item(struct ls_condition_maker *maker, const json_t *item,
                                read_text *read, struct ls_condition_list *list,
                                struct ls_error *err)
{
    struct ls_node *node = NULL;
    enum ls_status status = json_is_string(item)
                                ? read(maker, ls_json_text(item), &node, err)
                                : ls_fail(err, LS_USAGE, "neither a text nor a list of texts");
    if (status == LS_OK) {
        ls_condition_push(list, node);
    }
    return status;
}

/* Any of the texts of a list; one text stands for itself. */
static enum ls_status read_any(struct ls_condition_maker *maker, const json_t *value,
                               read_text *read, struct ls_node **out, struct ls_error *err)
{
    struct ls_condition_list list = {0};
    char place[32];
    *out = NULL;
    if (!json_is_array(value)) {
        enum ls_status status = read_item(maker, value, read, &list, err);
        *out = list.first;
        return status;
    }
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < json_array_size(value); i++) {
        status = read_item(maker, json_array_get(value, i), read, &list, err);
        if (status == LS_USAGE) {
            snprintf(place, sizeof place, "[%zu]", i);
            ls_place_before(place, err);
        }
    }
    return status == LS_OK ? ls_condition_join(maker, &list, true, out, err) : status;
}

/* All of a list's items. */
static enum ls_status read_all(struct ls_condition_maker *maker, const char *name,
                               const json_t *value, read_text *read, struct ls_filters *filters,
                               struct ls_error *err)
{
    enum ls_status status = LS_OK;
    struct ls_node *node;
    char place[64];
    size_t count = json_is_array(value) ? json_array_size(value) : value && !json_is_null(value);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        const json_t *item = json_is_array(value) ? json_array_get(value, i) : value;
        status = read_any(maker, item, read, &node, err);
        if (status == LS_OK) {
            status = ls_condition_apply(maker, node, filters, err);
        }
        if (status == LS_USAGE) {
            snprintf(place, sizeof place, "%s[%zu]", name, i);
            ls_place_before(place, err);
        }
    }
    return status;
}

static enum ls_status read_filters(struct ls_condition_maker *maker, struct ls_span text,
                                   struct ls_filters *filters, struct ls_error *err)
{
    struct ls_expression expression = {.text = text, .maker = maker, .leaf = read_leaf};
    struct ls_node *node;
    enum ls_status status = ls_expression_read(&expression, &node, err);
    if (status == LS_OK) {
        status = ls_condition_apply(maker, node, filters, err);
    }
    return status == LS_USAGE ? ls_place_before("filters", err) : status;
}

/* An empty text is no filter. */
static const json_t *said(const json_t *value)
{
    return json_is_string(value) && json_string_length(value) == 0 ? NULL : value;
}

enum ls_status ls_algolia_filters_read(const struct ls_algolia_query *query, struct ls_arena *arena,
                                       struct ls_filters *filters, struct ls_error *err)
{
    struct ls_condition_maker maker = {.arena = arena};
    enum ls_status status =
        read_all(&maker, "facetFilters", said(query->facet_filters), read_facet, filters, err);
    if (status == LS_OK) {
        status = read_all(&maker, "numericFilters", said(query->numeric_filters), read_number,
                          filters, err);
    }
    return status == LS_OK && query->filters.len > 0
               ? read_filters(&maker, query->filters, filters, err)
               : status;
}
