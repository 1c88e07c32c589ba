/* Suggestions as bytes, in the forms of --format that a list can take. */
#ifndef LS_QUERY_SUGGEST_RENDER_H
#define LS_QUERY_SUGGEST_RENDER_H

#include "query/render/render.h"
#include "query/suggest/suggest.h"

bool ls_suggestions_any(const struct ls_suggestions *suggestions);

/* Can suggestions be rendered so? */
bool ls_suggestions_have_format(enum ls_query_format format);

/* Appends them; prefix is what was typed. */
void ls_suggestions_render(enum ls_query_format format, struct ls_span prefix,
                           const struct ls_suggestions *suggestions, const struct ls_style *style,
                           struct ls_buf *out);

#endif
