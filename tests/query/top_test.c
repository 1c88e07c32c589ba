/* Cards ranked from memory, by Xapian, and by Xapian when it looks at all of them: the same ones in
 * the same order, equally relevant. */
#include "query/count/count.h"
#include "query/rank/feedback.h"
#include "query/rank/top.h"
#include "tests/query/fixture_shelf.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CARDS = 700, TEXT_WORDS_MAX = 90, TWIN_OF = 50, ROUNDS = 12, LOUD = 300 };

/* Earlier words are more common. */
static const char *const vocabulary[] = {
    "model",    "the",    "patient", "study",    "of",     "語言模型", "clinical", "bias",
    "臨床醫療", "sepsis", "cohort",  "決策支援", "alert",  "control",  "病人安全", "cost",
    "count",    "幻覺",   "護理師",  "nurse",    "急診室", "triage",   "ward",     "風險",
    "ethics",   "統計",   "kappa",   "rarely",   "檢定",   "audit",
};
enum { VOCABULARY = sizeof vocabulary / sizeof *vocabulary };

/* %s is a word of the vocabulary. */
static const char *const queries[] = {
    "%s",
    "%s %s",
    "%s %s %s",
    "%s %s %s %s %s %s",
    "\"%s %s\" %s",
    "+%s %s %s",
    "%s -%s",
    "%s %s -%s",
    "%s OR %s",
    "%s (%s OR %s)",
    "(%s AND %s) OR %s",
    "%s %s score:5..8",
    "%s OR %s year:2003..",
    "%s domain:hall1",
    "%s* %s",
    "score:3..",
    "%s %s loud",
    "%s unheardof",
    "%s語言模型%s",
    "title:%s %s",
};

static const struct fixture_row synonyms[] = {
    {"model", "語言模型", 1, LS_LEXICON_GLOSSARY, 0},
    {"patient", "nurse", 0.8, LS_LEXICON_GLOSSARY, 0},
    {"bias", "風險", 0.7, LS_LEXICON_GLOSSARY, 0},
    {"幻覺", "ethics", 0.9, LS_LEXICON_GLOSSARY, 0},
    {"統計", "kappa", 1, LS_LEXICON_GLOSSARY, 0},
};

static const struct {
    const char *name;
    struct ls_window window;
} windows[] = {
    {"the first ten", {.limit = 10}},
    {"one", {.limit = 1}},
    {"a later page", {.offset = 20, .limit = 10}},
    {"all", {.limit = UINT32_MAX}},
    {"by score", {.limit = 10, .sort = LS_SORT_SCORE}},
    {"by score, later", {.offset = 33, .limit = 7, .sort = LS_SORT_SCORE}},
    {"by year", {.limit = 15, .sort = LS_SORT_YEAR}},
    {"by title", {.limit = 10, .sort = LS_SORT_TITLE}},
    {"by title, later", {.offset = 5, .limit = 300, .sort = LS_SORT_TITLE}},
    {"any word", {.limit = 10, .matching = LS_MATCH_ANY}},
    {"all words", {.offset = 3, .limit = 10, .matching = LS_MATCH_ALL}},
};

/* Trees in reverse: a letter is a word, * the next digit's factor of what stands
 * before, L a list of cards with weights, and the operators join two. */
static const struct {
    const char *tree;
    bool known; /* to add up */
} trees[] = {
    {"a", true},          {"a*0", true},       {"ab&", true},         {"ab|", true},
    {"ab&c|", false},     {"ab&*0c|", true},   {"ab?", true},         {"ab|cd|?", true},
    {"abc&?", false},     {"ab!c&", true},     {"ab!c|", false},      {"ab!*0c|", true},
    {"abF", true},        {"abFc&", true},     {"abFc|", false},      {"a*3b*2&L?", true},
    {"L", true},          {"La|", true},       {"La&b*4L*2|?", true}, {"ab?c|", false},
    {"ab?c&", true},      {"ab|cF", true},     {"ab|*2*3", true},     {"abF*0cd|?", true},
    {"aLb|cd&F?", false}, {"abcd|||L|", true},
};

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

/* ---- cards ---- */

