/* What is found by other words, and where it stands among the rest: random queries of random cards,
 * beside what a scan of the cards finds. */
#include "query/rank/explain.h"
#include "tests/query/fixture_shelf.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>

/* Word number w is said otherwise by number w ^ 1. No card holds the one that is absent. */
static const struct {
    const char *text;
    const char *lexeme;
} words[] = {
    {"hallucination", "hallucin"}, {"幻覺", "幻觉"}, {"bias", "bias"}, {"偏誤", "偏误"},
    {"privacy", "privaci"},        {"隱私", "隐私"},
};
enum { WORDS = sizeof words / sizeof *words, ABSENT = 4, CARDS = 150, YEARS = 5, QUERIES = 250 };

struct sample {
    unsigned holds; /* a bit for each word */
    int year;
};

struct library {
    struct sample samples[CARDS]; /* number i has the id i + 1 */
    struct fixture_card cards[CARDS];
    struct ls_arena arena;
    struct fixture_shelf shelf;
};

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static const char *body_of(const struct sample *sample, uint32_t *state, struct ls_arena *arena)
{
    struct ls_buf text = {0};
    for (size_t w = 0; w < WORDS; w++) {
        for (size_t n = 0; (sample->holds >> w & 1) && n <= next_random(state) % 5; n++) {
            ls_buf_printf(&text, "%s. ", words[w].text);
        }
    }
    for (size_t n = next_random(state) % 60; n > 0; n--) {
        ls_buf_printf(&text, "filler%u ", next_random(state) % 40);
    }
    ls_buf_add_str(&text, "end");
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&text));
    ls_buf_free(&text);
    return kept.ptr;
}

static void make_library(struct library *library)
{
    struct fixture_row rows[WORDS + 1];
    uint32_t state = 17;
    *library = (struct library){0};
    for (size_t i = 0; i < CARDS; i++) {
        struct sample *sample = &library->samples[i];
        for (size_t w = 0; w < WORDS; w++) {
            sample->holds |= (next_random(&state) % 6 == 0 && w != ABSENT) << w;
        }
        sample->year = 2020 + (int)(next_random(&state) % YEARS);
        library->cards[i] =
            (struct fixture_card){.id = ls_arena_printf(&library->arena, "%zu.md", i).ptr,
                                  .year = sample->year,
                                  .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL,
                                                body_of(sample, &state, &library->arena)}}};
    }
    for (size_t w = 0; w < WORDS; w++) {
        rows[w] =
            (struct fixture_row){words[w].lexeme, words[w ^ 1].lexeme, 1, LS_LEXICON_GLOSSARY, 0};
    }
    /* says too little of what it stands for to find anything; and is one word of the index, though
     * two of a card, as words related to a member may be */
    rows[WORDS] = (struct fixture_row){"hallucin", "filler7", 0.25, LS_LEXICON_GLOSSARY, 0};
    fixture_shelf_make(&library->shelf, rows, WORDS + 1);
}

static void free_library(struct library *library)
{
    fixture_shelf_free(&library->shelf);
    ls_arena_free(&library->arena);
}

/* ---- questions ---- */

struct question {
    unsigned wanted;
    unsigned required;
    unsigned excluded;
    int year; /* 0: any */
    struct ls_window window;
    char text[256];
};

static void make_question(uint32_t *state, struct question *question)
{
    struct ls_buf text = {0};
    *question = (struct question){.window.limit = CARDS};
    size_t count = 1 + next_random(state) % 3;
    for (size_t i = 0; i < count; i++) {
        size_t w = next_random(state) % WORDS;
        bool is_free = !((question->wanted | question->required | question->excluded) >> w & 1);
        unsigned kind = question->wanted ? next_random(state) % 8 : 7;
        unsigned *set = kind == 0   ? &question->excluded
                        : kind == 1 ? &question->required
                                    : &question->wanted;
        *set |= (unsigned)is_free << w;
        if (is_free) {
            ls_buf_printf(&text, "%s%s ", kind == 0 ? "-" : kind == 1 ? "+" : "", words[w].text);
        }
    }
    if (next_random(state) % 4 == 0) {
        question->year = 2020 + (int)(next_random(state) % YEARS);
        ls_buf_printf(&text, "year:%d", question->year);
    }
    question->window.sort = next_random(state) % 3 == 0 ? LS_SORT_YEAR : LS_SORT_RELEVANCE;
    question->window.matching = (enum ls_matching)(next_random(state) % 3);
    snprintf(question->text, sizeof question->text, "%s", text.ptr);
    ls_buf_free(&text);
}

