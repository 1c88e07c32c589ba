/* The inline content of one Markdown block → what a reader sees of it.
 *
 * While cmark's nodes are walked, a block's content is gathered in a buffer as
 * text with marks (enum ls_mark), since what a break, a pipe or a left-over
 * star means is known only when the whole block is. */
#ifndef LS_INDEXER_CARD_TEXT_H
#define LS_INDEXER_CARD_TEXT_H

#include "base/buf.h"

/* What a code span or block says, its stars and pipes protected. */
void ls_raw_add_code(struct ls_buf *raw, struct ls_span code);

enum ls_show {
    LS_SHOW_TEXT,  /* soft breaks are spaces; tables are rows of cells */
    LS_SHOW_LINE,  /* every break is a space: headings */
    LS_SHOW_MARKS, /* like TEXT, but line ends of the source and the ends of links stay marks */
    LS_SHOW_CODE,  /* as it stands */
};

/* Appends what is seen of raw to *out, without a line feed at the end. Changes
 * bytes of raw in place. */
void ls_raw_show(struct ls_span raw, enum ls_show how, struct ls_buf *out);

/* Puts back the backslashes that were marked. Text without marks is not copied. */
struct ls_span ls_marks_restore(struct ls_span text, bool with_backslash, struct ls_buf *copy);

#endif
