/* What else the words of a query are called: in the other language, in full, in short.
 *
 * Each word, or row of words, that some lexicon has becomes a group: the members that may stand in
 * its place. A group weighs as one word does: how often a card holds any of its members, each
 * counted by its weight, and how rare the cards are that hold one (expand/weigh.h). Groups stand
 * below the words as typed: they find cards that hold none of these, after all that hold all of
 * them, and move those that hold both up.
 *
 * Words that must be there, phrases, words sought in one field and operands of AND, OR and NEAR are
 * meant as typed: they have no groups. */
#ifndef LS_QUERY_EXPAND_H
#define LS_QUERY_EXPAND_H

#include "query/expand/lexicons.h"
#include "query/match/match.h"
#include "query/plan/query.h"
#include "store/index.h"

enum { LS_GROUP_MEMBERS_MAX = 30, LS_GROUPS_MAX = 256 };

struct ls_group_member {
    struct ls_unit unit; /* what it is in a card */
    struct ls_span lexeme;
    double weight;
    enum ls_lexicon_source source;
    uint32_t taught_by; /* so many cards; 0: it was not learned */
    uint32_t cards;     /* that hold all its terms, at most */
    bool finds;         /* says just what the word says: a card with it alone is found */
};

struct ls_group {
    struct ls_range place;                 /* of its words in the query */
    struct ls_span lexeme;                 /* its words */
    unsigned times;                        /* that these were typed */
    double factor;                         /* of its weight */
    const struct ls_group_member *members; /* by falling weight, each in some card */
    size_t member_count;

    double held; /* cards: those of its members, each times its weight, and of the words as typed */
    double typed; /* of these the cards of the words as typed */

    /* of expand/weigh.h; may be kept with the index */
    struct ls_docids cards;   /* that hold a member */
    const float *frequencies; /* in each: those of its members, each times its weight */
    const double *weights;    /* what that adds to the relevance of each */
    struct ls_docids found;   /* those with a member that finds */
    double rarity;
    double k1;
};

struct ls_expansion {
    const struct ls_group *groups;
    size_t group_count;
    const bool *is_known; /* of each unit of the query: all of it is words of some lexicon */
};

/* The groups of a query's words, weighed for this index. No groups: *expansion is NULL. All is of
 * the arena, but what it borrows from query and lexicons. */
enum ls_status ls_expand(struct ls_index *index, const struct ls_lexicons *lexicons,
                         const struct ls_query *query, struct ls_arena *arena,
                         const struct ls_expansion **expansion, struct ls_error *err);

#endif
