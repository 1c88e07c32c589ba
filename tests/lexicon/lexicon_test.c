/* What is put into a lexicon is what is found in it; any other bytes do no harm. */
#include "lexicon/builder.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

struct row {
    const char *key;
    const char *member;
    double weight;
    enum ls_lexicon_source source;
    uint32_t cards;
};

/* Twelve characters are a key, thirteen are none. */
#define HAN12 "一二三四五六七八九十百千"

static const struct row rows[] = {
    {"larg languag model", "大型语言模型", 1, LS_LEXICON_GLOSSARY},
    {"larg languag model", "llm", 1, LS_LEXICON_ABBREVIATION, 41},
    {"llm", "larg languag model", 1, LS_LEXICON_ABBREVIATION, 41},
    {"llm", "大型语言模型", 0.5, LS_LEXICON_DICTIONARY},
    {"llm", "大型语言模型", 0.75, LS_LEXICON_ALIGNED, 3},
    {"llm", "大型语言模型", 0.25, LS_LEXICON_PARENTHESES, 4},
    {"t 检定", "t test", 1, LS_LEXICON_USER},
    {"same", "same", 1, LS_LEXICON_USER},
    {"", "empti", 1, LS_LEXICON_USER},
    {"empti", "", 1, LS_LEXICON_USER},
    {"nought", "a", 0, LS_LEXICON_USER},
    {"nought", "b", -1, LS_LEXICON_USER},
    {"nought", "c", 0.0 / 0.0, LS_LEXICON_USER},
    {"much", "a", 1e300, LS_LEXICON_USER},
    {"littl", "a", 1e-300, LS_LEXICON_USER},
    {HAN12, "twelv", 1, LS_LEXICON_DICTIONARY},
    {HAN12 "万", "thirteen", 1, LS_LEXICON_DICTIONARY},
    {"a b c d e f g h i j k l", "twelv", 1, LS_LEXICON_DICTIONARY},
    {"a b c d e f g h i j k l m", "thirteen", 1, LS_LEXICON_DICTIONARY},
    {"tie", "b", 0.5, LS_LEXICON_USER},
    {"tie", "a", 0.5, LS_LEXICON_GLOSSARY},
    {"tie", "c", 0.5, LS_LEXICON_USER, 9},
    {"both", "a", 0.5, LS_LEXICON_USER, UINT32_MAX},
    {"both", "a", 0.5, LS_LEXICON_GLOSSARY, UINT32_MAX},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct {
    const char *key;
    const char *members; /* NULL: it is no key */
} found[] = {
    {"larg languag model", "llm 1 shortened 41, 大型语言模型 1 glossary 0"},
    {"llm", "larg languag model 1 shortened 41, 大型语言模型 0.75 aligned 7"},
    {"t 检定", "t test 1 your glossary 0"},
    {"same", NULL},
    {"", NULL},
    {"empti", NULL},
    {"nought", NULL},
    {"much", "a 4 your glossary 0"},
    {"littl", "a 0.00012207 your glossary 0"},
    {HAN12, "twelv 1 dictionary 0"},
    {HAN12 "万", NULL},
    {"a b c d e f g h i j k l", "twelv 1 dictionary 0"},
    {"a b c d e f g h i j k l m", NULL},
    {"tie", "c 0.5 your glossary 9, a 0.5 glossary 0, b 0.5 your glossary 0"},
    {"both", "a 0.5 glossary 4294967295"},
    {"languag model", NULL},
    {"大型语言", NULL},
};

static void add(struct ls_lexicon_builder *builder, const struct row *row)
{
    ls_lexicon_builder_add(builder, ls_span_str(row->key), ls_span_str(row->member), row->weight,
                           row->source, row->cards);
}

static void finish(struct ls_lexicon_builder *builder, struct ls_buf *bytes)
{
    struct ls_error err = {0};
    if (ls_lexicon_builder_finish(builder, bytes, &err) != LS_OK) {
        tap_ok(false, "finished: %s", err.message);
    }
    ls_lexicon_builder_free(builder);
}

static void build(struct ls_buf *bytes)
{
    struct ls_lexicon_builder builder = {0};
    for (size_t i = 0; i < ROWS; i++) {
        add(&builder, &rows[i]);
    }
    finish(&builder, bytes);
}

/* "member weight source cards, …"; false when the lexeme is no key. */
static bool list(const struct ls_lexicon *lexicon, struct ls_span key, struct ls_buf *out)
{
    struct ls_lexicon_walk walk;
    bool is_key = ls_lexicon_find(lexicon, key, &walk);
    ls_buf_clear(out);
    while (ls_lexicon_next(&walk)) {
        ls_buf_printf(out, "%s%.*s %g %s %u", out->len ? ", " : "", LS_SPAN_ARG(walk.member),
                      walk.weight, ls_lexicon_source_name(walk.source), walk.cards);
    }
    return is_key;
}

static void test_rows(void)
{
    struct ls_buf bytes = {0}, listed = {0};
    struct ls_lexicon lexicon;
    build(&bytes);
    tap_is_int(ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL), LS_OK, "it opens");
    tap_is_int(lexicon.places_max, 12, "the longest key has twelve places");
    size_t keys = 0;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        bool is_key = list(&lexicon, ls_span_str(found[i].key), &listed);
        tap_is_str(is_key ? listed.ptr : NULL, found[i].members, found[i].key);
        keys += is_key;
    }
    tap_is_int(lexicon.key_count, (long long)keys, "there are no other keys");
    ls_buf_free(&bytes);
    ls_buf_free(&listed);
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void test_order(void)
{
    struct ls_buf first = {0}, other = {0};
    uint32_t state = 1;
    bool same = true;
    build(&first);
    for (int round = 0; round < 200; round++) {
        struct ls_lexicon_builder builder = {0};
        size_t order[ROWS];
        for (size_t i = 0; i < ROWS; i++) {
            size_t swapped = next_random(&state) % (i + 1);
            order[i] = order[swapped];
            order[swapped] = i;
        }
        for (size_t i = 0; i < ROWS; i++) {
            add(&builder, &rows[order[i]]);
        }
        ls_buf_clear(&other);
        finish(&builder, &other);
        same &= ls_span_equal(ls_buf_span(&first), ls_buf_span(&other));
    }
    tap_ok(same, "the same rows in any order make the same bytes");
    ls_buf_free(&first);
    ls_buf_free(&other);
}

