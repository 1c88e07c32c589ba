/* A query → its tree. litsearch-query(7) says what readers may write.
 *
 *   query  = group { OR group }
 *   group  = item { item }               side by side: all before some
 *   item   = [+] near { AND near } | NOT near
 *   near   = operand { NEAR/n operand }
 *   operand = [field:] word | "phrase" | ( query )   [tag]
 */
#ifndef LS_QUERY_PARSE_H
#define LS_QUERY_PARSE_H

#include "base/arena.h"
#include "base/error.h"
#include "query/language/fields.h"
#include "query/language/number.h"
#include "query/range.h"
#include "store/card.h"

enum { LS_QUERY_BYTES_MAX = 16384, LS_QUERY_DEPTH_MAX = 64 };

enum ls_node_kind {
    LS_NODE_GROUP,  /* children by their signs */
    LS_NODE_ANY,    /* children, any of them */
    LS_NODE_NEAR,   /* children: leaves of text or ANY of them, each near the next */
    LS_NODE_WORD,   /* text for the analyzer: several words when scripts touch in it */
    LS_NODE_PHRASE, /* text whose words stand side by side */
    LS_NODE_VALUE,  /* text: a value of the field */
    LS_NODE_NUMBER, /* an interval of the field */
    LS_NODE_CARD,   /* a note card of the article */
};

/* What a child is to its group. */
enum ls_sign { LS_SIGN_WANTED, LS_SIGN_REQUIRED, LS_SIGN_EXCLUDED };

struct ls_node {
    enum ls_node_kind kind;
    enum ls_sign sign;
    enum ls_query_field field; /* of a leaf; LS_QUERY_FIELD_COUNT: none was named */
    struct ls_range place;     /* in the query */
    struct ls_span text;       /* of a leaf: borrowed from the query */
    bool starred;              /* of a word or phrase: its last word is a beginning */
    bool goes_on;              /* likewise, since it is still being typed */
    unsigned distance;         /* of NEAR: how many words apart, at most */
    struct ls_interval interval;
    enum ls_part part;
    struct ls_node *children;
    struct ls_node *next;
};

/* Where in the query an error is; past is 0 when it has no one place. */
struct ls_mistake {
    struct ls_range place;
};

/* The tree, a GROUP, lives in the arena and borrows from query. LS_USAGE with a
 * message that says what to do, and the mistake's place. */
enum ls_status ls_parse(struct ls_span query, struct ls_arena *arena, const struct ls_node **root,
                        struct ls_mistake *mistake, struct ls_error *err);

/* The same for text without operators: all of it is words. */
enum ls_status ls_parse_plain(struct ls_span query, struct ls_arena *arena,
                              const struct ls_node **root, struct ls_error *err);

#endif
