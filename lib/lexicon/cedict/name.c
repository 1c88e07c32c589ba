#include "lexicon/cedict/name.h"

enum {
    NAME_BYTES_MIN = 3,
    NAME_BYTES_MAX = 15,
    ALIKE_MIN = 4,   /* letters of a reading that a word of its own would not begin with, … */
    ENDING_BYTES = 2 /* … nor one with an ending: Taiwanese */
};

/* What stands behind it tells more of the name. */
static size_t name_bytes(struct ls_span text)
{
    size_t len = 0;
    while (len < text.len && !memchr("([,;/", text.ptr[len], 5)) {
        len++;
    }
    return len;
}

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_letter(char byte)
{
    return is_upper(byte) || (byte >= 'a' && byte <= 'z');
}

/* How many letters does a word begin with that the reading spells? */
static size_t spelt_alike(struct ls_span word, struct ls_span pinyin, size_t *letters)
{
    size_t alike = 0;
    *letters = 0;
    for (size_t i = 0; i < pinyin.len; i++) {
        if (is_letter(pinyin.ptr[i])) {
            bool goes_on = alike == *letters && alike < word.len &&
                           (word.ptr[alike] | 0x20) == (pinyin.ptr[i] | 0x20);
            alike += goes_on;
            ++*letters;
        }
    }
    return alike;
}

static bool is_reading(struct ls_span word, struct ls_span pinyin)
{
    size_t letters;
    size_t alike = spelt_alike(word, pinyin, &letters);
    size_t enough = word.len > ALIKE_MIN + ENDING_BYTES ? word.len - ENDING_BYTES : ALIKE_MIN;
    return alike == letters || alike >= enough;
}

struct ls_span ls_cedict_name(struct ls_span text, struct ls_span pinyin)
{
    struct ls_span word = ls_span_trim(ls_span(text.ptr, name_bytes(text)));
    bool is_name = word.len >= NAME_BYTES_MIN && word.len <= NAME_BYTES_MAX &&
                   is_upper(*word.ptr) && !memchr(word.ptr, ' ', word.len);
    return is_name && !is_reading(word, pinyin) ? word : ls_span("", 0);
}
