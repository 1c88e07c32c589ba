/* What a document is found, filtered and sorted by, beside its text; and the most frequent words
 * of a large index. */
#include "tests/indexer/run_fixture.h"
#include "tests/tap.h"

#include <stdlib.h>

static const char *const cards[] = {
    "# A\n\n**English Title**: Sleep of Cats\n**期刊**: The New  England JOURNAL\n**應用領域**: "
    "護理/急診\n\n## 第一張：核心觀點卡\n\nx\n\n## 第三張：問答卡\n\ny\n",
    "# B\n\n**中文標題**: 貓的睡眠\n**期刊**: 護理雜誌\n\n## Paraphrase 卡\n\n## 例外卡\n\nz\n",
    "# ＣＡＴＳ and dogs and a title that goes on for much longer than a key may be\n\n**PMID**: "
    "3\n",
};

/* The terms of a document that begin so, one behind the other. */
static void list_terms(struct ls_index *index, uint32_t docid, const char *prefix,
                       struct ls_buf *out)
{
    struct xap_terms *terms = NULL;
    bool more = false;
    ls_buf_clear(out);
    ls_buf_add_str(out, "");
    if (xap_terms_of_document(ls_index_reader(index), docid, &terms, NULL) == XAP_OK) {
        while (xap_terms_next(terms, &more, NULL) == XAP_OK && more) {
            struct xap_bytes term = xap_terms_term(terms);
            struct ls_span span = ls_span(term.ptr, term.len);
            if (ls_span_starts_with(span, ls_span_str(prefix))) {
                ls_buf_printf(out, "%s%.*s", out->len ? " " : "", LS_SPAN_ARG(span));
                tap_is_int(xap_terms_wdf(terms), 0, "which counts for nothing");
            }
        }
    }
    xap_terms_free(terms);
}

static void test_keys(struct run_fixture *fixture)
{
    static const struct {
        uint32_t docid;
        const char *prefix, *terms;
    } rows[] = {
        {1, LS_PREFIX_JOURNAL, "XJthe new england journal"},
        {1, LS_PREFIX_CARD, "XCcore XCqa"},
        {1, LS_PREFIX_DOMAIN, "XD急诊 XD护理"},
        {2, LS_PREFIX_JOURNAL, "XJ护理杂志"},
        {2, LS_PREFIX_CARD, "XCexceptions XCparaphrase"},
        {3, LS_PREFIX_JOURNAL, ""},
        {3, LS_PREFIX_CARD, ""},
        {4, LS_PREFIX_JOURNAL, ""},
    };
    static const char *const titles[] = {"sleep of cats", "猫的睡眠",
                                         "cats and dogs and a title that goes on for much ",
                                         "长长长长长长长长长长长长长长长长"};
    struct ls_buf terms = {0};
    for (size_t i = 0; i < 3; i++) {
        run_write(fixture, ls_arena_printf(&fixture->arena, "keys/%zu.md", i).ptr, cards[i]);
    }
    struct ls_buf longest = {0};
    ls_buf_add_str(&longest, "# ");
    for (int i = 0; i < 40; i++) {
        ls_buf_add_str(&longest, "長");
    }
    ls_buf_add_str(&longest, "\n\n**期刊**: ");
    for (int i = 0; i < 100; i++) {
        ls_buf_add_str(&longest, "誌刊");
    }
    run_write(fixture, "keys/3.md", longest.ptr);
    ls_buf_free(&longest);
    run_index(fixture, "keys", "dbk", NULL, NULL, false);
    struct ls_index *index = run_open(fixture, "dbk");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        list_terms(index, rows[i].docid, rows[i].prefix, &terms);
        tap_is_str(terms.ptr, rows[i].terms, rows[i].prefix);
    }
    for (uint32_t i = 0; i < 4; i++) {
        struct xap_bytes key = {0};
        xap_reader_value(ls_index_reader(index), i + 1, LS_SLOT_TITLE, &key, NULL);
        struct ls_span copy = ls_arena_copy(&fixture->arena, ls_span(key.ptr, key.len));
        tap_is_str(copy.ptr, titles[i], "the key of a title");
    }
    ls_index_free(index);
    ls_buf_free(&terms);
}

static const char *frequent(struct run_fixture *fixture, struct ls_index *index,
                            const char *beginning)
{
    struct ls_span key = ls_arena_printf(&fixture->arena, LS_META_FREQUENT "%s", beginning);
    struct ls_span value;
    if (ls_schema_read(ls_index_reader(index), key, &value, &fixture->err) != LS_OK) {
        return fixture->err.message;
    }
    return ls_arena_copy(&fixture->arena, value.len ? value : LS_SPAN("")).ptr;
}

