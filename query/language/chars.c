#include "query/language/chars.h"

#include "text/utf8.h"

uint32_t ls_char_narrow(uint32_t codepoint)
{
    if (codepoint >= 0xff01 && codepoint <= 0xff5e) {
        return codepoint - 0xff01 + '!';
    }
    switch (codepoint) {
    case 0x3000:
    case 0xa0:
        return ' ';
    case 0x2212: /* − */
    case 0xfe63: /* ﹣ */
        return '-';
    default:
        return codepoint;
    }
}

uint32_t ls_char_at(struct ls_span text, size_t at, unsigned *width)
{
    if (at >= text.len) {
        *width = 0;
        return 0;
    }
    return ls_char_narrow(ls_utf8_decode(text.ptr, text.len, at, width));
}

bool ls_char_is_space(uint32_t narrow)
{
    return narrow == ' ' || (narrow >= '\t' && narrow <= '\r');
}

bool ls_char_is_letter(uint32_t narrow)
{
    return (narrow >= 'a' && narrow <= 'z') || (narrow >= 'A' && narrow <= 'Z');
}

bool ls_char_is_digit(uint32_t narrow)
{
    return narrow >= '0' && narrow <= '9';
}

bool ls_text_is(struct ls_span text, const char *word)
{
    unsigned width;
    size_t at = 0;
    for (; *word; word++, at += width) {
        if (ls_char_at(text, at, &width) != (unsigned char)*word) {
            return false;
        }
    }
    return at == text.len;
}
