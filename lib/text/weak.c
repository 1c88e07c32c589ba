#include "text/weak.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <uchar.h>

/* Stems of function words, in the order of their bytes. */
static const char *const stems[] = {
    "a",        "about",   "abov",  "across", "after",   "again",   "against", "all",  "also",
    "although", "among",   "an",    "and",    "ani",     "are",     "as",      "at",   "be",
    "becaus",   "been",    "befor", "being",  "below",   "between", "both",    "but",  "by",
    "can",      "could",   "did",   "do",     "doe",     "done",    "down",    "dure", "each",
    "either",   "few",     "for",   "from",   "further", "had",     "has",     "have", "he",
    "her",      "here",    "him",   "his",    "how",     "howev",   "i",       "if",   "in",
    "into",     "is",      "it",    "may",    "me",      "might",   "more",    "most", "must",
    "my",       "neither", "no",    "nor",    "not",     "of",      "off",     "on",   "onc",
    "onli",     "onto",    "or",    "other",  "our",     "out",     "over",    "own",  "per",
    "same",     "shall",   "she",   "should", "sinc",    "so",      "some",    "such", "than",
    "that",     "the",     "their", "them",   "then",    "there",   "these",   "they", "this",
    "those",    "through", "to",    "too",    "toward",  "under",   "until",   "up",   "upon",
    "us",       "veri",    "via",   "was",    "we",      "were",    "what",    "when", "where",
    "whether",  "whi",     "which", "while",  "who",     "whom",    "whose",   "will", "with",
    "within",   "without", "would", "yet",    "you",     "your"};

/* Folded: particles, pronouns, prepositions, conjunctions and question words of one
 * character, in the order of their code points. */
static const char32_t characters[] =
    U"与个为么之也了于些什以们会但何你再及吗呢和哪因在如它对将就已并很"
    U"得怎我或所把既是最有此比没由的着而能自被让谁跟还这那都里";

static int compare(const void *key, const void *item)
{
    const struct ls_span *term = key;
    const char *stem = *(const char *const *)item;
    size_t len = strlen(stem);
    int order = memcmp(term->ptr, stem, term->len < len ? term->len : len);
    return order ? order : (term->len > len) - (term->len < len);
}

bool ls_character_is_weak(uint32_t character)
{
    const char32_t *weak = characters;
    while (*weak && *weak != character) {
        weak++;
    }
    return *weak != 0;
}

enum ls_weakness ls_word_weakness(struct ls_span term)
{
    if (term.len == 0) {
        return LS_WORD_WEAK;
    }
    if ((unsigned char)term.ptr[0] < 0x80) {
        bool found = bsearch(&term, stems, sizeof stems / sizeof *stems, sizeof *stems, compare);
        return found ? LS_WORD_WEAK : LS_WORD_STRONG;
    }
    unsigned width;
    size_t count = 0;
    size_t weak = 0;
    for (size_t at = 0; at < term.len; at += width) {
        weak += ls_character_is_weak(ls_utf8_decode(term.ptr, term.len, at, &width));
        count++;
    }
    return weak == 0 ? LS_WORD_STRONG : weak == count ? LS_WORD_WEAK : LS_WORD_TOUCHES_WEAK;
}
