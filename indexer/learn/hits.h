/* What parentheses teach: each pair of terms, where a card has it. */
#ifndef LS_LEARN_HITS_H
#define LS_LEARN_HITS_H

#include "indexer/learn/strings.h"
#include "lexicon/lexicon.h"

enum ls_hit_form {
    LS_HIT_SHORTENED, /* large language models (LLMs): the long form and the short one */
    LS_HIT_WHOLE,     /* Perceived Usefulness（知覺有用性）: the Chinese term is whole */
    LS_HIT_TAIL, /* 採用結構方程模型（SEM）: the term begins somewhere in what stands before */
};

struct ls_hit {
    uint8_t form;
    uint8_t border;   /* of a tail: enum ls_border */
    uint32_t card;    /* a number of the caller's */
    uint32_t context; /* ls_bracket's */
    uint32_t left;    /* the long form, the Chinese term or its tail: a number of strings */
    uint32_t right;
    uint32_t left_lexeme; /* not of a tail */
    uint32_t right_lexeme;
};

/* An all-zero one is empty and valid but for its analyzer. */
struct ls_hits {
    struct ls_analyzer *analyzer; /* borrowed */
    struct ls_strings strings;    /* surfaces and lexemes */
    struct ls_hit *items;         /* in an arena of strings */
    size_t count;
    struct ls_buf lexeme;
};

enum { LS_HITS_PER_CARD_MAX = 200 };

void ls_hits_free(struct ls_hits *hits);

/* Adds what a text of a card teaches; *left is how many more the card may, and falls. */
enum ls_status ls_hits_add(struct ls_hits *hits, struct ls_span text, uint32_t card, size_t *left,
                           struct ls_error *err);

/* The number of a text's lexeme; that of the empty string when it has none or too long a one. */
enum ls_status ls_hits_lexeme(struct ls_hits *hits, struct ls_span text, uint32_t *lexeme,
                              struct ls_error *err);

#endif
