/* Texts made of what texts like to trip over: the same ones from the same seed. */
#ifndef TESTS_TEXT_RANDOM_TEXT_H
#define TESTS_TEXT_RANDOM_TEXT_H

#include "base/buf.h"

static inline uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static inline uint32_t random_below(uint32_t *state, uint32_t limit)
{
    return random_next(state) % limit;
}

static inline const char *random_scrap(uint32_t *state)
{
    static const char *const scraps[] = {
        "hallucination",
        "LLM",
        "COVID",
        "Crohn",
        "naïve",
        "Sjo\u0308gren",
        "a",
        "s",
        "U",
        "ＬＬＭ",
        "ﬁbrosis",
        "㎎",
        "½",
        "TNF",
        "α",
        "Ⅳ",
        "ß",
        "İ",
        "19",
        "2024",
        "000",
        "7",
        "３",
        "幻",
        "覺",
        "隨著",
        "診斷",
        "偏",
        "裡",
        "的",
        "\uf900",
        "㈠",
        "カナ",
        "ｶﾅ",
        "각",
        "か\u3099",
        "𠮷",
        "क\u093f",
        "שָׁ",
        " ",
        " ",
        " ",
        " ",
        " ",
        "　",
        "-",
        "\u2011",
        "'",
        "’",
        ".",
        ". ",
        ",",
        "，",
        "。",
        "！",
        "？",
        "；",
        "\n",
        " | ",
        "…",
        "(",
        "（",
        "／",
        "\u0301",
        "\ufe0f",
        "\u00ad",
        "\u200d",
        "\xff",
        "\xe5\xb9",
        "\xc0\x80",
        "\x01",
    };
    return scraps[random_below(state, sizeof scraps / sizeof *scraps)];
}

/* Up to 60 scraps; borrowed from text, which is overwritten. */
static inline struct ls_span random_text(uint32_t *state, struct ls_buf *text)
{
    ls_buf_clear(text);
    for (uint32_t left = random_below(state, 60); left > 0; left--) {
        ls_buf_add_str(text, random_scrap(state));
    }
    return ls_buf_span(text);
}

/* Text in tests' output: nothing in it may end its line. */
static inline void print_text(const char *label, struct ls_span text)
{
    printf("# %s: ", label);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte < 0x20 || byte == '\\') {
            printf("\\x%02x", byte);
        } else {
            putchar(byte);
        }
    }
    putchar('\n');
}

#endif
