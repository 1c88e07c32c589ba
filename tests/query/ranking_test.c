/* What decides the order of hits, apart from BM25 itself. */
#include "query/rank/ranking.h"
#include "tests/tap.h"
#include "text/stem.h"
#include "text/weak.h"

#include <math.h>

static const struct {
    const char *term; /* as the index has it */
    enum ls_weakness want;
} words[] = {
    {"a", LS_WORD_WEAK},
    {"the", LS_WORD_WEAK},
    {"your", LS_WORD_WEAK},
    {"becaus", LS_WORD_WEAK},
    {"hallucin", LS_WORD_STRONG},
    {"th", LS_WORD_STRONG},
    {"thes", LS_WORD_STRONG},
    {"19", LS_WORD_STRONG},
    {"的", LS_WORD_WEAK},
    {"什么", LS_WORD_WEAK},
    {"的幻", LS_WORD_TOUCHES_WEAK},
    {"模型", LS_WORD_STRONG},
    {"幻", LS_WORD_STRONG},
    {"", LS_WORD_WEAK},
    {"да", LS_WORD_STRONG},
};

static void test_words(void)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        tap_is_int(ls_word_weakness(ls_span_str(words[i].term)), words[i].want, words[i].term);
    }
}

/* Words, whose stems the index has. */
static void test_asking(void)
{
    static const struct {
        const char *word;
        bool asks;
    } rows[] = {
        {"actually", true}, {"articles", true},      {"described", true}, {"etc", true},
        {"examples", true}, {"interested", true},    {"kinds", true},     {"made", true},
        {"please", true},   {"possibilities", true}, {"specific", true},  {"studies", true},
        {"topic", true},    {"various", true},       {"well", true},      {"", false},
        {"a", false},       {"the", false},          {"species", false},  {"welfare", false},
        {"zebra", false},   {"幻觉", false},
    };
    struct ls_stemmer *stemmer = ls_stemmer_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span stem = ls_stem(stemmer, ls_span_str(rows[i].word));
        tap_is_int(ls_word_asks(stem), rows[i].asks, rows[i].word);
    }
    ls_stemmer_free(stemmer);
}

static void test_factors(void)
{
    double once = ls_ranking_times(1, 10);
    double thrice = ls_ranking_times(3, 10);
    tap_ok(once == 1, "a word typed once counts 1");
    tap_ok(thrice > 1 && thrice < 2,
           "three times in a question, more, but not three times as much");
    tap_ok(ls_ranking_times(3, 100) > 2, "in a whole text, nearly so");
    tap_ok(ls_ranking_factor(LS_SPAN("bias"), false, 1, thrice) == thrice,
           "that is the word's factor");
    tap_ok(ls_ranking_factor(LS_SPAN("the"), false, 1, 1) < 0.5, "a function word hardly counts");
    double asking = ls_ranking_factor(LS_SPAN("describ"), false, 1, 1);
    tap_ok(asking > 0.1 && asking < 1, "a word in which readers ask counts less than a subject");
    tap_ok(ls_ranking_factor(LS_SPAN("型"), true, ls_ranking.single, 1) == ls_ranking.single,
           "a character of a run counts as such");
    tap_ok(ls_ranking_factor(LS_SPAN("中风"), false, 1, 1) == 1, "a short row is the words it is");
    tap_ok(ls_ranking_factor(LS_SPAN("中风"), true, 1, 1) < 1, "in a question it may be two");
    tap_ok(ls_ranking_factor(LS_SPAN("看"), true, 1, 1) < 0.5, "and what asks hardly counts");
}

static void test_k1(void)
{
    static const struct ls_ranked_term terms[] = {
        {.term = LS_SPAN_INIT("bias")},
        {.term = LS_SPAN_INIT("模型")},
        {.term = LS_SPAN_INIT("幻觉")},
    };
    tap_ok(ls_ranking_k1(terms, 1) == ls_ranking.k1, "words have their k1");
    tap_ok(fabs(ls_ranking_k1(terms + 1, 2) - ls_ranking.k1_han) < 1e-9, "so have Han characters");
    double mixed = ls_ranking_k1(terms, 3);
    tap_ok(mixed > ls_ranking.k1_han && mixed < ls_ranking.k1, "both together one in between");
    tap_ok(ls_ranking_k1(terms, 0) == ls_ranking.k1, "and nothing some");
}

int main(void)
{
    test_words();
    test_asking();
    test_factors();
    test_k1();
    return tap_done();
}