static void test_many_members(void)
{
    enum { ADDED = 5000 };
    struct ls_lexicon_builder builder = {0};
    struct ls_buf bytes = {0};
    struct ls_lexicon lexicon;
    struct ls_lexicon_walk walk;
    for (int i = 0; i < ADDED; i++) {
        char member[16];
        snprintf(member, sizeof member, "m%d", i);
        ls_lexicon_builder_add(&builder, LS_SPAN("key"), ls_span_str(member),
                               (double)(i + 1) / ADDED, LS_LEXICON_USER, 0);
    }
    finish(&builder, &bytes);
    ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL);
    int count = 0;
    bool falls = true;
    double before = 4;
    for (ls_lexicon_find(&lexicon, LS_SPAN("key"), &walk); ls_lexicon_next(&walk); count++) {
        falls &= walk.weight <= before;
        before = walk.weight;
    }
    tap_is_int(count, LS_LEXICON_MEMBERS_MAX, "of thousands of members those of weight are kept");
    tap_ok(falls && before > (double)(ADDED - LS_LEXICON_MEMBERS_MAX) / ADDED - 1e-3,
           "and they come by falling weight");
    ls_buf_free(&bytes);
}

static void test_empty(void)
{
    struct ls_lexicon_builder builder = {0};
    struct ls_buf bytes = {0};
    struct ls_lexicon lexicon;
    struct ls_lexicon_walk walk;
    tap_is_int(ls_lexicon_open(ls_span(NULL, 0), &lexicon, NULL), LS_OK, "no bytes: no words");
    tap_ok(!ls_lexicon_find(&lexicon, LS_SPAN("a"), &walk) && !ls_lexicon_next(&walk),
           "and nothing in it");
    finish(&builder, &bytes);
    tap_is_int(ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL), LS_OK, "no rows: no words");
    tap_ok(!ls_lexicon_find(&lexicon, LS_SPAN("a"), &walk), "and nothing in it either");
    ls_buf_free(&bytes);
}

/* Looks up all there is to look up; what comes of it must only be safe. */
static bool is_harmless(struct ls_span bytes)
{
    struct ls_lexicon lexicon;
    struct ls_buf listed = {0};
    if (ls_lexicon_open(bytes, &lexicon, NULL) != LS_OK) {
        return true;
    }
    bool sound = true;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        struct ls_lexicon_walk walk;
        ls_lexicon_find(&lexicon, ls_span_str(found[i].key), &walk);
        for (int count = 0; ls_lexicon_next(&walk); count++) {
            sound &= count < LS_LEXICON_MEMBERS_MAX && walk.weight > 0 && walk.weight <= 4 &&
                     walk.source < LS_LEXICON_SOURCE_COUNT && walk.member.len > 0 &&
                     walk.member.len <= (size_t)(bytes.ptr + bytes.len - walk.member.ptr);
        }
        list(&lexicon, ls_span_str(found[i].key), &listed);
    }
    ls_buf_free(&listed);
    return sound;
}

/* In memory of its own, so that a sanitizer sees each byte read past it. */
static bool is_harmless_copy(struct ls_span bytes)
{
    char *copy = malloc(bytes.len ? bytes.len : 1);
    memcpy(copy, bytes.ptr, bytes.len);
    bool harmless = is_harmless(ls_span(copy, bytes.len));
    free(copy);
    return harmless;
}

