/* Random queries of many kinds, made from what the cards say, and the cards that should answer. */
#ifndef TESTS_ORACLE_QUESTION_H
#define TESTS_ORACLE_QUESTION_H

#include "tests/oracle/match.h"

/* What a query's word is taken from. */
enum source {
    FROM_NOTHING,
    FROM_WORD,    /* a Latin word or a number */
    FROM_GLUED,   /* COVID-19 */
    FROM_HAN,     /* one to six characters, cut out of a run at random */
    FROM_PHRASE,  /* two to five neighbouring words, none of them Han */
    FROM_HAN_ROW, /* two to five neighbouring characters, perhaps of several runs */
    FROM_MIX,     /* two to five neighbours of both */
};

/* How it is typed. */
enum form { AS_WRITTEN, SIMPLIFIED, TRADITIONAL, UPPER, WIDE };

enum operation { ALL, ANY, BUT_NOT, NEAR, PREFIX, TITLE };

struct kind {
    const char *name;
    enum source sources[2];
    enum form forms[2];
    enum operation operation;
    bool needs_language; /* operators, stars and fields */
};

extern const struct kind question_kinds[];
extern const size_t question_kind_count;

/* One side of the query. */
struct side {
    struct ls_span written; /* in the card */
    struct ls_span typed;   /* in the query */
    struct units units;
};

struct question {
    const struct kind *kind;
    struct side sides[2];
    size_t side_count;
    unsigned distance; /* of NEAR */
    struct ls_span text;
};

struct random {
    uint64_t state;
};
uint64_t random_next(struct random *random);

struct converters {
    void *to_simplified; /* opencc_t */
    void *to_traditional;
};
bool converters_open(struct converters *converters);
void converters_close(struct converters *converters);

/* False when the cards have nothing of this kind. Lives in the shelf. */
bool question_make(struct shelf *shelf, const struct converters *converters, struct random *random,
                   const struct kind *kind, struct question *question);

/* Should the card be among the answers, by what stands there, and does it hold at least some of the
 * words? What is excluded must not stand outside template text. */
bool question_fits(const struct shelf *shelf, const struct question *question,
                   const struct shelf_card *card, enum where where, bool *holds_some);

#endif
