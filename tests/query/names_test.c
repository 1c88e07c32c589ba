/* Names by their sound: which words some characters are written for, and the reverse. */
#include "query/expand/names.h"
#include "query/expand/sounds.h"
#include "query/rank/ranking.h"
#include "tests/query/fixture_shelf.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>

#define SOUND LS_LEXICON_SOUND_MARK
/* A character read as some letters, both ways. */
#define READ(character, letters, likely)                                                           \
    {SOUND character, letters, likely, LS_LEXICON_SOUND, 0},                                       \
    {                                                                                              \
        SOUND letters, character, likely, LS_LEXICON_SOUND, 0                                      \
    }

static const struct fixture_row lexicon[] = {
    READ("潘", "pan", 0.8),
    READ("潘", "pen", 0.1),
    READ("瑟", "th", 0.2),
    READ("瑟", "ther", 0.5),
    READ("斯", "s", 0.7),
    READ("布", "b", 0.8),
    READ("鲁", "roo", 0.3),
    READ("鲁", "ru", 0.5),
    READ("克", "k", 0.5),
    READ("的", "ti", 0.6),
    {"队员", "player", 1, LS_LEXICON_DICTIONARY, 0},
    {"布鲁", "blue", 1, LS_LEXICON_DICTIONARY, 0},
    {"pansi", "三色堇", 1, LS_LEXICON_DICTIONARY, 0},
    {"brook", "小溪", 0.1, LS_LEXICON_DICTIONARY, 0},
};

/* ---- how likely a word is a name ---- */

/* Of characters, all of which are wanted, and their beginnings of two and more. */
static void listen(const struct fixture_shelf *shelf, const char *chars, struct ls_hearing *hearing)
{
    enum { WIDTH = 3 };
    *hearing = (struct ls_hearing){0};
    for (const char *at = chars; *at; at += WIDTH) {
        ls_sounds_read(&shelf->lexicons, ls_span(at, WIDTH), &hearing->chars[hearing->char_count]);
        hearing->char_count++;
        hearing->is_wanted[hearing->char_count] = hearing->char_count > 1;
    }
    ls_hearing_begin(hearing);
}

/* So much of a letter is read by what the lexicon has: see sounds.h for the rest. */
static const struct {
    const char *chars;
    const char *word;
    double likely; /* 0: not likely enough, or no letter is heard after some */
} heard[] = {
    {"潘瑟", "panther", 0.8 * 0.5},
    {"潘瑟斯", "panthers", 0.8 * 0.5 * 0.7},
    {"潘瑟斯", "panthes", 0.8 * 0.004 * 0.7}, /* 瑟 is the */
    {"潘瑟斯", "panther", 0.8 * 0.5 * 0.004}, /* 斯 is silent */
    {"潘瑟斯", "pans", 0.8 * 0.004 * 0.7},    /* 瑟 is */
    {"潘瑟斯", "panaxs", 0.8 * 0.004 * 0.7},  /* 瑟 is read as no lexicon says */
    {"潘瑟斯", "panabcds", 0},                /* but not as four letters */
    {"潘瑟", "panthero", 0.8 * 0.5 * 0.1},    /* the last letter is unsaid */
    {"潘瑟", "pantheroo", 0},                 /* the last two */
    {"潘瑟", "thers", 0},                     /* the first character is no silent one */
    {"潘瑟", "xxther", 0},                    /* and read as the lexicon says */
    {"潘瑟", "pan", 0},                       /* too much is silent */
    {"潘", "pan", 0},                         /* one character is not wanted */
    {"布鲁克斯", "brooks", 0.8 * 0.3 * 0.5 * 0.7},
    {"布鲁克斯", "bruks", 0.8 * 0.5 * 0.5 * 0.7},
    {"布鲁克斯", "brukspantherxy", 0}, /* longer than any name */
    {"布鲁克斯", "", 0},
};

static void test_heard(const struct fixture_shelf *shelf)
{
    struct ls_hearing hearing;
    for (size_t i = 0; i < sizeof heard / sizeof *heard; i++) {
        listen(shelf, heard[i].chars, &hearing);
        const char *at = heard[i].word;
        while (*at && ls_hearing_add(&hearing, *at)) {
            at++;
        }
        double share = *at ? 0 : ls_hearing_share(&hearing, hearing.char_count);
        double wanted = pow(heard[i].likely, 1.0 / (double)hearing.char_count);
        tap_ok(fabs(share - wanted) < 1e-3, "%s as %s: %.3f, want %.3f", heard[i].chars,
               heard[i].word, share, wanted);
    }
}

