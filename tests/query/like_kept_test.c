/* Articles like one, from memory and by Xapian: the same ones, in the same order, equally alike. */
#include "query/rank/like_kept.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>

enum { CARDS = 400, TWIN_OF = 40, LOUD = 300, STEP = 3 };

/* Earlier words are more common. */
static const char *const vocabulary[] = {
    "model",    "the",    "patient", "study",    "of",     "語言模型", "clinical", "bias",
    "臨床醫療", "sepsis", "cohort",  "決策支援", "alert",  "control",  "病人安全", "cost",
    "count",    "幻覺",   "護理師",  "nurse",    "急診室", "triage",   "ward",     "風險",
    "ethics",   "統計",   "kappa",   "rarely",   "檢定",   "audit",
};
enum { VOCABULARY = sizeof vocabulary / sizeof *vocabulary };

static const struct {
    const char *name;
    const char *domain; /* NULL: no filter */
    struct ls_window window;
} rows[] = {
    {"the first ten", NULL, {.limit = 10}},
    {"all", NULL, {.limit = UINT32_MAX}},
    {"a later page", NULL, {.offset = 7, .limit = 5}},
    {"behind the last", NULL, {.offset = 4000000000u, .limit = 10}},
    {"none of them", NULL, {.limit = 0}},
    {"of a domain", "hall1", {.limit = 10}},
    {"all of a domain", "door3", {.limit = UINT32_MAX}},
    {"of no domain", "cellar", {.limit = 10}},
};

/* ---- cards ---- */

/* A generator of numbers that need not be good. */
static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static const char *next_word(uint32_t *state)
{
    uint32_t most = 1 + next_number(state) % VOCABULARY;
    return vocabulary[next_number(state) % most];
}

static const char *take(struct ls_arena *arena, struct ls_buf *text)
{
    ls_buf_add(text, "", 1);
    const char *kept = ls_arena_copy(arena, ls_buf_span(text)).ptr;
    ls_buf_free(text);
    return kept;
}

static const char *make_text(struct ls_arena *arena, uint32_t *state, unsigned words)
{
    struct ls_buf text = {0};
    for (unsigned i = 0; i < words; i++) {
        ls_buf_add_str(&text, next_word(state));
        ls_buf_add_str(&text, i % 9 == 8 ? ". " : " ");
    }
    return take(arena, &text);
}

/* A word so often that no byte counts it. */
static const char *make_loud(struct ls_arena *arena)
{
    struct ls_buf text = {0};
    for (int i = 0; i < LOUD; i++) {
        ls_buf_add_str(&text, "loud ");
    }
    return take(arena, &text);
}

/* Some differ in their ids only, so that nothing else can tell which comes first. */
static void make_cards(struct ls_arena *arena, struct fixture_card *cards)
{
    uint32_t state = 11;
    for (int i = 0; i < CARDS; i++) {
        unsigned words = 3 + next_number(&state) % 60;
        cards[i] = (struct fixture_card){
            .title_en = make_text(arena, &state, 1 + i % 3),
            .domains = ls_arena_printf(arena, "door%d|hall%d", i % 7, i % 3).ptr,
            .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, NULL, make_text(arena, &state, words)},
                         {LS_FIELD_BODY, LS_PART_QA, "Q",
                          i % 100 == 6 ? make_loud(arena) : make_text(arena, &state, 9)}},
        };
        if (i % TWIN_OF >= TWIN_OF - 3) {
            cards[i] = cards[i - i % 2 - 1];
        }
        cards[i].id = ls_arena_printf(arena, "card-%d", i).ptr;
    }
}

/* ---- asking ---- */

static struct ls_like ask(struct fixture *fixture, uint32_t docid, const char *domain,
                          struct ls_window window, struct ls_memory_shelf *shelf)
{
    struct ls_tree tree = {0};
    struct ls_like like;
    const struct ls_tree_node *filter = NULL;
    if (domain) {
        filter =
            ls_tree_scale(&tree, ls_tree_term(&tree, LS_PREFIX_DOMAIN, ls_span_str(domain), 1), 0);
    }
    ls_index_keep_memory(fixture->index, shelf);
    fixture_must(
        ls_like(fixture->index, docid, filter, window, &fixture->arena, &like, &fixture->err),
        &fixture->err);
    ls_index_keep_memory(fixture->index, fixture->shelf);
    ls_tree_free(&tree);
    return like;
}

static bool are_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool are_same(const struct ls_like *a, const struct ls_like *b)
{
    bool same = a->hit_count == b->hit_count && a->total == b->total;
    for (size_t i = 0; same && i < a->hit_count; i++) {
        same = a->hits[i].docid == b->hits[i].docid &&
               are_near(a->hits[i].relevance, b->hits[i].relevance);
    }
    return same;
}

static void test_row(struct fixture *fixture, size_t row)
{
    int same = 0, asked = 0;
    size_t hits = 0, total = 0;
    for (uint32_t docid = 1; docid <= CARDS; docid += STEP) {
        const char *domain = rows[row].domain;
        struct ls_like by_xapian = ask(fixture, docid, domain, rows[row].window, NULL);
        struct ls_like kept = ask(fixture, docid, domain, rows[row].window, fixture->shelf);
        same += are_same(&by_xapian, &kept);
        hits += kept.hit_count;
        total += kept.total;
        asked++;
    }
    tap_ok(same == asked, "%s: %d of %d answers, %zu of %zu hits", rows[row].name, same, asked,
           hits, total);
}

/* ---- what is known ---- */

static const struct ls_tree_node *make_terms(struct ls_tree *tree)
{
    return ls_tree_pair(tree, XAP_OP_OR, ls_tree_term(tree, "", LS_SPAN("sepsis"), 1),
                        ls_tree_term(tree, "", LS_SPAN("cohort"), 1));
}

static bool is_known(struct fixture *fixture, struct ls_memory_shelf *shelf)
{
    struct ls_tree tree = {0};
    struct ls_like like;
    struct ls_like_wish wish = {.terms = make_terms(&tree),
                                .window = {.limit = 10},
                                .k1 = ls_ranking.k1,
                                .least = 0.1,
                                .docid = 1};
    bool known = false;
    ls_index_keep_memory(fixture->index, shelf);
    fixture_must(
        ls_like_kept(fixture->index, &tree, &wish, &fixture->arena, &like, &known, &fixture->err),
        &fixture->err);
    ls_index_keep_memory(fixture->index, fixture->shelf);
    ls_tree_free(&tree);
    return known;
}

static void test_room(struct fixture *fixture)
{
    struct ls_memory *memory = NULL;
    fixture_must(ls_memory_new(1, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, CARDS);
    struct ls_window window = {.limit = 10};
    struct ls_like by_xapian = ask(fixture, 4, NULL, window, NULL);
    struct ls_like small = ask(fixture, 4, NULL, window, shelf);
    tap_ok(is_known(fixture, fixture->shelf), "what is kept is enough");
    tap_ok(!is_known(fixture, NULL), "nothing is known where nothing is kept");
    tap_ok(!is_known(fixture, shelf), "nor where there is no room, …");
    tap_ok(by_xapian.hit_count > 0 && are_same(&by_xapian, &small), "… and the answer is the same");
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

int main(void)
{
    static struct fixture_card cards[CARDS];
    struct ls_arena arena = {0};
    struct fixture fixture;
    make_cards(&arena, cards);
    fixture_open(&fixture, cards, CARDS);
    fixture_keep(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_row(&fixture, i);
    }
    test_room(&fixture);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
