/* What the two renderers for a person share. Private to query/render/. */
#ifndef LS_QUERY_RENDER_TEXT_H
#define LS_QUERY_RENDER_TEXT_H

#include "query/render/render.h"
#include "query/render/wrap.h"

/* Changes of colour, empty when the style has none. */
enum ls_ink { LS_INK_PLAIN, LS_INK_TITLE, LS_INK_MARK, LS_INK_DETAIL };
const char *ls_ink(const struct ls_style *style, enum ls_ink ink);

/* A card's titles: the English, or the only one, then the Chinese on a line of
 * its own. The caller has written `indent` columns of the first line. */
void ls_render_titles(const struct ls_card *card, const struct ls_style *style, size_t indent,
                      struct ls_buf *out);

/* "8.5/10 · 門診, 病歷 · Nature Medicine · 2024 · PMID 38413730 · papers/x.md", with what is known.
 */
void ls_render_details(const struct ls_card *card, const struct ls_style *style, size_t indent,
                       struct ls_buf *out);

#endif
