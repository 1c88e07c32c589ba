/* The postings of a term in memory: which cards hold it and how often, read from Xapian once for
 * the state of the index and kept, in arrays for a rare term and as a set for a common one. */
#ifndef LS_QUERY_POSTINGS_H
#define LS_QUERY_POSTINGS_H

#include "query/rank/ranking.h"
#include "store/index.h"

/* How long the cards are. */
struct ls_lengths {
    const uint32_t *items; /* by document id */
    double by_average;     /* times a length: by the average */
    uint32_t last;         /* document id */
    uint32_t card_count;
};

struct ls_postings {
    uint32_t count;         /* of the cards that hold the term */
    double nearest;         /* the least ls_lengths_bend by frequency among them */
    const uint64_t *bits;   /* the set of a common term (match/sets.h); NULL: a rare one */
    const uint32_t *before; /* how many cards stand before each word of the set */
    const uint8_t *nears;   /* ls_postings_near of each word's nearest; NEAR_NONE: it is empty */
    const uint32_t *docids; /* of a rare one, rising */
    const uint8_t *bytes;   /* how often each card holds it: in one of these, … */
    const uint32_t *longs;  /* … the other is NULL */
};

enum { LS_NEAR_NONE = 255, LS_NEAR_COUNT = 256 };

/* *known is false when nothing is kept, or there is no room. Borrowed as long as the memo is. */
enum xap_status ls_lengths_get(struct ls_index *index, struct ls_lengths *lengths, bool *known,
                               struct xap_error *cause);
enum xap_status ls_postings_get(struct ls_index *index, const struct ls_lengths *lengths,
                                struct ls_span term, struct ls_postings *postings, bool *known,
                                struct xap_error *cause);

/* The same where they were kept already: nothing is read. */
enum xap_status ls_postings_recall(struct ls_index *index, const struct ls_lengths *lengths,
                                   struct ls_span term, struct ls_postings *postings, bool *known,
                                   struct xap_error *cause);

/* By what BM25 slows the frequency in a card, but for k1: a frequency weighs the same wherever it
 * is the same by this. Calculated as Xapian does. */
static inline double ls_lengths_bend(const struct ls_lengths *lengths, uint32_t docid)
{
    double normlen = lengths->items[docid] * lengths->by_average;
    normlen = normlen > ls_ranking.min_normlen ? normlen : ls_ranking.min_normlen;
    return normlen * ls_ranking.b + (1 - ls_ranking.b);
}

static inline uint32_t ls_postings_wdf(const struct ls_postings *postings, size_t i)
{
    return postings->bytes ? postings->bytes[i] : postings->longs[i];
}

/* The least bend by frequency that has this code. */
double ls_postings_near(uint8_t code);

#endif
