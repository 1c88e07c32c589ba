/* Terms in memory: whatever is asked of them, the answer is that of the index. */
#include "store/term_list.h"
#include "store/term_walk.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>

enum { CARDS = 60, CARD_WORDS = 80, ROUNDS = 3000 };

static const char *const parts[] = {"a",  "an", "anti", "b",  "be", "co", "con", "s", "z",
                                    "19", "2",  "模型", "語", "型", "é",  "LLM", " ", "-"};
enum { PARTS = sizeof parts / sizeof *parts };

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245 + 12345;
    return *seed >> 16 & 0x7fff;
}

static struct ls_span random_text(unsigned *seed, size_t count, const char *between,
                                  struct ls_arena *arena)
{
    struct ls_buf text = {0};
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_str(&text, parts[next_random(seed) % PARTS]);
        ls_buf_add_str(&text, next_random(seed) % 3 == 0 ? between : "");
    }
    struct ls_span copy = ls_arena_copy(arena, ls_buf_span(&text));
    ls_buf_free(&text);
    return copy;
}

static void open(struct fixture *fixture, struct ls_arena *arena)
{
    static struct fixture_card cards[CARDS];
    unsigned seed = 1;
    for (size_t i = 0; i < CARDS; i++) {
        struct ls_span text = random_text(&seed, CARD_WORDS, " ", arena);
        cards[i] = (struct fixture_card){.id = ls_arena_printf(arena, "card-%zu", i).ptr,
                                         .title_en = "Models",
                                         .domains = "one|two",
                                         .sections = {{.field = LS_FIELD_BODY, .text = text.ptr}}};
    }
    fixture_open(fixture, cards, CARDS);
}

/* ---- how often ---- */

static void test_freqs(struct fixture *fixture, const struct ls_term_list *list)
{
    struct ls_term_walk *walk = NULL;
    struct xap_error cause;
    bool more = true;
    size_t count = 0, same = 0, same_longer = 0;
    ls_term_walk_open(fixture->index, LS_SPAN(""), &walk, &cause);
    while (ls_term_walk_next(walk, &more, &cause) == XAP_OK && more) {
        struct ls_span term = ls_term_walk_term(walk);
        char longer[LS_TERM_LIMIT_BYTES + 1];
        uint32_t freq;
        memcpy(longer, term.ptr, term.len);
        longer[term.len] = 'a';
        ls_index_term_freq(fixture->index, ls_span(longer, term.len + 1), &freq, &cause);
        same += ls_term_list_freq(list, term) == ls_term_walk_freq(walk);
        same_longer += ls_term_list_freq(list, ls_span(longer, term.len + 1)) == freq;
        count++;
    }
    ls_term_walk_free(walk);
    tap_ok(count > 300 && same == count, "how many cards hold each of %zu terms", count);
    tap_ok(same_longer == count, "and what is like them");
    tap_ok(ls_term_list_freq(list, LS_SPAN("")) == 0 &&
               ls_term_list_freq(list, LS_SPAN("\xff")) == 0 &&
               ls_term_list_freq(list, LS_SPAN("\x01")) == 0,
           "none before them and behind them");
}

/* ---- in order ---- */

/* The moves of one walk, as text. */
static void walk_on(struct ls_index *index, struct ls_span prefix, unsigned seed,
                    struct ls_buf *out, struct ls_arena *arena)
{
    struct ls_term_walk *walk = NULL;
    struct xap_error cause;
    bool more = true;
    ls_buf_clear(out);
    if (ls_term_walk_open(index, prefix, &walk, &cause) != XAP_OK) {
        ls_buf_add_str(out, "failed");
    }
    for (int move = 0; walk && move < 12; move++) {
        unsigned kind = next_random(&seed) % 4;
        struct ls_span target = random_text(&seed, kind, "", arena);
        enum xap_status status = kind < 2 ? ls_term_walk_next(walk, &more, &cause)
                                          : ls_term_walk_skip_to(walk, target, &more, &cause);
        ls_buf_printf(out, "%d %d %.*s=%u\n", status, more, LS_SPAN_ARG(ls_term_walk_term(walk)),
                      ls_term_walk_freq(walk));
    }
    ls_term_walk_free(walk);
}

