/* The glossary that is shipped: what every row of corpus/dict/glossary.tsv keeps to. */
#include "lexicon/glossary.h"
#include "tests/tap.h"
#include "text/charclass.h"
#include "text/han_fold.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#define HEADER "english\tabbreviation\ttraditional\tsimplified\tvariants\n"

static const char path[] = "corpus/dict/glossary.tsv";

/* Terms that may stand in several rows, as the index writes them: of two concepts with one name,
 * or two words with one stem. */
static const char *const homonyms[] = {
    "case manag",     /* case management, manager */
    "comput program", /* computer program, programming */
    "genom",          /* genome, genomics */
    "hospit",         /* hospital, hospitalization */
    "medic error",    /* medical, medication error */
    "nurs",           /* nurse, nursing */
    "vaccin",         /* vaccine, vaccination */
};

/* Simplified characters that the index nevertheless writes as another variant. */
static const uint32_t twice_simplified[] = {
    0x5212, /* 划 of 计划, with 劃 and 㓰 */
    0x62ac, /* 抬 of 抬高, with 擡 */
    0x8457, /* 著 of 显著, with 着 */
    0x8986, /* 覆 of 覆盖, with 复 */
    0x9ebb, /* 麻 of 麻醉, with 痲 */
};

#define LAW_TABLE(X)                                                                               \
    X(COLUMNS, "five columns")                                                                     \
    X(NFC, "UTF-8 in normal form C")                                                               \
    X(BLANKS, "no empty value, no blank at an end of one, no two together")                        \
    X(ONCE, "no value twice in a cell")                                                            \
    X(HAN, "no single Chinese character")                                                          \
    X(SCRIPT, "each column in its own script")                                                     \
    X(SIMPLIFIED, "only Simplified characters where those are promised")                           \
    X(ONE_ROW, "no term in two rows")                                                              \
    X(READER, "nothing to say for the program that reads it")

enum law {
#define X(name, text) name##_LAW,
    LAW_TABLE(X)
#undef X
        LAW_COUNT
};

static const char *const law_texts[] = {
#define X(name, text) text,
    LAW_TABLE(X)
#undef X
};

enum column { ENGLISH, ABBREVIATION, TRADITIONAL, SIMPLIFIED, VARIANTS, COLUMN_COUNT };

struct term {
    struct ls_span lexeme;
    unsigned line;
};

struct reading {
    bool is_quiet;
    unsigned line;
    unsigned rows;
    unsigned broken[LAW_COUNT]; /* times */
    struct ls_arena arena;      /* the terms and their lexemes */
    struct term *terms;
    size_t term_count;
    unsigned homonyms_seen[sizeof homonyms / sizeof *homonyms];
};

static struct ls_analyzer *analyzer;

static void keep(struct reading *reading, enum law law, bool is_kept, struct ls_span what)
{
    reading->broken[law] += !is_kept;
    if (!is_kept && !reading->is_quiet) {
        printf("# %s:%u: %s: %.*s\n", path, reading->line, law_texts[law], LS_SPAN_ARG(what));
    }
}

/* Cuts the piece before the separator off the rest; false when nothing is left to cut. */
static bool take(struct ls_span *rest, char separator, struct ls_span *piece)
{
    if (!rest->ptr) {
        return false;
    }
    const char *end = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    *piece = ls_span(rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len);
    *rest = end ? ls_span_from(*rest, piece->len + 1) : ls_span(NULL, 0);
    return true;
}

static bool is_nfc(struct ls_span text)
{
    size_t bad;
    utf8proc_uint8_t *normal = NULL;
    bool is_same = false;
    if (ls_utf8_valid(text, &bad)) {
        utf8proc_ssize_t len =
            utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &normal,
                         UTF8PROC_COMPOSE | UTF8PROC_STABLE);
        is_same = len >= 0 && ls_span_equal(ls_span((char *)normal, (size_t)len), text);
    }
    free(normal);
    return is_same;
}

static bool has_good_blanks(struct ls_span value)
{
    bool is_good = value.len > 0 && ls_span_equal(ls_span_trim(value), value);
    for (size_t i = 0; i < value.len; i++) {
        is_good &= (unsigned char)value.ptr[i] > ' ' ||
                   (value.ptr[i] == ' ' && i > 0 && value.ptr[i - 1] != ' ');
    }
    return is_good;
}

static bool is_letter_or_digit(uint32_t codepoint)
{
    return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 'a' && codepoint <= 'z');
}

static bool is_greek(uint32_t codepoint)
{
    return codepoint >= 0x3b1 && codepoint <= 0x3c9; /* α to ω */
}