static void ask(struct fixture *fixture, const struct library *library,
                const struct question *question, struct ls_query *query, struct ls_found *found)
{
    struct ls_buf notes = {0};
    fixture_expand(fixture, &library->shelf, question->text, NULL, query);
    fixture_must(ls_search(fixture->index, query, question->window, &fixture->arena, found, &notes,
                           &fixture->err),
                 &fixture->err);
    ls_buf_free(&notes);
}

/* ---- what a scan finds ---- */

enum rank { NOT_FOUND, ALL, SOME, OTHERWISE };

static unsigned said_otherwise(unsigned set)
{
    unsigned other = 0;
    for (size_t w = 0; w < WORDS; w++) {
        other |= (set >> w & 1) << (w ^ 1);
    }
    return other & ~set;
}

/* What is said otherwise finds cards only where no word is required. */
static enum rank rank_of(const struct question *question, const struct sample *sample)
{
    unsigned all = question->wanted | question->required;
    bool passes = !(sample->holds & question->excluded) &&
                  (question->year == 0 || question->year == sample->year);
    bool has_some = question->required ? (sample->holds & question->required) == question->required
                                       : (sample->holds & all) != 0;
    bool is_otherwise =
        !question->required && (sample->holds & said_otherwise(question->wanted)) != 0;
    bool is_all_only = question->window.matching == LS_MATCH_ALL;
    return !passes                        ? NOT_FOUND
           : (sample->holds & all) == all ? ALL
           : is_all_only                  ? NOT_FOUND
           : has_some                     ? SOME
           : is_otherwise                 ? OTHERWISE
                                          : NOT_FOUND;
}

struct scanned {
    enum rank ranks[CARDS];
    uint32_t counts[4];
};

static void scan(const struct library *library, const struct question *question,
                 struct scanned *scanned)
{
    *scanned = (struct scanned){0};
    for (size_t i = 0; i < CARDS; i++) {
        scanned->ranks[i] = rank_of(question, &library->samples[i]);
        scanned->counts[scanned->ranks[i]]++;
    }
}

static enum ls_step step_of(const struct scanned *scanned)
{
    return scanned->counts[ALL] > 0         ? LS_STEP_ALL
           : scanned->counts[SOME] > 0      ? LS_STEP_SOME
           : scanned->counts[OTHERWISE] > 0 ? LS_STEP_EXPANDED
                                            : LS_STEP_NONE;
}

/* ---- checks; each is asked of every question ---- */

static bool counts_agree(const struct ls_found *found, const struct scanned *scanned)
{
    return found->total == scanned->counts[ALL] &&
           found->total_some == scanned->counts[ALL] + scanned->counts[SOME] &&
           found->total_expanded == scanned->counts[OTHERWISE];
}

static bool step_agrees(const struct ls_found *found, const struct scanned *scanned)
{
    enum ls_step step = found->step == LS_STEP_MOST ? LS_STEP_SOME : found->step;
    return step == step_of(scanned) && found->tier == found->step;
}

/* Each card that is to be found, once, and no other. */
static bool hits_agree(const struct ls_found *found, const struct scanned *scanned)
{
    bool seen[CARDS + 1] = {0};
    bool good = found->hit_count == (size_t)CARDS - scanned->counts[NOT_FOUND];
    for (size_t i = 0; i < found->hit_count; i++) {
        uint32_t docid = found->hits[i].docid;
        good &= !seen[docid] && scanned->ranks[docid - 1] != NOT_FOUND;
        seen[docid] = true;
    }
    return good;
}

/* In which part of the answer: what is below is sorted by itself. */
static int part_of(const struct question *question, const struct scanned *scanned,
                   const struct ls_hit *hit)
{
    return question->window.matching != LS_MATCH_ANY && scanned->ranks[hit->docid - 1] != ALL;
}

static bool is_sorted(const struct library *library, const struct question *question,
                      const struct ls_found *found, const struct scanned *scanned)
{
    bool good = true;
    for (size_t i = 1; i < found->hit_count; i++) {
        const struct ls_hit *hit = &found->hits[i];
        int step = part_of(question, scanned, hit) - part_of(question, scanned, hit - 1);
        int years =
            library->samples[hit->docid - 1].year - library->samples[hit[-1].docid - 1].year;
        bool by_year = question->window.sort == LS_SORT_YEAR;
        bool by_weight = (!by_year || years == 0) && hit->relevance <= hit[-1].relevance + 1e-9;
        good &= step > 0 || (step == 0 && (by_weight || (by_year && years < 0)));
    }
    return good;
}

