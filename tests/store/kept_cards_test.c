/* A card that is kept, unpacked or packed, is the one that is stored. */
#include "store/memory.h"
#include "tests/query/fixture.h"
#include "tests/store/sample_card.h"
#include "tests/tap.h"

enum { CARDS = 40, ROUNDS = 3 };

/* Room for the cards of which so many are kept in each way. */
static const struct {
    const char *name;
    size_t bytes_max;
    size_t unpacked_min, unpacked_max;
    size_t packed_min, packed_max;
} rows[] = {
    {"none", 64, 0, 0, 0, 0},
    {"some, the last of them packed", 80 << 10, 2, CARDS - 2, 1, CARDS - 2},
    {"all", 16 << 20, CARDS, CARDS, 0, 0},
};

static struct fixture_card cards[CARDS];
static char ids[CARDS][16];
static char texts[CARDS][4096];

static void fill_cards(void)
{
    for (size_t i = 0; i < CARDS; i++) {
        snprintf(ids[i], sizeof ids[i], "%02zu.md", i);
        for (size_t at = 0; at + 10 < sizeof texts[i]; at += 9) {
            snprintf(texts[i] + at, 10, "%08zu ", (i * 7919 + at * 104729) % 100000000);
        }
        cards[i] =
            (struct fixture_card){.id = ids[i],
                                  .title_en = "Title",
                                  .sections = {{LS_FIELD_BODY, LS_PART_CORE, "Heading", texts[i]}}};
    }
}

static size_t count_kept(const struct ls_memory_shelf *shelf, enum ls_kept_kind kind)
{
    size_t count = 0;
    for (uint32_t docid = 1; docid <= CARDS; docid++) {
        count += ls_memory_get(shelf, kind, docid).ptr != NULL;
    }
    return count;
}

/* Reads all, compared with what is read when nothing is kept. */
static size_t read_all(struct fixture *fixture, struct ls_memory_shelf *shelf)
{
    size_t same = 0;
    for (uint32_t docid = 1; docid <= CARDS; docid++) {
        struct ls_card stored, kept;
        ls_arena_reset(&fixture->arena);
        ls_index_keep_memory(fixture->index, NULL);
        fixture_must(ls_index_card(fixture->index, docid, &fixture->arena, &stored, &fixture->err),
                     &fixture->err);
        ls_index_keep_memory(fixture->index, shelf);
        fixture_must(ls_index_card(fixture->index, docid, &fixture->arena, &kept, &fixture->err),
                     &fixture->err);
        same += same_card(&stored, &kept);
    }
    return same;
}

static void test_row(struct fixture *fixture, size_t i)
{
    struct ls_memory *memory;
    size_t same = 0;
    fixture_must(ls_memory_new(rows[i].bytes_max, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, CARDS);
    for (int round = 0; round < ROUNDS; round++) {
        same += read_all(fixture, shelf);
    }
    size_t unpacked = count_kept(shelf, LS_KEPT_CARD), packed = count_kept(shelf, LS_KEPT_FRAME);
    tap_is_int((long)same, ROUNDS * CARDS, rows[i].name);
    tap_ok(unpacked >= rows[i].unpacked_min && unpacked <= rows[i].unpacked_max, "%s: %zu unpacked",
           rows[i].name, unpacked);
    tap_ok(packed >= rows[i].packed_min && packed <= rows[i].packed_max, "%s: %zu packed",
           rows[i].name, packed);
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

/* A card outlives the shelf it came from. */
static void test_lives(struct fixture *fixture)
{
    struct ls_memory *memory;
    struct ls_card first, again;
    fixture_must(ls_memory_new(16 << 20, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, CARDS);
    ls_arena_reset(&fixture->arena);
    ls_index_keep_memory(fixture->index, shelf);
    fixture_must(ls_index_card(fixture->index, 1, &fixture->arena, &first, &fixture->err),
                 &fixture->err);
    fixture_must(ls_index_card(fixture->index, 1, &fixture->arena, &again, &fixture->err),
                 &fixture->err);
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
    tap_ok(same_card(&first, &again), "a card outlives what it was kept in");
}

static void test_templates(struct fixture *fixture)
{
    struct ls_memory *memory;
    struct ls_line_numbers lines;
    fixture_must(ls_memory_new(16 << 20, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, CARDS);
    ls_index_keep_memory(fixture->index, shelf);
    for (int round = 0; round < 2; round++) {
        fixture_must(ls_index_template(fixture->index, 1, &lines, &fixture->err), &fixture->err);
        tap_is_int((long)lines.count, 0, "no template lines");
    }
    tap_ok(ls_memory_get(shelf, LS_KEPT_TEMPLATE, 1).ptr, "which is known from then on");
    tap_ok(!ls_memory_get(shelf, LS_KEPT_STREAM, 1).ptr, "the stream is not kept for it");
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

/* Whoever reads all streams for their positions keeps what else is small. */
static void test_readied(struct fixture *fixture)
{
    struct ls_memory *memory;
    fixture_must(ls_memory_new(16 << 20, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf = ls_memory_hold(memory, 1, CARDS);
    ls_index_keep_memory(fixture->index, shelf);
    fixture_must(ls_index_make_positions(fixture->index, &fixture->err), &fixture->err);
    tap_is_int((long)count_kept(shelf, LS_KEPT_FRAME), CARDS, "with the positions all are packed");
    tap_is_int((long)count_kept(shelf, LS_KEPT_TEMPLATE), CARDS, "and have their template lines");
    tap_is_int((long)count_kept(shelf, LS_KEPT_CARD), 0, "none is unpacked");
    tap_is_int((long)read_all(fixture, shelf), CARDS, "they are the same");
    tap_is_int((long)count_kept(shelf, LS_KEPT_CARD), CARDS, "and unpacked once they are read");
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

int main(void)
{
    struct fixture fixture;
    fill_cards();
    fixture_open(&fixture, cards, CARDS);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_row(&fixture, i);
    }
    test_lives(&fixture);
    test_templates(&fixture);
    test_readied(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
