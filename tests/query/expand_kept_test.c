/* What is kept of groups for a state of an index changes none of them, whichever groups went before
 * in the query or in the ones before it. */
#include "query/expand/cards.h"
#include "tests/query/fixture_shelf.h"
#include "tests/tap.h"

enum { CARDS = 700, ROOM = 1 << 24, NO_ROOM = 1 << 8 };

/* In 466 cards side by side or not, which is more than half of the looks there are for a query. */
static const char *text_of(int card)
{
    static const char *const rare[] = {
        "Big rare dog. Big rare. Rare gem, gem.",
        "Rare so big. Dog big so rare.",
        "Gem of rare, rare and big rare.",
        "Gem and gem and dog.",
    };
    static const char *const texts[] = {
        "Big dog and red fox. Big, big owl.",
        "Dog so big, red fox. Red fox. Dog.",
        "Big dog. Fox so red, fox and red! 幻覺。",
        "Dog, dog: big dog.",
        "Fox, fox: red.",
    };
    return card % 40 == 7 ? rare[card / 40 % 4]
           : card < 466   ? texts[card % 5]
           : card % 2     ? "Owl. Owl."
                          : "幻覺與偏誤。";
}

static const struct fixture_row lexicon[] = {
    {"epsilon", "big rare", 1, LS_LEXICON_GLOSSARY},
    {"epsilon", "big rare dog", 0.5, LS_LEXICON_GLOSSARY},
    {"zeta", "rare gem", 1, LS_LEXICON_GLOSSARY},
    {"alpha", "big dog", 1, LS_LEXICON_GLOSSARY},
    {"beta", "red fox", 1, LS_LEXICON_GLOSSARY},
    {"beta", "owl", 0.75, LS_LEXICON_GLOSSARY},
    {"gamma", "owl", 0.5, LS_LEXICON_GLOSSARY},
    {"gamma", "幻觉", 1, LS_LEXICON_GLOSSARY},
    {"gamma", "red fox", 0.5, LS_LEXICON_GLOSSARY},
    {"gamma", "rare gem", 0.25, LS_LEXICON_GLOSSARY},
    {"delta", "owl", 0.5, LS_LEXICON_GLOSSARY},
    {"alpha gamma", "偏误", 1, LS_LEXICON_GLOSSARY},
    {"幻觉", "big dog", 1, LS_LEXICON_GLOSSARY},
    {"偏误", "big dog", 0.5, LS_LEXICON_GLOSSARY},
};

static void open_cards(struct fixture *fixture)
{
    static struct fixture_card cards[CARDS];
    static char ids[CARDS][16];
    for (int i = 0; i < CARDS; i++) {
        snprintf(ids[i], sizeof ids[i], "%d.md", i);
        cards[i] = (struct fixture_card){
            .id = ids[i], .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, text_of(i)}}};
    }
    fixture_open(fixture, cards, CARDS);
}

static const char *const queries[] = {
    "alpha",       "beta",         "alpha beta",
    "beta alpha",  "gamma",        "gamma alpha",
    "alpha gamma", "alpha alpha",  "gamma, beta",
    "幻覺 alpha",  "幻覺",         "偏誤 beta alpha",
    "delta gamma", "gamma delta",  "alpha delta",
    "epsilon",     "beta epsilon", "epsilon zeta alpha",
    "nothing",     "\"red\"",      "beta delta alpha",
};
enum { QUERIES = sizeof queries / sizeof *queries };

static void add_group(const struct ls_group *group, struct ls_buf *out)
{
    ls_buf_printf(out, "%.*s %a %zu %zu:", LS_SPAN_ARG(group->lexeme), group->rarity,
                  group->cards.count, group->found.count);
    for (size_t i = 0; i < group->cards.count; i++) {
        ls_buf_printf(out, " %u %a %a", group->cards.items[i], (double)group->frequencies[i],
                      group->weights[i]);
    }
    for (size_t i = 0; i < group->found.count; i++) {
        ls_buf_printf(out, " %u", group->found.items[i]);
    }
    ls_buf_add_char(out, '\n');
}

static const struct ls_expansion *expand(struct fixture *fixture, const struct fixture_shelf *shelf,
                                         size_t number, struct ls_buf *out)
{
    struct ls_query query;
    const struct ls_expansion *expansion =
        fixture_expand(fixture, shelf, queries[number], NULL, &query);
    ls_buf_clear(out);
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        add_group(&expansion->groups[i], out);
    }
    return expansion;
}

/* Asks all queries from the last to the first, then the reverse, then again. */
static void test_same(struct fixture *fixture, const struct fixture_shelf *shelf, size_t room,
                      bool with_positions)
{
    static struct ls_buf plain[QUERIES];
    struct ls_buf kept = {0};
    struct ls_memory *memory;
    size_t same = 0, asked = 0, told = 0;
    fixture_must(ls_memory_new(room, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *held = ls_memory_hold(memory, 1, CARDS);
    for (size_t i = 0; i < QUERIES; i++) {
        expand(fixture, shelf, i, &plain[i]);
        told += plain[i].len > 0;
    }
    tap_ok(told == QUERIES - 2, "all words with another name have a group");
    ls_index_keep_memory(fixture->index, held);
    if (with_positions) {
        fixture_must(ls_index_make_positions(fixture->index, &fixture->err), &fixture->err);
        tap_ok(ls_index_positions(fixture->index) != NULL, "positions are made");
    }
    for (size_t turn = 0; turn < 3 * QUERIES; turn++) {
        size_t number = turn / QUERIES % 2 ? turn % QUERIES : QUERIES - 1 - turn % QUERIES;
        expand(fixture, shelf, number, &kept);
        same += ls_span_equal(ls_buf_span(&kept), ls_buf_span(&plain[number]));
        asked++;
    }
    tap_ok(same == asked, "%zu bytes to keep groups in: they are the same", room);
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(held);
    ls_memory_free(memory);
    for (size_t i = 0; i < QUERIES; i++) {
        ls_buf_free(&plain[i]);
    }
    ls_buf_free(&kept);
}

/* One that is kept is not read again: it lies where it lay. */
static void test_borrowed(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    struct ls_memory *memory;
    struct ls_buf out = {0};
    fixture_must(ls_memory_new(ROOM, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *held = ls_memory_hold(memory, 1, CARDS);
    ls_index_keep_memory(fixture->index, held);
    for (size_t number = 0; number < 5; number++) {
        expand(fixture, shelf, number, &out);
        const struct ls_group first = expand(fixture, shelf, number, &out)->groups[0];
        const struct ls_group again = expand(fixture, shelf, number, &out)->groups[0];
        tap_ok(first.cards.items == again.cards.items && first.weights == again.weights, "%s: kept",
               queries[number]);
    }
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(held);
    ls_memory_free(memory);
    ls_buf_free(&out);
}

int main(void)
{
    struct fixture fixture;
    struct fixture_shelf shelf;
    open_cards(&fixture);
    fixture_shelf_make(&shelf, lexicon, sizeof lexicon / sizeof *lexicon);
    test_same(&fixture, &shelf, NO_ROOM, false);
    test_same(&fixture, &shelf, ROOM, false);
    test_same(&fixture, &shelf, ROOM, true);
    test_borrowed(&fixture, &shelf);
    fixture_shelf_free(&shelf);
    fixture_close(&fixture);
    return tap_done();
}
