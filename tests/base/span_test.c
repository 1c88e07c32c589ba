#include "base/span.h"
#include "tests/tap.h"

static void test_trim(void)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"a", "a"},
        {" \t\r\n\v\f a b \n", "a b"},
        {"\xe3\x80\x80幻覺\xe3\x80\x80", "幻覺"},
        {"\xc2\xa0 x \xc2\xa0", "x"},
        {" \xe3\x80\x80\xc2\xa0 ", ""},
        {"\xe3\x80", "\xe3\x80"}, /* half a character is no space */
        {"\xe3\x80\x81x", "\xe3\x80\x81x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span got = ls_span_trim(ls_span_str(rows[i].text));
        tap_ok(got.ptr && ls_span_equal(got, ls_span_str(rows[i].want)), "trim %zu", i);
    }
    tap_ok(!ls_span_trim(ls_span(NULL, 0)).ptr, "trim of an absent span is absent");
}

int main(void)
{
    struct ls_span absent = ls_span_str(NULL), word = LS_SPAN("word");
    tap_ok(!absent.ptr && absent.len == 0, "NULL is absent");
    tap_ok(ls_span_equal(absent, LS_SPAN("")), "absent equals empty");
    tap_ok(ls_span_equal(word, ls_span_str("word")), "equal");
    tap_ok(!ls_span_equal(word, LS_SPAN("wors")) && !ls_span_equal(word, LS_SPAN("wor")),
           "not equal");
    tap_ok(ls_span_starts_with(word, LS_SPAN("wo")) && ls_span_starts_with(word, absent) &&
               ls_span_starts_with(word, word),
           "starts with");
    tap_ok(!ls_span_starts_with(word, LS_SPAN("words")) && !ls_span_starts_with(absent, word),
           "does not start with");
    tap_ok(ls_span_compare(word, word) == 0 && ls_span_compare(absent, LS_SPAN("")) == 0,
           "equal ones are in no order");
    tap_ok(ls_span_compare(LS_SPAN("wor"), word) < 0 && ls_span_compare(word, LS_SPAN("wor")) > 0 &&
               ls_span_compare(absent, word) < 0,
           "a beginning comes first");
    tap_ok(ls_span_compare(word, LS_SPAN("\xe5")) < 0 && ls_span_compare(word, LS_SPAN("a")) > 0,
           "bytes are unsigned");
    tap_ok(ls_span_equal(ls_span_from(word, 1), LS_SPAN("ord")), "from 1");
    tap_ok(ls_span_from(word, 4).ptr == word.ptr + 4 && ls_span_from(word, 9).len == 0,
           "from the end and past it");
    tap_ok(!ls_span_from(absent, 3).ptr, "from of absent is absent");
    test_trim();
    return tap_done();
}
