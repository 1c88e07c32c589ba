/* Facets against counting by hand, on sets of every size, so that both ways of counting are
 * taken. */
#include "query/facets/facets.h"

#include "query/plan/names.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>

enum { CARD_COUNT = 1100 };

/* Each value with the spellings cards use for it, the most common first. */
struct value {
    const char *usual;
    const char *odd;
};
static const struct value domains[] = {
    {"門診", "门诊"}, {"Radiology", "RADIOLOGY"}, {"急診科", "急诊科"}, {"護理", "護理"},
    {"AI", "ＡＩ"},
};
static const struct value journals[] = {
    {"Annals of Testing", "annals of  testing"},
    {"臺灣醫學", "台湾医学"},
    {"The Lancet", "THE LANCET"},
};
enum {
    DOMAIN_COUNT = sizeof domains / sizeof *domains,
    JOURNAL_COUNT = sizeof journals / sizeof *journals,
};

/* What card i has; every third spelling is the odd one, never the first two. */
static bool is_odd(size_t i)
{
    return i % 3 == 2 && i > 20;
}
static bool has_domain(size_t i, size_t domain)
{
    return i % 7 != 0 && (i % DOMAIN_COUNT == domain || i * 3 % 11 % DOMAIN_COUNT == domain);
}
static bool has_journal(size_t i, size_t journal)
{
    return i % 4 == journal;
}
static double score_of(size_t i)
{
    return i % 5 == 0 ? 0 : (double)(i * 13 % 96 + 5) / 10;
}
static int year_of(size_t i)
{
    return i % 6 == 0 ? 0 : 1990 + (int)(i * i % 37);
}

static const char *spell(const struct value *value, size_t i)
{
    return is_odd(i) ? value->odd : value->usual;
}

/* Some cards name a domain twice, in both spellings. */
static const char *domains_of(size_t i, struct ls_arena *arena)
{
    struct ls_span text = ls_span("", 0);
    for (size_t d = 0; d < DOMAIN_COUNT; d++) {
        if (has_domain(i, d)) {
            text = ls_arena_printf(arena, "%s%s%s", text.ptr, text.len > 0 ? "|" : "",
                                   spell(&domains[d], i));
        }
    }
    if (i % 50 == 49 && text.len > 0) {
        text = ls_arena_printf(arena, "%s|%s", text.ptr, text.ptr);
    }
    return text.ptr;
}

static void make_cards(struct fixture_card *cards, struct ls_arena *arena)
{
    for (size_t i = 0; i < CARD_COUNT; i++) {
        cards[i] = (struct fixture_card){
            .id = ls_arena_printf(arena, "%zu.md", i).ptr,
            .title_en = "A card",
            .domains = domains_of(i, arena),
            .score = score_of(i),
            .year = year_of(i),
        };
        for (size_t j = 0; j < JOURNAL_COUNT; j++) {
            cards[i].journal = has_journal(i, j) ? spell(&journals[j], i) : cards[i].journal;
        }
    }
}

/* Several databases are read as one with their cards in turn. */
struct index_of_cards {
    struct fixture *fixture;
    uint32_t databases;
    struct ls_columns *columns;
};

static size_t card_of(const struct index_of_cards *index, uint32_t docid)
{
    return (docid - 1) / index->databases;
}

static uint32_t count_by_hand(const struct index_of_cards *index, const struct ls_docids *docids,
                              bool (*has)(size_t i, size_t value), size_t value)
{
    uint32_t count = 0;
    for (size_t i = 0; i < docids->count; i++) {
        count += has(card_of(index, docids->items[i]), value);
    }
    return count;
}

static const struct ls_facet_value *find_value(const struct ls_facet *facet, const char *name)
{
    for (size_t i = 0; i < facet->count; i++) {
        if (ls_span_equal(facet->values[i].name, ls_span_str(name))) {
            return &facet->values[i];
        }
    }
    return NULL;
}

static bool names_are_right(const struct index_of_cards *index, const struct ls_docids *docids,
                            const struct ls_facet *facet, const struct value *values, size_t count,
                            bool (*has)(size_t i, size_t value))
{
    size_t rows = 0;
    bool good = true;
    for (size_t v = 0; v < count; v++) {
        uint32_t want = count_by_hand(index, docids, has, v);
        const struct ls_facet_value *row = find_value(facet, values[v].usual);
        if (want != (row ? row->count : 0)) {
            printf("# %s: %u, want %u\n", values[v].usual, row ? row->count : 0, want);
            good = false;
        }
        rows += want > 0;
    }
    for (size_t i = 1; i < facet->count; i++) {
        good &= facet->values[i - 1].count >= facet->values[i].count;
    }
    return good && rows == facet->count && rows == facet->distinct;
}

static double year_as_double(size_t i)
{
    return year_of(i);
}

