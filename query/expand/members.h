/* The members of a group: what the lexicons have for a word, and cards hold. */
#ifndef LS_QUERY_MEMBERS_H
#define LS_QUERY_MEMBERS_H

#include "query/expand/expand.h"
#include "query/expand/segment.h"

/* What all groups of a query may cost together: when it is spent, what is left of the query has no
 * groups. */
enum {
    LS_MEMBER_LOOKUPS_MAX = 5000, /* members that are sought in the index */
    LS_MEMBER_TERMS_MAX = 100000, /* terms of the index that are compared for related ones */
};

/* One for all groups of a query. */
struct ls_member_finder {
    struct ls_index *index;
    const struct ls_lexicons *lexicons;
    struct ls_arena *arena;
    const struct ls_segment *segments; /* of the query */
    size_t segment_count;
    const struct ls_span *typed; /* lexemes that are in the query already, in the order of bytes */
    size_t typed_count;
    size_t lookups; /* so far */
    size_t terms;
    size_t names_written; /* so far, by their sound */
    bool is_name;         /* the word is written like one */
};

/* Fills in members and held of a group by its lexeme; no members when no card holds one. is_han:
 * the lexeme is. finds: its best members may find cards. */
enum ls_status ls_members_find(struct ls_member_finder *finder, bool is_han, bool finds,
                               struct ls_group *group, struct ls_error *err);

/* The same of members that are known: lexeme, weight, source and whether it finds; none twice. */
enum ls_status ls_members_take(struct ls_member_finder *finder, struct ls_group_member *members,
                               size_t count, struct ls_group *group, struct ls_error *err);

#endif
