#include "text/utf8.h"

bool ls_utf8_valid(struct ls_span text, size_t *bad)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        if (ls_utf8_decode(text.ptr, text.len, at, &width) == LS_UTF8_REPLACEMENT && width == 1) {
            *bad = at;
            return false;
        }
    }
    return true;
}
