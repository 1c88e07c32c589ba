/* Glossaries: what becomes of good lines, and what is said about the others. */
#include "lexicon/glossary.h"
#include "lexicon/shipped.h"
#include "tests/tap.h"
#include "tests/text/random_text.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define HEADER "english\tabbreviation\ttraditional\tsimplified\tvariants\n"

static struct ls_analyzer *analyzer;

/* A text and what is in its lexicon: "key = member, member; key = …", in the order of asked. */
static const struct {
    const char *name;
    const char *text;
    const char *asked; /* lexemes, with | between */
    const char *found;
} good[] = {
    {"every term for every other", HEADER "confidence interval\tCI\t信賴區間\t置信区间\t信賴區域\n",
     "confid interv|ci|信赖区间|置信区间|信赖区域",
     "confid interv = ci, 信赖区域, 信赖区间, 置信区间; "
     "ci = confid interv, 信赖区域, 信赖区间, 置信区间; "
     "信赖区间 = ci, confid interv, 信赖区域, 置信区间; "
     "置信区间 = ci, confid interv, 信赖区域, 信赖区间; "
     "信赖区域 = ci, confid interv, 信赖区间, 置信区间"},
    {"several values of a cell",
     HEADER "sample size|number of subjects\t\t樣本數|樣本量\t样本量\t\n", "sampl size|样本量",
     "sampl size = number of subject, 样本数, 样本量; "
     "样本量 = number of subject, sampl size, 样本数"},
    {"empty values", HEADER "odds ratio|| \tOR\t|勝算比\t\t\n", "or", "or = odd ratio, 胜算比"},
    {"a term and its synonym", "shared decision making\tSDM\n", "sdm|share decis make",
     "sdm = share decis make; share decis make = sdm"},
    {"no line end at the end", "心梗\t心肌梗死", "心梗", "心梗 = 心肌梗死"},
    {"comments, blank lines, ends of other systems",
     "\xef\xbb\xbf# mine\r\n\r\n  \na\tb\r\n#c\td\re\tf\r", "a|c|e", "a = b; e = f"},
    {"columns of one's own", "Traditional\tEnglish\n血壓\tblood pressure\n", "血压",
     "血压 = blood pressur"},
    {"columns named below a comment", "# mine\n\nenglish\ttraditional\n血壓\tblood pressure\n",
     "english", ""},
    {"no chains", "a\tb\nb\tc\n", "a|b|c", "a = b; b = a, c; c = b"},
    {"a cycle", "a\tb\nb\tc\nc\ta\n", "a|b|c", "a = b, c; b = a, c; c = a, b"},
    {"the same line twice", "a\tb\nb\ta\na\tb\n", "a|b", "a = b; b = a"},
    {"two that share an abbreviation", "MS\tmultiple sclerosis\nMS\tmass spectrometry\n", "ms",
     "ms = mass spectrometri, multipl sclerosi"},
};

#define SAYS_COLUMNS                                                                               \
    "and not a term, a tab and its synonym; more need a first line that names them: english, "     \
    "abbreviation, traditional, simplified, variants [columns]\n"