static void test_broken(void)
{
    enum { HEAD = 40 }; /* bytes, see lib/lexicon/format.h */
    struct ls_buf bytes = {0};
    struct ls_lexicon lexicon;
    uint32_t state = 7;
    size_t opened = 0;
    bool harmless = true;
    build(&bytes);
    for (size_t len = 1; len < bytes.len; len++) {
        opened += ls_lexicon_open(ls_span(bytes.ptr, len), &lexicon, NULL) == LS_OK;
        harmless &= is_harmless_copy(ls_span(bytes.ptr, len));
    }
    tap_is_int((long long)opened, 0, "what was cut short does not open");
    for (size_t at = 0; at < bytes.len; at++) {
        for (int flip = 1; flip < 256; flip++) {
            bytes.ptr[at] ^= (char)flip;
            harmless &= is_harmless_copy(ls_buf_span(&bytes));
            bytes.ptr[at] ^= (char)flip;
        }
    }
    struct ls_buf several = {0};
    for (int round = 0; round < 50000; round++) {
        ls_buf_clear(&several);
        ls_buf_add_span(&several, ls_buf_span(&bytes));
        for (int i = 0; i < 4; i++) {
            size_t at = HEAD + next_random(&state) % (bytes.len - HEAD);
            several.ptr[at] = (char)next_random(&state);
        }
        harmless &= is_harmless_copy(ls_buf_span(&several));
    }
    ls_buf_free(&several);
    tap_ok(harmless, "any byte changed, and any four of them, do no harm");
    ls_buf_free(&bytes);
}

/* Offsets of lib/lexicon/format.h. */
static const struct {
    const char *name;
    size_t at;
    enum ls_status status;
    const char *says;
} heads[] = {
    {"another magic", 0, LS_CORRUPT, "no lexicon"},
    {"another version", 8, LS_OTHER_SCHEMA, "version"},
    {"another count of keys", 12, LS_CORRUPT, "damaged"},
    {"another analyzer", 16, LS_CORRUPT, "damaged"},
    {"more places", 24, LS_CORRUPT, "damaged"},
    {"more rows", 28, LS_CORRUPT, "damaged"},
    {"another hash", 32, LS_CORRUPT, "damaged"},
};

static void test_heads(void)
{
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct ls_buf bytes = {0};
        struct ls_lexicon lexicon;
        struct ls_error err = {0};
        build(&bytes);
        bytes.ptr[heads[i].at] ^= 4;
        tap_is_int(ls_lexicon_open(ls_buf_span(&bytes), &lexicon, &err), heads[i].status,
                   heads[i].name);
        tap_ok(strstr(err.message, heads[i].says) && lexicon.key_count == 0, "%s: %s",
               heads[i].name, err.message);
        ls_buf_free(&bytes);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct ls_span numbered(char *text, size_t size, const char *format, unsigned number)
{
    return ls_span(text, (size_t)snprintf(text, size, format, number));
}

/* How long is told, and bounded only against what is plainly wrong: machines differ. */
static void test_million(void)
{
    enum { MANY = 1000000, KEYS = 250000 };
    struct ls_lexicon_builder builder = {0};
    struct ls_buf bytes = {0};
    struct ls_lexicon lexicon;
    struct ls_lexicon_walk walk;
    char key[32], member[32];
    double start = seconds();
    for (unsigned i = 0; i < MANY; i++) {
        ls_lexicon_builder_add(&builder, numbered(key, sizeof key, "word%u", i % KEYS),
                               numbered(member, sizeof member, "member%u", i), 1, LS_LEXICON_USER,
                               0);
    }
    finish(&builder, &bytes);
    double built = seconds();
    size_t members = 0;
    ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL);
    for (unsigned i = 0; i < 2 * KEYS; i++) {
        ls_lexicon_find(&lexicon, numbered(key, sizeof key, "word%u", i), &walk);
        while (ls_lexicon_next(&walk)) {
            members++;
        }
    }
    double looked_up = seconds();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("# %d rows: %.2f s, %zu bytes, %ld KiB of memory; a lookup %.0f ns\n", MANY,
           built - start, bytes.len, usage.ru_maxrss, (looked_up - built) / (2 * KEYS) * 1e9);
    tap_is_int((long long)members, MANY, "a million rows: all are found");
    tap_ok(built - start < 60, "in bounded time");
    tap_ok(usage.ru_maxrss < 2048L * 1024, "and memory");
    ls_buf_free(&bytes);
}

int main(void)
{
    test_rows();
    test_order();
    test_many_members();
    test_empty();
    test_heads();
    test_broken();
    test_million();
    return tap_done();
}
