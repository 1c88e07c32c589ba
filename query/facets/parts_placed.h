/* In which note cards a query's words stand, told of all articles at once by positions. Private to
 * query/facets/. */
#ifndef LS_QUERY_PARTS_PLACED_H
#define LS_QUERY_PARTS_PLACED_H

#include "query/facets/parts.h"

/* For each docid a bit for each note card, as ls_parts_find does, of a query that positions can
 * tell of; is_whole: all of its words are wanted, else some. NULL in *rows, by docid, when they
 * cannot. In the arena. */
enum ls_status ls_parts_place(struct ls_index *index, const struct ls_query *query, bool is_whole,
                              bool in_templates, struct ls_arena *arena, const uint8_t **rows,
                              struct ls_error *err);

#endif
