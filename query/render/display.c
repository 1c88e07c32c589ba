#include "query/render/display.h"

#include "text/utf8.h"

#include <utf8proc.h>

unsigned ls_display_columns_of(uint32_t codepoint)
{
    if (codepoint < 0x7f) {
        return codepoint >= 0x20;
    }
    if (codepoint >= 0x4e00 && codepoint <= 0x9fff) {
        return 2;
    }
    return (unsigned)utf8proc_charwidth((utf8proc_int32_t)codepoint);
}

size_t ls_display_columns(struct ls_span text)
{
    size_t columns = 0;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        unsigned char byte = (unsigned char)text.ptr[at];
        width = 1;
        if (byte >= 0x20 && byte < 0x7f) {
            columns++;
            continue;
        }
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        columns += ls_display_columns_of(ls_display_safe(codepoint));
    }
    return columns;
}

uint32_t ls_display_safe(uint32_t codepoint)
{
    if (codepoint >= 0x20 && codepoint < 0x7f) {
        return codepoint;
    }
    if ((codepoint >= '\t' && codepoint <= '\r') || codepoint == 0x85 || codepoint == 0x2028 ||
        codepoint == 0x2029) {
        return ' ';
    }
    bool is_control = codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0) ||
                      (codepoint >= 0x202a && codepoint <= 0x202e) ||
                      (codepoint >= 0x2066 && codepoint <= 0x2069); /* turn what follows round */
    return is_control ? LS_UTF8_REPLACEMENT : codepoint;
}

void ls_display_add(struct ls_buf *out, struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        ls_buf_add_codepoint(out, ls_display_safe(codepoint));
    }
}
