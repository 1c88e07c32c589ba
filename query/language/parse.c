#include "query/language/parse.h"

#include "query/language/chars.h"
#include "query/language/leaf.h"
#include "query/language/lexer.h"
#include "query/language/pubmed.h"
#include "text/utf8.h"

struct parser {
    struct ls_lexer lexer;
    struct ls_lexeme lexeme; /* the next, not yet taken */
    struct ls_range before;  /* the place of the one taken last */
    struct ls_arena *arena;
    struct ls_mistake *mistake;
    unsigned depth;
    bool is_tagged; /* the operand taken last has a tag behind it */
};

static enum ls_status fail_at(struct parser *parser, struct ls_range place, const char *message,
                              struct ls_error *err)
{
    parser->mistake->place = place;
    return ls_fail(err, LS_USAGE, "%s", message);
}

static enum ls_status advance(struct parser *parser, struct ls_error *err)
{
    parser->before = parser->lexeme.place;
    enum ls_status status = ls_lexer_next(&parser->lexer, &parser->lexeme, err);
    if (status == LS_USAGE) {
        parser->mistake->place = parser->lexeme.place;
    }
    return status;
}

static enum ls_status new_node(struct parser *parser, enum ls_node_kind kind, struct ls_node **out,
                               struct ls_error *err)
{
    *out = ls_arena_alloc(parser->arena, sizeof **out);
    if (!*out) {
        return ls_fail_memory(err);
    }
    (*out)->kind = kind;
    (*out)->field = LS_QUERY_FIELD_COUNT;
    (*out)->place = parser->lexeme.place;
    return LS_OK;
}

static bool is_at(const struct parser *parser, enum ls_lexeme_kind kind)
{
    return parser->lexeme.kind == kind;
}

/* Can an item begin here? */
static bool begins_item(const struct parser *parser)
{
    return !is_at(parser, LS_LEXEME_END) && !is_at(parser, LS_LEXEME_CLOSE) &&
           !is_at(parser, LS_LEXEME_OR);
}

static enum ls_status parse_query(struct parser *parser, struct ls_node **out,
                                  struct ls_error *err);

/* What is wrong where an operand should be. */
static enum ls_status fail_operand(struct parser *parser, struct ls_error *err)
{
    switch (parser->lexeme.kind) {
    case LS_LEXEME_CLOSE:
        return fail_at(parser, parser->lexeme.place,
                       parser->depth > 0 ? "something to search for is missing before this bracket"
                                         : "a bracket closes that was not opened",
                       err);
    case LS_LEXEME_TAG:
        return fail_at(parser, parser->lexeme.place,
                       "a tag stands behind a word, a phrase or a group, as in hallucination[ti]",
                       err);
    case LS_LEXEME_END:
        return fail_at(parser, parser->before, "something to search for is missing behind this",
                       err);
    default:
        return fail_at(parser, parser->lexeme.place,
                       "something to search for is missing before this: put quotes around AND, "
                       "OR, NOT or NEAR to search for the word",
                       err);
    }
}

static enum ls_status parse_brackets(struct parser *parser, struct ls_node **out,
                                     struct ls_error *err)
{
    struct ls_range open = parser->lexeme.place;
    if (++parser->depth > LS_QUERY_DEPTH_MAX) {
        return fail_at(parser, open, "brackets are nested too deep here", err);
    }
    enum ls_status status = advance(parser, err);
    if (status == LS_OK) {
        status = parse_query(parser, out, err);
    }
    if (status == LS_OK && !is_at(parser, LS_LEXEME_CLOSE)) {
        return fail_at(parser, open, "a bracket has no end: add the other one or leave it out",
                       err);
    }
    if (status == LS_OK) {
        (*out)->place = (struct ls_range){open.first, parser->lexeme.place.past};
        status = advance(parser, err);
    }
    parser->depth--;
    return status;
}

