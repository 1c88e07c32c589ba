/* The units of a query: what a reader would call its words. Each Latin word is
 * one, each glued word (COVID-19), each run of Han characters, each phrase and
 * each beginning of a word (halluc*). */
#ifndef LS_QUERY_UNITS_H
#define LS_QUERY_UNITS_H

#include "query/language/parse.h"
#include "text/analyzer.h"

enum { LS_UNITS_MAX = 1024 };

/* What stands at one place: a stemmed word, a number or a Han character. */
struct ls_place {
    struct ls_span term;
    bool is_han;
    bool continues; /* a Han character in one run with the place before */
};

/* Where in a card a unit is sought. */
struct ls_scope {
    const char *fields; /* letters of the stream's sections; NULL: anywhere */
    unsigned parts;     /* a bit for each note card; 0: anywhere */
};

struct ls_unit {
    struct ls_range place; /* in the query */
    struct ls_scope scope;
    unsigned times; /* typed */
    bool ranks;     /* something wanted, not excluded: hits are marked and ranked by it */
    bool is_quoted; /* wherever it was typed: it is meant so */

    /* What must stand side by side, and the same as a pattern for a stream. */
    const struct ls_place *places;
    size_t place_count;
    struct ls_span pattern;

    /* The terms of every card that holds it: words, bigrams, a run's only character. Without the
     * last place when that is a beginning. */
    const struct ls_span *terms;
    size_t term_count;

    /* A card that holds this term holds the unit; absent unless the word is glued. */
    struct ls_span compound;

    /* Of a single word whose place in a card matters: two pieces that make it up. */
    const struct ls_span *glued_patterns;
    size_t glued_count;

    /* The last place is the beginning of a word: folded and not stemmed. Besides the words of the
     * index that begin so, it stands for these stems of words that do (hallucinat: hallucin). */
    bool is_beginning;
    bool goes_on; /* it is still being typed: the most common of such words will do */
    const struct ls_span *stems;
    const struct ls_span *stem_patterns; /* as pattern, with the stem in the last place */
    size_t stem_count;
};

struct ls_units {
    const struct ls_unit *items;
    size_t count;
};

/* One time that a unit was typed. */
struct ls_mention {
    uint32_t unit;
    struct ls_range place;
};

/* Is holding the unit more than holding its one term? That of 哈哈哈 is, though
 * 哈哈 is its only term. */
bool ls_unit_is_checked(const struct ls_unit *unit);
/* Is it a beginning alone, wherever it stands? Then its terms decide. */
bool ls_unit_is_bare_beginning(const struct ls_unit *unit);

/* Is it a run of Han characters that is likely to hold several words? */
bool ls_unit_is_long_run(const struct ls_unit *unit);

/* Collects the distinct units of a query. */
struct ls_unit_maker {
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_unit *units;
    size_t count;
    struct ls_mention *mentions; /* in the order of the leaves */
    size_t mention_count;
    struct ls_buf scratch;
};

void ls_unit_maker_free(struct ls_unit_maker *maker); /* the units stay, in the arena */

/* Adds the units of a leaf, side by side in it when it is a phrase; their numbers
 * go to *numbers, an array of the arena. text is the whole query. LS_USAGE when
 * there are more than LS_UNITS_MAX, or a beginning of one letter. */
enum ls_status ls_units_add(struct ls_unit_maker *maker, const struct ls_node *leaf,
                            struct ls_span text, bool is_phrase, struct ls_scope scope, bool ranks,
                            uint32_t **numbers, size_t *count, struct ls_error *err);

/* How many terms the units that rank have. */
size_t ls_units_term_count(const struct ls_units *units);

/* The units that rank; and their parts, each as a unit: single words and pairs of
 * Han characters, for a query whose units are in no card. */
enum ls_status ls_units_ranking(const struct ls_units *units, struct ls_arena *arena,
                                struct ls_units *ranking, struct ls_error *err);
enum ls_status ls_units_split(const struct ls_units *units, struct ls_arena *arena,
                              struct ls_units *parts, struct ls_error *err);

#endif
