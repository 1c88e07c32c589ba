/* HTML inside Markdown: tags go, what stands between them stays. */
#ifndef LS_INDEXER_CARD_HTML_H
#define LS_INDEXER_CARD_HTML_H

#include "base/buf.h"

/* What is left of one inline tag or comment is appended to *raw (a break, or
 * nothing). *in_script is set between <script> or <style> and its end, where
 * text is not to be shown. */
void ls_html_add_inline(struct ls_buf *raw, struct ls_span html, bool *in_script);

/* Appends the visible text of an HTML block, line feeds between its blocks. */
void ls_html_show_block(struct ls_span html, struct ls_buf *out);

#endif
