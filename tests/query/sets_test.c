/* The cards of ranges against comparing by hand, with and without room to keep what was read. */
#include "query/match/sets.h"

#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>

enum { CARD_COUNT = 700, WORDS = CARD_COUNT / 64 + 1 };

/* Few scores, and more years than are kept one by one. */
static double score_of(uint32_t docid)
{
    return docid % 4 == 0 ? 0 : (docid * 7 % 21 + 40) / 10.0;
}
static double year_of(uint32_t docid)
{
    return docid % 9 == 0 ? 0 : 1000 + docid * 389 % CARD_COUNT;
}

static const struct row {
    uint32_t slot;
    double lo;
    double hi;
} rows[] = {
    {LS_SLOT_SCORE, 5, INFINITY},    {LS_SLOT_SCORE, 5, INFINITY}, /* as kept */
    {LS_SLOT_SCORE, 4, 6},           {LS_SLOT_SCORE, 4.55, 5.05},
    {LS_SLOT_SCORE, 5, 5},           {LS_SLOT_SCORE, 6, 6},
    {LS_SLOT_SCORE, -INFINITY, 4.3}, {LS_SLOT_SCORE, -INFINITY, INFINITY},
    {LS_SLOT_SCORE, 6.1, INFINITY},  {LS_SLOT_SCORE, -3, 3.9},
    {LS_SLOT_SCORE, 5.5, 4.5},       {LS_SLOT_SCORE, NAN, 5},
    {LS_SLOT_SCORE, 5, NAN},         {LS_SLOT_YEAR, 1100, 1200},
    {LS_SLOT_YEAR, 1350, INFINITY},  {LS_SLOT_YEAR, -INFINITY, 1002},
    {LS_SLOT_YEAR, 1234.5, 1234.75},
};

static bool is_in(const struct row *row, uint32_t docid)
{
    double number = row->slot == LS_SLOT_SCORE ? score_of(docid) : year_of(docid);
    return number != 0 && number >= row->lo && number <= row->hi;
}

static void test_row(struct fixture *fixture, const struct row *row, bool want_known)
{
    uint64_t set[WORDS] = {0};
    struct xap_error cause;
    bool known = false;
    unsigned wrong = 0;
    set[0] = UINT64_C(1) << 4; /* card 4, which has no score, and stays */
    enum xap_status status =
        ls_set_add_range(fixture->index, row->slot, row->lo, row->hi, set, &known, &cause);
    for (uint32_t docid = 1; known && docid <= CARD_COUNT; docid++) {
        bool want = docid == 4 || is_in(row, docid);
        wrong += (set[docid / 64] >> docid % 64 & 1) != want;
    }
    tap_ok(status == XAP_OK && known == want_known && wrong == 0,
           "slot %u from %g to %g%s: %u wrong", row->slot, row->lo, row->hi,
           want_known ? "" : " is not known", wrong);
}

/* All cards, read and then as kept. */
static void test_all(struct fixture *fixture)
{
    for (int i = 0; i < 2; i++) {
        uint64_t set[WORDS] = {0};
        struct xap_error cause;
        uint32_t count = 0;
        enum xap_status status =
            ls_set_add_term(fixture->index, LS_SPAN(""), CARD_COUNT, set, &cause);
        for (uint32_t docid = 1; docid <= CARD_COUNT; docid++) {
            count += set[docid / 64] >> docid % 64 & 1;
        }
        tap_ok(status == XAP_OK && count == CARD_COUNT && !(set[0] & 1), "all cards: %u", count);
    }
}

/* With so much room for all that is kept, of which columns and sets get a quarter. */
static void test_rows(struct fixture *fixture, size_t bytes_max, bool knows_scores,
                      bool knows_years)
{
    struct ls_memory *memory;
    fixture_must(ls_memory_new(bytes_max, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, CARD_COUNT);
    ls_index_keep_memory(fixture->index, shelf);
    test_all(fixture);
    for (size_t i = sizeof rows / sizeof *rows; i-- > 0;) {
        test_row(fixture, &rows[i], rows[i].slot == LS_SLOT_SCORE ? knows_scores : knows_years);
    }
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

/* One set of the multiples of 2, another of those of 3, and what becomes of the first. */
enum operation { UNITE, INTERSECT, SUBTRACT, WITH_NOTHING, OPERATION_COUNT };

static bool is_wanted(enum operation operation, uint32_t docid)
{
    bool twos = docid % 2 == 0;
    bool threes = docid % 3 == 0;
    bool wanted[OPERATION_COUNT] = {twos || threes, twos && threes, twos && !threes, twos};
    return wanted[operation];
}

static void operate(enum operation operation, uint64_t *set, const uint64_t *other)
{
    switch (operation) {
    case UNITE:
        ls_set_unite(set, other, WORDS);
        return;
    case INTERSECT:
        ls_set_intersect(set, other, WORDS);
        return;
    case SUBTRACT:
        ls_set_subtract(set, other, WORDS);
        return;
    default:
        ls_set_unite(set, NULL, WORDS);
        ls_set_intersect(set, NULL, WORDS);
        ls_set_subtract(set, NULL, WORDS);
    }
}

static void test_operation(enum operation operation)
{
    static const char *const names[] = {"united", "intersected", "subtracted", "with nothing"};
    uint64_t set[WORDS] = {0};
    uint64_t other[WORDS] = {0};
    uint32_t docids[CARD_COUNT + 1];
    size_t wanted = 0;
    unsigned wrong = 0;
    for (uint32_t docid = 1; docid <= CARD_COUNT; docid++) {
        if (docid % 2 == 0) {
            ls_set_add(set, docid);
        }
        if (docid % 3 == 0) {
            ls_set_add(other, docid);
        }
    }
    operate(operation, set, other);
    size_t count = ls_set_list(set, WORDS, docids);
    for (uint32_t docid = 0; docid <= CARD_COUNT; docid++) {
        bool want = docid > 0 && is_wanted(operation, docid);
        wrong += ls_set_has(set, docid) != want;
        wrong += want && (wanted >= count || docids[wanted] != docid);
        wanted += want;
    }
    tap_ok(wrong == 0 && count == wanted && ls_set_size(set, WORDS) == wanted, "sets %s: %u wrong",
           names[operation], wrong);
}

int main(void)
{
    static struct fixture_card cards[CARD_COUNT];
    struct ls_arena arena = {0};
    struct fixture fixture;
    for (uint32_t i = 0; i < CARD_COUNT; i++) {
        cards[i] = (struct fixture_card){.id = ls_arena_printf(&arena, "%u.md", i).ptr,
                                         .title_en = "A card",
                                         .score = score_of(i + 1),
                                         .year = (int)year_of(i + 1)};
    }
    for (int operation = 0; operation < OPERATION_COUNT; operation++) {
        test_operation((enum operation)operation);
    }
    fixture_open(&fixture, cards, CARD_COUNT);
    test_row(&fixture, &rows[0], false);
    test_rows(&fixture, 1 << 22, true, true);
    test_rows(&fixture, 4 * 19000, true, true); /* the columns, and few sets */
    test_rows(&fixture, 4 * 8000, true, false); /* years prove too long */
    test_rows(&fixture, 64, false, false);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
