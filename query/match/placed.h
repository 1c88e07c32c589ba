/* Where a unit stands, told for all cards at once by positions (store/positions.h), not by a look
 * at each stream. */
#ifndef LS_QUERY_PLACED_H
#define LS_QUERY_PLACED_H

#include "query/match/candidates.h"
#include "store/positions.h"

/* Can positions tell it? */
bool ls_unit_is_placed(const struct ls_unit *unit);

/* Calls visit for each section of the fields in the unit's scope in which it stands, whatever its
 * part; for some more than once. */
void ls_unit_visit(const struct ls_unit *unit, const struct ls_positions *positions,
                   ls_stream_section_visit *visit, void *context);

/* Finds the candidates that hold their unit, which positions can tell of. */
enum ls_status ls_candidates_place(struct ls_candidates *match,
                                   const struct ls_positions *positions, struct ls_error *err);

#endif
