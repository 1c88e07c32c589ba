/* Slips between words: rows of bits say what the table of all distances says, as far as they go. */
#include "query/suggest/edits.h"
#include "tests/tap.h"

enum { WORDS = 4000, LETTERS_MAX = 12 };

static const struct {
    const char *typed;
    const char *known;
    unsigned distance;
} rows[] = {
    {"word", "word", 0},
    {"wrod", "word", 1},
    {"wod", "word", 1},
    {"worrd", "word", 1},
    {"wird", "word", 1},
    {"owrd", "wodr", 2},
    {"ward", "wordy", 2},
    {"abc", "cab", 2},
    {"", "", 0},
    {"", "ab", 2},
    {"covid19", "covid91", LS_EDITS_FAR},
    {"covid19", "covid", LS_EDITS_FAR},
    {"covid19", "cobid19", 1},
    {"a1", "1a", 2},
    {"spelling", "speaking", 2},
    {"spelling", "sporting", LS_EDITS_FAR},
    {"caf", "caf\xc3", 1},
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tap_is_int(ls_edits_between(ls_span_str(rows[i].typed), ls_span_str(rows[i].known)),
                   rows[i].distance, rows[i].typed);
    }
    char longest[LS_EDITS_DEPTH_MAX + 1];
    memset(longest, 'a', sizeof longest);
    tap_is_int(ls_edits_between(ls_span(longest, LS_EDITS_WORD_MAX),
                                ls_span(longest, LS_EDITS_WORD_MAX + 2)),
               2, "as long as may be");
    tap_is_int(ls_edits_between(ls_span(longest, LS_EDITS_WORD_MAX + 1),
                                ls_span(longest, LS_EDITS_WORD_MAX + 1)),
               LS_EDITS_FAR, "too long a word typed");
    tap_is_int(ls_edits_between(ls_span(longest, LS_EDITS_WORD_MAX),
                                ls_span(longest, LS_EDITS_DEPTH_MAX + 1)),
               LS_EDITS_FAR, "too long a word known");
}

/* ---- against the table ---- */

static unsigned cost(char c)
{
    return c >= '0' && c <= '9' ? LS_EDITS_FAR : 1;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned by_table(struct ls_span a, struct ls_span b)
{
    unsigned table[LETTERS_MAX + 1][LETTERS_MAX + 1];
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            unsigned best = i + j == 0 ? 0 : 2 * LS_EDITS_FAR;
            if (i > 0) {
                best = least(best, table[i - 1][j] + cost(a.ptr[i - 1]));
            }
            if (j > 0) {
                best = least(best, table[i][j - 1] + cost(b.ptr[j - 1]));
            }
            if (i > 0 && j > 0) {
                unsigned both = cost(a.ptr[i - 1]) * cost(b.ptr[j - 1]);
                best = least(best, table[i - 1][j - 1] + (a.ptr[i - 1] == b.ptr[j - 1] ? 0 : both));
            }
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                a.ptr[i - 1] != a.ptr[i - 2]) {
                best = least(best, table[i - 2][j - 2] + cost(a.ptr[i - 1]) * cost(a.ptr[i - 2]));
            }
            table[i][j] = best;
        }
    }
    unsigned distance = table[a.len][b.len];
    return distance <= LS_EDITS_MAX ? distance : (unsigned)LS_EDITS_FAR;
}

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245 + 12345;
    return *seed >> 16 & 0x7fff;
}

static size_t random_word(unsigned *seed, char word[LETTERS_MAX])
{
    size_t len = next_random(seed) % (LETTERS_MAX / 2);
    for (size_t i = 0; i < len; i++) {
        word[i] = "aaabbc12"[next_random(seed) % 8];
    }
    return len;
}

/* The letters that may follow are those with which a step goes no farther than the bound. */
static bool letters_agree(struct ls_edits *edits, size_t depth)
{
    static const char all[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    bool agree = true;
    for (unsigned bound = 1; bound <= LS_EDITS_MAX; bound++) {
        uint64_t letters = ls_edits_letters(edits, depth, bound);
        for (size_t i = 0; i < LS_EDITS_LETTERS; i++) {
            agree &= (letters >> i & 1) == (ls_edits_step(edits, depth, all[i]) <= bound) &&
                     ls_edits_letter(all[i]) == i;
        }
    }
    return agree;
}

static void test_table(void)
{
    unsigned seed = 3;
    int same = 0, agree = 0, near = 0;
    for (int i = 0; i < WORDS; i++) {
        char typed[LETTERS_MAX], known[LETTERS_MAX];
        struct ls_span left = ls_span(typed, random_word(&seed, typed));
        struct ls_span right = ls_span(known, random_word(&seed, known));
        unsigned distance = by_table(left, right);
        same += ls_edits_between(left, right) == distance;
        near += distance != LS_EDITS_FAR;
        struct ls_edits edits;
        ls_edits_begin(&edits, left);
        bool all_agree = letters_agree(&edits, 0);
        for (size_t at = 0; at < right.len; at++) {
            ls_edits_step(&edits, at, right.ptr[at]);
            all_agree &= letters_agree(&edits, at + 1);
        }
        agree += all_agree;
    }
    tap_ok(near > WORDS / 10 && near < WORDS, "%d of %d words are near", near, WORDS);
    tap_is_int(same, WORDS, "distances are those of the table");
    tap_is_int(agree, WORDS, "letters are those of a step");
}

int main(void)
{
    test_rows();
    test_table();
    return tap_done();
}
