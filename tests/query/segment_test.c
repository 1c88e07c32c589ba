/* A row of words and characters is cut into the longest lexemes that some lexicon has. */
#include "query/expand/segment.h"

#include "lexicon/builder.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LEXICONS_MAX = 3, PLACES_MAX = 8192 };

/* Of each key that a text names, with a bar between them, a lexicon that has it. */
static void add_keys(struct ls_lexicon_builder *builder, const char *keys)
{
    while (*keys) {
        size_t len = strcspn(keys, "|");
        ls_lexicon_builder_add(builder, ls_span(keys, len), LS_SPAN("member"), 1, LS_LEXICON_USER,
                               0);
        keys += len + (keys[len] == '|');
    }
}

struct shelf {
    struct ls_lexicon items[LEXICONS_MAX];
    struct ls_buf bytes[LEXICONS_MAX];
    struct ls_lexicons lexicons;
};

/* A semicolon begins the next lexicon. */
static void make_shelf(struct shelf *shelf, const char *keys)
{
    *shelf = (struct shelf){0};
    shelf->lexicons.items = shelf->items;
    for (const char *at = keys; at; at = strchr(at, ';') ? strchr(at, ';') + 1 : NULL) {
        char own[1024];
        struct ls_lexicon_builder builder = {0};
        struct ls_error err = {0};
        size_t number = shelf->lexicons.count++;
        snprintf(own, sizeof own, "%.*s", (int)strcspn(at, ";"), at);
        add_keys(&builder, own);
        if (ls_lexicon_builder_finish(&builder, &shelf->bytes[number], &err) != LS_OK ||
            ls_lexicon_open(ls_buf_span(&shelf->bytes[number]), &shelf->items[number], &err) !=
                LS_OK) {
            printf("Bail out! %s\n", err.message);
            exit(1);
        }
        ls_lexicon_builder_free(&builder);
    }
}

static void free_shelf(struct shelf *shelf)
{
    for (size_t i = 0; i < LEXICONS_MAX; i++) {
        ls_buf_free(&shelf->bytes[i]);
    }
}

/* "t 检定/larg": words with spaces between them, characters of three bytes, a border at each
 * stroke; the first place is one too. */
static size_t read_row(const char *text, struct ls_row_place *row)
{
    size_t count = 0;
    bool is_border = true;
    for (const char *at = text; *at;) {
        bool is_han = (unsigned char)*at >= 0xe0;
        size_t len = is_han ? 3 : strcspn(at, " /");
        for (size_t i = 0; !is_han && i < len; i++) {
            len = (unsigned char)at[i] >= 0xe0 ? i : len;
        }
        row[count++] = (struct ls_row_place){
            .term = ls_span(at, len), .is_han = is_han, .is_border = is_border};
        at += len;
        for (is_border = false; *at == ' ' || *at == '/'; at++) {
            is_border |= *at == '/';
        }
    }
    return count;
}

/* "[t 检定] larg": keys in brackets, what is none as it is. */
static void write_segments(const struct ls_segment *segments, size_t count, struct ls_buf *out)
{
    ls_buf_clear(out);
    for (size_t i = 0; i < count; i++) {
        const char *format = segments[i].is_key ? "%s[%.*s]" : "%s%.*s";
        ls_buf_printf(out, format, i > 0 ? " " : "", LS_SPAN_ARG(segments[i].lexeme));
    }
}

/* Do they take in each place once, in order, and cross no border? */
static bool is_cut(const struct ls_row_place *row, size_t count, const struct ls_segment *segments,
                   size_t segment_count)
{
    size_t at = 0;
    bool good = true;
    for (size_t i = 0; i < segment_count; i++) {
        good &= segments[i].first == at && segments[i].past > at && segments[i].past <= count;
        for (size_t inside = at + 1; good && inside < segments[i].past; inside++) {
            good &= !row[inside].is_border;
        }
        at = segments[i].past;
    }
    return good && at == count;
}

static const struct {
    const char *name;
    const char *keys;
    const char *row;
    const char *want;
} rows[] = {
    {"a word", "bias", "bias", "[bias]"},
    {"a word that is none", "bias", "odd", "odd"},
    {"no lexicon has a word", "", "larg 模型", "larg 模 型"},
    {"the longest of words", "larg|languag model|larg languag model", "larg languag model bias",
     "[larg languag model] bias"},
    {"a term within others", "languag model", "larg languag model bias",
     "larg [languag model] bias"},
    {"the longest of characters", "语言|模型|语言模型", "大语言模型", "大 [语言模型]"},
    {"fewer pieces, from the front", "ab cd|cd ef|ef", "ab cd ef", "[ab cd] [ef]"},
    {"fewer pieces, from the end", "一二|二三四|一", "一二三四", "[一] [二三四]"},
    {"as many pieces: fewer of them unknown", "一二|二三|三", "一二三", "[一二] [三]"},
    {"as many of either: from the end", "研究生|研究|生命|命|起源|研", "研究生命起源",
     "[研究] [生命] [起源]"},
    {"scripts meet in a key", "b 型肝炎|肝炎", "b 型肝炎", "[b 型肝炎]"},
    {"with a space as without", "t 检定", "t 检定", "[t 检定]"},
    {"a word behind characters", "维生素 d|维生素", "维生素 d", "[维生素 d]"},
    {"a word between characters", "人工智能 llm 模型|智能 llm", "智能 llm 模型",
     "[智能 llm] 模 型"},
    {"no key crosses a border", "larg languag model|larg|model", "larg/languag model",
     "[larg] languag [model]"},
    {"nor one of characters", "语言模型|语言", "语言/模型", "[语言] 模 型"},
    {"function words within a term are of it", "ethic of ai", "ethic of ai", "[ethic of ai]"},
    {"at its end they are not", "rate of|rate", "rate of bias", "[rate] of bias"},
    {"nor before it", "the rate|rate", "the rate", "the [rate]"},
    {"alone one may be a word", "who|it", "who", "[who]"},
    {"characters are words anywhere", "的模型|模型", "的模型", "[的模型]"},
    {"two lexicons", "larg languag;languag model;模型", "larg languag model 模型",
     "larg [languag model] [模型]"},
    {"a key of twelve places", "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3",
     "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4", "[a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3] b4"},
    {"words said again", "bias", "bias bias/bias", "[bias] [bias] [bias]"},
    {"nothing", "bias", "", ""},
};

