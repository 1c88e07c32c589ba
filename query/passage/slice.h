/* A part of a long text to analyze in place of the whole. */
#ifndef LS_QUERY_SLICE_H
#define LS_QUERY_SLICE_H

#include "query/range.h"

/* The text around a range with at least so many columns on both sides, or up to
 * the text's ends; cut at white space or between Han characters, so that no word
 * changes. */
struct ls_span ls_slice_around(struct ls_span text, struct ls_range range, size_t columns);

#endif
