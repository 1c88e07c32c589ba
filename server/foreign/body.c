#include "server/foreign/body.h"

#include "base/json_reason.h"
#include "base/nearest.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>

/* Brackets within each other, outside texts; no more than a quick look before it is read. */
static unsigned depth_of(struct ls_span body)
{
    unsigned depth = 0, deepest = 0;
    bool is_text = false;
    for (size_t i = 0; i < body.len; i++) {
        char byte = body.ptr[i];
        if (is_text) {
            i += byte == '\\';
            is_text = byte != '"';
        } else if (byte == '{' || byte == '[') {
            depth++;
            deepest = depth > deepest ? depth : deepest;
        } else if (byte == '}' || byte == ']') {
            depth -= depth > 0;
        } else {
            is_text = byte == '"';
        }
    }
    return deepest;
}

enum ls_status ls_body_read(struct ls_span body, json_t **out, struct ls_error *err)
{
    json_error_t cause;
    size_t bad;
    *out = NULL;
    if (ls_span_trim(body).len == 0) {
        return ls_fail(err, LS_USAGE, "the body is empty: it has to be a JSON object");
    }
    if (!ls_utf8_valid(body, &bad)) {
        return ls_fail(err, LS_USAGE, "the body is not UTF-8: byte 0x%02x cannot stand at %zu",
                       (unsigned char)body.ptr[bad], bad);
    }
    if (depth_of(body) > LS_BODY_DEPTH_MAX) {
        return ls_fail(err, LS_USAGE, "the body has more than %d brackets within each other",
                       LS_BODY_DEPTH_MAX);
    }
    json_t *object = json_loadb(body.ptr, body.len, JSON_REJECT_DUPLICATES, &cause);
    if (!object) {
        return ls_fail(err, LS_USAGE, "the body is not JSON: line %d, column %d: %s", cause.line,
                       cause.column, ls_json_reason(&cause));
    }
    if (!json_is_object(object)) {
        json_decref(object);
        return ls_fail(err, LS_USAGE, "the body is not a JSON object");
    }
    *out = object;
    return LS_OK;
}

struct ls_span ls_json_text(const json_t *value)
{
    return json_is_string(value) ? ls_span(json_string_value(value), json_string_length(value))
                                 : ls_span(NULL, 0);
}

/* ---- members ---- */

static enum ls_status take_count(const struct ls_member *member, const json_t *value, long *out,
                                 struct ls_error *err)
{
    double number = json_number_value(value);
    if (!json_is_number(value) || floor(number) != number || number < 0 || number > member->max) {
        return ls_fail(err, LS_USAGE, "not a whole number from 0 to %.0f", member->max);
    }
    *out = (long)number;
    return LS_OK;
}