static enum ls_status parse_leaf(struct parser *parser, struct ls_node **out, struct ls_error *err)
{
    enum ls_node_kind kind = is_at(parser, LS_LEXEME_PHRASE) ? LS_NODE_PHRASE : LS_NODE_WORD;
    enum ls_status status = new_node(parser, kind, out, err);
    if (status == LS_OK) {
        (*out)->text = parser->lexeme.text;
        (*out)->starred = parser->lexeme.starred;
        status = advance(parser, err);
    }
    return status;
}

/* Gives a field to the leaves that have none of their own. */
static enum ls_status set_field(struct parser *parser, struct ls_node *node,
                                enum ls_query_field field, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    if (!node->children && node->field == LS_QUERY_FIELD_COUNT) {
        status = ls_leaf_set_field(node, field, err);
        if (status == LS_USAGE) {
            parser->mistake->place = node->place;
        }
    }
    bool is_near = node->kind == LS_NODE_NEAR;
    if (is_near && ls_query_fields[field].kind != LS_FIELD_IN_TEXT) {
        return fail_at(parser, node->place, "NEAR is for words of the text, not for values", err);
    }
    for (struct ls_node *child = node->children; status == LS_OK && child; child = child->next) {
        status = set_field(parser, child, field, err);
    }
    return status;
}

static enum ls_status parse_operand(struct parser *parser, struct ls_node **out,
                                    struct ls_error *err)
{
    enum ls_status status = LS_OK;
    struct ls_range start = parser->lexeme.place;
    enum ls_query_field field = LS_QUERY_FIELD_COUNT;
    *out = NULL;
    if (is_at(parser, LS_LEXEME_FIELD)) {
        field = parser->lexeme.field;
        status = advance(parser, err);
        bool has_value = is_at(parser, LS_LEXEME_WORD) || is_at(parser, LS_LEXEME_PHRASE) ||
                         is_at(parser, LS_LEXEME_OPEN);
        if (status == LS_OK && !has_value) {
            return fail_at(parser, start, "a word, a phrase or a group is missing behind the field",
                           err);
        }
    }
    if (status == LS_OK) {
        status = is_at(parser, LS_LEXEME_OPEN) ? parse_brackets(parser, out, err)
                 : is_at(parser, LS_LEXEME_WORD) || is_at(parser, LS_LEXEME_PHRASE)
                     ? parse_leaf(parser, out, err)
                     : fail_operand(parser, err);
    }
    parser->is_tagged = status == LS_OK && is_at(parser, LS_LEXEME_TAG);
    if (parser->is_tagged) {
        field = field == LS_QUERY_FIELD_COUNT ? parser->lexeme.field : field;
        status = advance(parser, err);
    }
    if (status == LS_OK && field != LS_QUERY_FIELD_COUNT) {
        status = set_field(parser, *out, field, err);
    }
    if (status == LS_OK) {
        (*out)->place = (struct ls_range){start.first, parser->before.past};
    }
    return status;
}

/* ---- NEAR ---- */

static bool is_text(const struct ls_node *node)
{
    if (node->kind == LS_NODE_WORD || node->kind == LS_NODE_PHRASE) {
        return true;
    }
    if (node->kind != LS_NODE_ANY) {
        return false;
    }
    for (const struct ls_node *child = node->children; child; child = child->next) {
        if (!is_text(child)) {
            return false;
        }
    }
    return true;
}

static enum ls_status check_near(struct parser *parser, const struct ls_node *operand,
                                 struct ls_error *err)
{
    return is_text(operand) ? LS_OK
                            : fail_at(parser, operand->place,
                                      "NEAR joins words, phrases and groups of these with OR", err);
}

