/* All cards of the step that answered, without their order: for facets. Private to query/search/.
 */
#ifndef LS_QUERY_MATCHES_H
#define LS_QUERY_MATCHES_H

#include "query/search/search.h"

/* Fills in found->matches, those that the window lists, by the plan of what was answered. Counting
 * has read nearly all that this takes. */
enum ls_status ls_matches_list(struct ls_index *index, const struct ls_query_plan *plan,
                               const struct ls_window *window, struct ls_arena *arena,
                               struct ls_found *found, struct ls_error *err);

#endif
