/* Sources that would take for ever, or overflow the stack, if something were
 * recursive or quadratic. Each must be read within seconds. */
#include "base/buf.h"
#include "indexer/card/parse.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <unistd.h>

enum { SECONDS_MAX = 120, BYTES = 1024 * 1024 };

static const struct {
    const char *name;
    const char *first;
    const char *repeated;
    const char *last;
} rows[] = {
    {"block quotes", "", ">", "x\n"},
    {"brackets", "", "[", ""},
    {"images", "", "![", ""},
    {"links", "", "[a](", ""},
    {"lists in lists", "", "- ", "x\n"},
    {"lists in lists, and blank lines", "- - - - - - - - - - - - - - - - x\n", "\n", "x"},
    {"left-over stars", "", "**a：**b ", ""},
    {"emphasis", "", "*a _b ", ""},
    {"headings", "", "# a\n", ""},
    {"labels", "", "PMID: x\n", ""},
    {"labels in paragraphs", "", "**DOI**: x\n\n", ""},
    {"one long word", "", "漢", ""},
    {"a wide table", "a", "|a", "\n-\n"},
    {"many small tables", "", "a|b\n-|-\n\n", ""},
    {"tags without end", "<div>", "<a \"", ""},
    {"comments without end", "<div>", "<!--", ""},
    {"domains", "**Domain**: ", "a/b/", "\n"},
    {"authors", "**Authors**: ", "A, B., ", "\n"},
    {"front matter", "---\n", "a: b\n", "---\n"},
    {"nested front matter", "---\na: ", "[", "\n---\nx"},
    {"blank lines", "x", "\n", "x"},
    {"control characters", "", "\x01\x02", "x"},
    {"escapes", "", "\\|\\*", ""},
};

static void check(size_t row)
{
    struct ls_buf source = {0};
    struct ls_arena arena = {0};
    struct ls_complaints complaints = {0};
    struct ls_card card;
    ls_buf_add_str(&source, rows[row].first);
    while (source.len < BYTES) {
        ls_buf_add_str(&source, rows[row].repeated);
    }
    ls_buf_add_str(&source, rows[row].last);
    alarm(SECONDS_MAX);
    enum ls_status status =
        ls_card_parse(ls_buf_span(&source), LS_SPAN("card.md"), &arena, &card, &complaints, NULL);
    tap_ok(status == LS_OK, "%s", rows[row].name);
    ls_arena_free(&arena);
    ls_buf_free(&source);
}

static void check_size(void)
{
    char *source = malloc(LS_CARD_BYTES_MAX + 1);
    struct ls_arena arena = {0};
    struct ls_complaints complaints = {0};
    struct ls_card card;
    memset(source, 'a', LS_CARD_BYTES_MAX + 1);
    ls_card_parse(ls_span(source, LS_CARD_BYTES_MAX), LS_SPAN("a"), &arena, &card, &complaints,
                  NULL);
    tap_ok(!ls_complaints_bad(&complaints), "the largest card");
    ls_card_parse(ls_span(source, LS_CARD_BYTES_MAX + 1), LS_SPAN("a"), &arena, &card, &complaints,
                  NULL);
    tap_ok(complaints.count > 0 &&
               complaints.items[complaints.count - 1].code == LS_COMPLAINT_TOO_LARGE,
           "one byte more");
    ls_arena_free(&arena);
    free(source);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(i);
    }
    check_size();
    return tap_done();
}
