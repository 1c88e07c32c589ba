/* Command lines and what the option tables make of them. */
#include "base/options.h"
#include "indexer/options_table.h"
#include "query/options_table.h"
#include "tests/tap.h"

#include <ctype.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>

enum { WORDS_MAX = 8 };

struct row {
    const char *words[WORDS_MAX];
    const char *want; /* options taken, "|", operands; or "! " and the message */
};

static const struct row query_rows[] = {
    {{0}, "|"},
    {{"hallucination", "bias"}, "| hallucination bias"},
    {{"a", "-n", "5", "b"}, "limit=5 | a b"},
    {{"-n5", "--limit=6", "--limit", "7"}, "limit=5 limit=6 limit=7 |"},
    {{"-d", "臨床決策", "-d教育", "幻覺"}, "domain=臨床決策 domain=教育 | 幻覺"},
    {{"--domain=a b", "x"}, "domain=a b | x"},
    {{"--domain=", "x"}, "domain= | x"},
    {{"-s", "-1"}, "score=-1 |"},
    {{"--", "-bias", "--db"}, "| -bias --db"},
    {{"a", "--", "-b", "--"}, "| a -b --"},
    {{"-", "a"}, "| - a"},
    {{"－偏誤"}, "| －偏誤"},
    {{"--count", "x"}, "count | x"},
    {{"--dom", "x"}, "domain=x |"},
    {{"--help"}, "help |"},
    {{"--help=man"}, "help=man |"},
    {{"--help", "man"}, "help | man"},
    {{"-ftsv"}, "format=tsv |"},
    {{"--db=/x", "--color", "never", "--version"}, "db=/x color=never version |"},
    {{"-y", "2020..", "--offset", "3", "--show", "1"}, "year=2020.. offset=3 show=1 |"},

    {{"--domian", "x"}, "! unknown option --domian: did you mean --domain?"},
    {{"--colour=never"}, "! unknown option --colour: did you mean --color?"},
    {{"x", "--limti=3"}, "! unknown option --limti: did you mean --limit?"},
    {{"--frobnicate"}, "! unknown option --frobnicate: litsearch --help lists the options"},
    {{"--=x"}, "! unknown option --: litsearch --help lists the options"},
    {{"--a-name-longer-than-any-name-in-the-table"},
     "! unknown option --a-name-longer-than-any-name-in-the-table: litsearch --help lists the "
     "options"},
    {{"--d"}, "! option --d is ambiguous: --db, --domain"},
    {{"--domain"}, "! option --domain needs an argument: --domain NAME"},
    {{"x", "-d"}, "! option --domain needs an argument: --domain NAME"},
    {{"--count=3"}, "! option --count takes no argument"},
    {{"--format", "jsn"},
     "! --format jsn: choose text, json, jsonl, tsv, html, bibtex, ris, nbib, csl or trec; did you "
     "mean json?"},
    {{"--format", "JSON"},
     "! --format JSON: choose text, json, jsonl, tsv, html, bibtex, ris, nbib, csl or trec; did "
     "you mean json?"},
    {{"--format", "josnl"},
     "! --format josnl: choose text, json, jsonl, tsv, html, bibtex, ris, nbib, csl or trec; did "
     "you mean jsonl?"},
    {{"--sort", "yaer"},
     "! --sort yaer: choose relevance, score, year or title; did you mean year?"},
    {{"--card", "foo"}, "! --card foo: choose core, paraphrase, qa or exceptions"},
    {{"-c", "paraprase"},
     "! --card paraprase: choose core, paraphrase, qa or exceptions; did you mean paraphrase?"},
    {{"--complte", "id"}, "! unknown option --complte: litsearch --help lists the options"},
    {{"--complet", "id"}, "complete=id |"},
    {{"-j", "BMJ", "--journal=MIS Quarterly", "-c", "qa", "--card", "core"},
     "journal=BMJ journal=MIS Quarterly card=qa card=core |"},
    {{"--all", "--any", "--facets", "--explain", "--stats", "--sort", "title"},
     "all any facets explain stats sort=title |"},
    {{"--like", "x.md", "--base-url", "https://a.b/c/"}, "like=x.md base-url=https://a.b/c/ |"},
    {{"--format", "json|tsv"},
     "! --format json|tsv: choose text, json, jsonl, tsv, html, bibtex, ris, nbib, csl or trec"},
    {{"--format="},
     "! --format : choose text, json, jsonl, tsv, html, bibtex, ris, nbib, csl or trec"},
    {{"--help=me"},
     "! --help me: choose text, man, bash, zsh, fish, query, man-query, json or man-json"},
    {{"-h"},
     "! unknown option -h: did you mean --help? (if -h belongs to the query, put -- before the "
     "query)"},
    {{"-limit", "5"},
     "! unknown option -l in -limit: did you mean --limit? (if -limit belongs to the query, put -- "
     "before the query)"},
    {{"-db", "x"}, "! -db means --domain b: did you mean --db?"},

    {{"hallucination", "-bias"},
     "! unknown option -b in -bias (if -bias belongs to the query, put -- before the query)"},
    {{"-x"}, "! unknown option -x (if -x belongs to the query, put -- before the query)"},
    {{"-x", "-xy"}, "! unknown option -x (if -x belongs to the query, put -- before the query)"},
    {{"a", "-偏誤"},
     "! unknown option -偏誤 (if -偏誤 belongs to the query, put -- before the query)"},
    {{"-fever"},
     "! --format ever: choose text, json, jsonl, tsv, html, bibtex, ris, nbib, csl or trec (if "
     "-fever belongs to the query, put -- "
     "before the query)"},
    {{"-\x1b[2J"},
     "! unknown option -? in -?[2J (if -?[2J belongs to the query, put -- before the query)"},
};