static bool numbers_are_right(const struct index_of_cards *index, const struct ls_docids *docids,
                              const struct ls_facet *facet, double (*number_of)(size_t i))
{
    uint32_t known = 0;
    uint32_t counted = 0;
    bool good = true;
    for (size_t i = 0; i < docids->count; i++) {
        known += number_of(card_of(index, docids->items[i])) > 0;
    }
    for (size_t v = 0; v < facet->count; v++) {
        const struct ls_facet_value *value = &facet->values[v];
        uint32_t want = 0;
        for (size_t i = 0; i < docids->count; i++) {
            want += number_of(card_of(index, docids->items[i])) == value->number;
        }
        good &= want == value->count && (v == 0 || facet->values[v - 1].number > value->number);
        counted += value->count;
    }
    return good && counted == known;
}

static struct ls_docids make_set(const struct index_of_cards *index, unsigned of_a_thousand,
                                 struct ls_arena *arena)
{
    uint32_t doc_count = CARD_COUNT * index->databases;
    uint32_t *items = ls_arena_array(arena, doc_count, sizeof *items);
    struct ls_docids docids = {.items = items};
    for (uint32_t docid = 1; docid <= doc_count; docid++) {
        if ((docid * 7919u + docid / 7) % 1000 < of_a_thousand) {
            items[docids.count++] = docid;
        }
    }
    return docids;
}

static void test_set(const struct index_of_cards *index, unsigned of_a_thousand)
{
    struct fixture *fixture = index->fixture;
    struct ls_arena *arena = &fixture->arena;
    struct ls_docids set = make_set(index, of_a_thousand, arena);
    struct ls_facet_sets sets = {.docids = {[LS_FACET_DOMAIN] = &set,
                                            [LS_FACET_SCORE] = &set,
                                            [LS_FACET_YEAR] = &set,
                                            [LS_FACET_JOURNAL] = &set}};
    struct ls_facets facets;
    fixture_must(
        ls_facets_count(fixture->index, index->columns, &sets, 0, arena, &facets, &fixture->err),
        &fixture->err);
    const struct ls_facet *items = facets.items;
    tap_ok(names_are_right(index, &set, &items[LS_FACET_DOMAIN], domains, DOMAIN_COUNT, has_domain),
           "domains of %zu of %u cards", set.count, CARD_COUNT * index->databases);
    tap_ok(names_are_right(index, &set, &items[LS_FACET_JOURNAL], journals, JOURNAL_COUNT,
                           has_journal),
           "journals of %zu", set.count);
    tap_ok(numbers_are_right(index, &set, &items[LS_FACET_SCORE], score_of), "scores of %zu",
           set.count);
    tap_ok(numbers_are_right(index, &set, &items[LS_FACET_YEAR], year_as_double), "years of %zu",
           set.count);
    tap_ok(items[LS_FACET_CARD].count == 0, "what was not asked for is not counted");
}

static void test_sets(const struct index_of_cards *index)
{
    static const unsigned sizes[] = {0, 1, 3, 9, 40, 300, 990, 1000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        test_set(index, sizes[i]);
    }
}

/* The same again, with columns read by the first large set and kept. */
static void test_kept_columns(struct index_of_cards *index)
{
    index->columns = ls_columns_new();
    test_sets(index);
    test_sets(index);
    ls_columns_clear(index->columns);
    test_set(index, 1000);
    ls_columns_free(index->columns);
    index->columns = NULL;
}

static bool is_beginning(const struct ls_facet *cut, const struct ls_facet *all, size_t max)
{
    bool good = cut->count == (max < all->count ? max : all->count) &&
                cut->distinct == all->distinct && all->distinct == DOMAIN_COUNT;
    for (size_t i = 0; good && i < cut->count; i++) {
        good = ls_span_equal(cut->values[i].name, all->values[i].name) &&
               cut->values[i].count == all->values[i].count && isnan(cut->values[i].number);
    }
    return good;
}

static void test_names_max(const struct index_of_cards *index)
{
    struct fixture *fixture = index->fixture;
    struct ls_docids set = make_set(index, 1000, &fixture->arena);
    struct ls_facet_sets sets = {.docids = {[LS_FACET_DOMAIN] = &set}};
    struct ls_facets facets[DOMAIN_COUNT + 2];
    bool good = true;
    for (size_t max = 0; max < DOMAIN_COUNT + 2; max++) {
        fixture_must(ls_facets_count(fixture->index, index->columns, &sets, max, &fixture->arena,
                                     &facets[max], &fixture->err),
                     &fixture->err);
    }
    const struct ls_facet *all = &facets[0].items[LS_FACET_DOMAIN];
    for (size_t max = 1; max < DOMAIN_COUNT + 2; max++) {
        good &= is_beginning(&facets[max].items[LS_FACET_DOMAIN], all, max);
    }
    tap_ok(good, "the most common names, and how many there are");
}

