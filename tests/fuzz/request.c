#include "tests/fuzz/request.h"

#include "query/language/parse.h"
#include "server/algolia/query.h"
#include "server/foreign/condition.h"
#include "server/foreign/marked.h"
#include "server/foreign/search.h"
#include "server/http/negotiate.h"
#include "server/http/target.h"
#include "server/meili/query.h"
#include "server/routes/ask.h"
#include "server/routes/routes.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static void must(bool holds, const char *law)
{
    if (!holds) {
        fprintf(stderr, "fuzz: broken: %s\n", law);
        abort();
    }
}

static void must_text(struct ls_span text)
{
    size_t bad;
    must(ls_utf8_valid(text, &bad), "decoded text is UTF-8");
    must(text.len == 0 || !memchr(text.ptr, '\0', text.len), "decoded text has no NUL");
}

static void must_tell(enum ls_status status, const struct ls_error *err)
{
    must(status == LS_OK || (status == LS_USAGE && err->message[0]), "a mistake is told");
    must(status == LS_OK || !strchr(err->message, '\n'), "in a line");
}

/* ---- readers ---- */

static void read_target(struct ls_span text, struct ls_arena *arena)
{
    struct ls_span path, params, decoded, rest;
    struct ls_error err = {0};
    struct ls_params read;
    ls_target_split(text, &path, &params);
    enum ls_status status = ls_percent_decode(path, LS_PERCENT_PATH, arena, &decoded, &err);
    must_tell(status, &err);
    if (status == LS_OK) {
        must_text(decoded);
        const struct ls_route *route = ls_route_find(decoded, &rest);
        must(!route || rest.len <= decoded.len, "the rest is of the path");
    }
    status = ls_params_read(params, arena, &read, &err);
    must_tell(status, &err);
    for (size_t i = 0; status == LS_OK && i < read.count; i++) {
        must_text(read.items[i].name);
        must_text(read.items[i].value);
    }
}

static void read_ask(struct ls_span text, struct ls_arena *arena)
{
    struct ls_params params;
    struct ls_request request;
    struct ls_error err = {0};
    if (ls_params_read(text, arena, &params, &err) == LS_OK) {
        for (int kind = LS_ASK_SEARCH; kind <= LS_ASK_CARD; kind++) {
            enum ls_status status =
                ls_ask_read(&params, (enum ls_ask_kind)kind, arena, &request, &err);
            must_tell(status, &err);
        }
    }
}

static void read_headers(struct ls_span text)
{
    struct ls_header_item item;
    struct ls_span list = text;
    size_t count = 0;
    while (ls_header_next(&list, &item)) {
        must(item.quality >= 0 && item.quality <= 1, "a quality is from 0 to 1");
        must(++count <= text.len, "a list of headers ends");
    }
    double quality = ls_header_quality(text, "gzip", "*");
    must(quality >= 0 && quality <= 1, "so is that of a name");
    ls_etag_matches(text, LS_SPAN("\"abc-1\""));
}

/* A query, in our language or as plain words. */
static void read_query(struct ls_span text, struct ls_arena *arena)
{
    const struct ls_node *root;
    struct ls_mistake mistake = {0};
    struct ls_error err = {0};
    size_t bad;
    if (!ls_utf8_valid(text, &bad) || text.len > LS_QUERY_BYTES_MAX) {
        return;
    }
    enum ls_status status = ls_parse(text, arena, &root, &mistake, &err);
    must_tell(status, &err);
    must(mistake.place.past <= text.len, "a mistake is in the query");
    must_tell(ls_parse_plain(text, arena, &root, &err), &err);
}

/* Conditions are of the kinds that filters may have, and end. */
static void must_condition(const struct ls_node *node, unsigned depth)
{
    must(depth <= 3 * LS_CONDITION_DEPTH_MAX, "a condition ends");
    for (; node; node = node->next) {
        bool is_leaf = node->kind == LS_NODE_VALUE || node->kind == LS_NODE_NUMBER ||
                       node->kind == LS_NODE_CARD;
        bool is_tree = node->kind == LS_NODE_ANY || node->kind == LS_NODE_GROUP;
        must(is_leaf || is_tree, "a condition is none of words");
        must(is_leaf || node->children, "what joins has something to join");
        must_condition(node->children, depth + 1);
    }
}

static void read_algolia(json_t *object, struct ls_arena *arena)
{
    struct ls_algolia_query query;
    struct ls_filters filters = {0};
    struct ls_error err = {0};
    struct ls_buf form = {0};
    unsigned facets;
    enum ls_status status = ls_algolia_query_read(object, arena, &query, &err);
    must_tell(status, &err);
    if (status == LS_OK) {
        status = ls_algolia_filters_read(&query, arena, &filters, &err);
        must_tell(status, &err);
        must_condition(filters.condition, 0);
        ls_algolia_form_add(&form, &query);
        must_tell(ls_facets_named(&query.facets, &facets, &err), &err);
        ls_attributes_of(&query.retrieve, 0, true);
        ls_attributes_of(&query.snippet, 10, false);
    }
    ls_buf_free(&form);
}

