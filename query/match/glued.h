/* One word in the query, two glued ones in a card: multimodal and multi-modal. The
 * index has the whole of both as a term, but a card's stream has the pieces only. */
#ifndef LS_QUERY_GLUED_H
#define LS_QUERY_GLUED_H

#include "query/match/units.h"

/* Gives a unit of one word, typed as piece, the patterns of two pieces that make it
 * up, for where its place in a card matters. */
enum ls_status ls_glued_make(struct ls_unit *unit, struct ls_span piece, struct ls_arena *arena,
                             struct ls_error *err);

#endif
