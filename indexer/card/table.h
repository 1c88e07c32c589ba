/* Pipe tables, which CommonMark does not know: to cmark they are paragraphs. */
#ifndef LS_INDEXER_CARD_TABLE_H
#define LS_INDEXER_CARD_TABLE_H

#include "indexer/card/text.h"

/* Shows a paragraph that holds a table (a header row and a delimiter row with
 * as many cells): cells with " | " between them, a row a line, no delimiter
 * row. False, and nothing shown, when it holds none. */
bool ls_table_show(struct ls_span raw, struct ls_buf *out);

/* Shows content without looking for tables and left-over stars. */
void ls_raw_show_run(struct ls_span raw, enum ls_show how, bool in_table, struct ls_buf *out);

#endif
