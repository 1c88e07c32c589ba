/* The numbers that decide the order of hits, in one place.
 *
 * BM25 sums, over the terms of the query, how rare a term is times how often
 * the card holds it, the latter bent by k1 and made fair to long cards by b. A
 * word of the title or abstract counts as several of the body: the index knows
 * the frequencies so (LS_FIELD_TABLE in store/card.h). */
#ifndef LS_QUERY_RANKING_H
#define LS_QUERY_RANKING_H

#include "base/span.h"
#include "query/range.h"

#include <xapian-c.h>

struct ls_ranking {
    double k1;     /* how slowly repetition stops to count, for words */
    double k1_han; /* the same for Han characters and pairs, which repeat with less reason */
    double k2;     /* unused by BM25 as we know it */
    double k3;     /* frequency in the query, which factors tell instead */
    double b;      /* how much the length of a card matters, 0 to 1 */
    double min_normlen;

    double single;         /* weight of one character of a Han run whose pairs count 1 */
    double compound;       /* weight of a glued word whose pieces count 1 */
    double weak_word;      /* weights of function words and characters (search/weak.h) … */
    double weak_character; /* … whose pairs and */
    double touches_weak;   /* neighbours count more */
    double repeated;       /* a word typed n times counts n to this power */
};

static const struct ls_ranking ls_ranking = {
    .k1 = 3,
    .k1_han = 1,
    .k2 = 0,
    .k3 = 1,
    .b = 0.75,
    .min_normlen = 0.5,
    .single = 0.5,
    .compound = 0.3,
    .weak_word = 0.1,
    .weak_character = 0.05,
    .touches_weak = 0.5,
    .repeated = 0.3,
};

/* A term that ranks. */
struct ls_ranked_term {
    struct ls_span term;   /* as the index has it: "hallucin", "幻觉" */
    struct ls_span source; /* why it is asked for: "word", "pair", "character", "compound",
                              "beginning" */
    struct ls_range place; /* of its unit in the query */
    double factor;         /* of its weight */
};

/* The factor of a term of one kind, typed so many times. */
double ls_ranking_factor(struct ls_span term, double kind, unsigned times);

/* The k1 of a query that ranks by these terms: Xapian has one for all of them. */
double ls_ranking_k1(const struct ls_ranked_term *terms, size_t count);

/* Has a search weigh so. */
enum xap_status ls_ranking_apply(struct xap_search *search, double k1, struct xap_error *cause);

#endif
