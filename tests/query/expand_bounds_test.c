/* However many words say the same, and however many were typed, an expansion is bounded in groups,
 * members and time. How long each takes is told, and bounded only against what is plainly wrong:
 * machines differ. */
#include "lexicon/builder.h"
#include "query/expand/members.h"
#include "query/rank/ranking.h"
#include "tests/query/fixture_shelf.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { CARDS = 400, WORDS_A_CARD = 75, VOCABULARY = CARDS * WORDS_A_CARD, SECONDS_MAX = 10 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* "abcdefbbbb": all begin alike, so that each is related to each; in the order of their numbers. */
static void write_word(size_t number, struct ls_buf *out)
{
    static const char letters[] = "bcdfghjklmnpqrtvwxz";
    size_t base = sizeof letters - 1;
    ls_buf_printf(out, "abcdef%c%c%c%c", letters[number / base / base / base % base],
                  letters[number / base / base % base], letters[number / base % base],
                  letters[number % base]);
}

/* Alike in all cards: a common word. */
static void write_common(size_t number, struct ls_buf *out)
{
    ls_buf_printf(out, "common%c%c", (char)('b' + number / 20 % 20), (char)('b' + number % 20));
}

static const char *text_of(size_t card, struct ls_arena *arena)
{
    struct ls_buf text = {0};
    for (size_t i = 0; i < WORDS_A_CARD; i++) {
        write_word(card * WORDS_A_CARD + i, &text);
        ls_buf_add_char(&text, ' ');
        write_common(i, &text);
        ls_buf_add_char(&text, ' ');
    }
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&text));
    ls_buf_free(&text);
    return kept.ptr;
}

static void open_cards(struct fixture *fixture)
{
    static struct fixture_card cards[CARDS];
    struct ls_arena arena = {0};
    for (size_t i = 0; i < CARDS; i++) {
        cards[i] = (struct fixture_card){
            .id = ls_arena_printf(&arena, "%zu.md", i).ptr,
            .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, text_of(i, &arena)}}};
    }
    fixture_open(fixture, cards, CARDS);
    ls_arena_free(&arena);
}

/* ---- lexicons, each of one kind ---- */

enum { KEYS = 1000, LEXICONS = 3, MEMBERS = LS_LEXICON_MEMBERS_MAX };

typedef void write_fn(size_t number, struct ls_buf *out);

static void write_phrase(size_t number, struct ls_buf *out)
{
    write_common(number, out);
    ls_buf_add_char(out, ' ');
    write_common(number + 1, out);
}

static void write_absent(size_t number, struct ls_buf *out)
{
    ls_buf_printf(out, "absent%zu", number);
}

static void write_key(size_t number, struct ls_buf *out)
{
    ls_buf_printf(out, "key%c%c%c", (char)('b' + number / 100 % 10), (char)('b' + number / 10 % 10),
                  (char)('b' + number % 10));
}

/* Each of many keys has so many members, others in each lexicon. */
static void make_lexicon(size_t number, write_fn *write, struct ls_buf *bytes,
                         struct ls_lexicon *lexicon)
{
    struct ls_lexicon_builder builder = {0};
    struct ls_error err = {0};
    struct ls_buf key = {0}, member = {0};
    for (size_t k = 0; k < KEYS; k++) {
        ls_buf_clear(&key);
        write_key(k, &key);
        for (size_t m = 0; m < MEMBERS; m++) {
            ls_buf_clear(&member);
            write(number * MEMBERS + m + k % 7, &member);
            ls_lexicon_builder_add(&builder, ls_buf_span(&key), ls_buf_span(&member), 1,
                                   LS_LEXICON_USER, 0);
        }
    }
    fixture_must(ls_lexicon_builder_finish(&builder, bytes, &err), &err);
    fixture_must(ls_lexicon_open(ls_buf_span(bytes), lexicon, &err), &err);
    ls_lexicon_builder_free(&builder);
    ls_buf_free(&key);
    ls_buf_free(&member);
}

