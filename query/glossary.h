/* What an index's cards, and its user's glossaries, say is the same. */
#ifndef LS_QUERY_GLOSSARY_H
#define LS_QUERY_GLOSSARY_H

#include "query/request.h"

/* Appends the pairs that have the request's words, or all, those of its window; the best first, and
 * of several indexes added up. LS_NOTHING_FOUND when there are none; LS_USAGE for a format that
 * lists none; else what opening and reading an index may return. */
enum ls_status ls_glossary_show(const struct ls_request *request, struct ls_arena *arena,
                                struct ls_buf *out, struct ls_error *err);

#endif