/* The same again, with what is kept for all threads, as far as there is room for it. */
static void test_shared_columns(struct index_of_cards *index, size_t bytes_max)
{
    struct fixture *fixture = index->fixture;
    struct ls_memory *memory;
    fixture_must(ls_memory_new(bytes_max, &memory, &fixture->err), &fixture->err);
    struct ls_memory_shelf *shelf =
        ls_memory_hold(memory, 1, (uint32_t)CARD_COUNT * index->databases);
    ls_index_keep_memory(fixture->index, shelf);
    test_sets(index);
    test_names_max(index);
    test_kept_columns(index);
    ls_index_keep_memory(fixture->index, NULL);
    ls_memory_let_go(shelf);
    ls_memory_free(memory);
}

/* Each facet has its own set. */
static void test_own_sets(const struct index_of_cards *index)
{
    static const uint32_t first[] = {2, 3};
    static const uint32_t second[] = {2, 3, 4, 5, 900};
    struct ls_docids small = {first, 2};
    struct ls_docids large = {second, 5};
    struct ls_facet_sets sets = {.docids = {[LS_FACET_DOMAIN] = &small, [LS_FACET_YEAR] = &large}};
    struct ls_facets facets;
    struct fixture *fixture = index->fixture;
    fixture_must(ls_facets_count(fixture->index, index->columns, &sets, 0, &fixture->arena, &facets,
                                 &fixture->err),
                 &fixture->err);
    tap_ok(names_are_right(index, &small, &facets.items[LS_FACET_DOMAIN], domains, DOMAIN_COUNT,
                           has_domain) &&
               numbers_are_right(index, &large, &facets.items[LS_FACET_YEAR], year_as_double),
           "each facet counts its own set");
}

static void test_parts(struct fixture *fixture)
{
    static const uint32_t docids[] = {4, 7, 9, 12};
    static const uint8_t parts[] = {1 << LS_PART_QA, 1 << LS_PART_QA | 1 << LS_PART_CORE,
                                    1 << LS_PART_NONE, 1 << LS_PART_EXCEPTIONS | 1 << LS_PART_QA};
    struct ls_docids set = {docids, 4};
    struct ls_facet_sets sets = {.docids = {[LS_FACET_CARD] = &set}, .parts = parts};
    struct ls_facets facets;
    struct ls_buf text = {0};
    fixture_must(
        ls_facets_count(fixture->index, NULL, &sets, 0, &fixture->arena, &facets, &fixture->err),
        &fixture->err);
    const struct ls_facet *facet = &facets.items[LS_FACET_CARD];
    for (size_t i = 0; i < facet->count; i++) {
        ls_buf_printf(&text, "%.*s %u;", LS_SPAN_ARG(facet->values[i].name),
                      facet->values[i].count);
    }
    tap_is_str(text.ptr, "qa 3;core 1;exceptions 1;", "note cards, the most common first");
    tap_is_str(ls_facet_name(LS_FACET_CARD), "card", "a facet's name");
    ls_buf_free(&text);
}

static void test_numbers_as_text(struct fixture *fixture)
{
    static const uint32_t docids[] = {2, 8}; /* cards 1 and 7 */
    struct ls_docids set = {docids, 2};
    struct ls_facet_sets sets = {.docids = {[LS_FACET_SCORE] = &set, [LS_FACET_YEAR] = &set}};
    struct ls_facets facets;
    fixture_must(
        ls_facets_count(fixture->index, NULL, &sets, 0, &fixture->arena, &facets, &fixture->err),
        &fixture->err);
    const struct ls_facet *scores = &facets.items[LS_FACET_SCORE];
    const struct ls_facet *years = &facets.items[LS_FACET_YEAR];
    tap_ok(scores->count == 2 && years->count == 2, "two scores and two years");
    tap_is_str(scores->values[0].name.ptr, "9.6", "a score in digits");
    tap_is_str(years->values[0].name.ptr, "2002", "a year in digits");
}

int main(void)
{
    static struct fixture_card cards[CARD_COUNT];
    struct ls_arena arena = {0};
    struct fixture fixture;
    struct fixture twin;
    struct xap_error cause;
    make_cards(cards, &arena);
    fixture_open(&fixture, cards, CARD_COUNT);
    struct index_of_cards index = {&fixture, 1, NULL};
    test_sets(&index);
    test_kept_columns(&index);
    test_shared_columns(&index, 1 << 20);
    test_shared_columns(&index, 4 * 20000); /* for some of them */
    test_shared_columns(&index, 64);
    test_own_sets(&index);
    test_names_max(&index);
    test_parts(&fixture);
    test_numbers_as_text(&fixture);

    fixture_open(&twin, cards, CARD_COUNT);
    if (xap_reader_add(ls_index_reader(fixture.index), twin.folder, strlen(twin.folder), &cause) ==
        XAP_OK) {
        index.databases = 2;
    }
    tap_is_int(index.databases, 2, "two databases as one");
    test_sets(&index);
    test_kept_columns(&index);
    test_shared_columns(&index, 1 << 20);
    fixture_close(&twin);
    fixture_close(&fixture);
    ls_arena_free(&arena);
    return tap_done();
}
