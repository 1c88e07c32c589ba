/* What adds to the relevance of the cards that a tree finds: its terms and weighted lists of cards,
 * each by itself. So a card's relevance is their sum, as far as the tree is made that way. */
#ifndef LS_QUERY_SCORERS_H
#define LS_QUERY_SCORERS_H

#include "query/plan/tree.h"
#include "query/rank/postings.h"

struct ls_scorer {
    struct ls_postings postings;       /* of a term, or … */
    const struct ls_tree_node *listed; /* … the cards of a list; NULL: it is a term */
    double factor;                     /* of a term's bent frequency, or of the list's weights */
    double most;                       /* it adds to any card */
};

struct ls_scorers {
    struct ls_scorer *items; /* of the arena */
    size_t count;
    struct ls_lengths lengths;
    double k1;
};

/* Of the cards that the node finds. *known is false when they are not all in memory, or do not add
 * up so: then Xapian must weigh. */
enum ls_status ls_scorers_find(struct ls_index *index, const struct ls_tree_node *node, double k1,
                               struct ls_arena *arena, struct ls_scorers *scorers, bool *known,
                               struct ls_error *err);

/* What a term adds to a card whose length bends its frequency so: to the last digit as Xapian's
 * BM25 has it. */
static inline double ls_scorer_weigh(const struct ls_scorer *scorer, double k1, double bend,
                                     uint32_t wdf)
{
    double frequency = wdf;
    return scorer->factor * (frequency / (k1 * bend + frequency));
}

#endif