/* A text and what is said about it; all of them hold a line a⇥b besides, which must be taken. */
static const struct {
    const char *name;
    const char *text;
    size_t len; /* 0: up to its NUL */
    const char *said;
} bad[] = {
    {"nothing to say", "a\tb\n", 0, ""},
    {"too few columns", "a\tb\nc\n", 0, "g:2:2: bad: 1 column " SAYS_COLUMNS},
    {"too many columns", "a\tb\nc\td\te\n", 0, "g:2:5: bad: 3 columns " SAYS_COLUMNS},
    {"columns that are not the named ones", HEADER "a\tb\t\t\t\nc\td\n", 0,
     "g:3:4: bad: 2 columns and not 5: a tab stands between two, and what is unknown stays empty "
     "[columns]\n"},
    {"no UTF-8", "a\tb\nc\xe5\xb9\td\n", 0,
     "g:2:2: bad: byte 0xE5 is not UTF-8: convert the file, e.g. with `iconv -f BIG5 -t UTF-8` or "
     "`iconv -f GB18030 -t UTF-8` [bad-utf8]\n"},
    {"a NUL byte", "a\tb\nc\0d\te\n", 10,
     "g:2:2: bad: a NUL byte: this is no text file, or a damaged one [nul-byte]\n"},
    {"an empty row", "a\tb\n \t\n", 0,
     "g:2:1: bad: no term: write some, or take the line away [empty]\n"},
    {"one term", "a\tb\nc\t\n", 0,
     "g:2:1: bad: only one term that can be sought: write what says the same, or take the line "
     "away [alone]\n"},
    {"a term mapped to itself", "a\tb\nmodel\tModels\n模擬|模拟\tsimulation\n模擬\t模拟\n", 0,
     "g:2:1: bad: these terms are the same to a search already, which knows plurals, Traditional "
     "and Simplified: write another one, or take the line away [same]\n"
     "g:4:1: bad: these terms are the same to a search already, which knows plurals, Traditional "
     "and Simplified: write another one, or take the line away [same]\n"},
    {"no word", "a\tb\nc|—\td\nc\t。\n", 0,
     "g:2:3: odd: no word that could be sought, or more than one sentence: this term is left out "
     "[no-word]\n"
     "g:3:3: odd: no word that could be sought, or more than one sentence: this term is left out "
     "[no-word]\n"
     "g:3:1: bad: only one term that can be sought: write what says the same, or take the line "
     "away [alone]\n"},
    {"two sentences", "a\tb\nc|Yes. No\td\n", 0,
     "g:2:3: odd: no word that could be sought, or more than one sentence: this term is left out "
     "[no-word]\n"},
    {"a long term", "a\tb\nc\t一二三四五六七八九十百千萬\n", 0,
     "g:2:3: odd: a term of 13 words and Chinese characters, more than 12: it is found for the "
     "others, but they are not found for it [long-term]\n"},
};

static enum ls_status read_text(struct ls_span text, struct ls_glossary *glossary,
                                struct ls_buf *bytes, struct ls_error *err)
{
    struct ls_lexicon_builder builder = {0};
    enum ls_status status =
        ls_glossary_read(text, LS_LEXICON_USER, analyzer, &builder, glossary, err);
    if (status == LS_OK) {
        status = ls_lexicon_builder_finish(&builder, bytes, err);
    }
    ls_lexicon_builder_free(&builder);
    return status;
}

/* "key = member, member", when it is a key; all weights must be 1. */
static void list(const struct ls_lexicon *lexicon, struct ls_span key, struct ls_buf *out)
{
    struct ls_lexicon_walk walk;
    const char *separator = " = ";
    if (!ls_lexicon_find(lexicon, key, &walk)) {
        return;
    }
    ls_buf_printf(out, "%s%.*s", out->len ? "; " : "", LS_SPAN_ARG(key));
    while (ls_lexicon_next(&walk)) {
        ls_buf_printf(out, "%s%.*s%s", separator, LS_SPAN_ARG(walk.member),
                      walk.weight == 1 && walk.source == LS_LEXICON_USER ? "" : "?");
        separator = ", ";
    }
}

static void test_good(void)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct ls_glossary glossary = {0};
        struct ls_buf bytes = {0}, found = {0}, said = {0};
        struct ls_lexicon lexicon;
        read_text(ls_span_str(good[i].text), &glossary, &bytes, NULL);
        ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL);
        ls_buf_add_str(&found, "");
        for (const char *key = good[i].asked; *key; key += strspn(key, "|")) {
            size_t len = strcspn(key, "|");
            list(&lexicon, ls_span(key, len), &found);
            key += len;
        }
        ls_glossary_complaints(&glossary, "g", &said);
        tap_is_str(found.ptr, good[i].found, good[i].name);
        tap_ok(said.len == 0, "%s: nothing is said%s%s", good[i].name, said.len ? ": " : "",
               said.len ? said.ptr : "");
        ls_glossary_free(&glossary);
        ls_buf_free(&bytes);
        ls_buf_free(&found);
        ls_buf_free(&said);
    }
}

