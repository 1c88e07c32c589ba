/* A group's members → the cards that hold one, and how often each does: the sum over the members of
 * how often it holds each, times the member's weight. A member of several words is as frequent as
 * the least frequent of them.
 *
 * This is a matter of the members alone, whatever else the query has, but for the looks at streams,
 * of which there are so many a query. What is found is kept for the state of the index, where that
 * keeps anything. */
#ifndef LS_QUERY_EXPAND_CARDS_H
#define LS_QUERY_EXPAND_CARDS_H

#include "query/expand/expand.h"
#include "query/rank/postings.h"

/* Cards whose streams are asked whether a member stands side by side, for all groups of a query:
 * the others are taken to hold it so. */
enum { LS_MEMBER_CHECKS_MAX = 500 };

struct ls_group_cards {
    struct ls_docids cards;
    const float *frequencies; /* in each */
    struct ls_docids found;   /* with a member that finds */
    size_t checks;            /* that were wanted, more than there may be perhaps */
    struct ls_span name;      /* tells them from all others; absent where nothing is kept */
};

/* One for all groups of a query. */
struct ls_group_reader {
    struct ls_index *index;
    struct ls_arena *arena; /* for what is found, unless it is kept */
    size_t checks;          /* so far */
    struct ls_lengths lengths;
    bool knows_lengths;

    /* private; all 0 between groups */
    uint32_t last;
    uint64_t *held; /* sets (match/sets.h) */
    uint64_t *found;
    float *frequency; /* of each card; NULL: there is no room yet */
};

enum ls_status ls_group_cards_find(struct ls_group_reader *reader,
                                   const struct ls_group_member *const *members, size_t count,
                                   struct ls_group_cards *found, struct ls_error *err);

#endif
