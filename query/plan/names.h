/* Names of domains and journals as cards write them: the index's terms are folded. */
#ifndef LS_QUERY_NAMES_H
#define LS_QUERY_NAMES_H

#include "store/index.h"

/* The name behind a term with LS_PREFIX_DOMAIN or LS_PREFIX_JOURNAL, in the spelling that most of
 * the first cards with it use, of equals the first; the folded name when no card has it. Lives in
 * the arena. */
enum ls_status ls_name_shown(struct ls_index *index, struct ls_span term, struct ls_arena *arena,
                             struct ls_span *shown, struct ls_error *err);

#endif
