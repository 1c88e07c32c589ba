#include "bench/chain.h"

#include <stdlib.h>

struct occurrence {
    struct ls_span word;
    size_t at;
};

void bench_chain_add(struct bench_chain *chain, struct ls_span word)
{
    struct ls_span *added = LS_ARENA_PUSH(chain->arena, chain->text, &chain->text_len);
    if (added) {
        *added = word;
    }
}

/* Two borders, so that a sentence begins in the context of nothing but borders. */
void bench_chain_end_sentence(struct bench_chain *chain)
{
    bench_chain_add(chain, LS_SPAN(""));
    bench_chain_add(chain, LS_SPAN(""));
}

static int compare_words(const void *left, const void *right)
{
    const struct occurrence *a = left;
    const struct occurrence *b = right;
    size_t shorter = a->word.len < b->word.len ? a->word.len : b->word.len;
    int order = shorter ? memcmp(a->word.ptr, b->word.ptr, shorter) : 0;
    return order ? order : (a->word.len > b->word.len) - (a->word.len < b->word.len);
}

static int compare_follows(const void *left, const void *right)
{
    const struct bench_follow *a = left;
    const struct bench_follow *b = right;
    if (a->context != b->context) {
        return a->context < b->context ? -1 : 1;
    }
    return (a->word > b->word) - (a->word < b->word);
}

/* Numbers the words in the order of their bytes; the empty one is BENCH_BORDER. */
static size_t number_words(struct bench_chain *chain, uint32_t *numbers)
{
    struct occurrence *sorted = ls_arena_array(chain->arena, chain->text_len, sizeof *sorted);
    chain->words = ls_arena_array(chain->arena, chain->text_len, sizeof *chain->words);
    if (!sorted || !chain->words) {
        return 0;
    }
    for (size_t i = 0; i < chain->text_len; i++) {
        sorted[i] = (struct occurrence){chain->text[i], i};
    }
    qsort(sorted, chain->text_len, sizeof *sorted, compare_words);
    size_t count = 0;
    for (size_t i = 0; i < chain->text_len; i++) {
        if (count == 0 || !ls_span_equal(chain->words[count - 1], sorted[i].word)) {
            chain->words[count++] = sorted[i].word;
        }
        numbers[sorted[i].at] = (uint32_t)count - 1;
    }
    return count;
}

static void sort_follows(struct bench_chain *chain, const uint32_t *numbers)
{
    for (size_t i = 2; i < chain->text_len; i++) {
        if (numbers[i] == BENCH_BORDER && numbers[i - 1] == BENCH_BORDER) {
            continue; /* a sentence is never empty */
        }
        chain->follows[chain->follow_count++] = (struct bench_follow){
            .context = (uint64_t)numbers[i - 1] << 32 | numbers[i - 2],
            .word = numbers[i],
        };
    }
    qsort(chain->follows, chain->follow_count, sizeof *chain->follows, compare_follows);
}

static void find_starts(struct bench_chain *chain, size_t word_count)
{
    size_t at = 0;
    for (size_t word = 0; word <= word_count; word++) {
        while (at < chain->follow_count && chain->follows[at].context >> 32 < word) {
            at++;
        }
        chain->starts[word] = (uint32_t)at;
    }
}

bool bench_chain_finish(struct bench_chain *chain)
{
    uint32_t *numbers = ls_arena_array(chain->arena, chain->text_len, sizeof *numbers);
    chain->follows = ls_arena_array(chain->arena, chain->text_len, sizeof *chain->follows);
    size_t word_count = numbers && chain->follows ? number_words(chain, numbers) : 0;
    chain->starts = ls_arena_array(chain->arena, word_count + 1, sizeof *chain->starts);
    if (chain->arena->failed || word_count < 2) {
        return false;
    }
    sort_follows(chain, numbers);
    find_starts(chain, word_count);
    return chain->follow_count > 0;
}

/* The first follow in [low, high) whose context is not before this one. */
static size_t find_context(const struct bench_chain *chain, size_t low, size_t high,
                           uint64_t context)
{
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (chain->follows[middle].context < context) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t bench_chain_draw(const struct bench_chain *chain, struct bench_random *random,
                          unsigned order, uint32_t before, uint32_t before2)
{
    size_t low = 0;
    size_t high = chain->follow_count;
    if (order >= 1 && chain->starts[before] < chain->starts[before + 1]) {
        low = chain->starts[before];
        high = chain->starts[before + 1];
        uint64_t context = (uint64_t)before << 32 | before2;
        size_t low2 = order >= 2 ? find_context(chain, low, high, context) : high;
        size_t high2 = order >= 2 ? find_context(chain, low2, high, context + 1) : high;
        if (low2 < high2) {
            low = low2;
            high = high2;
        }
    }
    return chain->follows[low + bench_random_below(random, (uint32_t)(high - low))].word;
}
