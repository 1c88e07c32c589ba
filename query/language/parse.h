/* A query → its tree. */
#ifndef LS_QUERY_PARSE_H
#define LS_QUERY_PARSE_H

#include "base/arena.h"
#include "base/error.h"
#include "query/range.h"

enum { LS_QUERY_BYTES_MAX = 4096 };

enum ls_node_kind {
    LS_NODE_ALL,    /* children, all wanted */
    LS_NODE_WORD,   /* text for the analyzer: several words when scripts touch in it */
    LS_NODE_PHRASE, /* text whose words stand side by side */
};

struct ls_node {
    enum ls_node_kind kind;
    struct ls_range place; /* in the query */
    struct ls_span text;   /* of a leaf: borrowed from the query */
    struct ls_node *children;
    struct ls_node *next;
};

/* Where in the query an error is; past is 0 when it has no one place. */
struct ls_mistake {
    struct ls_range place;
};

/* The tree lives in the arena and borrows from query. LS_USAGE when it is not
 * UTF-8, too long, or lacks half a quote. */
enum ls_status ls_parse(struct ls_span query, struct ls_arena *arena, const struct ls_node **root,
                        struct ls_mistake *mistake, struct ls_error *err);

#endif