static const struct row index_rows[] = {
    {{"cards/"}, "| cards/"},
    {{"-nq0", "cards/", "-j4"}, "dry-run quiet null jobs=4 | cards/"},
    {{"-0", "--files-from", "-"}, "null files-from=- |"},
    {{"--jsonl", "a", "--jsonl=b"}, "jsonl=a jsonl=b |"},
    {{"--rebuild", "--check", "--wait", "60", "x"}, "rebuild check wait=60 | x"},
    {{"--report", "json", "--progress=never"}, "report=json progress=never |"},
    {{"--db", "d", "--help=fish", "--version"}, "db=d help=fish version |"},
    {{"--re", "x"}, "! option --re is ambiguous: --rebuild, --report"},
    {{"--report", "xml"}, "! --report xml: choose text or json"},
    {{"-nx"}, "! unknown option -x in -nx (if -nx belongs to the paths, put -- before the paths)"},
    {{"--verbos"}, "! unknown option --verbos: litsearch-index --help lists the options"},
};

/* An argv of its own: getopt moves the words. */
static int fill_argv(char **argv, const char *program, const char *const *words)
{
    int argc = 0;
    argv[argc++] = (char *)program;
    for (int i = 0; i < WORDS_MAX && words[i]; i++) {
        argv[argc++] = (char *)words[i];
    }
    argv[argc] = NULL;
    return argc;
}

static void describe(const struct ls_program *program, const char *const *words, struct ls_buf *out)
{
    char *argv[WORDS_MAX + 2];
    struct ls_options options;
    struct ls_error err = {0};
    ls_options_init(&options, program, fill_argv(argv, program->name, words), argv);
    enum ls_status status;
    while ((status = ls_options_next(&options, &err)) == LS_OK && options.id != 0) {
        ls_buf_printf(out, "%s%s%s ", options.taken->name, options.arg ? "=" : "",
                      options.arg ? options.arg : "");
    }
    if (status != LS_OK) {
        ls_buf_clear(out);
        ls_buf_printf(out, "%s %s", status == LS_USAGE ? "!" : "other status", err.message);
        return;
    }
    ls_buf_add_char(out, '|');
    for (int i = options.operand; i < options.argc; i++) {
        ls_buf_printf(out, " %s", argv[i]);
    }
}