static bool starts_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

static size_t count_lines(const char *text)
{
    size_t lines = *text != '\0';
    for (; *text; text++) {
        lines += *text == '\n';
    }
    return lines;
}

/* A card that says 700 words that begin with za or zb (which are words too), and one that says some
 * of them again; 高 with 600 others behind it. */
static void write_words(struct run_fixture *fixture)
{
    struct ls_buf many = {0};
    ls_buf_add_str(&many, "# A\n\n");
    for (int i = 0; i < 700; i++) {
        ls_buf_printf(&many, "z%c%03d ", i < 600 ? 'a' : 'b', i);
    }
    for (uint32_t i = 0; i < 600; i++) {
        ls_buf_add_str(&many, "高");
        ls_buf_add_codepoint(&many, 0x5000 + i * 7);
        ls_buf_add_str(&many, "。");
    }
    run_write(fixture, "words/a.md", many.ptr);
    run_write(fixture, "words/b.md", "# B\n\nza500 zb650 za007\n");
    run_write(fixture, "words/c.md", "# C\n\nza500 zb650\n");
    run_write(fixture, "words/d.md", "# D\n\nza500\n");
    ls_buf_free(&many);
}

static void test_frequent(struct run_fixture *fixture)
{
    write_words(fixture);
    run_index(fixture, "words", "dbw", NULL, NULL, false);
    struct ls_index *index = run_open(fixture, "dbw");
    const char *words = frequent(fixture, index, "z");
    tap_is_int((long long)count_lines(words), 32, "32 words begin with z");
    tap_ok(starts_with(words, "za\nza500\nzb\nzb650\nza007\nza000\nza001\n"),
           "the most frequent first, then as they are spelled");
    tap_ok(starts_with(frequent(fixture, index, "za"), "za\nza500\nza007\nza000\n"),
           "with a second letter");
    tap_is_str(frequent(fixture, index, "zb"), "", "too few for a record begin with zb");
    words = frequent(fixture, index, "高");
    tap_ok(count_lines(words) == 32 && starts_with(words, "高\n高"), "for a Han character too");
    ls_index_free(index);

    run_write(fixture, "words/e.md", "# E\n\nza500 zb650 zb651\n");
    run_index(fixture, "words", "dbw", NULL, NULL, false);
    index = run_open(fixture, "dbw");
    tap_ok(starts_with(frequent(fixture, index, "z"), "za\nza500\nzb\nzb650\nza007\nzb651\n"),
           "new cards have their say when they are many");
    ls_index_free(index);

    remove(run_path(fixture, "words/a.md"));
    run_index(fixture, "words", "dbw", NULL, NULL, false);
    index = run_open(fixture, "dbw");
    tap_is_str(frequent(fixture, index, "z"), "", "no record is left when the words have gone");
    ls_index_free(index);
}

/* In a larger index a few changes are only counted, until they are many. */
static void test_few_changes(struct run_fixture *fixture)
{
    enum { CARDS = 100 };
    struct ls_index *index;
    for (int i = 0; i < CARDS; i++) {
        run_write(fixture, ls_arena_printf(&fixture->arena, "words/x%d.md", i).ptr,
                  "# X\n\nsteady text\n");
    }
    write_words(fixture);
    run_index(fixture, "words", "dbw", NULL, NULL, true);
    const char *records[4];
    for (int run = 0; run < 4; run++) {
        run_write(fixture, ls_arena_printf(&fixture->arena, "words/y%d.md", run).ptr,
                  "# Y\n\nza008 za008\n");
        run_index(fixture, "words", "dbw", NULL, NULL, false);
        index = run_open(fixture, "dbw");
        records[run] = frequent(fixture, index, "z");
        ls_index_free(index);
    }
    tap_ok(strstr(records[0], "za008") == strstr(records[0], "\nza008") + 1 &&
               strcmp(records[0], records[1]) == 0 && strcmp(records[0], records[2]) == 0,
           "few changes leave the records as they were");
    tap_ok(starts_with(records[3], "za\nza008\nza500\n"), "as soon as they are many they count");
}

int main(void)
{
    struct run_fixture fixture;
    run_fixture_open(&fixture);
    test_keys(&fixture);
    test_frequent(&fixture);
    test_few_changes(&fixture);
    run_fixture_close(&fixture);
    return tap_done();
}
