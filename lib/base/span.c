#include "base/span.h"

int ls_span_compare(struct ls_span a, struct ls_span b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared > 0 ? memcmp(a.ptr, b.ptr, shared) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static size_t space_at_start(struct ls_span span)
{
    if (span.len == 0) {
        return 0;
    }
    unsigned char first = (unsigned char)span.ptr[0];
    if (first == ' ' || (first >= '\t' && first <= '\r')) {
        return 1;
    }
    if (ls_span_starts_with(span, LS_SPAN("\xe3\x80\x80"))) {
        return 3;
    }
    return ls_span_starts_with(span, LS_SPAN("\xc2\xa0")) ? 2 : 0;
}

static size_t space_at_end(struct ls_span span)
{
    for (size_t width = 1; width <= 3 && width <= span.len; width++) {
        if (space_at_start(ls_span_from(span, span.len - width)) == width) {
            return width;
        }
    }
    return 0;
}

struct ls_span ls_span_trim(struct ls_span span)
{
    for (size_t width; (width = space_at_start(span)) > 0;) {
        span = ls_span_from(span, width);
    }
    for (size_t width; (width = space_at_end(span)) > 0;) {
        span.len -= width;
    }
    return span;
}
