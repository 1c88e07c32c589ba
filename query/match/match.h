/* Which cards hold a unit whose pieces must stand side by side, or somewhere in
 * particular. The index has no positions: the cards that hold all its terms are
 * candidates, and each candidate's token stream is asked. */
#ifndef LS_QUERY_MATCH_H
#define LS_QUERY_MATCH_H

#include "query/match/units.h"
#include "store/index.h"

struct ls_docids {
    const uint32_t *items; /* ascending; of the arena */
    size_t count;
};

/* Those that hold it outside template text; and in templates, if it is not NULL, those that hold it
 * in template text only. notes may get a line about a beginning that stands for too many words. */
enum ls_status ls_match_both(struct ls_index *index, const struct ls_unit *unit,
                             struct ls_arena *arena, struct ls_docids *docids,
                             struct ls_docids *templates, struct ls_buf *notes,
                             struct ls_error *err);

/* Is the term one Han character? Then template text has no term for it, but for what begins so:
 * these are the cards that have it in template text only. */
bool ls_term_is_character(struct ls_span term);
enum ls_status ls_match_character(struct ls_index *index, struct ls_span term,
                                  struct ls_arena *arena, struct ls_docids *docids,
                                  struct ls_error *err);

/* Does a stream hold the unit? And in which of the wanted note cards, a bit for each; bit 0 for
 * text in none of them. The unit's own part is not looked at then. */
bool ls_unit_stands_in(const struct ls_unit *unit, struct ls_span stream);
unsigned ls_unit_parts_in(const struct ls_unit *unit, struct ls_span stream, unsigned wanted);

/* The documents of both lists; those of either. In the arena; LS_INTERNAL when
 * memory is out. */
enum ls_status ls_docids_intersect(const struct ls_docids *a, const struct ls_docids *b,
                                   struct ls_arena *arena, struct ls_docids *out,
                                   struct ls_error *err);
enum ls_status ls_docids_unite(const struct ls_docids *a, const struct ls_docids *b,
                               struct ls_arena *arena, struct ls_docids *out, struct ls_error *err);

#endif