static enum ls_status parse_near(struct parser *parser, struct ls_node **out, struct ls_error *err)
{
    struct ls_node *first;
    struct ls_node *near = NULL;
    enum ls_status status = parse_operand(parser, &first, err);
    *out = first;
    struct ls_node *last = first;
    while (status == LS_OK && is_at(parser, LS_LEXEME_NEAR)) {
        if (!near) {
            status = new_node(parser, LS_NODE_NEAR, &near, err);
        }
        if (status == LS_OK) {
            status = check_near(parser, last, err);
        }
        if (status != LS_OK) {
            break;
        }
        unsigned distance = parser->lexeme.distance;
        near->distance = distance > near->distance ? distance : near->distance;
        near->children = first;
        near->place.first = first->place.first;
        *out = near;
        status = advance(parser, err);
        if (status == LS_OK) {
            status = parse_operand(parser, &last->next, err);
        }
        if (status == LS_OK) {
            last = last->next;
            near->place.past = last->place.past;
            status = check_near(parser, last, err);
        }
    }
    return status;
}

/* ---- groups ---- */

static void append(struct ls_items *list, struct ls_node *node, enum ls_sign sign)
{
    node->sign = sign;
    *list->tail = node;
    list->tail = &node->next;
    list->last = node;
}

/* A tag is for the word before it, but one of a name is for all of the name. */
static enum ls_status take_name(struct parser *parser, struct ls_items *list, struct ls_node *node,
                                struct ls_error *err)
{
    struct ls_node **start = ls_pubmed_name(list, node, parser->lexer.query);
    if (start == list->tail) {
        return LS_OK;
    }
    if (node->field == LS_QUERY_FIELD_AUTHOR) {
        return set_field(parser, *start, LS_QUERY_FIELD_AUTHOR, err);
    }
    const char *first = (*start)->text.ptr;
    node->text = ls_span(first, (size_t)(node->text.ptr + node->text.len - first));
    node->place.first = (*start)->place.first;
    *start = NULL;
    list->tail = start;
    return LS_OK;
}

/* One operand of AND with the signs before it; items of a NOT are excluded. */
static enum ls_status parse_signed(struct parser *parser, struct ls_items *list, enum ls_sign sign,
                                   struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool excluded = false;
    while (status == LS_OK && (is_at(parser, LS_LEXEME_NOT) || is_at(parser, LS_LEXEME_PLUS))) {
        excluded ^= is_at(parser, LS_LEXEME_NOT);
        sign = is_at(parser, LS_LEXEME_PLUS) ? LS_SIGN_REQUIRED : sign;
        status = advance(parser, err);
    }
    struct ls_node *node = NULL;
    if (status == LS_OK) {
        status = parse_near(parser, &node, err);
    }
    if (status == LS_OK && parser->is_tagged) {
        status = take_name(parser, list, node, err);
    }
    if (status == LS_OK && !ls_pubmed_joins_range(list, node)) {
        append(list, node, excluded ? LS_SIGN_EXCLUDED : sign);
    }
    return status;
}

/* Operands of AND are required, the first of them once the AND is seen. */
static enum ls_status parse_item(struct parser *parser, struct ls_items *list, struct ls_error *err)
{
    enum ls_status status = parse_signed(parser, list, LS_SIGN_WANTED, err);
    while (status == LS_OK && is_at(parser, LS_LEXEME_AND)) {
        if (list->last->sign == LS_SIGN_WANTED) {
            list->last->sign = LS_SIGN_REQUIRED;
        }
        status = advance(parser, err);
        if (status == LS_OK) {
            status = parse_signed(parser, list, LS_SIGN_REQUIRED, err);
        }
    }
    return status;
}

/* A group of one wanted item is that item. */
static struct ls_node *unwrap(struct ls_node *group)
{
    struct ls_node *only = group->children;
    return only && !only->next && only->sign != LS_SIGN_EXCLUDED ? only : group;
}

static enum ls_status parse_group(struct parser *parser, struct ls_node **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_node *group;
    enum ls_status status = new_node(parser, LS_NODE_GROUP, &group, err);
    struct ls_items list = {&group->children, &group->children, NULL};
    do {
        status = status == LS_OK ? parse_item(parser, &list, err) : status;
    } while (status == LS_OK && begins_item(parser));
    if (status == LS_OK) {
        group->place.past = parser->before.past;
        *out = group;
    }
    return status;
}

