#include "query/language/parse.h"

#include "query/language/lexer.h"
#include "text/utf8.h"

static const enum ls_node_kind node_kinds[] = {
    [LS_LEXEME_WORD] = LS_NODE_WORD,
    [LS_LEXEME_PHRASE] = LS_NODE_PHRASE,
};

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

static enum ls_status add_leaf(struct ls_arena *arena, const struct ls_lexeme *lexeme,
                               struct ls_node ***tail, struct ls_error *err)
{
    struct ls_node *node = ls_arena_alloc(arena, sizeof *node);
    if (!node) {
        return ls_fail_memory(err);
    }
    node->kind = node_kinds[lexeme->kind];
    node->place = lexeme->place;
    node->text = lexeme->text;
    **tail = node;
    *tail = &node->next;
    return LS_OK;
}

enum ls_status ls_parse(struct ls_span query, struct ls_arena *arena, const struct ls_node **root,
                        struct ls_mistake *mistake, struct ls_error *err)
{
    *root = NULL;
    *mistake = (struct ls_mistake){0};
    enum ls_status status = check_bytes(query, err);
    struct ls_node *all = ls_arena_alloc(arena, sizeof *all);
    if (status == LS_OK && !all) {
        status = ls_fail_memory(err);
    }
    if (status != LS_OK) {
        return status;
    }
    *all = (struct ls_node){.kind = LS_NODE_ALL, .place = {0, query.len}};
    struct ls_node **tail = &all->children;
    struct ls_lexer lexer = {.query = query};
    struct ls_lexeme lexeme;
    do {
        status = ls_lexer_next(&lexer, &lexeme, err);
        if (status == LS_USAGE) {
            mistake->place = lexeme.place;
        } else if (status == LS_OK && lexeme.kind != LS_LEXEME_END) {
            status = add_leaf(arena, &lexeme, &tail, err);
        }
    } while (status == LS_OK && lexeme.kind != LS_LEXEME_END);
    *root = status == LS_OK ? all : NULL;
    return status;
}