static bool suits(enum column column, uint32_t codepoint)
{
    return is_letter_or_digit(codepoint) || codepoint == '-' ||
           (column == ENGLISH && (codepoint == ' ' || codepoint == '\'')) ||
           (column >= TRADITIONAL &&
            (ls_charclass(codepoint) == LS_CHAR_HAN || is_greek(codepoint)));
}

static bool is_twice_simplified(uint32_t codepoint)
{
    for (size_t i = 0; i < sizeof twice_simplified / sizeof *twice_simplified; i++) {
        if (twice_simplified[i] == codepoint) {
            return true;
        }
    }
    return false;
}

static void check_characters(struct reading *reading, enum column column, struct ls_span value)
{
    unsigned width, han = 0, others = 0;
    bool is_suitable = true, is_simplified = true;
    for (size_t at = 0; at < value.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(value.ptr, value.len, at, &width);
        bool is_han = ls_charclass(codepoint) == LS_CHAR_HAN;
        han += is_han;
        others += !is_han;
        is_suitable &= suits(column, codepoint);
        is_simplified &= ls_han_fold(codepoint) == codepoint || is_twice_simplified(codepoint);
    }
    keep(reading, HAN_LAW, han != 1 || others > 0, value);
    keep(reading, SCRIPT_LAW, is_suitable && (column < TRADITIONAL || han > 0), value);
    keep(reading, SIMPLIFIED_LAW, column != SIMPLIFIED || is_simplified, value);
}

static void remember(struct reading *reading, struct ls_span value)
{
    struct ls_buf lexeme = {0};
    size_t places;
    struct term *term = LS_ARENA_PUSH(&reading->arena, reading->terms, &reading->term_count);
    if (!term || ls_lexeme_add(&lexeme, analyzer, value, &places, NULL) != LS_OK) {
        abort();
    }
    *term = (struct term){ls_arena_copy(&reading->arena, ls_buf_span(&lexeme)), reading->line};
    ls_buf_free(&lexeme);
}

static void check_cell(struct reading *reading, enum column column, struct ls_span cell)
{
    struct ls_span rest = cell, value, others, other;
    while (cell.len > 0 && take(&rest, '|', &value)) {
        keep(reading, BLANKS_LAW, has_good_blanks(value), value);
        check_characters(reading, column, value);
        remember(reading, value);
        for (others = rest; take(&others, '|', &other);) {
            keep(reading, ONCE_LAW, !ls_span_equal(value, other), value);
        }
    }
}

static void check_row(struct reading *reading, struct ls_span row)
{
    struct ls_span rest = row, cell;
    unsigned columns = 0;
    reading->rows++;
    keep(reading, NFC_LAW, is_nfc(row), row);
    for (; take(&rest, '\t', &cell); columns++) {
        if (columns < COLUMN_COUNT) {
            check_cell(reading, (enum column)columns, cell);
        }
    }
    keep(reading, COLUMNS_LAW, columns == COLUMN_COUNT, row);
}

static int compare_terms(const void *a, const void *b)
{
    const struct term *left = a, *right = b;
    int order = ls_span_compare(left->lexeme, right->lexeme);
    return order ? order : (left->line > right->line) - (left->line < right->line);
}

static bool is_homonym(struct reading *reading, struct ls_span lexeme)
{
    for (size_t i = 0; i < sizeof homonyms / sizeof *homonyms; i++) {
        if (ls_span_equal(lexeme, ls_span_str(homonyms[i]))) {
            reading->homonyms_seen[i]++;
            return true;
        }
    }
    return false;
}

static void check_terms(struct reading *reading)
{
    struct term *terms = reading->terms;
    if (reading->term_count > 0) {
        qsort(terms, reading->term_count, sizeof *terms, compare_terms);
    }
    for (size_t i = 1; i < reading->term_count; i++) {
        if (ls_span_equal(terms[i - 1].lexeme, terms[i].lexeme) &&
            terms[i - 1].line != terms[i].line) {
            reading->line = terms[i - 1].line;
            keep(reading, ONE_ROW_LAW, is_homonym(reading, terms[i].lexeme), terms[i].lexeme);
        }
    }
}

static void check_reader(struct reading *reading, struct ls_span text)
{
    struct ls_glossary glossary = {0};
    struct ls_lexicon_builder builder = {0};
    struct ls_buf said = {0};
    enum ls_status status =
        ls_glossary_read(text, LS_LEXICON_GLOSSARY, analyzer, &builder, &glossary, NULL);
    ls_glossary_complaints(&glossary, path, &said);
    keep(reading, READER_LAW,
         status == LS_OK && said.len == 0 && glossary.concepts == reading->rows,
         ls_buf_span(&said));
    ls_buf_free(&said);
    ls_glossary_free(&glossary);
    ls_lexicon_builder_free(&builder);
}

