/* Lexemes → what they are in a card. */
#ifndef LS_QUERY_MEMBER_H
#define LS_QUERY_MEMBER_H

#include "query/match/units.h"

/* The unit that a card with this lexeme holds; it ranks, and stands nowhere in the query.
 * LS_INTERNAL when memory is out. */
enum ls_status ls_member_unit(struct ls_span lexeme, struct ls_arena *arena, struct ls_unit *unit,
                              struct ls_error *err);

/* The first term of that unit: most members are in no card, as one look at it tells. */
struct ls_span ls_member_first_term(struct ls_span lexeme);

#endif
