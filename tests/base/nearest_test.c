/* Edits between words, and which name was meant. */
#include "base/nearest.h"
#include "tests/tap.h"

static const struct {
    const char *a, *b;
    size_t edits;
} edits[] = {
    {"", "", 0},
    {"a", "", 1},
    {"domain", "domain", 0},
    {"domian", "domain", 1},
    {"domin", "domain", 1},
    {"ddomain", "domain", 1},
    {"domxin", "domain", 1},
    {"nmoaid", "domain", 3},
    {"ab", "ba", 1},
    {"abc", "ca", 3},
    {"limit", "offset", 5},
};

static struct ls_letters letters_of(const char *text)
{
    struct ls_letters letters = {0};
    for (; text[letters.count]; letters.count++) {
        letters.chars[letters.count] = (unsigned char)text[letters.count];
    }
    return letters;
}

static void test_edits(void)
{
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct ls_letters a = letters_of(edits[i].a), b = letters_of(edits[i].b);
        char name[64];
        snprintf(name, sizeof name, "edits from \"%s\" to \"%s\"", edits[i].a, edits[i].b);
        tap_is_int((long long)ls_letters_edits(&a, &b), (long long)edits[i].edits, name);
        snprintf(name, sizeof name, "edits from \"%s\" to \"%s\"", edits[i].b, edits[i].a);
        tap_is_int((long long)ls_letters_edits(&b, &a), (long long)edits[i].edits, name);
    }
}

static const struct {
    const char *typed, *want;
} names[] = {
    {"scroe", "score"},
    {"SCORE", "score"},
    {"sc", NULL},
    {"year", "year"},
    {"yaer", "year"},
    {"yxxr", NULL},
    {"relevnce", "relevance"},
    {"rlevnce", "relevance"},
    {"", NULL},
    {"xy", NULL},
    {"q", NULL},
    {"qb", "qa"},
    {"評分", NULL},
    {"a-word-that-is-much-longer-than-any-name-that-could-be-meant-by-it", NULL},
};

static void test_nearest(void)
{
    static const char *const offered[] = {"relevance", "score", "year", "qa", "a"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ls_nearest nearest;
        ls_nearest_init(&nearest, ls_span_str(names[i].typed));
        for (size_t j = 0; j < sizeof offered / sizeof *offered; j++) {
            ls_nearest_try(&nearest, ls_span_str(offered[j]));
        }
        tap_is_str(nearest.best.ptr, names[i].want, names[i].typed);
    }
}

int main(void)
{
    test_edits();
    test_nearest();
    return tap_done();
}
