/* The best cards of a set, from what is in memory: in the order, and with the relevance, that
 * Xapian gives them. Cards of which it is clear that they cannot be among the best, by how much
 * each scorer may add to one of 64 neighbours, are not weighed. */
#ifndef LS_QUERY_TOP_H
#define LS_QUERY_TOP_H

#include "query/rank/scorers.h"
#include "query/search/search.h"

struct ls_top_wish {
    const uint64_t *set;    /* match/sets.h; of these */
    uint32_t max;           /* no more than so many, of those in the set */
    const uint32_t *places; /* rank/order.h: to sort by, before relevance; NULL: relevance alone */
    bool falls;             /* greater places come first */
};

/* The hits, best first, in the arena; of those that are equal the one of the lesser id comes
 * first. */
enum ls_status ls_top_find(struct ls_index *index, const struct ls_scorers *scorers,
                           const struct ls_top_wish *wish, struct ls_arena *arena,
                           struct ls_hit **hits, size_t *count, struct ls_error *err);

#endif
