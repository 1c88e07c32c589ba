/* The members of a group: what the lexicons have for a word, and cards hold. */
#ifndef LS_QUERY_MEMBERS_H
#define LS_QUERY_MEMBERS_H

#include "query/expand/expand.h"
#include "query/expand/segment.h"

struct ls_member_finder {
    struct ls_index *index;
    const struct ls_lexicons *lexicons;
    struct ls_arena *arena;
    const struct ls_segment *typed; /* words that are in the query already */
    size_t typed_count;
    bool is_name; /* the word is written like one */
};

/* Fills in members and held of a group by its lexeme; no members when no card holds one. is_han:
 * the lexeme is. finds: its best members may find cards. */
enum ls_status ls_members_find(const struct ls_member_finder *finder, bool is_han, bool finds,
                               struct ls_group *group, struct ls_error *err);

/* The same of members that are known: lexeme, weight and source of each, none twice. */
enum ls_status ls_members_take(const struct ls_member_finder *finder,
                               struct ls_group_member *members, size_t count, bool finds,
                               struct ls_group *group, struct ls_error *err);

#endif
