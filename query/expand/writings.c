#include "query/expand/names.h"
#include "query/expand/sounds.h"
#include "query/rank/ranking.h"
#include "store/term_walk.h"
#include "text/weak.h"

#include <math.h>
#include <stdlib.h>

/* Two characters that neighbouring letters of a word may be written with. */
struct pair {
    char text[2 * 4];
    uint8_t len;
    double weight;
};

struct spelling {
    const struct ls_member_finder *finder;
    struct ls_span word;
    struct pair *pairs;
    size_t pair_count;
};

struct writing {
    struct ls_span character;
    double likely;
};

enum {
    WRITINGS_MAX = 12,       /* of the same letters that are looked at: the likeliest */
    WRITTEN_LETTERS_MAX = 4, /* of a character */
    LETTERS_MIN = 4,         /* of a word */
    PAIRS_TAKEN_MAX = 12,
    WHOLE_LETTERS = 3 /* of a pair: of fewer many words are made */
};

static size_t find_writings(const struct spelling *spelling, size_t first, size_t past,
                            struct writing writings[WRITINGS_MAX])
{
    struct ls_span letters = ls_span(spelling->word.ptr + first, past - first);
    struct ls_lexicon_walk walk;
    bool found = ls_sounds_find(spelling->finder->lexicons, letters, &walk);
    size_t count = 0;
    while (found && count < WRITINGS_MAX && ls_lexicon_next(&walk)) {
        writings[count++] = (struct writing){walk.member, walk.weight};
    }
    return count;
}

static void add_pair(struct spelling *spelling, const struct writing *a, const struct writing *b,
                     size_t letters)
{
    size_t len = a->character.len + b->character.len;
    struct pair *pair =
        len <= sizeof pair->text
            ? LS_ARENA_PUSH(spelling->finder->arena, spelling->pairs, &spelling->pair_count)
            : NULL;
    if (pair) {
        double share = letters < WHOLE_LETTERS ? (double)letters / WHOLE_LETTERS : 1;
        memcpy(pair->text, a->character.ptr, a->character.len);
        memcpy(pair->text + a->character.len, b->character.ptr, b->character.len);
        pair->len = (uint8_t)len;
        pair->weight = ls_ranking.name_pair * sqrt(a->likely * b->likely) * share;
    }
}

static void add_pairs(struct spelling *spelling, size_t first, size_t middle)
{
    struct writing left[WRITINGS_MAX], right[WRITINGS_MAX];
    size_t lefts = find_writings(spelling, first, middle, left);
    size_t past = middle + WRITTEN_LETTERS_MAX;
    past = past < spelling->word.len ? past : spelling->word.len;
    for (; lefts > 0 && past > middle; past--) {
        size_t rights = find_writings(spelling, middle, past, right);
        for (size_t i = 0; i < rights; i++) {
            for (size_t n = 0;
                 n < lefts && left[n].likely * right[i].likely >= ls_ranking.name_pair_likely;
                 n++) {
                add_pair(spelling, &left[n], &right[i], past - first);
            }
        }
    }
}

static struct ls_span pair_text(const struct pair *pair)
{
    return ls_span(pair->text, pair->len);
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int by = (a->weight < b->weight) - (a->weight > b->weight);
    return by ? by : ls_span_compare(pair_text(a), pair_text(b));
}

static bool is_among(const struct pair *pairs, size_t count, const struct pair *pair)
{
    for (size_t i = 0; i < count; i++) {
        if (ls_span_equal(pair_text(&pairs[i]), pair_text(pair))) {
            return true;
        }
    }
    return false;
}

/* Of each pair the heaviest is left, and of all those that may be looked up; function characters
 * are in too many cards for another reason. */
static void settle(struct spelling *spelling)
{
    struct pair *pairs = spelling->pairs;
    size_t kept = 0;
    if (spelling->pair_count > 0) {
        qsort(pairs, spelling->pair_count, sizeof *pairs, compare_pairs);
    }
    for (size_t i = 0; i < spelling->pair_count && kept < LS_NAME_PAIRS_MAX; i++) {
        bool says_something = ls_word_weakness(pair_text(&pairs[i])) == LS_WORD_STRONG;
        if (says_something && !is_among(pairs, kept, &pairs[i])) {
            pairs[kept++] = pairs[i];
        }
    }
    spelling->pair_count = kept;
}

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot look up a name");
}

static enum ls_status take_pairs(const struct spelling *spelling, struct ls_group_member *members,
                                 size_t *count, struct ls_error *err)
{
    struct ls_index *index = spelling->finder->index;
    for (size_t i = 0; i < spelling->pair_count && *count < PAIRS_TAKEN_MAX; i++) {
        const struct pair *pair = &spelling->pairs[i];
        struct xap_error cause;
        uint32_t cards;
        if (ls_index_term_freq(index, ls_span(pair->text, pair->len), &cards, &cause) != XAP_OK) {
            return fail(&cause, err);
        }
        if (cards > 0) {
            members[(*count)++] = (struct ls_group_member){
                .lexeme = pair_text(pair), .weight = pair->weight, .source = LS_LEXICON_SOUND};
        }
    }
    return LS_OK;
}

static bool is_spelt(struct ls_span word)
{
    size_t letters = 0;
    while (letters < word.len && word.ptr[letters] >= 'a' && word.ptr[letters] <= 'z') {
        letters++;
    }
    return letters == word.len && letters >= LETTERS_MIN && letters <= LS_NAME_LETTERS_MAX;
}

enum ls_status ls_names_write(const struct ls_member_finder *finder, struct ls_span word,
                              struct ls_group_member **members, size_t *count, struct ls_error *err)
{
    struct spelling spelling = {.finder = finder, .word = word};
    *count = 0;
    *members = ls_arena_array(finder->arena, PAIRS_TAKEN_MAX, sizeof **members);
    for (size_t first = 0; *members && is_spelt(word) && first < word.len; first++) {
        for (size_t middle = first + 1; middle < word.len && middle - first <= WRITTEN_LETTERS_MAX;
             middle++) {
            add_pairs(&spelling, first, middle);
        }
    }
    if (finder->arena->failed) {
        return ls_fail_memory(err);
    }
    settle(&spelling);
    return take_pairs(&spelling, *members, count, err);
}