static bool same_hits(const struct ls_hit *a, const struct ls_hit *b, size_t count)
{
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        same &= a[i].docid == b[i].docid && fabs(a[i].relevance - b[i].relevance) < 1e-9;
    }
    return same;
}

static bool same_totals(const struct ls_found *a, const struct ls_found *b)
{
    return a->step == b->step && a->total == b->total && a->total_some == b->total_some &&
           a->total_expanded == b->total_expanded;
}

/* The arena of the fixture is that of all pages: the hits of the whole list are kept. */
static bool pages_agree(struct fixture *fixture, const struct library *library,
                        const struct question *question, const struct ls_found *whole)
{
    static struct ls_hit hits[CARDS];
    struct ls_found kept = *whole;
    bool good = true;
    for (size_t i = 0; i < whole->hit_count; i++) {
        hits[i] = whole->hits[i];
    }
    for (uint32_t limit = 1; limit < CARDS; limit = limit * 6 + 1) {
        size_t shown = 0;
        struct question page = *question;
        page.window.limit = limit;
        for (; page.window.offset < CARDS; page.window.offset += limit) {
            struct ls_query query;
            struct ls_found found;
            ask(fixture, library, &page, &query, &found);
            bool fits = shown + found.hit_count <= kept.hit_count;
            good &= fits && same_totals(&found, &kept) &&
                    same_hits(found.hits, hits + shown, found.hit_count);
            shown += fits ? found.hit_count : 0;
        }
        good &= shown == kept.hit_count;
    }
    return good;
}

/* The relevance of each hit is the sum of its explanation, with terms and groups. */
static bool explanations_agree(struct fixture *fixture, const struct ls_query *query,
                               const struct ls_found *found)
{
    struct ls_explanation explanation;
    bool good = true;
    fixture_must(ls_explain(fixture->index, found->ranked, found->ranked_count, query->expansion,
                            &fixture->arena, &explanation, &fixture->err),
                 &fixture->err);
    for (size_t i = 0; i < found->hit_count; i++) {
        struct ls_explained_hit hit;
        double sum = 0;
        fixture_must(ls_explain_hit(fixture->index, fixture->analyzer, &explanation,
                                    found->hits[i].docid, &fixture->arena, &hit, &fixture->err),
                     &fixture->err);
        for (size_t t = 0; t < hit.count; t++) {
            sum += hit.items[t].weight;
        }
        for (size_t g = 0; g < hit.group_count; g++) {
            good &= hit.groups[g].weight > 0 && hit.groups[g].member_count > 0;
            sum += hit.groups[g].weight;
        }
        good &= fabs(hit.sum - sum) < 1e-9 && fabs(sum - found->hits[i].relevance) < 1e-6;
    }
    return good;
}

/* Facets count the cards of the step that answered. */
static bool matches_agree(struct fixture *fixture, const struct ls_found *found,
                          const struct scanned *scanned)
{
    struct ls_matches matches;
    enum rank rank = found->step == LS_STEP_ALL        ? ALL
                     : found->step == LS_STEP_EXPANDED ? OTHERWISE
                                                       : SOME;
    fixture_must(ls_search_matches(fixture->index, &found->answered, found->tier, LS_MATCH_BEST,
                                   LS_QUERY_FIELD_COUNT, &fixture->arena, &matches, &fixture->err),
                 &fixture->err);
    const struct ls_docids docids = matches.docids;
    bool good = found->step == LS_STEP_NONE || docids.count == scanned->counts[rank];
    for (size_t i = 0; found->step != LS_STEP_NONE && i < docids.count; i++) {
        good &= scanned->ranks[docids.items[i] - 1] == rank;
    }
    return good;
}

/* The same answers without the groups, but for what these find and weigh. */
static bool bare_agrees(struct fixture *fixture, const struct question *question,
                        const struct scanned *scanned)
{
    static const struct ls_filters none = {0};
    struct ls_found found;
    struct ls_buf notes = {0};
    fixture_must(fixture_search(fixture, question->text, &none, question->window, &found, &notes),
                 &fixture->err);
    ls_buf_free(&notes);
    return found.total == scanned->counts[ALL] && found.total_expanded == 0 &&
           found.total_some == scanned->counts[ALL] + scanned->counts[SOME];
}

