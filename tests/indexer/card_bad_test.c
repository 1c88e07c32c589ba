/* corpus/cards-bad: every complaint at its place, and no other. */
#include "indexer/card/parse.h"
#include "tests/indexer/card_samples.h"
#include "tests/tap.h"

static const char folder[] = "corpus/cards-bad/";

/* The rows of expected.tsv for one file, but for those that a single card cannot show. */
static void expect(struct ls_span table, const char *name, struct ls_buf *out)
{
    while (table.len > 0) {
        const char *end = memchr(table.ptr, '\n', table.len);
        size_t len = end ? (size_t)(end - table.ptr) + 1 : table.len;
        struct ls_span row = ls_span(table.ptr, len);
        bool is_here = ls_span_starts_with(row, ls_span_str(name)) && row.ptr[strlen(name)] == '\t';
        if (is_here && !memmem(row.ptr, row.len, "duplicate-", 10)) {
            ls_buf_add_span(out, row);
        }
        table = ls_span_from(table, len);
    }
}

static void report(const char *name, const struct ls_complaints *complaints, struct ls_buf *out)
{
    for (size_t i = 0; i < complaints->count; i++) {
        const struct ls_complaint *complaint = &complaints->items[i];
        ls_buf_printf(out, "%s\t%u\t%u\t%s\t%s\n", name, complaint->line, complaint->column,
                      ls_complaint_name(complaint->code),
                      ls_complaint_is_bad(complaint->code) ? "bad" : "odd");
    }
}

static void check(const char *path, struct ls_span table)
{
    const char *name = path + strlen(folder);
    struct ls_buf source = {0};
    struct ls_buf want = {0};
    struct ls_buf got = {0};
    struct ls_arena arena = {0};
    struct ls_complaints complaints = {0};
    struct ls_card card;
    tap_ok(card_sample_read(path, &source) &&
               ls_card_parse(ls_buf_span(&source), ls_span_str(name), &arena, &card, &complaints,
                             NULL) == LS_OK,
           "%s is read", name);
    expect(table, name, &want);
    report(name, &complaints, &got);
    tap_is_str(ls_buf_span(&got).ptr, ls_buf_span(&want).ptr, name);
    ls_arena_free(&arena);
    ls_buf_free(&source);
    ls_buf_free(&want);
    ls_buf_free(&got);
}

int main(void)
{
    struct ls_buf table = {0};
    glob_t cards = {0};
    tap_ok(card_sample_read("corpus/cards-bad/expected.tsv", &table), "expected.tsv");
    glob("corpus/cards-bad/*.md", 0, NULL, &cards);
    tap_ok(cards.gl_pathc >= 24, "%zu cards", (size_t)cards.gl_pathc);
    for (size_t i = 0; i < cards.gl_pathc; i++) {
        check(cards.gl_pathv[i], ls_buf_span(&table));
    }
    globfree(&cards);
    ls_buf_free(&table);
    return tap_done();
}
