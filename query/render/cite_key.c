/* Keys of citations. A key is one of
 *   smith2024  smith-nd    the first author's family name, else the title's first word
 *   pmid-38413730          when neither has a Latin letter
 *   card-0123456789ab      a hash of the id, when there is no PMID either
 * and letters behind it for the second, third … of that key in an answer. No
 * key with letters is another without: what follows the word is always digits,
 * or a hyphen and a part of a fixed form. */
#include "query/render/citation.h"

#include "base/hash.h"
#include "text/fold.h"

#include <inttypes.h>
#include <stdio.h>

struct ls_given_key {
    uint64_t hash; /* of the key without letters; 0: free */
    uint32_t count;
};

enum { WORD_MAX = 24, LETTERS_MAX = 8 };

/* The ASCII letters of text, folded, up to the first white space behind one. */
static size_t fold_word(struct ls_span text, bool all_words, char word[WORD_MAX + 1])
{
    struct ls_folded_text folded = {0};
    size_t len = 0;
    if (ls_fold_text(text, &folded)) {
        for (size_t i = 0; i < folded.count && len < WORD_MAX; i++) {
            uint32_t codepoint = folded.chars[i].codepoint;
            if (codepoint >= 'a' && codepoint <= 'z') {
                word[len++] = (char)codepoint;
            } else if (codepoint == ' ' && len > 0 && !all_words) {
                break;
            }
        }
    }
    ls_folded_text_free(&folded);
    word[len] = '\0';
    return len;
}

static bool is_article(const char *word)
{
    return strcmp(word, "a") == 0 || strcmp(word, "an") == 0 || strcmp(word, "the") == 0;
}

/* The first word of the title that is not an article. */
static size_t title_word(struct ls_span title, char word[WORD_MAX + 1])
{
    size_t len = fold_word(title, false, word);
    const char *space = title.len > 0 ? memchr(title.ptr, ' ', title.len) : NULL;
    if (space && is_article(word)) {
        size_t rest = (size_t)(space - title.ptr) + 1;
        len = fold_word(ls_span_from(title, rest), false, word);
    }
    return len;
}

static void make_base(const struct ls_citation *citation, const struct ls_card *card,
                      char key[LS_CITE_KEY_SIZE])
{
    char word[WORD_MAX + 1] = "";
    if (citation->author_count > 0) {
        const struct ls_name *first = &citation->authors[0];
        bool has_family = first->family.len > 0;
        fold_word(has_family ? first->family : first->whole, has_family, word);
    }
    if (!word[0]) {
        title_word(citation->title, word);
    }
    if (word[0] && citation->year > 0) {
        snprintf(key, LS_CITE_KEY_SIZE, "%s%d", word, citation->year);
    } else if (word[0]) {
        snprintf(key, LS_CITE_KEY_SIZE, "%s-nd", word);
    } else if (citation->pmid.len > 0) {
        snprintf(key, LS_CITE_KEY_SIZE, "pmid-%.*s", LS_SPAN_ARG(citation->pmid));
    } else {
        uint64_t hash = ls_hash64(LS_HASH64_START, card->id);
        snprintf(key, LS_CITE_KEY_SIZE, "card-%012" PRIx64, hash >> 16);
    }
}

static struct ls_given_key *find(struct ls_render_memory *memory, uint64_t hash)
{
    size_t at = hash & (memory->key_capacity - 1);
    while (memory->keys[at].hash != 0 && memory->keys[at].hash != hash) {
        at = (at + 1) & (memory->key_capacity - 1);
    }
    return &memory->keys[at];
}

/* Room for one key more, at most half full. */
static bool grow(struct ls_render_memory *memory)
{
    struct ls_render_memory old = *memory;
    if (memory->key_count * 2 < memory->key_capacity) {
        return true;
    }
    memory->key_capacity = old.key_capacity ? old.key_capacity * 2 : 64;
    memory->keys = ls_arena_array(memory->arena, memory->key_capacity, sizeof *memory->keys);
    if (!memory->keys) {
        *memory = old;
        return false;
    }
    for (size_t i = 0; i < old.key_capacity; i++) {
        if (old.keys[i].hash != 0) {
            *find(memory, old.keys[i].hash) = old.keys[i];
        }
    }
    return true;
}

/* How many hits before had this key. */
static uint32_t count_before(struct ls_render_memory *memory, const char *key)
{
    if (!memory || !memory->arena || !grow(memory)) {
        return 0;
    }
    uint64_t hash = ls_hash64(LS_HASH64_START, ls_span_str(key)) | 1;
    struct ls_given_key *given = find(memory, hash);
    memory->key_count += given->hash == 0;
    given->hash = hash;
    return given->count++;
}

/* 1 → a, 26 → z, 27 → aa. */
static void add_letters(char key[LS_CITE_KEY_SIZE], uint32_t number)
{
    char letters[LETTERS_MAX + 1] = "";
    size_t at = LETTERS_MAX;
    for (; number > 0 && at > 0; number = (number - 1) / 26) {
        letters[--at] = (char)('a' + (number - 1) % 26);
    }
    strncat(key, letters + at, LETTERS_MAX - at);
}

void ls_cite_key_make(const struct ls_citation *citation, const struct ls_card *card,
                      struct ls_render_memory *memory, char key[LS_CITE_KEY_SIZE])
{
    make_base(citation, card, key);
    add_letters(key, count_before(memory, key));
}