/* X(claim, what it says) */
#define CLAIMS(X)                                                                                  \
    X(counts, "all words, some, and none but said otherwise: counted as a scan does")              \
    X(steps, "the step tells which of these there are")                                            \
    X(hits, "each card that is to be found is, once, and no other")                                \
    X(sorted, "cards with all words first, then those with some or with other words")              \
    X(pages, "pages of any size are the whole list")                                               \
    X(explained, "explanations add up to the relevance")                                           \
    X(matches, "facets are of the cards of the step")                                              \
    X(bare, "without groups the words find what they find with them")                              \
    X(shards, "two indexes as one answer as one")

struct claims {
#define X(claim, says) bool claim;
    CLAIMS(X)
#undef X
};

static void check(struct fixture *fixture, const struct library *library,
                  const struct question *question, struct claims *claims)
{
    struct ls_query query;
    struct ls_found found;
    struct scanned scanned;
    ask(fixture, library, question, &query, &found);
    scan(library, question, &scanned);
    bool has_counts = counts_agree(&found, &scanned);
    bool has_step = step_agrees(&found, &scanned);
    bool has_hits = hits_agree(&found, &scanned);
    bool is_in_order = is_sorted(library, question, &found, &scanned);
    claims->explained &= explanations_agree(fixture, &query, &found);
    claims->matches &= matches_agree(fixture, &found, &scanned);
    claims->pages &= pages_agree(fixture, library, question, &found);
    claims->bare &= bare_agrees(fixture, question, &scanned);
    claims->counts &= has_counts;
    claims->steps &= has_step;
    claims->hits &= has_hits;
    claims->sorted &= is_in_order;
    if (!has_counts || !has_step || !has_hits || !is_in_order) {
        printf("# %s (matching %d): %s, %u %u %u, not %u %u %u\n", question->text,
               (int)question->window.matching, ls_step_name(found.step), found.total,
               found.total_some - found.total, found.total_expanded, scanned.counts[ALL],
               scanned.counts[SOME], scanned.counts[OTHERWISE]);
    }
}

/* Every other card goes to the second index; read as one, they have the ids they have in one. */
struct shards {
    struct fixture first;
    struct fixture second;
};

static void open_shards(const struct library *library, struct shards *shards)
{
    struct fixture_card halves[2][(CARDS + 1) / 2];
    size_t counts[2] = {0, 0};
    for (size_t i = 0; i < CARDS; i++) {
        halves[i % 2][counts[i % 2]++] = library->cards[i];
    }
    fixture_open(&shards->first, halves[0], counts[0]);
    fixture_open(&shards->second, halves[1], counts[1]);
    fixture_must(ls_index_add(shards->first.index, shards->second.folder, &shards->first.err),
                 &shards->first.err);
}

static bool shards_agree(struct fixture *whole, struct shards *shards,
                         const struct library *library, const struct question *question)
{
    struct ls_query query;
    struct ls_found one, two;
    ask(whole, library, question, &query, &one);
    ask(&shards->first, library, question, &query, &two);
    return same_totals(&one, &two) && one.hit_count == two.hit_count &&
           same_hits(one.hits, two.hits, one.hit_count);
}

static void report(const struct claims *claims)
{
#define X(claim, says) tap_ok(claims->claim, "%d random queries: %s", QUERIES, says);
    CLAIMS(X)
#undef X
}

static void test_random(void)
{
#define X(claim, says) .claim = true,
    struct claims claims = {CLAIMS(X)};
#undef X
    static struct library library;
    struct fixture fixture;
    struct shards shards;
    uint32_t state = 3;
    make_library(&library);
    fixture_open(&fixture, library.cards, CARDS);
    open_shards(&library, &shards);
    for (int i = 0; i < QUERIES; i++) {
        struct question question;
        make_question(&state, &question);
        check(&fixture, &library, &question, &claims);
        claims.shards &= shards_agree(&fixture, &shards, &library, &question);
    }
    report(&claims);
    fixture_close(&shards.second);
    fixture_close(&shards.first);
    fixture_close(&fixture);
    free_library(&library);
}

int main(void)
{
    test_random();
    return tap_done();
}