static enum ls_status add_text(const json_t *value, struct ls_arena *arena,
                               struct ls_text_list *list, struct ls_error *err)
{
    struct ls_span *items = (struct ls_span *)list->items;
    if (!json_is_string(value)) {
        return ls_fail(err, LS_USAGE, "not a text, nor a list of texts");
    }
    struct ls_span *room = LS_ARENA_PUSH(arena, items, &list->count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = ls_json_text(value);
    list->items = items;
    return LS_OK;
}

static enum ls_status take_list(const json_t *value, struct ls_arena *arena,
                                struct ls_text_list *list, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *list = (struct ls_text_list){.wanted = true};
    if (!json_is_array(value)) {
        return add_text(value, arena, list, err);
    }
    for (size_t i = 0; status == LS_OK && i < json_array_size(value); i++) {
        status = add_text(json_array_get(value, i), arena, list, err);
    }
    return status;
}

/* Clients also send parameters that they do not use. */
static bool is_empty(const json_t *value)
{
    return json_is_false(value) || (json_is_string(value) && json_string_length(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0) ||
           (json_is_object(value) && json_object_size(value) == 0);
}

static enum ls_status take_tag(const json_t *value, struct ls_span *out, struct ls_error *err)
{
    *out = ls_json_text(value);
    return json_is_string(value) && out->len <= LS_TAG_BYTES_MAX
               ? LS_OK
               : ls_fail(err, LS_USAGE, "not a text of at most %d bytes", LS_TAG_BYTES_MAX);
}

enum ls_status ls_member_take(const struct ls_member *member, const json_t *value,
                              struct ls_arena *arena, void *query, struct ls_error *err)
{
    char *field = (char *)query + member->offset;
    if (json_is_null(value)) {
        return LS_OK;
    }
    switch (member->kind) {
    case LS_MEMBER_TEXT:
        *(struct ls_span *)(void *)field = ls_json_text(value);
        return json_is_string(value) ? LS_OK : ls_fail(err, LS_USAGE, "not a text");
    case LS_MEMBER_TAG:
        return take_tag(value, (struct ls_span *)(void *)field, err);
    case LS_MEMBER_COUNT:
        return take_count(member, value, (long *)(void *)field, err);
    case LS_MEMBER_TRUTH:
        *(bool *)field = json_is_true(value);
        return json_is_boolean(value) ? LS_OK : ls_fail(err, LS_USAGE, "not true or false");
    case LS_MEMBER_LIST:
        return take_list(value, arena, (struct ls_text_list *)(void *)field, err);
    case LS_MEMBER_FILTER:
        *(const json_t **)(void *)field = value;
        break;
    case LS_MEMBER_REFUSED:
        return is_empty(value) ? LS_OK : ls_fail(err, LS_USAGE, "this engine cannot do that");
    case LS_MEMBER_IGNORED:
        break;
    }
    return LS_OK;
}

const struct ls_member *ls_member_find(const struct ls_member *rows, size_t count,
                                       struct ls_span name)
{
    for (size_t i = 0; i < count; i++) {
        if (ls_span_equal(name, ls_span_str(rows[i].name))) {
            return &rows[i];
        }
    }
    return NULL;
}

enum ls_status ls_member_fail(const struct ls_member *rows, size_t count, struct ls_span name,
                              struct ls_error *err)
{
    struct ls_nearest nearest;
    ls_nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++) {
        ls_nearest_try(&nearest, ls_span_str(rows[i].name));
    }
    return nearest.best.len > 0
               ? ls_fail(err, LS_USAGE, "there is no such parameter: did you mean %.*s?",
                         LS_SPAN_ARG(nearest.best))
               : ls_fail(err, LS_USAGE, "there is no such parameter");
}

/* "analytics, distinct and userToken" */
static void add_names(const struct ls_member *rows, size_t count, enum ls_member_kind kind,
                      struct ls_buf *out)
{
    const char *last = NULL;
    bool is_first = true;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].kind != kind) {
            continue;
        }
        if (last) {
            ls_buf_printf(out, "%s%s", is_first ? "" : ", ", last);
            is_first = false;
        }
        last = rows[i].name;
    }
    ls_buf_printf(out, "%s%s", is_first ? "" : " and ", last ? last : "");
}

void ls_members_manual_add(const struct ls_member *rows, size_t count, struct ls_buf *text)
{
    ls_buf_add_str(text, "\n\nRefused unless empty: ");
    add_names(rows, count, LS_MEMBER_REFUSED, text);
    ls_buf_add_str(text, ". Accepted without effect: ");
    add_names(rows, count, LS_MEMBER_IGNORED, text);
    ls_buf_add_str(text, ".");
}

enum ls_status ls_place_before(const char *place, struct ls_error *err)
{
    struct ls_error why = *err;
    const char *between = why.message[0] == '[' ? "" : ": ";
    return ls_fail(err, why.status, "%s%s%s", place, between, why.message);
}

/* ---- forms ---- */

json_t *ls_form_value(const struct ls_member *member, struct ls_span text)
{
    bool may_be_list = text.len > 0 && text.ptr[0] == '[' && depth_of(text) <= LS_BODY_DEPTH_MAX;
    bool is_list = member->kind == LS_MEMBER_LIST || member->kind == LS_MEMBER_FILTER;
    is_list |= member->kind == LS_MEMBER_REFUSED;
    bool is_json = member->kind == LS_MEMBER_COUNT || member->kind == LS_MEMBER_TRUTH ||
                   (is_list && may_be_list);
    json_t *value = is_json ? json_loadb(text.ptr, text.len, JSON_DECODE_ANY, NULL) : NULL;
    return value ? value : json_stringn(text.ptr ? text.ptr : "", text.len);
}
