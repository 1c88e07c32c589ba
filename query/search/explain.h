/* Why a hit has its rank: the weight of each term of the query in it. */
#ifndef LS_QUERY_EXPLAIN_H
#define LS_QUERY_EXPLAIN_H

#include "query/search/search.h"
#include "store/card.h"

/* A term that ranks. */
struct ls_explained_term {
    struct ls_span term;   /* as the index has it: "hallucin", "幻觉" */
    struct ls_span source; /* why it is asked for: "word", "pair", "character", "compound",
                              "prefix halluc*" */
    struct ls_range place; /* of its unit in the query */
    uint32_t cards;        /* that hold it */
    double factor;         /* of its weight: ls_ranking.single for a lone character */
    double rarity;         /* the part of its weight that comes from how few cards hold it */
};

struct ls_explanation {
    const struct ls_explained_term *terms;
    size_t term_count;
    double average_length; /* of a card, in terms counted by weight of field */
};

/* What one term adds to one hit. */
struct ls_contribution {
    size_t term;                     /* index into the explanation's terms */
    uint32_t counts[LS_FIELD_COUNT]; /* how often it stands in each field */
    uint32_t wdf;                    /* their sum, each counted by its field's weight */
    double weight;                   /* added to the hit's relevance */
};

struct ls_explained_hit {
    const struct ls_contribution *items; /* of the terms the card holds */
    size_t count;
    uint32_t length; /* of the card, as average_length counts */
    double sum;      /* of the weights: the hit's relevance */
};

#endif
