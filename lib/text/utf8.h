/* UTF-8, one code point at a time. */
#ifndef LS_TEXT_UTF8_H
#define LS_TEXT_UTF8_H

#include "base/span.h"

#include <stdint.h>

enum { LS_UTF8_REPLACEMENT = 0xfffd };

/* The code point at text[at], at < len, and in *width its bytes. A byte that
 * starts no valid sequence (overlong, surrogate, cut short …) counts as one
 * U+FFFD of width 1, so that a walk over any bytes ends. */
static inline uint32_t ls_utf8_decode(const char *text, size_t len, size_t at, unsigned *width)
{
    const unsigned char *s = (const unsigned char *)text + at;
    size_t left = len - at;
    if (s[0] < 0x80) {
        *width = 1;
        return s[0];
    }
    if (left >= 3 && (s[0] & 0xf0) == 0xe0 && (s[1] & 0xc0) == 0x80 && (s[2] & 0xc0) == 0x80) {
        uint32_t codepoint = (uint32_t)(s[0] & 0x0f) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
        if (codepoint >= 0x800 && (codepoint < 0xd800 || codepoint > 0xdfff)) {
            *width = 3;
            return codepoint;
        }
    } else if (left >= 2 && s[0] >= 0xc2 && s[0] <= 0xdf && (s[1] & 0xc0) == 0x80) {
        *width = 2;
        return (uint32_t)(s[0] & 0x1f) << 6 | (s[1] & 0x3fu);
    } else if (left >= 4 && (s[0] & 0xf8) == 0xf0 && (s[1] & 0xc0) == 0x80 &&
               (s[2] & 0xc0) == 0x80 && (s[3] & 0xc0) == 0x80) {
        uint32_t codepoint = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3f) << 12 |
                             (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
        if (codepoint >= 0x10000 && codepoint <= 0x10ffff) {
            *width = 4;
            return codepoint;
        }
    }
    *width = 1;
    return LS_UTF8_REPLACEMENT;
}

/* Is every byte part of a valid sequence? Otherwise *bad is the offset of the
 * first that is not. */
bool ls_utf8_valid(struct ls_span text, size_t *bad);

#endif
