/* Positions find the cards of a NEAR that a look at each stream finds. */
#include "store/positions.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>

enum { CARDS = 600, ROUNDS = 20 };

/* Few, so that they meet. */
static const char *const words[] = {"bias",     "model", "deep", "models", "語言",   "幻",
                                    "語言模型", "one",   "幻覺", "的",     "biased", "of"};
enum { WORDS = sizeof words / sizeof *words };

/* %s is a word, %d a distance. */
static const char *const queries[] = {
    "%s NEAR/%d %s",         "%s NEAR/%d %s NEAR/%d %s",
    "(%s OR %s) NEAR/%d %s", "%s NEAR/%d (%s OR %s OR %s)",
    "title:%s NEAR/%d %s",   "abstract:(%s NEAR/%d %s)",
    "\"%s %s\" NEAR/%d %s",  "%s NEAR/%d \"%s %s\" NEAR/%d %s",
    "mod* NEAR/%d %s",       "%s %s NEAR/%d %s",
};
enum { QUERIES = sizeof queries / sizeof *queries };

/* A generator of numbers that need not be good. */
static uint32_t draw(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

/* Sentences of some words. */
static const char *make_text(struct ls_arena *arena, uint32_t *state, uint32_t count)
{
    struct ls_buf text = {0};
    for (uint32_t i = 0; i < count; i++) {
        ls_buf_add_str(&text, words[draw(state, WORDS)]);
        ls_buf_add_str(&text, draw(state, 5) ? " " : ". ");
    }
    ls_buf_add(&text, "", 1);
    const char *kept = ls_arena_copy(arena, ls_buf_span(&text)).ptr;
    ls_buf_free(&text);
    return kept;
}

static void make_cards(struct ls_arena *arena, struct fixture_card *cards)
{
    uint32_t state = 5;
    for (int i = 0; i < CARDS; i++) {
        cards[i] = (struct fixture_card){
            .id = ls_arena_printf(arena, "%d.md", i).ptr,
            .title_en = make_text(arena, &state, 1 + draw(&state, 4)),
            .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, NULL,
                          make_text(arena, &state, draw(&state, 12))},
                         {LS_FIELD_BODY, LS_PART_QA, NULL, make_text(arena, &state, 5)},
                         {LS_FIELD_BODY, LS_PART_CORE, NULL,
                          make_text(arena, &state, draw(&state, 9))}},
        };
    }
}

static void make_query(struct ls_buf *out, uint32_t *state, const char *pattern)
{
    static const uint32_t distances[] = {1, 2, 3, 5, 9};
    ls_buf_clear(out);
    for (; *pattern; pattern++) {
        bool is_drawn = *pattern == '%';
        pattern += is_drawn;
        if (!is_drawn) {
            ls_buf_add_char(out, *pattern);
        } else if (*pattern == 's') {
            ls_buf_add_str(out, words[draw(state, WORDS)]);
        } else {
            ls_buf_printf(out, "%u", distances[draw(state, 5)]);
        }
    }
    ls_buf_add(out, "", 1);
}

static void answer(struct fixture *fixture, const char *query, struct ls_memory_shelf *shelf,
                   struct ls_buf *out)
{
    static const struct ls_filters none = {0};
    struct ls_found found;
    struct ls_buf notes = {0};
    ls_index_keep_memory(fixture->index, shelf);
    fixture_must(
        fixture_search(fixture, query, &none, (struct ls_window){.limit = CARDS}, &found, &notes),
        &fixture->err);
    ls_buf_clear(out);
    ls_buf_printf(out, "%d:", (int)found.step);
    for (size_t i = 0; i < found.hit_count; i++) {
        ls_buf_printf(out, " %u", found.hits[i].docid);
    }
    ls_buf_add_span(out, ls_buf_span(&notes));
    ls_buf_free(&notes);
}

static void test_query(struct fixture *fixture, const char *pattern, uint32_t *state)
{
    struct ls_buf query = {0};
    struct ls_buf placed = {0};
    struct ls_buf looked = {0};
    size_t same = 0;
    size_t bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
        make_query(&query, state, pattern);
        answer(fixture, query.ptr, fixture->shelf, &placed);
        answer(fixture, query.ptr, NULL, &looked);
        bool is_same = ls_span_equal(ls_buf_span(&placed), ls_buf_span(&looked));
        if (!is_same) {
            printf("# %s: %.*s, not %.*s\n", query.ptr, (int)placed.len, placed.ptr,
                   (int)looked.len, looked.ptr);
        }
        same += is_same;
        bytes += looked.len;
    }
    tap_ok(same == ROUNDS && bytes > ROUNDS * sizeof "1: 1234", "%s: %zu of %d", pattern, same,
           ROUNDS);
    ls_buf_free(&query);
    ls_buf_free(&placed);
    ls_buf_free(&looked);
}

int main(void)
{
    static struct fixture_card cards[CARDS];
    struct ls_arena arena = {0};
    struct fixture fixture;
    uint32_t state = 9;
    make_cards(&arena, cards);
    fixture_open(&fixture, cards, CARDS);
    fixture_keep(&fixture);
    fixture_must(ls_index_make_positions(fixture.index, &fixture.err), &fixture.err);
    tap_ok(ls_index_positions(fixture.index) != NULL, "positions are made");
    for (size_t i = 0; i < QUERIES; i++) {
        test_query(&fixture, queries[i], &state);
    }
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