/* The same by its law alone, whatever is read first. */
static double reckon(const struct ls_hearing *hearing, size_t chars, const char *rest)
{
    const struct ls_sounds *sounds = &hearing->chars[chars];
    size_t left = strlen(rest);
    double best = 0;
    if (chars == hearing->char_count) {
        return left == 0 ? 1 : left == 1 ? ls_ranking.name_unsaid : 0;
    }
    for (size_t i = 0; i < sounds->count; i++) {
        const struct ls_sound *sound = &sounds->items[i];
        if (strncmp(sound->letters, rest, sound->len) == 0) {
            best = fmax(best, sound->likely * reckon(hearing, chars + 1, rest + sound->len));
        }
    }
    for (size_t letters = 0; chars > 0 && letters <= 3 && letters <= left; letters++) {
        best = fmax(best, ls_ranking.name_other * reckon(hearing, chars + 1, rest + letters));
    }
    return best;
}

/* Writes word number n of those that some letters make; false when all have been. */
static bool make_word(const char *letters, uint32_t n, char word[8])
{
    uint32_t count = (uint32_t)strlen(letters);
    size_t len = 0;
    for (; n > 0 && len < 7; n = (n - 1) / count) {
        word[len++] = letters[(n - 1) % count];
    }
    word[len] = '\0';
    return len < 7;
}

/* No letter is refused that a name has, and none is heard otherwise than the law says. */
static void test_law(const struct fixture_shelf *shelf, const char *chars, const char *letters)
{
    struct ls_hearing hearing;
    size_t words = 0, names = 0;
    bool right = true;
    char word[8];
    listen(shelf, chars, &hearing);
    for (uint32_t n = 0; make_word(letters, n, word); n++) {
        double share = pow(reckon(&hearing, 0, word), 1.0 / (double)hearing.char_count);
        hearing.len = 0;
        while (word[hearing.len] && ls_hearing_add(&hearing, word[hearing.len])) {
        }
        bool all = !word[hearing.len];
        double got = all ? ls_hearing_share(&hearing, hearing.char_count) : 0;
        double want = share >= ls_ranking.name_likely ? share : 0;
        right &= fabs(got - want) < 1e-9;
        words++;
        names += want > 0;
    }
    tap_ok(right && names > 1 && names < words, "%s as every word of %s: %zu of %zu are likely",
           chars, letters, names, words);
}

/* ---- both directions ---- */

#define BODY(words) .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, words}}

static const struct fixture_card cards[] = {
    {.id = "panthers", BODY("The Panthers of Carolina, a pansy, a penther.")},
    {.id = "brooks", BODY("Brooks and Bruk, Pantherk. Pankti.")},
    {.id = "panse", BODY("潘瑟斯隊的球員。布魯。的克。三色堇。")},
    {.id = "bu", BODY("克斯")},
};

/* Each group as "lexeme=member+member", those that find with a star. */
static const struct {
    const char *query;
    const char *want;
} expanded[] = {
    /* from characters */
    {"潘瑟", "潘瑟=panther+penther"},
    {"潘瑟斯", "潘瑟=panther+penther"}, /* the stem of panthers */
    {"潘瑟斯隊員", "潘瑟=panther+penther"},
    {"隊員潘瑟", "潘瑟=panther+penther"},
    {"潘瑟潘瑟", "潘瑟=panther+penther"},
    {"潘瑟、潘瑟", "潘瑟=panther+penther"},
    {"布魯克", "布鲁克=bruk"},
    /* three characters and five letters are sure enough to find by, but no function characters */
    {"潘瑟克", "潘瑟克=pantherk*+panther"},
    {"潘克的", "潘克的=pankti"},
    {"布魯", ""}, /* a word of a lexicon */
    {"瑟斯", ""}, /* no word of a card */
    {"的克", ""}, /* begins with a function character */
    {"斯潘", ""},
    {"潘 瑟斯", ""},
    {"潘，瑟斯", ""},
    {"\"潘瑟斯\"", ""},
    {"+潘瑟斯", ""},
    {"潘瑟斯 panther", "潘瑟=penther"},
    /* from letters */
    {"Panthers", "panther=潘瑟"},
    {"PANTHERS", "panther=潘瑟"},
    {"Panthers Panthers", "panther=潘瑟"},
    {"Bruk", "bruk=布鲁"},
    {"Brook", "brook=布鲁"}, /* whose translation weighs too little, and is in no card */
    {"panthers", ""},        /* no name */
    {"Pansy", "pansi=三色堇*"},
    {"Pan", ""}, /* too short */
    {"Kti", ""},
    {"\"Panthers\"", ""},
    {"Panthers 潘瑟", "panther=潘瑟 潘瑟=penther"},
    {"Nope", ""},
};

