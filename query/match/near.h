/* Words that stand near each other. */
#ifndef LS_QUERY_NEAR_H
#define LS_QUERY_NEAR_H

#include "query/match/match.h"
#include "query/plan/query.h"

/* The cards that hold, in one line of their stream (a sentence, a line or a table
 * cell), all operands of a NEAR clause, each at most the clause's distance from the
 * one before it, in either order: 1 is side by side, and a Han character counts as
 * a word. Those that hold them so outside template text; in templates, if it is not NULL,
 * those that do in template text only. */
enum ls_status ls_near_match(struct ls_index *index, const struct ls_units *units,
                             const struct ls_clause *near, struct ls_arena *arena,
                             struct ls_docids *docids, struct ls_docids *templates,
                             struct ls_buf *notes, struct ls_error *err);

/* In which note cards a stream holds them so, a bit for each; scratch in the arena. */
enum ls_status ls_near_parts_in(const struct ls_units *units, const struct ls_clause *near,
                                struct ls_span stream, struct ls_arena *arena, unsigned *parts,
                                struct ls_error *err);

#endif
