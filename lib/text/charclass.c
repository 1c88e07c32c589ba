#include "text/charclass.h"

#include <stddef.h>
#include <utf8proc.h>

const uint8_t ls_charclass_ascii[128] = {
    ['a'] = LS_CHAR_LATIN,  ['b'] = LS_CHAR_LATIN,  ['c'] = LS_CHAR_LATIN,
    ['d'] = LS_CHAR_LATIN,  ['e'] = LS_CHAR_LATIN,  ['f'] = LS_CHAR_LATIN,
    ['g'] = LS_CHAR_LATIN,  ['h'] = LS_CHAR_LATIN,  ['i'] = LS_CHAR_LATIN,
    ['j'] = LS_CHAR_LATIN,  ['k'] = LS_CHAR_LATIN,  ['l'] = LS_CHAR_LATIN,
    ['m'] = LS_CHAR_LATIN,  ['n'] = LS_CHAR_LATIN,  ['o'] = LS_CHAR_LATIN,
    ['p'] = LS_CHAR_LATIN,  ['q'] = LS_CHAR_LATIN,  ['r'] = LS_CHAR_LATIN,
    ['s'] = LS_CHAR_LATIN,  ['t'] = LS_CHAR_LATIN,  ['u'] = LS_CHAR_LATIN,
    ['v'] = LS_CHAR_LATIN,  ['w'] = LS_CHAR_LATIN,  ['x'] = LS_CHAR_LATIN,
    ['y'] = LS_CHAR_LATIN,  ['z'] = LS_CHAR_LATIN,  ['0'] = LS_CHAR_DIGIT,
    ['1'] = LS_CHAR_DIGIT,  ['2'] = LS_CHAR_DIGIT,  ['3'] = LS_CHAR_DIGIT,
    ['4'] = LS_CHAR_DIGIT,  ['5'] = LS_CHAR_DIGIT,  ['6'] = LS_CHAR_DIGIT,
    ['7'] = LS_CHAR_DIGIT,  ['8'] = LS_CHAR_DIGIT,  ['9'] = LS_CHAR_DIGIT,
    ['\n'] = LS_CHAR_STOP,  ['\f'] = LS_CHAR_STOP,  ['!'] = LS_CHAR_STOP,
    ['?'] = LS_CHAR_STOP,   [';'] = LS_CHAR_STOP,   ['|'] = LS_CHAR_STOP,
    ['-'] = LS_CHAR_HYPHEN, ['_'] = LS_CHAR_HYPHEN, ['\''] = LS_CHAR_APOSTROPHE,
    ['.'] = LS_CHAR_DOT,    [','] = LS_CHAR_COMMA,
};

/* Ascending, without overlaps. Letters of these blocks only; see charclass of the rest. */
static const struct {
    uint32_t first;
    uint32_t last;
    enum ls_charclass charclass;
} ranges[] = {
    {0x0370, 0x03ff, LS_CHAR_GREEK},    {0x0400, 0x052f, LS_CHAR_CYRILLIC},
    {0x1100, 0x11ff, LS_CHAR_HAN},      {0x1c80, 0x1c8f, LS_CHAR_CYRILLIC},
    {0x1e00, 0x1eff, LS_CHAR_LATIN},    {0x1f00, 0x1fff, LS_CHAR_GREEK},
    {0x2c60, 0x2c7f, LS_CHAR_LATIN},    {0x2de0, 0x2dff, LS_CHAR_CYRILLIC},
    {0x2e80, 0x2fdf, LS_CHAR_HAN},      {0x3005, 0x3007, LS_CHAR_HAN},
    {0x3021, 0x3029, LS_CHAR_HAN},      {0x3031, 0x3035, LS_CHAR_HAN},
    {0x3041, 0x309f, LS_CHAR_HAN},      {0x30a1, 0x30fa, LS_CHAR_HAN},
    {0x30fc, 0x30ff, LS_CHAR_HAN},      {0x3105, 0x318e, LS_CHAR_HAN},
    {0x31a0, 0x31bf, LS_CHAR_HAN},      {0x31f0, 0x31ff, LS_CHAR_HAN},
    {0x3400, 0x4dbf, LS_CHAR_HAN},      {0x4e00, 0x9fff, LS_CHAR_HAN},
    {0xa640, 0xa69f, LS_CHAR_CYRILLIC}, {0xa720, 0xa7ff, LS_CHAR_LATIN},
    {0xa960, 0xa97f, LS_CHAR_HAN},      {0xac00, 0xd7ff, LS_CHAR_HAN},
    {0xf900, 0xfaff, LS_CHAR_HAN},      {0x1aff0, 0x1b16f, LS_CHAR_HAN},
    {0x20000, 0x3ffff, LS_CHAR_HAN},
};

static enum ls_charclass letter_class(uint32_t codepoint)
{
    if (codepoint < 0x2b0) {
        return LS_CHAR_LATIN;
    }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (codepoint <= ranges[i].last) {
            return codepoint >= ranges[i].first ? ranges[i].charclass : LS_CHAR_OTHER_LETTER;
        }
    }
    return LS_CHAR_OTHER_LETTER;
}

static enum ls_charclass by_category(uint32_t codepoint)
{
    switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return letter_class(codepoint);
    case UTF8PROC_CATEGORY_ND:
        return LS_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_NL:
        return letter_class(codepoint);
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return LS_CHAR_MARK;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
        return codepoint == 0x2010 || codepoint == 0x203f ? LS_CHAR_HYPHEN : LS_CHAR_SPACE;
    default:
        return LS_CHAR_SPACE;
    }
}

enum ls_charclass ls_charclass_rare(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x3002: /* 。 */
    case 0x2028:
    case 0x2029:
        return LS_CHAR_STOP;
    case 0x2019: /* ’ */
    case 0x02bc:
        return LS_CHAR_APOSTROPHE;
    case 0x2212: /* minus, as some editors write a hyphen */
        return LS_CHAR_HYPHEN;
    default:
        return by_category(codepoint);
    }
}
