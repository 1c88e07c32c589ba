/* Numbers and texts in JSON: what the quick ways write is what the slow ones would. */
#include "query/render/json_text.h"
#include "query/render/number.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>

static const double numbers[] = {
    0,      -0.0,         1,         8.2,       10,      2024,          0.3316,
    0.0001, 0.00005,      1e-5,      -1.5,      1e8,     99999999.9999, 123456789012.0,
    1e15,   123456.78915, 0.1 + 0.2, 5.0 / 3.0, 0.99995, 100.0001,
};

static void test_numbers(void)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char want[64];
        snprintf(want, sizeof want, "%.12g", numbers[i]);
        ls_buf_clear(&got);
        ls_number_add(&got, numbers[i], "null");
        tap_is_str(got.ptr, want, "a number");
    }
    int same = 0;
    for (int i = 0; i < 100000; i++) {
        char want[64];
        double number = round(i * 7919 % 100000 / 3.0 * 1e4) / 1e4;
        snprintf(want, sizeof want, "%.12g", number);
        ls_buf_clear(&got);
        ls_number_add(&got, number, "null");
        same += strcmp(got.ptr, want) == 0;
    }
    tap_is_int(same, 100000, "rounded ones");
    ls_buf_clear(&got);
    ls_number_add(&got, NAN, "null");
    ls_number_add(&got, INFINITY, "-");
    tap_is_str(got.ptr, "null-", "what is no number");
    ls_buf_free(&got);
}

static const struct {
    struct ls_span text;
    const char *want;
} texts[] = {
    {LS_SPAN_INIT(""), "\"\""},
    {LS_SPAN_INIT("plain, 幻覺 é 😀"), "\"plain, 幻覺 é 😀\""},
    {LS_SPAN_INIT("\"a\\b\"\n\x01\x7f"), "\"\\\"a\\\\b\\\"\\n\\u0001\\u007f\""},
    {LS_SPAN_INIT("a\0b"), "\"a\\u0000b\""},
    {LS_SPAN_INIT("\xc2\x85x\xc2\xa0"), "\"\\u0085x\xc2\xa0\""},
    {LS_SPAN_INIT("a\xe5\xb9 b\xff"), "\"a\xef\xbf\xbd\xef\xbf\xbd b\xef\xbf\xbd\""},
    {LS_SPAN_INIT("\xef\xbf\xbd\xed\xa0\x80"),
     "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
};

static void test_texts(void)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ls_buf_clear(&got);
        ls_json_add_text(&got, texts[i].text);
        tap_is_str(got.ptr, texts[i].want, "a text");
    }
    ls_buf_free(&got);
}

int main(void)
{
    test_numbers();
    test_texts();
    return tap_done();
}
