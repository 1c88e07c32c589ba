#include "query/language/quotes.h"

#include "text/utf8.h"

static const struct ls_quote quotes[] = {
    {'"', LS_QUOTE_DOUBLE, true, true},           {0x201c, LS_QUOTE_DOUBLE, true, true}, /* “ */
    {0x201d, LS_QUOTE_DOUBLE, true, true},                                               /* ” */
    {0x201e, LS_QUOTE_DOUBLE, true, true},                                               /* „ */
    {0x301d, LS_QUOTE_DOUBLE, true, true},                                               /* 〝 */
    {0x301e, LS_QUOTE_DOUBLE, true, true},                                               /* 〞 */
    {0xff02, LS_QUOTE_DOUBLE, true, true},                                               /* ＂ */
    {0x300c, LS_QUOTE_CORNER, true, false},                                              /* 「 */
    {0x300d, LS_QUOTE_CORNER, false, true},                                              /* 」 */
    {0xff62, LS_QUOTE_CORNER, true, false},                                              /* ｢ */
    {0xff63, LS_QUOTE_CORNER, false, true},                                              /* ｣ */
    {0x300e, LS_QUOTE_WHITE_CORNER, true, false},                                        /* 『 */
    {0x300f, LS_QUOTE_WHITE_CORNER, false, true},                                        /* 』 */
};

static const struct ls_quote no_quote = {0, LS_QUOTE_NONE, false, false};

const struct ls_quote *ls_quote_at(struct ls_span text, size_t at, unsigned *width)
{
    uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, width);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (quotes[i].codepoint == codepoint) {
            return &quotes[i];
        }
    }
    return &no_quote;
}
