/* What the page says: complete in every language, and in that of the reader. */
#include "server/page/words.h"
#include "tests/tap.h"

static const struct {
    const char *accept_language; /* NULL: not sent */
    const char *param;           /* NULL: not given */
    enum ls_language want;
} readers[] = {
    {NULL, NULL, LS_LANGUAGE_EN},
    {"", NULL, LS_LANGUAGE_EN},
    {"en-GB,en;q=0.9", NULL, LS_LANGUAGE_EN},
    {"zh-TW,zh;q=0.9,en;q=0.8", NULL, LS_LANGUAGE_ZH_HANT},
    {"zh-HK", NULL, LS_LANGUAGE_ZH_HANT},
    {"zh-Hant-MO", NULL, LS_LANGUAGE_ZH_HANT},
    {"zh", NULL, LS_LANGUAGE_ZH_HANT},
    {"zh-CN,zh;q=0.9", NULL, LS_LANGUAGE_ZH_HANS},
    {"ZH-HANS-SG", NULL, LS_LANGUAGE_ZH_HANS},
    {"zh-SG", NULL, LS_LANGUAGE_ZH_HANS},
    {"de,fr;q=0.9", NULL, LS_LANGUAGE_EN},
    {"de,zh-TW;q=0.3", NULL, LS_LANGUAGE_ZH_HANT},
    {"en;q=0.5,zh-TW;q=0.6", NULL, LS_LANGUAGE_ZH_HANT},
    {"zh-TW;q=0,en;q=0.1", NULL, LS_LANGUAGE_EN},
    {"zh-TW;q=0", NULL, LS_LANGUAGE_EN},
    {"*", NULL, LS_LANGUAGE_EN},
    {"english,zhuang", NULL, LS_LANGUAGE_EN},
    {"en", "zh-Hant", LS_LANGUAGE_ZH_HANT},
    {"zh-TW", "en", LS_LANGUAGE_EN},
    {"zh-TW", "zh-Hans", LS_LANGUAGE_ZH_HANS},
    {"zh-TW", "klingon", LS_LANGUAGE_ZH_HANT},
    {";;;,,=,q", "\"><script>", LS_LANGUAGE_EN},
};

static void test_readers(void)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        enum ls_language got = ls_language_negotiate(ls_span_str(readers[i].accept_language),
                                                     ls_span_str(readers[i].param));
        tap_ok(got == readers[i].want, "%s, lang=%s: %s",
               readers[i].accept_language ? readers[i].accept_language : "nothing",
               readers[i].param ? readers[i].param : "", ls_language_tag(got));
    }
}

static const struct {
    enum ls_language language;
    enum ls_word word;
    struct ls_word_args args;
    const char *want;
} said[] = {
    {LS_LANGUAGE_EN, LS_WORD_STEP_FOUND, {.n = 1}, "1 article found"},
    {LS_LANGUAGE_EN, LS_WORD_STEP_FOUND, {.n = 0}, "0 articles found"},
    {LS_LANGUAGE_EN, LS_WORD_STEP_FOUND, {.n = 1234567}, "1,234,567 articles found"},
    {LS_LANGUAGE_EN, LS_WORD_STEP_FOUND, {.n = 1002}, "1,002 articles found"},
    {LS_LANGUAGE_ZH_HANT, LS_WORD_STEP_FOUND, {.n = 1}, "找到 1 篇文獻"},
    {LS_LANGUAGE_EN, LS_WORD_STEP_ALL, {.n = 1, .m = 9}, "1 article has all the words, 9 some"},
    {LS_LANGUAGE_EN,
     LS_WORD_LIKE_CHIP,
     {.t = LS_SPAN_INIT("<b>{n}|&\"'")},
     "Like: &lt;b&gt;{n}|&amp;&quot;&#39;"},
};

static void test_said(void)
{
    struct ls_buf out = {0};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        ls_buf_clear(&out);
        ls_word_add(&out, said[i].language, said[i].word, said[i].args);
        tap_is_str(out.ptr, said[i].want, said[i].want);
    }
    ls_buf_free(&out);
}

/* Which places a text has, a bit for each, in each of its forms; 0x80: something is wrong. */
static unsigned places_of(const char *text)
{
    unsigned places = 0;
    for (const char *brace = strchr(text, '{'); brace; brace = strchr(brace + 1, '{')) {
        const char *known = brace[1] ? strchr("nmt", brace[1]) : NULL;
        places |= known && brace[2] == '}' ? 1u << (known - "nmt") : 0x80;
    }
    return places;
}

static void test_complete(void)
{
    for (int word = 0; word < LS_WORD_COUNT; word++) {
        const char *english = ls_word_text(LS_LANGUAGE_EN, (enum ls_word)word);
        bool is_complete = !(places_of(english) & 0x80);
        for (int language = 0; language < LS_LANGUAGE_COUNT; language++) {
            const char *text = ls_word_text((enum ls_language)language, (enum ls_word)word);
            is_complete &= text[0] && places_of(text) == places_of(english);
            is_complete &= language == LS_LANGUAGE_EN || !strchr(text, '|');
        }
        if (!is_complete) {
            tap_ok(false, "\"%s\" is in every language, with the same places", english);
        }
    }
    tap_ok(true, "every text was looked at");
}

int main(void)
{
    test_readers();
    test_said();
    test_complete();
    return tap_done();
}
