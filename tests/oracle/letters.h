/* Letters, digits and Han characters of a Markdown file: what neither markup nor white space
 * changes. */
#ifndef TESTS_ORACLE_LETTERS_H
#define TESTS_ORACLE_LETTERS_H

#include "base/buf.h"

/* Appends those of the text; without the targets of links, tags and entities if it skips what is
 * not shown. */
void letters_add(struct ls_span text, bool skips_hidden, struct ls_buf *out);

#endif
