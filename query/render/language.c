#include "query/render/language.h"

#include "text/charclass.h"
#include "text/han_fold.h"
#include "text/utf8.h"

struct letters {
    size_t latin;
    size_t han;
    size_t traditional; /* of the Han characters: those that Simplified writes otherwise */
    size_t kana;
};

static struct letters count_letters(struct ls_span text)
{
    struct letters letters = {0};
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        bool is_han = ls_charclass(codepoint) == LS_CHAR_HAN;
        letters.latin += codepoint < 0x80 && ls_charclass(codepoint | 0x20) == LS_CHAR_LATIN;
        letters.han += is_han;
        letters.traditional += is_han && ls_han_fold(codepoint) != codepoint;
        letters.kana += codepoint >= 0x3041 && codepoint <= 0x30fa;
    }
    return letters;
}

/* A Han character says about as much as a Latin word. */
static bool is_chinese(const struct letters *letters)
{
    return letters->han > 0 && letters->han * 4 >= letters->latin && letters->kana == 0;
}

bool ls_language_is_chinese(struct ls_span text)
{
    struct letters letters = count_letters(text);
    return is_chinese(&letters);
}

const char *ls_language_of(struct ls_span text)
{
    struct letters letters = count_letters(text);
    if (is_chinese(&letters)) {
        return letters.traditional > 0 ? "zh-Hant" : "zh";
    }
    return letters.latin > 0 && letters.kana == 0 ? "en" : "";
}
