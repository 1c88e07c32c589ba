/* Groups → the cards that hold them, with the weight that this gives each.
 *
 * A group weighs as one word: with f the sum of its members' frequencies in a card, each times the
 * member's weight, and n the sum of the cards that hold each, times its weight too,
 * and of those that hold the words as typed (other names of a word are not rarer than all of
 * these),
 *
 *     weight = factor * rarity(n) * (k1 + 1) * f / (f + k1 * (1 - b + b * normlen))
 *
 * as in rank/explain.h. Xapian has no such node: its SYNONYM forgets the weights inside. */
#ifndef LS_QUERY_WEIGH_H
#define LS_QUERY_WEIGH_H

#include "query/expand/expand.h"

struct ls_weigher;

enum ls_status ls_weigher_new(struct ls_index *index, struct ls_arena *arena,
                              struct ls_weigher **out, struct ls_error *err); /* of the arena */

/* Fills in what a group leaves to this file. */
enum ls_status ls_weigh_group(struct ls_weigher *weigher, struct ls_group *group,
                              struct ls_error *err);

#endif
