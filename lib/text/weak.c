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

/* Stems of words in which readers ask, and writers announce, in the order of their bytes. */
static const char *const asking[] = {
    "actual", "alway",   "anyon",   "articl",   "aspect",   "call",    "certain", "concern",
    "consid", "describ", "desir",   "discuss",  "eg",       "especi",  "etc",     "even",
    "ever",   "exampl",  "explain", "find",     "found",    "general", "get",     "give",
    "given",  "henc",    "ie",      "includ",   "interest", "involv",  "just",    "kind",
    "know",   "like",    "look",    "made",     "make",     "mani",    "matter",  "mean",
    "much",   "name",    "need",    "never",    "obtain",   "often",   "paper",   "particular",
    "pleas",  "possibl", "provid",  "question", "quit",     "rather",  "refer",   "regard",
    "relat",  "request", "requir",  "said",     "say",      "seen",    "sometim", "sort",
    "specif", "still",   "studi",   "subject",  "take",     "tell",    "term",    "therefor",
    "thus",   "topic",   "type",    "use",      "usual",    "various", "want",    "way",
    "well"};

/* Folded: particles, pronouns, prepositions, conjunctions and question words of one
 * character, in the order of their code points. */
static const char32_t characters[] =
    U"与个为么之也了于些什以们会但何你再及吗呢和哪因在如它对将就已并很"
    U"得怎我或所把既是最有此比没由的着而能自被让谁跟还这那都里";

/* Characters that in a question count and point, ask and name, and say where and when. In short
 * rows they are parts of words: 中風, 反應, 接種. */
static const char32_t asking_characters[] = U"一几位种其者该此可要请应曾称叫做作办想说看给去"
                                            U"上中后下时啊呀吧嘛啥咋您";

static int compare(const void *key, const void *item)
{
    const struct ls_span *term = key;
    const char *stem = *(const char *const *)item;
    size_t len = strlen(stem);
    int order = memcmp(term->ptr, stem, term->len < len ? term->len : len);
    return order ? order : (term->len > len) - (term->len < len);
}

static bool is_in(const char32_t *set, uint32_t character)
{
    while (*set && *set != character) {
        set++;
    }
    return *set != 0;
}

bool ls_character_is_weak(uint32_t character)
{
    return is_in(characters, character);
}

static bool is_among(const char *const *sorted, size_t count, struct ls_span term)
{
    return bsearch(&term, sorted, count, sizeof *sorted, compare) != NULL;
}

bool ls_word_asks(struct ls_span term)
{
    return term.len > 0 && is_among(asking, sizeof asking / sizeof *asking, term);
}

static enum ls_weakness weakness_of(struct ls_span term, const char32_t *also_weak)
{
    if (term.len == 0) {
        return LS_WORD_WEAK;
    }
    if ((unsigned char)term.ptr[0] < 0x80) {
        return is_among(stems, sizeof stems / sizeof *stems, term) ? LS_WORD_WEAK : LS_WORD_STRONG;
    }
    unsigned width;
    size_t count = 0;
    size_t weak = 0;
    for (size_t at = 0; at < term.len; at += width) {
        uint32_t character = ls_utf8_decode(term.ptr, term.len, at, &width);
        weak += is_in(characters, character) || is_in(also_weak, character);
        count++;
    }
    return weak == 0 ? LS_WORD_STRONG : weak == count ? LS_WORD_WEAK : LS_WORD_TOUCHES_WEAK;
}

enum ls_weakness ls_word_weakness(struct ls_span term)
{
    return weakness_of(term, U"");
}

enum ls_weakness ls_word_weakness_in_sentence(struct ls_span term)
{
    return weakness_of(term, asking_characters);
}
