/* What a card holds as HTML: text stays text, and links lead to http, https or the site itself. */
#ifndef LS_QUERY_HTML_TEXT_H
#define LS_QUERY_HTML_TEXT_H

#include "base/buf.h"
#include "query/range.h"
#include "store/card.h"

/* Good in an element and between the quotes of an attribute. Characters that HTML forbids become
 * U+FFFD. */
void ls_html_add_text(struct ls_buf *out, struct ls_span text);

/* "<p class="x" lang="en">": attributes begin with a space or are empty; the language is that of
 * the text, when it is known. */
void ls_html_open(struct ls_buf *out, const char *tag, const char *attributes, struct ls_span text);

/* The text as a link, but as text alone when the url is none that a page may link to. */
void ls_html_add_link(struct ls_buf *out, struct ls_span url, struct ls_span anchor,
                      struct ls_span text);

/* Authors, journal, year, PMID and DOI in a line, each as far as it is known. */
void ls_html_add_citation(struct ls_buf *out, const struct ls_card *card);

/* With <mark> around the marks, which are ascending. */
void ls_html_add_marked(struct ls_buf *out, struct ls_span text, const struct ls_range *marks,
                        size_t count);

#endif
