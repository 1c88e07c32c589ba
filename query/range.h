/* A run of bytes in a text that both sides know: [first, past). */
#ifndef LS_QUERY_RANGE_H
#define LS_QUERY_RANGE_H

#include "base/span.h"

struct ls_range {
    size_t first;
    size_t past;
};

static inline struct ls_span ls_range_span(struct ls_span text, struct ls_range range)
{
    return ls_span(text.ptr + range.first, range.past - range.first);
}

#endif