static void test_bad(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ls_glossary glossary = {0};
        struct ls_buf bytes = {0}, said = {0};
        struct ls_lexicon lexicon;
        struct ls_lexicon_walk walk;
        struct ls_span text = ls_span(bad[i].text, bad[i].len ? bad[i].len : strlen(bad[i].text));
        read_text(text, &glossary, &bytes, NULL);
        ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL);
        ls_buf_add_str(&said, "");
        ls_glossary_complaints(&glossary, "g", &said);
        tap_is_str(said.ptr, bad[i].said, bad[i].name);
        tap_ok(ls_lexicon_find(&lexicon, LS_SPAN("a"), &walk), "%s: the good line is taken",
               bad[i].name);
        ls_glossary_free(&glossary);
        ls_buf_free(&bytes);
        ls_buf_free(&said);
    }
}

static bool says(const struct ls_glossary *glossary, const char *what)
{
    struct ls_buf said = {0};
    ls_buf_add_str(&said, "");
    ls_glossary_complaints(glossary, "g", &said);
    bool found = strstr(said.ptr, what) != NULL;
    if (!found) {
        printf("# said: %s\n", said.ptr);
    }
    ls_buf_free(&said);
    return found;
}

/* Texts that are too long to be written down: count times the format, with a number in it. */
static const struct {
    const char *name;
    const char *before;
    const char *format;
    unsigned count;
    const char *after;
    size_t bad;
    size_t odd;
    size_t concepts;
    const char *said;
} large[] = {
    {"a concept of thousands of terms", "x", "|t%u", 5000, "\ty\n", 0, 1, 1,
     "g:1:117: odd: a concept of more than 32 terms"},
    {"a term of thousands of lines", "", "x\tt%u\n", 5000, "", 0, 1, 5000,
     "g:257:1: odd: with this line the term has more than 256 synonyms"},
    {"a line without an end", "", "x%u ", 50000, "\ty\na\tb\n", 1, 0, 1,
     "g:1:65537: bad: a line of 338892 bytes"},
    {"thousands of bad lines", "", "x%u\n", 5000, "", 5000, 0, 0, "g: and 4900 more like these"},
};

static void test_large(void)
{
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        struct ls_glossary glossary = {0};
        struct ls_buf text = {0}, bytes = {0};
        ls_buf_add_str(&text, large[i].before);
        for (unsigned n = 0; n < large[i].count; n++) {
            ls_buf_printf(&text, large[i].format, n);
        }
        ls_buf_add_str(&text, large[i].after);
        enum ls_status status = read_text(ls_buf_span(&text), &glossary, &bytes, NULL);
        tap_ok(status == LS_OK && says(&glossary, large[i].said), "%s", large[i].name);
        tap_is_int((long long)glossary.bad, (long long)large[i].bad, large[i].name);
        tap_is_int((long long)glossary.odd, (long long)large[i].odd, large[i].name);
        tap_is_int((long long)glossary.concepts, (long long)large[i].concepts, large[i].name);
        ls_glossary_free(&glossary);
        ls_buf_free(&text);
        ls_buf_free(&bytes);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void add_million(struct ls_buf *text, const char *format)
{
    for (unsigned i = 0; i < 1000000; i++) {
        ls_buf_printf(text, format, i, i, i, i, i);
    }
}

/* Two terms a line are taken; more would be a lexicon of hundreds of megabytes, and are refused. */
static void test_million(void)
{
    struct ls_buf text = {0}, bytes = {0};
    struct ls_glossary glossary = {0};
    struct ls_error err = {0};
    double start = seconds();
    add_million(&text, "term%u\t詞%u號\n");
    enum ls_status status = read_text(ls_buf_span(&text), &glossary, &bytes, &err);
    tap_ok(status == LS_OK && glossary.concepts == 1000000, "a million lines are taken: %s",
           err.message);
    ls_glossary_free(&glossary);
    ls_buf_clear(&text);
    ls_buf_clear(&bytes);
    double taken = seconds();
    ls_buf_add_str(&text, HEADER);
    add_million(&text, "term%u\tabbreviation%u\t詞%u號\t字%u號\t名%u號\n");
    status = read_text(ls_buf_span(&text), &glossary, &bytes, &err);
    tap_ok(status == LS_USAGE && strstr(err.message, "line 200002: "),
           "a million lines of five terms are refused: %s", err.message);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("# taken in %.1f s, refused in %.1f s, %ld KiB of memory\n", taken - start,
           seconds() - taken, usage.ru_maxrss);
    tap_ok(seconds() - start < 120 && usage.ru_maxrss < 4096L * 1024, "in bounded time and memory");
    ls_glossary_free(&glossary);
    ls_buf_free(&text);
    ls_buf_free(&bytes);
}

static void test_random(void)
{
    uint32_t state = 11;
    struct ls_buf scraps = {0}, text = {0}, bytes = {0}, said = {0};
    bool fine = true;
    for (int round = 0; round < 3000; round++) {
        struct ls_glossary glossary = {0};
        struct ls_lexicon lexicon;
        ls_buf_clear(&text);
        ls_buf_clear(&bytes);
        ls_buf_add_str(&text, round % 2 ? HEADER : "");
        for (int line = 0; line < 5; line++) {
            for (int cell = 0; cell < (round % 2 ? 5 : 2); cell++) {
                ls_buf_add_str(&text, cell ? "\t" : "");
                ls_buf_add_span(&text, random_text(&state, &scraps));
            }
            ls_buf_add_char(&text, '\n');
        }
        fine &= read_text(ls_buf_span(&text), &glossary, &bytes, NULL) == LS_OK;
        fine &= ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL) == LS_OK;
        ls_glossary_complaints(&glossary, "g", &said);
        ls_glossary_free(&glossary);
    }
    tap_ok(fine, "any text does no harm");
    ls_buf_free(&scraps);
    ls_buf_free(&text);
    ls_buf_free(&bytes);
    ls_buf_free(&said);
}