static void read_text(struct reading *reading, struct ls_span text)
{
    struct ls_span rest = text, line;
    while (take(&rest, '\n', &line)) {
        reading->line++;
        if (reading->line > 1 && line.len > 0 && !ls_span_starts_with(line, LS_SPAN("# "))) {
            check_row(reading, line);
        }
    }
    check_terms(reading);
    check_reader(reading, text);
}

/* Rows that break a law; each must be seen. */
static const struct {
    const char *row;
    enum law law;
} broken[] = {
    {"sepsis\t\t敗血症\t败血症", COLUMNS_LAW},
    {"sepsis\t\t敗血症\t败血症\t\t", COLUMNS_LAW},
    {"cafe\t\t咖啡\xe5\xba\t\t", NFC_LAW},
    {"cafe\t\t\xef\xa4\x85刺\t\t", NFC_LAW},
    {"sepsis |septicemia\t\t敗血症\t败血症\t", BLANKS_LAW},
    {"heart  failure\t\t心臟衰竭\t心力衰竭\t", BLANKS_LAW},
    {"sepsis\t\t敗血症|\t败血症\t", BLANKS_LAW},
    {"sepsis\t\t敗血症|敗血症\t败血症\t", ONCE_LAW},
    {"cancer\t\t癌|癌症\t癌症\t", HAN_LAW},
    {"sepsis (severe)\t\t敗血症\t败血症\t", SCRIPT_LAW},
    {"敗血症\t\tsepsis\t\t", SCRIPT_LAW},
    {"heart failure\tH F\t心臟衰竭\t\t", SCRIPT_LAW},
    {"sepsis\t\t\t敗血症\t", SIMPLIFIED_LAW},
    {"sepsis\t\t敗血症\t\t\nblood poisoning\t\t败血症\t\t", ONE_ROW_LAW},
    {"elderly patient\t\t老病人\t\t\nelderly patients\t\t老患者\t\t", ONE_ROW_LAW},
    {"\t\t敗血症\t败血症\t", READER_LAW},
    {"sepsis\t\t\t\t", READER_LAW},
};

static void test_broken(void)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct reading reading = {.is_quiet = true};
        struct ls_buf text = {0};
        ls_buf_printf(&text, HEADER "%s\n", broken[i].row);
        read_text(&reading, ls_buf_span(&text));
        tap_ok(reading.broken[broken[i].law] > 0, "seen when broken: %s", law_texts[broken[i].law]);
        ls_buf_free(&text);
        ls_arena_free(&reading.arena);
    }
}

static void load(struct ls_buf *text)
{
    FILE *file = fopen(path, "rb");
    for (size_t got = 1; file && got > 0;) {
        char *room = ls_buf_reserve(text, 65536);
        got = room ? fread(room, 1, 65536, file) : 0;
        text->len += got;
    }
    if (file) {
        fclose(file);
    }
}

static void test_laws(const struct reading *reading)
{
    for (size_t law = 0; law < LAW_COUNT; law++) {
        tap_is_int(reading->broken[law], 0, law_texts[law]);
    }
    for (size_t i = 0; i < sizeof homonyms / sizeof *homonyms; i++) {
        tap_ok(reading->homonyms_seen[i] > 0, "%s stands in several rows", homonyms[i]);
    }
    for (size_t i = 0; i < sizeof twice_simplified / sizeof *twice_simplified; i++) {
        tap_ok(ls_han_fold(twice_simplified[i]) != twice_simplified[i], "U+%04x is written so",
               twice_simplified[i]);
    }
    tap_ok(reading->rows >= 600, "600 rows and more: %u", reading->rows);
}

static void test_file(void)
{
    struct reading reading = {0};
    struct ls_buf text = {0};
    load(&text);
    tap_ok(ls_span_starts_with(ls_buf_span(&text), LS_SPAN(HEADER)), "the columns are named");
    read_text(&reading, ls_buf_span(&text));
    test_laws(&reading);
    ls_buf_free(&text);
    ls_arena_free(&reading.arena);
}

int main(void)
{
    if (ls_analyzer_new(&analyzer, NULL) != LS_OK) {
        return 1;
    }
    test_broken();
    test_file();
    ls_analyzer_free(analyzer);
    return tap_done();
}