static enum ls_status parse_query(struct parser *parser, struct ls_node **out, struct ls_error *err)
{
    struct ls_node *any = NULL;
    struct ls_node *group;
    enum ls_status status = parse_group(parser, &group, err);
    *out = group;
    if (status == LS_OK && is_at(parser, LS_LEXEME_OR)) {
        status = new_node(parser, LS_NODE_ANY, &any, err);
    } else if (status == LS_OK && parser->depth > 0) {
        *out = unwrap(group);
    }
    if (status != LS_OK || !any) {
        return status;
    }
    any->place = group->place;
    struct ls_items list = {&any->children, &any->children, NULL};
    append(&list, unwrap(group), LS_SIGN_WANTED);
    while (status == LS_OK && is_at(parser, LS_LEXEME_OR)) {
        status = advance(parser, err);
        if (status == LS_OK) {
            status = parse_group(parser, &group, err);
        }
        if (status == LS_OK) {
            append(&list, unwrap(group), LS_SIGN_WANTED);
            any->place.past = group->place.past;
        }
    }
    *out = any;
    return status;
}

/* ---- whole queries ---- */

static enum ls_status check_bytes(struct ls_span query, struct ls_error *err)
{
    size_t bad;
    if (query.len > LS_QUERY_BYTES_MAX) {
        return ls_fail(err, LS_USAGE, "the query has %zu bytes: at most %d can be asked for",
                       query.len, LS_QUERY_BYTES_MAX);
    }
    if (!ls_utf8_valid(query, &bad)) {
        return ls_fail(err, LS_USAGE,
                       "the query is not UTF-8: byte %zu (0x%02x) cannot stand there", bad + 1,
                       (unsigned char)query.ptr[bad]);
    }
    return LS_OK;
}

/* A root is always a group, perhaps an empty one. */
static enum ls_status wrap_root(struct parser *parser, struct ls_node *node,
                                const struct ls_node **root, struct ls_error *err)
{
    struct ls_node *group = node;
    enum ls_status status = LS_OK;
    if (!node || node->kind != LS_NODE_GROUP) {
        status = new_node(parser, LS_NODE_GROUP, &group, err);
    }
    if (status == LS_OK && group != node) {
        group->children = node;
    }
    if (status == LS_OK) {
        group->place = (struct ls_range){0, parser->lexer.query.len};
        *root = group;
    }
    return status;
}

enum ls_status ls_parse(struct ls_span query, struct ls_arena *arena, const struct ls_node **root,
                        struct ls_mistake *mistake, struct ls_error *err)
{
    *root = NULL;
    *mistake = (struct ls_mistake){0};
    struct parser parser = {.lexer = {.query = query}, .arena = arena, .mistake = mistake};
    struct ls_node *node = NULL;
    enum ls_status status = check_bytes(query, err);
    if (status == LS_OK) {
        status = advance(&parser, err);
    }
    if (status == LS_OK && !is_at(&parser, LS_LEXEME_END)) {
        status = parse_query(&parser, &node, err);
    }
    if (status == LS_OK && !is_at(&parser, LS_LEXEME_END)) {
        status = fail_operand(&parser, err);
    }
    return status == LS_OK ? wrap_root(&parser, node, root, err) : status;
}

enum ls_status ls_parse_plain(struct ls_span query, struct ls_arena *arena,
                              const struct ls_node **root, struct ls_error *err)
{
    *root = NULL;
    struct parser parser = {.lexer = {.query = query}, .arena = arena};
    struct ls_node *word = NULL;
    enum ls_status status = check_bytes(query, err);
    if (status == LS_OK && ls_span_trim(query).len > 0) {
        status = new_node(&parser, LS_NODE_WORD, &word, err);
    }
    if (status == LS_OK && word) {
        word->text = query;
        word->place.past = query.len;
    }
    return status == LS_OK ? wrap_root(&parser, word, root, err) : status;
}