static const struct {
    const char *name;
    const char *text; /* of the file; NULL: there is none */
    enum ls_status status;
    const char *says; /* behind its path */
} files[] = {
    {"a file", "a\tb\n", LS_OK, ""},
    {"an empty file", "", LS_OK, ""},
    {"no file", NULL, LS_IO, ": No such file or directory"},
    {"UTF-16",
     "\xff\xfe"
     "a",
     LS_USAGE, ": this is UTF-16, not UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`"},
};

static void test_files(void)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[] = "/tmp/litsearch-glossary-XXXXXX";
        struct ls_glossary glossary = {0};
        struct ls_lexicon_builder builder = {0};
        struct ls_error err = {0};
        int file = mkstemp(path);
        if (files[i].text && write(file, files[i].text, strlen(files[i].text)) < 0) {
            perror(path);
        }
        close(file);
        if (!files[i].text) {
            unlink(path);
        }
        enum ls_status status =
            ls_glossary_load(path, LS_LEXICON_USER, analyzer, &builder, &glossary, &err);
        tap_is_int(status, files[i].status, files[i].name);
        const char *message = err.message + (status == LS_OK ? 0 : strlen(path));
        tap_is_str(message, files[i].says, files[i].name);
        unlink(path);
        ls_glossary_free(&glossary);
        ls_lexicon_builder_free(&builder);
    }
    struct ls_glossary glossary = {0};
    struct ls_lexicon_builder builder = {0};
    tap_is_int(ls_glossary_load("/tmp", LS_LEXICON_USER, analyzer, &builder, &glossary, NULL),
               LS_IO, "a folder is no glossary");
}

/* Some of what it must know: another script, another region, an abbreviation. */
static const struct {
    const char *key;
    const char *member;
} shipped[] = {
    {"artifici intellig", "人工智慧"},    {"人工智慧", "人工智能"},
    {"ai", "artifici intellig"},          {"llm", "大型语言模型"},
    {"大语言模型", "larg languag model"},
};

static void test_shipped(void)
{
    struct ls_lexicon lexicon;
    struct ls_lexicon_walk walk;
    tap_is_int(ls_lexicon_open(ls_shipped_glossary(), &lexicon, NULL), LS_OK,
               "the shipped glossary opens");
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        bool found = false;
        ls_lexicon_find(&lexicon, ls_span_str(shipped[i].key), &walk);
        while (!found && ls_lexicon_next(&walk)) {
            found = ls_span_equal(walk.member, ls_span_str(shipped[i].member)) &&
                    walk.source == LS_LEXICON_GLOSSARY;
        }
        tap_ok(found, "and has %s for %s", shipped[i].member, shipped[i].key);
    }
}

int main(void)
{
    if (ls_analyzer_new(&analyzer, NULL) != LS_OK) {
        return 1;
    }
    test_good();
    test_bad();
    test_large();
    test_files();
    test_random();
    test_million();
    test_shipped();
    ls_analyzer_free(analyzer);
    return tap_done();
}
