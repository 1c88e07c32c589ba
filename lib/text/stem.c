#include "text/stem.h"

#include "base/hash.h"

#include <libstemmer.h>
#include <stdint.h>
#include <stdlib.h>

/* Few enough slots that a query does not pay for touching them. */
enum { SLOTS = 1024, WORD_BYTES = 23, SHORTEST = 3, PLURAL_SHORTEST = 4 };

/* A slot keeps the last word that hashed to it. */
struct slot {
    uint8_t word_len;
    uint8_t stem_len;
    char word[WORD_BYTES];
    char stem[WORD_BYTES];
};

struct ls_stemmer {
    struct sb_stemmer *snowball;
    struct slot slots[SLOTS];
};

struct ls_stemmer *ls_stemmer_new(void)
{
    struct ls_stemmer *stemmer = calloc(1, sizeof *stemmer);
    if (stemmer) {
        stemmer->snowball = sb_stemmer_new("english", "UTF_8");
    }
    if (stemmer && !stemmer->snowball) {
        free(stemmer);
        return NULL;
    }
    return stemmer;
}

void ls_stemmer_free(struct ls_stemmer *stemmer)
{
    if (stemmer) {
        sb_stemmer_delete(stemmer->snowball);
        free(stemmer);
    }
}

static struct slot *slot_of(struct ls_stemmer *stemmer, struct ls_span word)
{
    uint32_t hash = ls_hash32(LS_HASH32_START, word);
    return &stemmer->slots[(hash ^ hash >> 15) % SLOTS];
}

/* LLMs, CNNs, RCTs: Snowball leaves the s of words without a vowel. */
static bool is_plural_of_initials(struct ls_span word)
{
    if (word.len < PLURAL_SHORTEST || word.ptr[word.len - 1] != 's' ||
        word.ptr[word.len - 2] == 's') {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z' || strchr("aeiouy", word.ptr[i])) {
            return false;
        }
    }
    return true;
}

struct ls_span ls_stem(struct ls_stemmer *stemmer, struct ls_span word)
{
    if (word.len < SHORTEST) {
        return word;
    }
    struct slot *slot = word.len <= WORD_BYTES ? slot_of(stemmer, word) : NULL;
    if (slot && ls_span_equal(word, ls_span(slot->word, slot->word_len))) {
        return ls_span(slot->stem, slot->stem_len);
    }
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
    if (!stem) {
        return ls_span(NULL, 0);
    }
    struct ls_span result =
        ls_span((const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball));
    result.len -= is_plural_of_initials(result);
    if (slot && result.len <= WORD_BYTES) {
        slot->word_len = (uint8_t)word.len;
        slot->stem_len = (uint8_t)result.len;
        memcpy(slot->word, word.ptr, word.len);
        memcpy(slot->stem, result.ptr, result.len);
    }
    return result;
}
