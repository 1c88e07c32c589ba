/* The cards that hold a NEAR, kept for the state of an index. Private to query/match/. */
#ifndef LS_QUERY_NEAR_KEPT_H
#define LS_QUERY_NEAR_KEPT_H

#include "query/match/match.h"
#include "query/plan/query.h"

/* The sides of one NEAR: outside template text, and in it only. */
struct ls_near_found {
    struct ls_docids outside;
    struct ls_docids templates;
};

/* Tells the cards of a NEAR, of which those in templates are wanted or not, from those of any other
 * one. Of the arena; absent when memory is out. */
struct ls_span ls_near_name(const struct ls_units *units, const struct ls_clause *clause,
                            bool in_templates, struct ls_arena *arena);

/* *known is false when it is not kept. Borrowed from the index. */
enum ls_status ls_near_recall(struct ls_index *index, struct ls_span name,
                              struct ls_near_found *found, bool *known, struct ls_error *err);
void ls_near_keep(struct ls_index *index, struct ls_span name, const struct ls_near_found *found);

#endif