static void test_rows(const struct ls_program *program, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct ls_buf got = {0}, name = {0};
        describe(program, rows[i].words, &got);
        ls_buf_add_str(&name, program->name);
        for (int j = 0; j < WORDS_MAX && rows[i].words[j]; j++) {
            ls_buf_printf(&name, " %s", rows[i].words[j]);
        }
        ls_text_defuse(name.ptr);
        tap_is_str(got.ptr, rows[i].want, name.ptr);
        ls_buf_free(&got);
        ls_buf_free(&name);
    }
}

/* Takes the first option of one word; its argument is then parsed. */
static void take_one(struct ls_options *options, const struct ls_program *program, char **argv,
                     const char *word)
{
    const char *words[WORDS_MAX] = {word};
    ls_options_init(options, program, fill_argv(argv, program->name, words), argv);
    if (ls_options_next(options, NULL) != LS_OK || options->id == 0) {
        printf("Bail out! %s was not taken\n", word);
    }
}

static void test_numbers(void)
{
    static const struct {
        const char *word;
        unsigned long min, max, want;
        const char *message; /* NULL: no error */
    } rows[] = {
        {"--limit=0", 0, 10, 0, NULL},
        {"--limit=10", 1, 10, 10, NULL},
        {"--limit=007", 1, 10, 7, NULL},
        {"--limit=18446744073709551615", 0, ULONG_MAX, 18446744073709551615UL, NULL},
        {"--limit=18446744073709551616", 5, ULONG_MAX, 5,
         "--limit 18446744073709551616: must be a whole number, 5 or more"},
        {"--limit=11", 1, 10, 1, "--limit 11: must be a whole number from 1 to 10"},
        {"--limit=0", 1, 10, 1, "--limit 0: must be a whole number from 1 to 10"},
        {"--limit=", 1, 10, 1, "--limit : must be a whole number from 1 to 10"},
        {"--limit=-1", 1, 10, 1, "--limit -1: must be a whole number from 1 to 10"},
        {"--limit=+1", 1, 10, 1, "--limit +1: must be a whole number from 1 to 10"},
        {"--limit= 1", 1, 10, 1, "--limit  1: must be a whole number from 1 to 10"},
        {"--limit=1x", 1, 10, 1, "--limit 1x: must be a whole number from 1 to 10"},
        {"-null", 1, 10, 1,
         "--limit ull: must be a whole number from 1 to 10 (if -null belongs to the query, put -- "
         "before the query)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *argv[WORDS_MAX + 2];
        struct ls_options options;
        struct ls_error err = {0};
        unsigned long number;
        take_one(&options, &ls_query_program, argv, rows[i].word);
        enum ls_status status = ls_option_number(&options, rows[i].min, rows[i].max, &number, &err);
        tap_ok(number == rows[i].want && status == (rows[i].message ? LS_USAGE : LS_OK),
               "number of %s", rows[i].word);
        tap_is_str(err.message, rows[i].message ? rows[i].message : "", rows[i].word);
    }
}

#define HOW(word) "--score " word ": write MIN, MIN.., ..MAX or MIN..MAX with numbers from 0 to 10"

static void test_ranges(void)
{
    static const struct {
        const char *word;
        double min, max, lo, hi;
        const char *message;
    } rows[] = {
        {"--score=8", 0, 10, 8, 10, NULL}, /* a single score is the least */
        {"--score=8.2", 0, 10, 8.2, 10, NULL},
        {"--score=8..8", 0, 10, 8, 8, NULL},
        {"--score=8..", 0, 10, 8, 10, NULL},
        {"--score=..9", 0, 10, 0, 9, NULL},
        {"--score=8..9.5", 0, 10, 8, 9.5, NULL},
        {"--score=0.1..0.30", 0, 10, 0.1, 0.3, NULL},
        {"--score=0..10", 0, 10, 0, 10, NULL},
        {"--year=2024", 1000, 9999, 2024, 2024, NULL}, /* a single year is that year */
        {"--year=2020..", 1000, 9999, 2020, 9999, NULL},
        {"--year=..2020", 1000, 9999, 1000, 2020, NULL},
        {"--year=20", 1000, 9999, 1000, 9999,
         "--year 20: write MIN, MIN.., ..MAX or MIN..MAX with numbers from 1000 to 9999"},
        {"--score=9..8.5", 0, 10, 0, 10,
         "--score 9..8.5: ends before it begins: did you mean 8.5..9?"},
        {"--score=11", 0, 10, 0, 10, HOW("11")},
        {"--score=8..11", 0, 10, 0, 10, HOW("8..11")},
        {"--score=..", 0, 10, 0, 10, HOW("..")},
        {"--score=", 0, 10, 0, 10, HOW("")},
        {"--score=8...9", 0, 10, 0, 10, HOW("8...9")},
        {"--score=8..9..10", 0, 10, 0, 10, HOW("8..9..10")},
        {"--score=8-10", 0, 10, 0, 10, HOW("8-10")},
        {"--score=8,5", 0, 10, 0, 10, HOW("8,5")},
        {"--score=8.", 0, 10, 0, 10, HOW("8.")},
        {"--score=.5", 0, 10, 0, 10, HOW(".5")},
        {"--score=1.2.3", 0, 10, 0, 10, HOW("1.2.3")},
        {"--score=nan", 0, 10, 0, 10, HOW("nan")},
        {"--score=0x8", 0, 10, 0, 10, HOW("0x8")},
        {"--score=1e1", 0, 10, 0, 10, HOW("1e1")},
        {"--score=0.0000000000000001", 0, 10, 0, 10, HOW("0.0000000000000001")},
        {"-sepsis", 0, 10, 0, 10,
         HOW("epsis") " (if -sepsis belongs to the query, put -- before the query)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *argv[WORDS_MAX + 2];
        struct ls_options options;
        struct ls_error err = {0};
        double lo, hi;
        take_one(&options, &ls_query_program, argv, rows[i].word);
        enum ls_status status = ls_option_range(&options, rows[i].min, rows[i].max, &lo, &hi, &err);
        tap_ok(lo == rows[i].lo && hi == rows[i].hi &&
                   status == (rows[i].message ? LS_USAGE : LS_OK),
               "range of %s: %g to %g", rows[i].word, lo, hi);
        tap_is_str(err.message, rows[i].message ? rows[i].message : "", rows[i].word);
    }
}

static void test_choices(void)
{
    static const struct {
        const struct ls_program *program;
        const char *word;
        int want;
    } rows[] = {
        {&ls_query_program, "--format=text", LS_QUERY_FORMAT_TEXT},
        {&ls_query_program, "--format=json", LS_QUERY_FORMAT_JSON},
        {&ls_query_program, "--format=jsonl", LS_QUERY_FORMAT_JSONL},
        {&ls_query_program, "--format=trec", LS_QUERY_FORMAT_TREC},
        {&ls_query_program, "-ftsv", LS_QUERY_FORMAT_TSV},
        {&ls_query_program, "--color=auto", LS_QUERY_COLOR_AUTO},
        {&ls_query_program, "--color=always", LS_QUERY_COLOR_ALWAYS},
        {&ls_query_program, "--color=never", LS_QUERY_COLOR_NEVER},
        {&ls_query_program, "--help", LS_HELP_TEXT},
        {&ls_query_program, "--help=text", LS_HELP_TEXT},
        {&ls_query_program, "--help=man", LS_HELP_MAN},
        {&ls_query_program, "--help=bash", LS_HELP_BASH},
        {&ls_query_program, "--help=zsh", LS_HELP_ZSH},
        {&ls_query_program, "--help=fish", LS_HELP_FISH},
        {&ls_index_program, "--report=text", LS_INDEX_REPORT_TEXT},
        {&ls_index_program, "--report=json", LS_INDEX_REPORT_JSON},
        {&ls_index_program, "--progress=auto", LS_INDEX_PROGRESS_AUTO},
        {&ls_index_program, "--progress=always", LS_INDEX_PROGRESS_ALWAYS},
        {&ls_index_program, "--progress=never", LS_INDEX_PROGRESS_NEVER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *argv[WORDS_MAX + 2];
        struct ls_options options;
        take_one(&options, rows[i].program, argv, rows[i].word);
        tap_is_int(ls_option_choice(&options), rows[i].want, rows[i].word);
    }
}

/* What a new row can get wrong. */
static void test_table(const struct ls_program *program)
{
    bool ids = true, names = true, words = true, sentences = true;
    for (size_t i = 0; i < program->option_count; i++) {
        const struct ls_option *row = &program->options[i];
        ids = ids && row->id == (int)i + 1;
        for (size_t j = 0; j < i; j++) {
            const struct ls_option *other = &program->options[j];
            names = names && strcmp(row->name, other->name) != 0 &&
                    (!row->letter || row->letter != other->letter);
        }
        names = names && (!row->letter || isalnum((unsigned char)row->letter));
        words = words && (!row->choices || row->arg) &&
                (row->complete == LS_COMPLETE_WORDS) == (row->choices != NULL) &&
                (!row->arg_optional || row->arg);
        sentences = sentences && row->help[strlen(row->help) - 1] == '.';
    }
    tap_ok(program->option_count <= LS_OPTIONS_MAX, "%s: few enough options", program->name);
    tap_ok(ids, "%s: ids run as the rows do", program->name);
    tap_ok(names, "%s: names and letters are told apart", program->name);
    tap_ok(words, "%s: choices have an argument and are completed", program->name);
    tap_ok(sentences, "%s: help ends with a full stop", program->name);
}

/* Each row is taken by its name and by its letter, with an argument that it allows. */
static void test_all_taken(const struct ls_program *program)
{
    for (size_t i = 0; i < program->option_count; i++) {
        const struct ls_option *row = &program->options[i];
        const char *choices = row->choices ? row->choices : "x";
        char arg[64] = "", word[128], *argv[WORDS_MAX + 2];
        struct ls_options options;
        if (row->arg) {
            snprintf(arg, sizeof arg, "%.*s", (int)strcspn(choices, "|"), choices);
        }
        snprintf(word, sizeof word, "--%s%s%s", row->name, row->arg ? "=" : "", arg);
        take_one(&options, program, argv, word);
        tap_ok(options.id == row->id, "%s: %s is taken", program->name, word);
        if (row->letter) {
            snprintf(word, sizeof word, "-%c%s", row->letter, arg);
            take_one(&options, program, argv, word);
            tap_ok(options.id == row->id, "%s: %s is taken", program->name, word);
        }
    }
}

static void test_odd_walks(void)
{
    static const struct ls_program none = {.name = "none"};
    static const struct ls_program long_table = {.name = "long",
                                                 .option_count = LS_OPTIONS_MAX + 1};
    char *no_words[] = {NULL}, *one_word[] = {"x", NULL};
    struct ls_options options;
    ls_options_init(&options, &ls_query_program, 0, no_words);
    tap_ok(ls_options_next(&options, NULL) == LS_OK && options.id == 0 && options.operand == 0,
           "an empty argv");
    ls_options_init(&options, &none, 1, one_word);
    tap_ok(ls_options_next(&options, NULL) == LS_OK && options.operand == 1, "no options at all");
    ls_options_init(&options, &long_table, 1, one_word);
    tap_ok(ls_options_next(&options, NULL) == LS_INTERNAL, "a table too long is refused");
    char *wrong[] = {"x", "-bias", NULL};
    ls_options_init(&options, &ls_query_program, 2, wrong);
    tap_ok(ls_options_next(&options, NULL) == LS_USAGE, "a caller that wants no message");
}

int main(void)
{
    setlocale(LC_ALL, "");
    unsetenv("POSIXLY_CORRECT");
    test_rows(&ls_query_program, query_rows, sizeof query_rows / sizeof *query_rows);
    test_rows(&ls_index_program, index_rows, sizeof index_rows / sizeof *index_rows);
    test_numbers();
    test_ranges();
    test_choices();
    test_table(&ls_query_program);
    test_table(&ls_index_program);
    test_all_taken(&ls_query_program);
    test_all_taken(&ls_index_program);
    test_odd_walks();
    return tap_done();
}
