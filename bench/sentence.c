#include "bench/sentence.h"

#include <ctype.h>

/* How often, in a thousand words or characters. */
enum {
    ENGLISH_MADE_UP = 45,
    ENGLISH_AT_RANDOM = 70, /* a known word out of context */
    ENGLISH_MADE_UP_CAPITAL = 120,
    CHINESE_RARE = 8,
    CHINESE_AT_RANDOM = 15,
    CHINESE_BY_ONE = 150, /* in the context of one character, not two */
};

enum { ENGLISH_WORDS_MIN = 5, RARE_BITS = 13, HAN_FIRST = 0x4e00 };

/* A bijection on the numbers below 2^bits: neighbours end up far apart. */
static uint32_t scatter(uint32_t number, unsigned bits)
{
    return (number * 0x2c1b3c6du) & ((1u << bits) - 1);
}

/* 7 bits a syllable, the first two or all three; the ending from the rank. */
void bench_add_made_up_word(struct ls_buf *out, uint32_t rank)
{
    static const char *const onsets[16] = {"b",  "br", "c", "d", "f",  "g", "gl", "h",
                                           "ph", "l",  "m", "n", "pr", "r", "st", "v"};
    static const char *const rimes[8] = {"a", "e", "i", "o", "u", "ar", "en", "ol"};
    static const char *const endings[8] = {"", "n", "tic", "sis", "tion", "mab", "ment", "x"};
    unsigned syllables = rank < 1u << 14 ? 2 : 3;
    uint32_t left = scatter(rank, syllables * 7);
    for (unsigned i = 0; i < syllables; i++, left >>= 7) {
        ls_buf_add_str(out, onsets[left & 15]);
        ls_buf_add_str(out, rimes[(left >> 4) & 7]);
    }
    ls_buf_add_str(out, endings[scatter(rank, BENCH_TAIL_BITS) % 8]);
}

/* Numbers are drawn anew, digit by digit, so that they are as many as in real text. */
static void add_word(struct ls_buf *out, struct ls_span word, struct bench_random *random)
{
    size_t first = out->len;
    ls_buf_add_span(out, word);
    for (size_t i = first; i < out->len; i++) {
        if (isdigit((unsigned char)out->ptr[i])) {
            out->ptr[i] = (char)('0' + bench_random_below(random, 10));
        }
    }
}

static void capitalize(struct ls_buf *out, size_t at)
{
    if (at < out->len) {
        out->ptr[at] = (char)toupper((unsigned char)out->ptr[at]);
    }
}

static void add_rare_word(struct ls_buf *out, struct bench_random *random)
{
    size_t first = out->len;
    bench_add_made_up_word(out, bench_random_rank(random, BENCH_TAIL_BITS));
    if (bench_random_below(random, 1000) < ENGLISH_MADE_UP_CAPITAL) {
        capitalize(out, first);
    }
}

static uint32_t draw_inside(const struct bench_chain *chain, struct bench_random *random)
{
    uint32_t word;
    do {
        word = bench_chain_draw(chain, random, 0, 0, 0);
    } while (word == BENCH_BORDER);
    return word;
}

void bench_add_english(const struct bench_learned *learned, struct bench_random *random,
                       uint32_t words_max, struct ls_buf *out)
{
    const struct bench_chain *chain = &learned->english;
    size_t first = out->len;
    uint32_t before = BENCH_BORDER;
    for (uint32_t count = 0; count < words_max; count++) {
        uint32_t dice = bench_random_below(random, 1000);
        if (count > 0) {
            ls_buf_add_char(out, ' ');
        }
        if (count > 0 && dice < ENGLISH_MADE_UP) {
            add_rare_word(out, random);
            continue;
        }
        unsigned order = count > 0 && dice < ENGLISH_MADE_UP + ENGLISH_AT_RANDOM ? 0 : 1;
        before = bench_chain_draw(chain, random, order, before, 0);
        if (before == BENCH_BORDER && count >= ENGLISH_WORDS_MIN) {
            out->len--; /* the space */
            break;
        }
        before = before == BENCH_BORDER ? draw_inside(chain, random) : before;
        add_word(out, chain->words[before], random);
    }
    capitalize(out, first);
}

static void add_rare_character(struct ls_buf *out, struct bench_random *random)
{
    uint32_t rank = bench_random_rank(random, RARE_BITS);
    ls_buf_add_codepoint(out, HAN_FIRST + 5 * scatter(rank, RARE_BITS) / 2);
}

static unsigned chinese_order(uint32_t dice)
{
    if (dice < CHINESE_RARE + CHINESE_AT_RANDOM) {
        return 0;
    }
    return dice < CHINESE_RARE + CHINESE_AT_RANDOM + CHINESE_BY_ONE ? 1 : 2;
}

void bench_add_chinese(const struct bench_learned *learned, struct bench_random *random,
                       uint32_t han_min, uint32_t han_max, struct ls_buf *out)
{
    const struct bench_chain *chain = &learned->chinese;
    uint32_t before = BENCH_BORDER;
    uint32_t before2 = BENCH_BORDER;
    for (uint32_t count = 0; count < han_max; count++) {
        uint32_t dice = bench_random_below(random, 1000);
        if (count > 0 && dice < CHINESE_RARE) {
            add_rare_character(out, random);
            continue;
        }
        unsigned order = count > 0 ? chinese_order(dice) : 1;
        uint32_t word = bench_chain_draw(chain, random, order, before, before2);
        if (word == BENCH_BORDER && count >= han_min) {
            break;
        }
        if (word == BENCH_BORDER) {
            ls_buf_add_str(out, "，"); /* too short: goes on as a second clause */
            before = before2 = BENCH_BORDER;
            continue;
        }
        add_word(out, chain->words[word], random);
        before2 = before;
        before = word;
    }
}

void bench_add_name(const struct bench_names *names, struct bench_random *random,
                    struct ls_buf *out)
{
    ls_buf_add_span(out, names->items[bench_random_below(random, (uint32_t)names->count)]);
}
