/* In which note cards of an article a query's words stand, and which stand in none. */
#ifndef LS_QUERY_PARTS_H
#define LS_QUERY_PARTS_H

#include "query/facets/facets.h"
#include "query/search/search.h"

/* For each of docids, which the query found in this step: a bit for each note card in which
 * the query, asked of that card alone, would find the article; for a query without words, each
 * card there is. In the arena. columns, which may be NULL, are kept from one question to the
 * next. */
enum ls_status ls_parts_find(struct ls_index *index, struct ls_columns *columns,
                             const struct ls_query *answered, enum ls_step step,
                             const struct ls_docids *docids, struct ls_arena *arena,
                             uint8_t **parts, struct ls_error *err);

/* The words of the query, as typed, that a card does not hold. In the arena. */
enum ls_status ls_words_lacking(struct ls_index *index, const struct ls_query *answered,
                                uint32_t docid, struct ls_arena *arena,
                                const struct ls_span **lacks, size_t *count, struct ls_error *err);

#endif