static void test_rows(void)
{
    struct ls_row_place row[64];
    struct ls_buf written = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_arena arena = {0};
        struct shelf shelf;
        const struct ls_segment *segments;
        size_t count;
        make_shelf(&shelf, rows[i].keys);
        size_t places = read_row(rows[i].row, row);
        tap_is_int(ls_segment_row(&shelf.lexicons, row, places, &arena, &segments, &count, NULL),
                   LS_OK, rows[i].name);
        write_segments(segments, count, &written);
        tap_is_str(written.len ? written.ptr : "", rows[i].want, rows[i].name);
        tap_ok(is_cut(row, places, segments, count), "%s: nothing lost, nothing twice",
               rows[i].name);
        ls_arena_free(&arena);
        free_shelf(&shelf);
    }
    ls_buf_free(&written);
}

/* ---- laws, and how much is looked up ---- */

static const char *const alphabet[] = {"一", "二", "三", "的", "ab", "cd", "the"};
enum { LETTERS = sizeof alphabet / sizeof *alphabet };

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static size_t random_row(uint32_t *state, size_t count, struct ls_row_place *row)
{
    for (size_t i = 0; i < count; i++) {
        const char *term = alphabet[next_random(state) % LETTERS];
        row[i] = (struct ls_row_place){.term = ls_span_str(term),
                                       .is_han = (unsigned char)*term >= 0xe0,
                                       .is_border = i == 0 || next_random(state) % 9 == 0};
    }
    return count;
}

/* A lexicon of random rows. */
static void random_shelf(uint32_t *state, struct shelf *shelf)
{
    struct ls_buf keys = {0};
    struct ls_row_place row[5];
    for (int i = 0; i < 20; i++) {
        ls_segment_lexeme(row, random_row(state, 1 + next_random(state) % 5, row), &keys);
        ls_buf_add_char(&keys, '|');
    }
    make_shelf(shelf, keys.ptr);
    ls_buf_free(&keys);
}

/* A segment that is a key is one; one that is none is a single place that is none. */
static bool tells_keys(const struct ls_lexicons *lexicons, const struct ls_segment *segments,
                       size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        good &= ls_lexicons_have(lexicons, segments[i].lexeme) == segments[i].is_key;
        good &= segments[i].is_key || segments[i].past - segments[i].first == 1;
    }
    return good;
}

static void test_laws(void)
{
    uint32_t state = 11;
    bool cut = true, keys = true, front = true;
    for (int round = 0; round < 2000; round++) {
        struct ls_arena arena = {0};
        struct ls_row_place row[32];
        struct shelf shelf;
        const struct ls_segment *segments;
        size_t count;
        size_t places = random_row(&state, 1 + next_random(&state) % 32, row);
        random_shelf(&state, &shelf);
        ls_segment_row(&shelf.lexicons, row, places, &arena, &segments, &count, NULL);
        cut &= is_cut(row, places, segments, count);
        keys &= tells_keys(&shelf.lexicons, segments, count);
        front &= count <= places;
        ls_arena_free(&arena);
        free_shelf(&shelf);
    }
    tap_ok(cut, "random rows: nothing is lost, twice, or across a border");
    tap_ok(keys, "keys are told from the rest, which are single places");
    tap_ok(front, "there are no more segments than places");
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The longest run that a query can hold, of characters that begin keys of twelve everywhere: each
 * place is looked up a bounded number of times. What it takes is told. */
static void test_long_run(void)
{
    static struct ls_row_place row[PLACES_MAX];
    static const size_t lengths[] = {4096, PLACES_MAX};
    struct ls_arena arena = {0};
    struct shelf shelf;
    make_shelf(&shelf, "一一一一一一一一一一一二|一");
    for (size_t i = 0; i < PLACES_MAX; i++) {
        row[i] = (struct ls_row_place){.term = LS_SPAN("一"), .is_han = true, .is_border = i == 0};
    }
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const struct ls_segment *segments;
        size_t count;
        double start = seconds();
        ls_segment_row(&shelf.lexicons, row, lengths[i], &arena, &segments, &count, NULL);
        double took = seconds() - start;
        printf("# %zu characters: %.1f ms\n", lengths[i], took * 1e3);
        tap_is_int((long long)count, (long long)lengths[i], "a run of keys of one character");
        tap_ok(took < 5, "in bounded time");
    }
    ls_arena_free(&arena);
    free_shelf(&shelf);
}

int main(void)
{
    test_rows();
    test_laws();
    test_long_run();
    return tap_done();
}
