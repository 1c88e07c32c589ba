/* A query's tree → its units: what a reader would call its words. Each Latin
 * word is one, each glued word (COVID-19), each run of Han characters and each
 * phrase. "All words" and "some words" count units. */
#ifndef LS_QUERY_UNITS_H
#define LS_QUERY_UNITS_H

#include "query/language/parse.h"
#include "text/analyzer.h"

enum { LS_UNITS_MAX = 256 };

/* What stands at one place: a stemmed word, a number or a Han character. */
struct ls_place {
    struct ls_span term;
    bool is_han;
    bool continues; /* a Han character in one run with the place before */
};

struct ls_unit {
    struct ls_range place; /* in the query */

    /* What must stand side by side, and the same as a pattern for a stream. */
    const struct ls_place *places;
    size_t place_count;
    struct ls_span pattern;

    /* The terms of every card that holds it: words, bigrams, a run's only character. */
    const struct ls_span *terms;
    size_t term_count;

    /* A card that holds this term holds the unit; absent unless the word is glued. */
    struct ls_span compound;
};

struct ls_units {
    const struct ls_unit *items;
    size_t count;
};

/* Is holding the unit more than holding its one term? That of 哈哈哈 is, though
 * 哈哈 is its only term. */
bool ls_unit_is_checked(const struct ls_unit *unit);

/* The distinct units, in the order of the query: of the arena, independent of
 * the analyzer. LS_USAGE when there are none (though something was typed) or
 * more than LS_UNITS_MAX. */
enum ls_status ls_units_make(const struct ls_node *root, struct ls_span query,
                             struct ls_analyzer *analyzer, struct ls_arena *arena,
                             struct ls_units *units, struct ls_error *err);

/* The units' parts, each as a unit: single words and pairs of Han characters.
 * For a query whose units are in no card. */
enum ls_status ls_units_split(const struct ls_units *units, struct ls_arena *arena,
                              struct ls_units *parts, struct ls_error *err);

#endif
