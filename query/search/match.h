/* Which cards hold a unit whose pieces must stand side by side. The index has
 * no positions: the cards that hold all its terms are candidates, and each
 * candidate's token stream is asked. */
#ifndef LS_QUERY_MATCH_H
#define LS_QUERY_MATCH_H

#include "query/search/units.h"
#include "store/index.h"

struct ls_docids {
    const uint32_t *items; /* ascending; of the arena */
    size_t count;
};

enum ls_status ls_match(struct ls_index *index, const struct ls_unit *unit, struct ls_arena *arena,
                        struct ls_docids *docids, struct ls_error *err);

#endif
