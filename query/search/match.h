/* Which cards hold a unit whose pieces must stand side by side, or somewhere in
 * particular. The index has no positions: the cards that hold all its terms are
 * candidates, and each candidate's token stream is asked. */
#ifndef LS_QUERY_MATCH_H
#define LS_QUERY_MATCH_H

#include "query/search/units.h"
#include "store/index.h"

struct ls_docids {
    const uint32_t *items; /* ascending; of the arena */
    size_t count;
};

/* notes may get a line about a beginning that stands for too many words. */
enum ls_status ls_match(struct ls_index *index, const struct ls_unit *unit, struct ls_arena *arena,
                        struct ls_docids *docids, struct ls_buf *notes, struct ls_error *err);

/* Does a stream hold the unit? And with it in which note cards, a bit for each;
 * bit 0 for text in none of them. The unit's own part is not looked at. */
bool ls_unit_stands_in(const struct ls_unit *unit, struct ls_span stream);
unsigned ls_unit_parts_in(const struct ls_unit *unit, struct ls_span stream);

/* The documents of both lists; those of either. In the arena; LS_INTERNAL when
 * memory is out. */
enum ls_status ls_docids_intersect(const struct ls_docids *a, const struct ls_docids *b,
                                   struct ls_arena *arena, struct ls_docids *out,
                                   struct ls_error *err);
enum ls_status ls_docids_unite(const struct ls_docids *a, const struct ls_docids *b,
                               struct ls_arena *arena, struct ls_docids *out, struct ls_error *err);

#endif