static void test_walks(struct fixture *fixture, struct ls_memory_shelf *shelf)
{
    struct ls_buf read = {0}, kept = {0};
    unsigned seed = 7;
    size_t same = 0;
    for (size_t i = 0; i < ROUNDS; i++) {
        struct ls_arena arena = {0};
        struct ls_span prefix = random_text(&seed, next_random(&seed) % 3, "", &arena);
        unsigned moves = next_random(&seed);
        ls_index_keep_memory(fixture->index, NULL);
        walk_on(fixture->index, prefix, moves, &read, &arena);
        ls_index_keep_memory(fixture->index, shelf);
        walk_on(fixture->index, prefix, moves, &kept, &arena);
        bool is_same = ls_span_equal(ls_buf_span(&read), ls_buf_span(&kept));
        same += is_same;
        if (!is_same && same == i) {
            printf("# from %.*s\n# %s\n# %s\n", LS_SPAN_ARG(prefix), read.ptr, kept.ptr);
        }
        ls_arena_free(&arena);
    }
    tap_is_int((long)same, ROUNDS, "walks step by step, and by leaps");
    ls_buf_free(&read);
    ls_buf_free(&kept);
}

static void test_long_prefix(struct fixture *fixture)
{
    char prefix[LS_TERM_LIMIT_BYTES + 2];
    struct ls_term_walk *walk = NULL;
    struct xap_error cause;
    bool more = true;
    memset(prefix, 'a', sizeof prefix);
    tap_ok(ls_term_walk_open(fixture->index, ls_span(prefix, sizeof prefix), &walk, &cause) ==
                   XAP_OK &&
               ls_term_walk_next(walk, &more, &cause) == XAP_OK && !more,
           "no term begins so long");
    ls_term_walk_free(walk);
}

/* ---- kept ---- */

static bool always(void *context)
{
    (void)context;
    return true;
}

static struct ls_memory_shelf *open_shelf(struct fixture *fixture, size_t bytes_max,
                                          struct ls_memory **memory)
{
    struct ls_error err;
    fixture_must(ls_memory_new(bytes_max, memory, &err), &err);
    struct ls_memory_shelf *shelf = ls_memory_hold(*memory, 1, CARDS);
    ls_index_keep_memory(fixture->index, shelf);
    return shelf;
}

static void close_shelf(struct fixture *fixture, struct ls_memory_shelf *shelf,
                        struct ls_memory *memory)
{
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

static void test_kept(struct fixture *fixture)
{
    struct ls_memory *memory;
    struct ls_error err;
    tap_ok(ls_index_make_terms(fixture->index, &err) == LS_OK && !ls_index_terms(fixture->index),
           "without a shelf nothing is kept");
    struct ls_memory_shelf *shelf = open_shelf(fixture, 1 << 22, &memory);
    fixture_must(ls_index_make_terms(fixture->index, &err), &err);
    const struct ls_term_list *list = ls_index_terms(fixture->index);
    tap_ok(list != NULL, "with one the terms are");
    fixture_must(ls_index_make_terms(fixture->index, &err), &err);
    tap_ok(ls_index_terms(fixture->index) == list, "once");
    ls_index_keep_memory(fixture->index, NULL);
    test_freqs(fixture, list);
    test_walks(fixture, shelf);
    test_long_prefix(fixture);
    close_shelf(fixture, shelf, memory);
}

static void test_given_up(struct fixture *fixture)
{
    struct ls_memory *memory;
    struct ls_error err;
    struct ls_memory_shelf *shelf = open_shelf(fixture, 1 << 22, &memory);
    ls_index_watch(fixture->index, always, NULL);
    tap_ok(ls_index_make_terms(fixture->index, &err) == LS_BUSY && !ls_index_terms(fixture->index),
           "none by one who is told to end");
    ls_index_watch(fixture->index, NULL, NULL);
    test_long_prefix(fixture);
    close_shelf(fixture, shelf, memory);
}

static void test_room(struct fixture *fixture)
{
    struct ls_memory *memory;
    struct ls_error err;
    struct ls_memory_shelf *shelf = open_shelf(fixture, 2000, &memory);
    tap_ok(ls_index_make_terms(fixture->index, &err) == LS_OK && !ls_index_terms(fixture->index),
           "none where there is no room");
    test_long_prefix(fixture);
    close_shelf(fixture, shelf, memory);
}

int main(void)
{
    struct fixture fixture;
    struct ls_arena arena = {0};
    open(&fixture, &arena);
    test_kept(&fixture);
    test_given_up(&fixture);
    test_room(&fixture);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