static const char *make_text(struct ls_arena *arena, uint32_t *state, unsigned words)
{
    struct ls_buf text = {0};
    for (unsigned i = 0; i < words; i++) {
        ls_buf_add_str(&text, next_word(state));
        ls_buf_add_str(&text, i % 9 == 8 ? ". " : " ");
    }
    ls_buf_add(&text, "", 1);
    const char *kept = ls_arena_copy(arena, ls_buf_span(&text)).ptr;
    ls_buf_free(&text);
    return kept;
}

/* A word so often that no byte counts it. */
static const char *make_loud(struct ls_arena *arena)
{
    struct ls_buf text = {0};
    for (int i = 0; i < LOUD; i++) {
        ls_buf_add_str(&text, "loud ");
    }
    ls_buf_add(&text, "", 1);
    const char *kept = ls_arena_copy(arena, ls_buf_span(&text)).ptr;
    ls_buf_free(&text);
    return kept;
}

/* Some differ in their ids only, so that nothing else can tell which comes first. */
static void make_cards(struct ls_arena *arena, struct fixture_card *cards)
{
    uint32_t state = 7;
    for (int i = 0; i < CARDS; i++) {
        unsigned words = 3 + next_number(&state) % TEXT_WORDS_MAX;
        cards[i] = (struct fixture_card){
            .title_en = make_text(arena, &state, 1 + i % 3),
            .domains = ls_arena_printf(arena, "door%d|hall%d", i % 7, i % 3).ptr,
            .score = i % 11,
            .year = i % 13 == 0 ? 0 : 2000 + i % 9,
            .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, NULL, make_text(arena, &state, words)},
                         {LS_FIELD_BODY, LS_PART_QA, "Q",
                          i % 100 == 7 ? make_loud(arena) : make_text(arena, &state, 9)}},
        };
        if (i % TWIN_OF >= TWIN_OF - 3) {
            cards[i] = cards[i - i % 2 - 1];
        }
        cards[i].id = ls_arena_printf(arena, "card-%d", i).ptr;
    }
}

static void must(enum xap_status status, const struct xap_error *cause)
{
    if (status != XAP_OK) {
        printf("Bail out! %s\n", cause->message);
        exit(1);
    }
}

/* Takes some cards away, so that ids have gaps. */
static void make_gaps(struct fixture *fixture)
{
    struct xap_writer_options options = {.mode = XAP_WRITER_OPEN, .flags = XAP_WRITER_NO_SYNC};
    struct xap_writer *writer = NULL;
    struct xap_error cause;
    must(xap_writer_open(fixture->folder, strlen(fixture->folder), &options, &writer, &cause),
         &cause);
    for (uint32_t docid = 100; docid < 180; docid++) {
        must(xap_writer_delete(writer, docid, &cause), &cause);
    }
    must(xap_writer_delete(writer, 5, &cause), &cause);
    must(xap_writer_commit(writer, &cause), &cause);
    xap_writer_free(writer);
    ls_index_free(fixture->index);
    fixture_must(ls_index_open(fixture->folder, &fixture->index, &fixture->err), &fixture->err);
}

/* ---- asking ---- */

struct asking {
    struct fixture fixture;
    struct fixture_shelf lexicon;
    struct ls_memory *memory;
    struct ls_memory_shelf *shelf;
    uint32_t state;
};

static const char *make_query(struct asking *asking, const char *pattern)
{
    static char text[256];
    size_t len = 0;
    for (; *pattern; pattern++) {
        bool is_word = pattern[0] == '%' && pattern[1] == 's';
        pattern += is_word;
        len += (size_t)snprintf(text + len, sizeof text - len, is_word ? "%s" : "%.1s",
                                is_word ? next_word(&asking->state) : pattern);
    }
    return text;
}

static struct ls_found ask_xapian(struct asking *asking, const struct ls_query *query,
                                  struct ls_window window)
{
    struct ls_found found;
    struct ls_buf notes = {0};
    struct fixture *fixture = &asking->fixture;
    ls_index_keep_memory(fixture->index, NULL);
    fixture_must(
        ls_search(fixture->index, query, window, &fixture->arena, &found, &notes, &fixture->err),
        &fixture->err);
    ls_buf_free(&notes);
    return found;
}

