/* The numbers that decide the order of hits, in one place.
 *
 * BM25 sums, over the terms of the query, how rare a term is times how often
 * the card holds it, the latter bent by k1 and made fair to long cards by b. A
 * word of the title or abstract counts as several of the body: the index knows
 * the frequencies so (LS_FIELD_TABLE in store/card.h). */
#ifndef LS_QUERY_RANKING_H
#define LS_QUERY_RANKING_H

struct ls_ranking {
    double k1; /* how slowly repetition stops to count */
    double k2; /* unused by BM25 as we know it */
    double k3; /* frequency in the query; units are distinct, so it hardly matters */
    double b;  /* how much the length of a card matters, 0 to 1 */
    double min_normlen;

    double single;   /* weight of one character of a Han run whose pairs count 1 */
    double compound; /* weight of a glued word whose pieces count 1 */
};

static const struct ls_ranking ls_ranking = {
    .k1 = 1.4,
    .k2 = 0,
    .k3 = 1,
    .b = 0.75,
    .min_normlen = 0.5,
    .single = 0.3,
    .compound = 1,
};

#endif
