#include "bench/query.h"

#include "text/utf8.h"

#include <ctype.h>

enum { WORD_BYTES_MIN = 4, HAN_MIN = 2, HAN_MAX = 4, HAN_BYTES = 3, TRIES_MAX = 100 };

static bool is_letter(char byte)
{
    return isalpha((unsigned char)byte) != 0;
}

/* A run of letters around a random place; empty when the place has none or it is short. */
static struct ls_span pick_word(struct ls_span text, struct bench_random *random)
{
    size_t first = bench_random_below(random, (uint32_t)text.len);
    size_t past = first;
    while (first > 0 && is_letter(text.ptr[first - 1])) {
        first--;
    }
    while (past < text.len && is_letter(text.ptr[past])) {
        past++;
    }
    bool is_long = past >= first + WORD_BYTES_MIN;
    return ls_span(text.ptr + first, is_long ? past - first : 0);
}

static bool is_han_at(struct ls_span text, size_t at)
{
    unsigned width;
    if (at >= text.len) {
        return false;
    }
    uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
    return codepoint >= 0x4e00 && codepoint <= 0x9fff;
}

/* Two to four characters in a row from a random place. */
static struct ls_span pick_han(struct ls_span text, struct bench_random *random)
{
    size_t first = bench_random_below(random, (uint32_t)text.len);
    uint32_t wanted = HAN_MIN + bench_random_below(random, HAN_MAX - HAN_MIN + 1);
    size_t past = first;
    for (; wanted > 0 && is_han_at(text, past); wanted--) {
        past += HAN_BYTES;
    }
    return ls_span(text.ptr + first, wanted == 0 ? past - first : 0);
}

static void add_query_word(const struct bench_learned *learned, struct bench_random *random,
                           bool is_chinese, struct ls_buf *out)
{
    struct ls_buf sentence = {0};
    for (unsigned tries = 0; tries < TRIES_MAX; tries++) {
        ls_buf_clear(&sentence);
        if (is_chinese) {
            bench_add_chinese(learned, random, 12, 40, &sentence);
        } else {
            bench_add_english(learned, random, 25, &sentence);
        }
        struct ls_span text = ls_buf_span(&sentence);
        struct ls_span word = is_chinese ? pick_han(text, random) : pick_word(text, random);
        if (word.len > 0) {
            ls_buf_add_span(out, word);
            break;
        }
    }
    out->failed |= sentence.failed;
    ls_buf_free(&sentence);
}

void bench_write_query(const struct bench_learned *learned, uint64_t seed, uint32_t number,
                       struct ls_buf *out)
{
    struct bench_random random = bench_random_for(~seed, number);
    for (uint32_t left = 1 + bench_random_below(&random, 3); left > 0; left--) {
        add_query_word(learned, &random, number % 2 == 0, out);
        if (left > 1) {
            ls_buf_add_char(out, ' ');
        }
    }
}
