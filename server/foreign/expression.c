#include "server/foreign/expression.h"

static enum ls_status read_any(struct ls_expression *expression, struct ls_node **out,
                               struct ls_error *err);

struct ls_span ls_expression_rest(struct ls_expression *expression)
{
    struct ls_span text = expression->text;
    while (expression->at < text.len && strchr(" \t\r\n", text.ptr[expression->at]) &&
           text.ptr[expression->at]) {
        expression->at++;
    }
    return ls_span_from(text, expression->at);
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

bool ls_expression_keyword(struct ls_expression *expression, const char *keyword)
{
    struct ls_span rest = ls_expression_rest(expression);
    size_t len = strlen(keyword);
    bool is = ls_span_starts_with(rest, ls_span(keyword, len)) &&
              (rest.len == len || !is_letter(rest.ptr[len]));
    expression->at += is ? len : 0;
    return is;
}

bool ls_expression_sign(struct ls_expression *expression, const char *sign)
{
    bool is = ls_span_starts_with(ls_expression_rest(expression), ls_span_str(sign));
    expression->at += is ? strlen(sign) : 0;
    return is;
}

enum ls_comparison ls_expression_comparison(struct ls_expression *expression)
{
    enum ls_comparison comparison = ls_comparison_at(ls_expression_rest(expression));
    if (comparison < LS_COMPARISON_COUNT) {
        expression->at += strlen(ls_comparison_text(comparison));
    }
    return comparison;
}

static size_t character_of(struct ls_span text, size_t at)
{
    size_t number = 1;
    for (size_t i = 0; i < at; i++) {
        number += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return number;
}

enum ls_status ls_expression_fail(struct ls_expression *expression, const char *expected,
                                  struct ls_error *err)
{
    enum { SHOWN_BYTES_MAX = 30 };
    struct ls_span rest = ls_expression_rest(expression);
    size_t number = character_of(expression->text, expression->at);
    size_t len = rest.len;
    while (len > 0 && (len > SHOWN_BYTES_MAX ||
                       (len < rest.len && ((unsigned char)rest.ptr[len] & 0xc0) == 0x80))) {
        len--;
    }
    return rest.len == 0 ? ls_fail(err, LS_USAGE, "%s expected at the end", expected)
                         : ls_fail(err, LS_USAGE, "character %zu: %s expected, not %.*s%s", number,
                                   expected, (int)len, rest.ptr, len < rest.len ? "…" : "");
}

/* ---- words ---- */

static enum ls_status unescape(struct ls_expression *expression, struct ls_span quoted,
                               struct ls_span *word, struct ls_error *err)
{
    char *bytes = ls_arena_bytes(expression->maker->arena, quoted.len + 1);
    size_t len = 0;
    for (size_t i = 0; bytes && i < quoted.len; i++) {
        i += quoted.ptr[i] == '\\' && i + 1 < quoted.len;
        bytes[len++] = quoted.ptr[i];
    }
    *word = ls_span(bytes, len);
    return bytes ? LS_OK : ls_fail_memory(err);
}

static enum ls_status read_quoted(struct ls_expression *expression, struct ls_span *word,
                                  struct ls_error *err)
{
    struct ls_span text = expression->text;
    char quote = text.ptr[expression->at];
    size_t first = expression->at + 1;
    size_t at = first;
    while (at < text.len && text.ptr[at] != quote) {
        at += text.ptr[at] == '\\' ? 2 : 1;
    }
    if (at >= text.len) {
        return ls_fail(err, LS_USAGE, "character %zu: no quotation mark ends what begins there",
                       character_of(text, expression->at));
    }
    expression->at = at + 1;
    return unescape(expression, ls_span(text.ptr + first, at - first), word, err);
}

enum ls_status ls_expression_word(struct ls_expression *expression, const char *stops,
                                  struct ls_span *word, struct ls_error *err)
{
    struct ls_span rest = ls_expression_rest(expression);
    size_t len = 0;
    if (rest.len > 0 && (rest.ptr[0] == '"' || rest.ptr[0] == '\'')) {
        return read_quoted(expression, word, err);
    }
    while (len < rest.len && rest.ptr[len] && !strchr(" \t\r\n\"'", rest.ptr[len]) &&
           !strchr(stops, rest.ptr[len])) {
        len++;
    }
    *word = ls_span(rest.ptr, len);
    expression->at += len;
    return len > 0 ? LS_OK : ls_expression_fail(expression, "a word", err);
}

enum ls_status ls_expression_number(struct ls_expression *expression, double *number,
                                    struct ls_error *err)
{
    struct ls_span word;
    ls_expression_rest(expression);
    size_t start = expression->at;
    enum ls_status status = ls_expression_word(expression, "(),:[]", &word, err);
    if (status == LS_OK && !ls_number_take(word, number)) {
        expression->at = start;
        status = ls_expression_fail(expression, "a number", err);
    }
    return status;
}

/* ---- operators ---- */

static enum ls_status read_operand(struct ls_expression *expression, struct ls_node **out,
                                   struct ls_error *err)
{
    if (!ls_expression_sign(expression, "(")) {
        return expression->leaf(expression, out, err);
    }
    if (++expression->depth > LS_CONDITION_DEPTH_MAX) {
        return ls_fail(err, LS_USAGE, "more than %d parentheses within each other",
                       LS_CONDITION_DEPTH_MAX);
    }
    enum ls_status status = read_any(expression, out, err);
    if (status == LS_OK && !ls_expression_sign(expression, ")")) {
        status = ls_expression_fail(expression, "AND, OR or )", err);
    }
    expression->depth--;
    return status;
}

static enum ls_status read_not(struct ls_expression *expression, struct ls_node **out,
                               struct ls_error *err)
{
    bool is_excluded = false;
    while (ls_expression_keyword(expression, "NOT")) {
        is_excluded = !is_excluded;
    }
    enum ls_status status = read_operand(expression, out, err);
    return status == LS_OK && is_excluded ? ls_condition_not(expression->maker, *out, out, err)
                                          : status;
}

typedef enum ls_status read_item(struct ls_expression *expression, struct ls_node **out,
                                 struct ls_error *err);

static enum ls_status read_joined(struct ls_expression *expression, const char *keyword,
                                  read_item *item, bool is_any, struct ls_node **out,
                                  struct ls_error *err)
{
    struct ls_condition_list list = {0};
    struct ls_node *node;
    enum ls_status status;
    do {
        status = item(expression, &node, err);
        if (status == LS_OK) {
            ls_condition_push(&list, node);
        }
    } while (status == LS_OK && ls_expression_keyword(expression, keyword));
    return status == LS_OK ? ls_condition_join(expression->maker, &list, is_any, out, err) : status;
}

static enum ls_status read_all(struct ls_expression *expression, struct ls_node **out,
                               struct ls_error *err)
{
    return read_joined(expression, "AND", read_not, false, out, err);
}

static enum ls_status read_any(struct ls_expression *expression, struct ls_node **out,
                               struct ls_error *err)
{
    return read_joined(expression, "OR", read_all, true, out, err);
}

enum ls_status ls_expression_read(struct ls_expression *expression, struct ls_node **out,
                                  struct ls_error *err)
{
    *out = NULL;
    if (ls_expression_rest(expression).len == 0) {
        return LS_OK;
    }
    enum ls_status status = read_any(expression, out, err);
    if (status == LS_OK && ls_expression_rest(expression).len > 0) {
        status = ls_expression_fail(expression, "AND or OR", err);
    }
    return status;
}