static void write_groups(const struct ls_expansion *expansion, struct ls_buf *out)
{
    ls_buf_clear(out);
    ls_buf_add_str(out, "");
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        ls_buf_printf(out, "%s%.*s=", i > 0 ? " " : "", LS_SPAN_ARG(group->lexeme));
        for (size_t m = 0; m < group->member_count; m++) {
            const struct ls_group_member *member = &group->members[m];
            ls_buf_printf(out, "%s%.*s%s", m > 0 ? "+" : "", LS_SPAN_ARG(member->lexeme),
                          member->finds ? "*" : "");
        }
    }
}

static void test_expanded(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    struct ls_buf written = {0};
    for (size_t i = 0; i < sizeof expanded / sizeof *expanded; i++) {
        struct ls_query query;
        write_groups(fixture_expand(fixture, shelf, expanded[i].query, NULL, &query), &written);
        tap_is_str(written.ptr, expanded[i].want, expanded[i].query);
    }
    ls_buf_free(&written);
}

/* ---- bounds ---- */

/* More words that begin alike than are gone through, and the name behind them. */
static void test_many_words(const struct fixture_shelf *shelf)
{
    enum { WORDS = 10000 };
    struct fixture_card card = {.id = "many"};
    struct fixture fixture;
    struct ls_buf text = {0}, written = {0};
    struct ls_query query;
    for (int i = 0; i < WORDS; i++) {
        ls_buf_printf(&text, "pan%c%c%c%cs ", 'a' + i / 1000, 'k' + i / 100 % 10, 'a' + i / 10 % 10,
                      'k' + i % 10);
    }
    ls_buf_printf(&text, "panther%c", '\0');
    card.sections[0] = (struct fixture_section){LS_FIELD_BODY, LS_PART_NONE, NULL, text.ptr};
    fixture_open(&fixture, &card, 1);
    write_groups(fixture_expand(&fixture, shelf, "潘瑟斯", NULL, &query), &written);
    tap_is_str(written.ptr, "潘瑟=panther", "behind ten thousand words that begin as it does");
    fixture_close(&fixture);
    ls_buf_free(&text);
    ls_buf_free(&written);
}

static void test_long_name(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    enum { TIMES = 250 };
    struct ls_buf text = {0}, written = {0};
    struct ls_query query;
    for (int i = 0; i < TIMES; i++) {
        ls_buf_add_str(&text, "潘瑟克斯");
    }
    ls_buf_add_char(&text, '\0');
    const struct ls_expansion *expansion = fixture_expand(fixture, shelf, text.ptr, NULL, &query);
    write_groups(expansion, &written);
    tap_is_str(written.ptr, "潘瑟克=pantherk*+panther", "a name of a thousand characters");
    tap_ok(expansion && expansion->groups[0].times > 1 &&
               expansion->groups[0].times <= LS_NAME_TRIES_MAX,
           "is read as far as a query is gone through");
    ls_buf_clear(&text);
    for (int i = 0; i < TIMES; i++) {
        ls_buf_printf(&text, "Panthers%c%c ", 'a' + i / 26, 'a' + i % 26);
    }
    ls_buf_add_char(&text, '\0');
    expansion = fixture_expand(fixture, shelf, text.ptr, NULL, &query);
    tap_is_int(expansion ? (long long)expansion->group_count : 0, LS_NAMES_WRITTEN_MAX,
               "of two hundred and fifty names the first few are written");
    ls_buf_free(&text);
    ls_buf_free(&written);
}

int main(void)
{
    struct fixture fixture;
    struct fixture_shelf shelf;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    fixture_shelf_make(&shelf, lexicon, sizeof lexicon / sizeof *lexicon);
    test_heard(&shelf);
    test_law(&shelf, "瑟斯", "thersx");
    test_law(&shelf, "布鲁克", "brukox");
    test_law(&shelf, "布鲁瑟斯", "bruthes");
    test_expanded(&fixture, &shelf);
    test_long_name(&fixture, &shelf);
    test_many_words(&shelf);
    fixture_shelf_free(&shelf);
    fixture_close(&fixture);
    return tap_done();
}
