/* One facet of one set of cards, counted: the values that the cards have, in tallies.
 *
 * However they are counted, the tallies are the same: from a column, which is dear to load and then
 * cheap to ask (facet_column.c); or without one, from the cards of a small set, or from the index
 * when the set is all cards (facet_read.c). Then values get their names (facet_values.c). Private
 * to query/facets/. */
#ifndef LS_QUERY_FACET_COUNTER_H
#define LS_QUERY_FACET_COUNTER_H

#include "query/facets/columns.h"
#include "query/facets/facets.h"
#include "query/facets/tally.h"

struct ls_facet_counter {
    struct ls_index *index;
    enum ls_facet_kind kind;
    struct ls_columns *kept; /* from count to count; NULL: nothing is */
    struct ls_arena *scratch;
    const struct ls_docids *docids;
    struct ls_column column;
    struct ls_span *names; /* of the column's values, kept too; NULL: they are not */
    bool is_everything;    /* the set is all cards of the index */
    bool is_small;
    size_t values_max; /* so many of the values are wanted: the most common */
    struct ls_tallies tallies;
    size_t distinct; /* values that some card has */
};

/* The column that is at hand, if any is: else none. */
enum ls_status ls_facet_find_column(struct ls_facet_counter *counter, struct ls_error *err);

/* By the column, loaded now if it was not: the first of the values, sorted and cut. */
enum ls_status ls_facet_count_column(struct ls_facet_counter *counter, struct ls_error *err);

/* Without it, in no order: of all cards of the index, those of a facet that has terms; of a small
 * set the names on the cards themselves, or their values. */
enum ls_status ls_facet_count_all(struct ls_facet_counter *counter, struct ls_error *err);
enum ls_status ls_facet_read_names(struct ls_facet_counter *counter, struct ls_error *err);
enum ls_status ls_facet_read_values(struct ls_facet_counter *counter, struct ls_error *err);

/* The facet of what was tallied: terms as cards write them, or numbers. */
enum ls_status ls_facet_name_terms(struct ls_facet_counter *counter, struct ls_arena *arena,
                                   struct ls_facet *facet, struct ls_error *err);
enum ls_status ls_facet_name_numbers(const struct ls_tallies *tallies, struct ls_arena *arena,
                                     struct ls_facet *facet, struct ls_error *err);

#endif
