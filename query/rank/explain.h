/* Why a hit has its rank: the weight of each term of the query in it.
 *
 * Of N cards, n hold the term, one of them wdf times (each time counted by the weight of its field;
 * store/card.h), and it is normlen times as long as the average card, though at least min_normlen:
 *
 *     rarity = ln r, r = (N - n + 0.5) / (n + 0.5); or r = 1 + half of that when it is below 2
 *     weight = factor * rarity * (k1 + 1) * wdf / (wdf + k1 * (1 - b + b * normlen))
 *
 * with the constants of query/rank/ranking.h: Xapian's BM25 for terms that stand in the query
 * once. */
#ifndef LS_QUERY_EXPLAIN_H
#define LS_QUERY_EXPLAIN_H

#include "query/rank/ranking.h"
#include "store/index.h"
#include "text/analyzer.h"

struct ls_explained_term {
    struct ls_span term; /* these four as ranked, borrowed */
    struct ls_span source;
    struct ls_range place;
    double factor;
    uint32_t cards; /* that hold it */
    double rarity;  /* the part of its weight that comes from how few cards hold it */
};

struct ls_explanation {
    const struct ls_explained_term *terms;
    size_t term_count;
    const struct ls_expansion *expansion; /* the groups that rank too (query/expand/); NULL: none */
    uint32_t card_count;                  /* of the index */
    double average_length;                /* of a card, in terms counted by weight of field */
    double k1;                            /* for queries of such terms */
};

/* What one term adds to one hit. */
struct ls_contribution {
    size_t term;                     /* index into the explanation's terms */
    uint32_t counts[LS_FIELD_COUNT]; /* how often it stands in each field */
    uint32_t wdf;                    /* their sum, each counted by its field's weight */
    double weight;                   /* added to the hit's relevance */
};

/* What a group of words that say the same adds to one hit. */
struct ls_group_contribution {
    size_t group;            /* index into the expansion's groups */
    double frequency;        /* of its members, each times its weight */
    const uint32_t *members; /* that the card holds: indexes into the group's */
    size_t member_count;
    double weight;
};

struct ls_explained_hit {
    const struct ls_contribution
        *items; /* of the terms the card holds, in the order of the terms */
    size_t count;
    const struct ls_group_contribution *groups;
    size_t group_count;
    uint32_t length;             /* of the card, as average_length counts */
    double normlen;              /* by the average, not below the least that counts */
    double sum;                  /* of the weights: the hit's relevance */
    const struct ls_span *lacks; /* words of the query, as typed, that the card does not hold */
    size_t lack_count;
};

/* Terms as a query ranks by them: weighted leaves below OR and scales, whatever filters stand
 * beside; and the groups beside them, or NULL. All is of the arena but for what the rows borrow.
 * LS_BUSY when a writer overtook the index, here and below. */
enum ls_status ls_explain(struct ls_index *index, const struct ls_ranked_term *rows, size_t count,
                          const struct ls_expansion *expansion, struct ls_arena *arena,
                          struct ls_explanation *explanation, struct ls_error *err);

/* One card's part. The counts come from the card's text, analyzed again. */
enum ls_status ls_explain_hit(struct ls_index *index, struct ls_analyzer *analyzer,
                              const struct ls_explanation *explanation, uint32_t docid,
                              struct ls_arena *arena, struct ls_explained_hit *hit,
                              struct ls_error *err);

#endif
