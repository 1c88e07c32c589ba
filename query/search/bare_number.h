/* A query that is one word: it may be the PMID or the DOI of a card, and is then no word. Private
 * to query/search/. */
#ifndef LS_QUERY_BARE_NUMBER_H
#define LS_QUERY_BARE_NUMBER_H

#include "store/index.h"

/* The term of the number that the bare word is, of the arena, when some card has it; else absent.
 */
enum ls_status ls_bare_number_find(struct ls_index *index, struct ls_span bare,
                                   struct ls_arena *arena, struct ls_span *term,
                                   struct ls_error *err);

#endif
