/* How cards write a name that the index has folded: a domain, a journal. */
#ifndef LS_QUERY_SPELLING_H
#define LS_QUERY_SPELLING_H

#include "store/index.h"

/* The spelling that most of the first cards with the term use, of equals the first: of the arena.
 * prefix is LS_PREFIX_DOMAIN or LS_PREFIX_JOURNAL, and the term begins with it. The folded name
 * when no card uses the term. */
enum ls_status ls_spelling_of_term(struct ls_index *index, struct ls_span term, const char *prefix,
                                   struct ls_arena *arena, struct ls_span *spelling,
                                   struct ls_error *err);

#endif
