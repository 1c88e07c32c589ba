#include "indexer/learn/sides.h"

#include "text/weak.h"

/* Han characters of a term for each word of its English; a single word may take more: chatbots are
 * 聊天機器人. */
static const double han_per_word_min = 1.5;
static const double han_per_word_max = 4;
static const double han_for_one_word_max = 5;

enum { LETTERS_MIN = 3 }; /* a letter or two are a part of a name */

static void look_at_word(struct ls_span word, struct ls_english *english)
{
    char lowered[64] = "";
    size_t capitals = 0;
    for (size_t i = 0; i < word.len && i < sizeof lowered; i++) {
        bool is_capital = word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';
        capitals += is_capital;
        lowered[i] = is_capital ? (char)(word.ptr[i] | 0x20) : word.ptr[i];
    }
    struct ls_span low = ls_span(lowered, word.len < sizeof lowered ? word.len : sizeof lowered);
    if (ls_word_weakness(low) == LS_WORD_WEAK) {
        return;
    }
    english->words++;
    english->letters += word.len;
    english->is_title &= word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    english->has_initials |= capitals >= 2 && capitals == word.len;
    english->compares |= ls_span_equal(low, LS_SPAN("vs"));
}

struct ls_english ls_english_look(struct ls_span text)
{
    struct ls_english english = {.is_title = true};
    size_t first = 0;
    for (size_t i = 0; i <= text.len; i++) {
        bool is_border = i == text.len || text.ptr[i] == ' ' || text.ptr[i] == '-';
        if (is_border && i > first) {
            bool is_tail = first > 0 && text.ptr[first - 1] == '-';
            bool was_title = english.is_title;
            look_at_word(ls_span(text.ptr + first, i - first), &english);
            english.is_title = is_tail ? was_title : english.is_title;
        }
        first = is_border ? i + 1 : first;
    }
    return english;
}

static size_t count_characters(struct ls_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return count;
}

bool ls_sides_fit(struct ls_span han, const struct ls_english *english)
{
    double characters = (double)count_characters(han);
    double words = (double)english->words;
    double most = english->words == 1 ? han_for_one_word_max : han_per_word_max * words;
    return !english->compares && english->letters >= LETTERS_MIN &&
           characters >= han_per_word_min * words && characters <= most;
}