static void read_meili(const json_t *object, struct ls_arena *arena)
{
    struct ls_meili_query query;
    struct ls_request request;
    struct ls_error err = {0};
    enum ls_status status = ls_meili_query_read(object, arena, &query, &err);
    must_tell(status, &err);
    if (status == LS_OK) {
        status = ls_meili_request_make(&query, arena, &request, &err);
        must_tell(status, &err);
        must_condition(request.filters.condition, 0);
        ls_attributes_of(&query.crop, (unsigned)query.crop_words, false);
    }
    must(status == LS_OK || ls_meili_code_of(ls_span_str(err.message), arena).len > 0,
         "an error has a code");
}

/* A body, whatever protocol it is of. */
static void read_body(struct ls_span text, struct ls_arena *arena)
{
    json_t *body;
    struct ls_error err = {0};
    enum ls_status status = ls_body_read(text, &body, &err);
    must_tell(status, &err);
    if (status == LS_OK) {
        const json_t *requests = json_object_get(body, "requests");
        for (size_t i = 0; i < json_array_size(requests); i++) {
            if (json_is_object(json_array_get(requests, i))) {
                read_algolia(json_array_get(requests, i), arena);
            }
        }
        read_meili(body, arena);
        read_algolia(body, arena);
    }
    json_decref(body);
}

/* The text as one member, which the fuzzer need not find a body for. */
static void read_member(struct ls_span text, const char *name, bool is_meili,
                        struct ls_arena *arena)
{
    json_t *object = json_object();
    json_t *value = json_stringn(text.ptr, text.len);
    if (value && json_object_set_new(object, name, value) == 0) {
        if (is_meili) {
            read_meili(object, arena);
        } else {
            read_algolia(object, arena);
        }
    }
    json_decref(object);
}

static void read_meili_params(struct ls_span text, struct ls_arena *arena)
{
    struct ls_params params;
    struct ls_error err = {0};
    json_t *object = NULL;
    if (ls_params_read(text, arena, &params, &err) == LS_OK &&
        ls_meili_object_of(&params, &object, &err) == LS_OK) {
        read_meili(object, arena);
    }
    json_decref(object);
}

/* Any text, with marks in it wherever its bytes say. */
static void read_marked(struct ls_span text, struct ls_arena *arena)
{
    struct ls_range marks[4];
    struct ls_marked marked = {.text = text, .marks = marks}, cropped;
    struct ls_tags tags = ls_tags(LS_SPAN("<em>"), LS_SPAN("</em>"), LS_SPAN("…"));
    struct ls_error err = {0};
    struct ls_buf out = {0};
    for (size_t at = 0; at + 3 < text.len && marked.count < 4; at += 7) {
        marks[marked.count++] = (struct ls_range){at, at + 3};
    }
    size_t words = text.len > 0 ? (unsigned char)text.ptr[0] % 12 + 1 : 1;
    must(ls_marked_crop(&marked, words, arena, &cropped, &err) == LS_OK, "any text may be cropped");
    must(cropped.text.len <= text.len, "what is cropped is no longer");
    for (size_t i = 0; i < cropped.count; i++) {
        must(cropped.marks[i].past <= cropped.text.len, "marks stay in their text");
    }
    ls_marked_add(&out, &cropped, &tags);
    for (size_t i = 0; i + 7 < out.len; i++) {
        must(memcmp(out.ptr + i, "<script", 7) != 0, "no tag but those of marks");
    }
    ls_buf_free(&out);
}

void fuzz_request(const char *bytes, size_t len)
{
    struct ls_arena arena = {0};
    char *copy = malloc(len + 1); /* so that no byte beyond the text may be read */
    if (!copy || len == 0) {
        free(copy);
        return;
    }
    memcpy(copy, bytes, len);
    char *exact = malloc(len > 1 ? len - 1 : 1);
    memcpy(exact, copy + 1, len - 1);
    struct ls_span text = ls_span(exact, len - 1);
    switch (bytes[0]) {
    case 't':
        read_target(text, &arena);
        break;
    case 'p':
        read_ask(text, &arena);
        break;
    case 'h':
        read_headers(text);
        break;
    case 'q':
        read_query(text, &arena);
        break;
    case 'b':
        read_body(text, &arena);
        break;
    case 'f':
        read_member(text, "filters", false, &arena);
        break;
    case 'n':
        read_member(text, "numericFilters", false, &arena);
        break;
    case 'c':
        read_member(text, "facetFilters", false, &arena);
        break;
    case 'u':
        read_member(text, "params", false, &arena);
        break;
    case 'm':
        read_member(text, "filter", true, &arena);
        break;
    case 'g':
        read_meili_params(text, &arena);
        break;
    case 'w':
        read_marked(text, &arena);
        break;
    default:
        break;
    }
    free(exact);
    free(copy);
    ls_arena_free(&arena);
}