/* All that Xapian finds: it cannot pass over anything then. */
static struct ls_found ask_for_all(struct asking *asking, const struct ls_query *query,
                                   struct ls_window window)
{
    window.offset = 0;
    window.limit = UINT32_MAX;
    return ask_xapian(asking, query, window);
}

static struct ls_found ask_memory(struct asking *asking, const struct ls_query *query,
                                  struct ls_window window)
{
    struct ls_found found;
    struct ls_buf notes = {0};
    struct fixture *fixture = &asking->fixture;
    ls_index_keep_memory(fixture->index, asking->shelf);
    fixture_must(
        ls_search(fixture->index, query, window, &fixture->arena, &found, &notes, &fixture->err),
        &fixture->err);
    ls_index_keep_memory(fixture->index, NULL);
    ls_buf_free(&notes);
    return found;
}

static bool are_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool are_same(const struct ls_found *all, const struct ls_found *found,
                     struct ls_window window)
{
    size_t past = all->hit_count;
    size_t first = window.offset < past ? window.offset : past;
    size_t count = past - first < window.limit ? past - first : window.limit;
    bool same = found->hit_count == count && found->total == all->total &&
                found->total_some == all->total_some && found->step == all->step &&
                found->total_expanded == all->total_expanded;
    for (size_t i = 0; same && i < count; i++) {
        same = found->hits[i].docid == all->hits[first + i].docid &&
               are_near(found->hits[i].relevance, all->hits[first + i].relevance);
        if (!same) {
            printf("# hit %zu: card %u of %.17g, not card %u of %.17g\n", i, found->hits[i].docid,
                   found->hits[i].relevance, all->hits[first + i].docid,
                   all->hits[first + i].relevance);
        }
    }
    return same;
}

static void test_window(struct asking *asking, struct ls_window window, const char *name)
{
    int same = 0, same_of_xapian = 0, asked = 0;
    size_t hits = 0;
    for (size_t i = 0; i < ROUNDS * sizeof queries / sizeof *queries; i++) {
        const char *text = make_query(asking, queries[i / ROUNDS]);
        struct ls_query query;
        fixture_expand(&asking->fixture, &asking->lexicon, text, NULL, &query);
        if (i % 4 == 0) {
            fixture_must(ls_feedback_find(asking->fixture.index, &query, window,
                                          &asking->fixture.arena, &asking->fixture.err),
                         &asking->fixture.err);
        }
        struct ls_found all = ask_for_all(asking, &query, window);
        struct ls_found found = ask_memory(asking, &query, window);
        struct ls_found ranked = ask_xapian(asking, &query, window);
        bool is_same = are_same(&all, &found, window);
        if (!is_same) {
            printf("# %s: %zu of %zu hits\n", text, found.hit_count, all.hit_count);
        }
        same += is_same;
        same_of_xapian += are_same(&all, &ranked, window);
        hits += found.hit_count;
        asked++;
    }
    tap_ok(same == asked && hits > 0, "%s: %d of %d queries, %zu hits", name, same, asked, hits);
    tap_ok(same_of_xapian == asked, "%s: %d of %d queries to Xapian", name, same_of_xapian, asked);
}

/* ---- trees ---- */

static const uint32_t listed[] = {1, 2, 63, 64, 65, 300, 301, 302, 500, 698};
static const double weights[] = {3, 0, 1.5, 0.25, 9, 2, 2, 2, 0.001, 40};

static enum xap_op op_of(char sign)
{
    return sign == '&'   ? XAP_OP_AND
           : sign == '|' ? XAP_OP_OR
           : sign == '?' ? XAP_OP_AND_MAYBE
           : sign == '!' ? XAP_OP_AND_NOT
                         : XAP_OP_FILTER;
}

