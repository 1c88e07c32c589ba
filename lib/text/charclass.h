/* What a folded character is to the analyzer. */
#ifndef LS_TEXT_CHARCLASS_H
#define LS_TEXT_CHARCLASS_H

#include <stdint.h>

enum ls_charclass {
    LS_CHAR_SPACE, /* white space and every other border */
    LS_CHAR_HAN,
    LS_CHAR_DIGIT,
    LS_CHAR_LATIN, /* letters: one class a script, since pieces end at script borders */
    LS_CHAR_GREEK,
    LS_CHAR_CYRILLIC,
    LS_CHAR_OTHER_LETTER,
    LS_CHAR_MARK,       /* continues whatever piece it follows */
    LS_CHAR_HYPHEN,     /* - ‐ _ : glue between pieces */
    LS_CHAR_APOSTROPHE, /* ' ’ : glue */
    LS_CHAR_DOT,        /* glue between digits; else perhaps the end of a sentence */
    LS_CHAR_COMMA,      /* glue between digits */
    LS_CHAR_STOP,       /* ends a sentence, line or cell: 。！？!?；; line feed | */
};

/* For ls_charclass: those of ASCII, where capitals are folded already, and all that are not Han. */
extern const uint8_t ls_charclass_ascii[128];
enum ls_charclass ls_charclass_rare(uint32_t codepoint);

static inline enum ls_charclass ls_charclass(uint32_t codepoint)
{
    if (codepoint < 0x80) {
        return (enum ls_charclass)ls_charclass_ascii[codepoint];
    }
    return codepoint >= 0x3400 && codepoint <= 0x9fff ? LS_CHAR_HAN : ls_charclass_rare(codepoint);
}

#endif
