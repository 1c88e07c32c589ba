/* The parts of a query's long Han runs and phrases, which are asked for when nothing holds a word
 * whole. Parts stand in the place of all words, so that a query with an operator between its words
 * has none. Private to query/search/. */
#ifndef LS_QUERY_SPLIT_H
#define LS_QUERY_SPLIT_H

#include "query/plan/query.h"

/* May the query be asked for the parts of these, its units? */
bool ls_split_may_ask(const struct ls_query *query, const struct ls_units *units);

/* The query with the parts for its words: the parts are what is found; the order is that of the
 * words they are parts of. */
enum ls_status ls_split_query(const struct ls_query *query, const struct ls_units *parts,
                              struct ls_arena *arena, struct ls_query *asked, struct ls_error *err);

/* Adds the parts of the long runs among the units: hits that hold some words may hold but these. */
enum ls_status ls_split_add_runs(struct ls_units *units, struct ls_arena *arena,
                                 struct ls_error *err);

#endif