static const struct ls_tree_node *make_tree(struct ls_tree *tree, const char *text)
{
    static const char *const words[] = {"the", "patient", "cohort", "ward"};
    const struct ls_tree_node *stack[8];
    size_t height = 0;
    for (; *text; text++) {
        if (*text >= 'a' && *text <= 'd') {
            stack[height++] = ls_tree_term(tree, "", ls_span_str(words[*text - 'a']), 1);
        } else if (*text == 'L') {
            stack[height++] = ls_tree_docids(tree, listed, weights, sizeof listed / sizeof *listed);
        } else if (*text == '*') {
            stack[height - 1] = ls_tree_scale(tree, stack[height - 1], *++text - '0');
        } else {
            height--;
            stack[height - 1] = ls_tree_pair(tree, op_of(*text), stack[height - 1], stack[height]);
        }
    }
    return stack[0];
}

static struct xap_hits *search_tree(struct asking *asking, const struct xap_query *query)
{
    struct xap_search *search = NULL;
    struct xap_hits *hits = NULL;
    struct xap_error cause;
    must(xap_search_new(ls_index_reader(asking->fixture.index), &search, &cause), &cause);
    must(ls_ranking_apply(search, ls_ranking.k1, &cause), &cause);
    must(xap_search_set_query(search, query, 0, &cause), &cause);
    must(xap_search_run(search, 0, CARDS, CARDS, &hits, &cause), &cause);
    xap_search_free(search);
    return hits;
}

static bool are_hits(const struct xap_hits *hits, const struct ls_hit *found, size_t count)
{
    bool same = xap_hits_count(hits) == count;
    for (uint32_t i = 0; same && i < count; i++) {
        same = xap_hits_docid(hits, i) == found[i].docid &&
               are_near(xap_hits_weight(hits, i), found[i].relevance);
    }
    return same;
}

static void test_tree(struct asking *asking, const char *text, bool known)
{
    struct fixture *fixture = &asking->fixture;
    struct ls_tree tree = {0};
    const struct ls_tree_node *node = make_tree(&tree, text);
    struct ls_top_wish wish = {0};
    struct ls_scorers scorers;
    struct ls_hit *found = NULL;
    size_t count = 0;
    bool adds_up = false;
    struct xap_hits *hits = search_tree(asking, ls_tree_query(&tree, node));
    ls_index_keep_memory(fixture->index, asking->shelf);
    fixture_must(ls_count_cards(&tree, fixture->index, node, &wish.max, &wish.set, &fixture->err),
                 &fixture->err);
    fixture_must(ls_scorers_find(fixture->index, node, ls_ranking.k1, &fixture->arena, &scorers,
                                 &adds_up, &fixture->err),
                 &fixture->err);
    if (adds_up) {
        fixture_must(ls_top_find(fixture->index, &scorers, &wish, &fixture->arena, &found, &count,
                                 &fixture->err),
                     &fixture->err);
    }
    ls_index_keep_memory(fixture->index, NULL);
    tap_ok(wish.max == xap_hits_count(hits) && adds_up == known &&
               (!adds_up || are_hits(hits, found, count)),
           "%s: %zu cards %s", text, count, adds_up ? "add up" : "are Xapian's");
    xap_hits_free(hits);
    ls_tree_free(&tree);
}

static void open_all(struct asking *asking, size_t room)
{
    static struct fixture_card cards[CARDS];
    struct ls_arena arena = {0};
    struct ls_error err;
    *asking = (struct asking){.state = 3};
    make_cards(&arena, cards);
    fixture_open(&asking->fixture, cards, CARDS);
    ls_arena_free(&arena);
    make_gaps(&asking->fixture);
    fixture_shelf_make(&asking->lexicon, synonyms, sizeof synonyms / sizeof *synonyms);
    fixture_must(ls_memory_new(room, &asking->memory, &err), &err);
    asking->shelf = ls_memory_hold(asking->memory, 1, CARDS);
}

static void close_all(struct asking *asking)
{
    ls_memory_let_go(asking->shelf);
    ls_memory_free(asking->memory);
    fixture_shelf_free(&asking->lexicon);
    fixture_close(&asking->fixture);
}

int main(void)
{
    struct asking asking;
    open_all(&asking, 1 << 24);
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        test_window(&asking, windows[i].window, windows[i].name);
    }
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        test_tree(&asking, trees[i].tree, trees[i].known);
    }
    close_all(&asking);

    open_all(&asking, 4 * 20000); /* for some postings, but not for all */
    test_window(&asking, windows[0].window, "little room");
    close_all(&asking);
    return tap_done();
}