static void make_shelf(struct fixture_shelf *shelf, write_fn *write)
{
    *shelf = (struct fixture_shelf){.lexicons = {shelf->items, LEXICONS}};
    for (size_t i = 0; i < LEXICONS; i++) {
        make_lexicon(i, write, &shelf->bytes[i], &shelf->items[i]);
    }
}

static size_t most_members(const struct ls_expansion *expansion)
{
    size_t most = 0;
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        size_t count = expansion->groups[i].member_count;
        most = count > most ? count : most;
    }
    return most;
}

static const struct {
    const char *name;
    write_fn *write;
    bool is_held; /* by some card */
} kinds[] = {
    {"common words", write_common, true},
    {"phrases of common words", write_phrase, true},
    {"words of one card", write_word, true},
    {"words of no card", write_absent, false},
};

static void test_many(struct fixture *fixture)
{
    struct ls_buf text = {0};
    for (size_t k = 0; k < KEYS; k++) {
        write_key(k, &text);
        ls_buf_add_char(&text, ' ');
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct fixture_shelf shelf;
        struct ls_query query;
        make_shelf(&shelf, kinds[i].write);
        double start = seconds();
        const struct ls_expansion *expansion =
            fixture_expand(fixture, &shelf, text.ptr, NULL, &query);
        double took = seconds() - start;
        printf("# %d words with %d members each, %s: %.0f ms\n", KEYS, MEMBERS * LEXICONS,
               kinds[i].name, took * 1e3);
        tap_ok(took < SECONDS_MAX, "%s: in bounded time", kinds[i].name);
        tap_ok((expansion != NULL) == kinds[i].is_held &&
                   (!expansion || expansion->group_count <= LS_GROUPS_MAX) &&
                   most_members(expansion) <= LS_GROUP_MEMBERS_MAX,
               "%s: of as many groups and members as there may be", kinds[i].name);
        fixture_shelf_free(&shelf);
    }
    ls_buf_free(&text);
}

/* ---- a vocabulary of words that are all related ---- */

/* Of thousands that weigh alike, a group has the first by their bytes, as if all had been sorted.
 */
static bool are_the_first(const struct ls_group *group)
{
    bool good = group->member_count == LS_GROUP_MEMBERS_MAX;
    struct ls_buf word = {0};
    for (size_t i = 1; i < group->member_count; i++) {
        ls_buf_clear(&word);
        write_word(i - 1, &word);
        good &= ls_span_equal(group->members[i].lexeme, ls_buf_span(&word));
        good &= fabs(group->members[i].weight - ls_ranking.related) < 1e-3;
    }
    ls_buf_free(&word);
    return good;
}

static void test_related(struct fixture *fixture)
{
    struct ls_buf member = {0};
    struct fixture_shelf shelf;
    struct ls_query query;
    write_word(VOCABULARY - 1, &member);
    struct fixture_row row = {"肿瘤", member.ptr, 1, LS_LEXICON_USER, 0};
    fixture_shelf_make(&shelf, &row, 1);
    double start = seconds();
    const struct ls_expansion *expansion = fixture_expand(fixture, &shelf, "腫瘤", NULL, &query);
    double took = seconds() - start;
    printf("# a member that %d words are related to: %.0f ms\n", VOCABULARY - 1, took * 1e3);
    tap_ok(took < SECONDS_MAX, "related words: in bounded time");
    tap_ok(expansion && ls_span_equal(expansion->groups[0].members[0].lexeme, ls_buf_span(&member)),
           "the member itself first");
    tap_ok(expansion && are_the_first(&expansion->groups[0]), "then those there is room for");
    fixture_shelf_free(&shelf);
    ls_buf_free(&member);
}

int main(void)
{
    struct fixture fixture;
    open_cards(&fixture);
    test_many(&fixture);
    test_related(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
