#include "base/buf.h"
#include "tests/tap.h"

static void test_codepoints(void)
{
    static const struct {
        uint32_t codepoint;
        const char *want;
    } rows[] = {
        {0x41, "A"},
        {0x7f, "\x7f"},
        {0x80, "\xc2\x80"},
        {0x7ff, "\xdf\xbf"},
        {0x800, "\xe0\xa0\x80"},
        {0x5e7b, "幻"},
        {0xffff, "\xef\xbf\xbf"},
        {0x10000, "\xf0\x90\x80\x80"},
        {0x10ffff, "\xf4\x8f\xbf\xbf"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf buf = {0};
        ls_buf_add_codepoint(&buf, rows[i].codepoint);
        tap_ok(ls_span_equal(ls_buf_span(&buf), ls_span_str(rows[i].want)), "U+%04X",
               (unsigned)rows[i].codepoint);
        ls_buf_free(&buf);
    }
}

static void test_varints(void)
{
    static const struct {
        uint64_t value;
        size_t len;
    } rows[] = {
        {0, 1},           {1, 1},     {127, 1},        {128, 2},
        {16383, 2},       {16384, 3}, {UINT32_MAX, 5}, {UINT64_MAX >> 1, 9},
        {UINT64_MAX, 10},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf buf = {0};
        uint64_t value = 1;
        ls_buf_add_varint(&buf, rows[i].value);
        struct ls_span rest = ls_buf_span(&buf), cut = ls_span(rest.ptr, rest.len - 1);
        tap_is_int((long long)rest.len, (long long)rows[i].len, "varint length");
        tap_ok(ls_varint_take(&rest, &value) && value == rows[i].value && rest.len == 0,
               "varint %llu", (unsigned long long)rows[i].value);
        tap_ok(!ls_varint_take(&cut, &value), "the same cut short");
        ls_buf_free(&buf);
    }
    struct ls_span endless = LS_SPAN("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
    uint64_t value;
    tap_ok(!ls_varint_take(&endless, &value), "more groups than 64 bits hold");
}

static void test_decimals(void)
{
    struct ls_buf buf = {0};
    const uint64_t numbers[] = {0, 9, 10, 1234567890, UINT64_MAX};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        ls_buf_add_decimal(&buf, numbers[i]);
        ls_buf_add_char(&buf, ' ');
    }
    tap_is_str(buf.ptr, "0 9 10 1234567890 18446744073709551615 ", "decimals");
    ls_buf_free(&buf);
}

static void test_failure(void)
{
    struct ls_buf buf = {0};
    ls_buf_add_str(&buf, "kept");
    tap_ok(!ls_buf_reserve(&buf, SIZE_MAX / 2) && buf.failed, "too much to reserve");
    ls_buf_add_str(&buf, "lost");
    ls_buf_printf(&buf, "%d", 1);
    tap_is_str(buf.ptr, "kept", "appends do nothing after a failure");
    ls_buf_clear(&buf);
    ls_buf_add_str(&buf, "again");
    tap_ok(!buf.failed && strcmp(buf.ptr, "again") == 0, "clear forgets it");
    ls_buf_free(&buf);
    ls_buf_free(&buf);
    tap_ok(!buf.ptr && buf.len == 0 && buf.capacity == 0, "freed twice is empty");
}

int main(void)
{
    struct ls_buf buf = {0};
    tap_ok(ls_buf_span(&buf).ptr && ls_buf_span(&buf).len == 0, "a zero buf is empty, not absent");
    ls_buf_clear(&buf);
    ls_buf_add(&buf, NULL, 0);
    tap_is_str(buf.ptr, "", "nothing added");
    ls_buf_add_str(&buf, "a");
    ls_buf_add_char(&buf, '\0');
    ls_buf_add_span(&buf, ls_span(NULL, 0));
    ls_buf_add_span(&buf, LS_SPAN("b"));
    ls_buf_printf(&buf, "-%s-%d", "c", 7);
    tap_ok(ls_span_equal(ls_buf_span(&buf), LS_SPAN("a\0b-c-7")), "appended, a NUL byte too");
    ls_buf_clear(&buf);
    for (int i = 0; i < 10000; i++) {
        ls_buf_printf(&buf, "%d,", i % 10);
    }
    tap_ok(buf.len == 20000 && buf.capacity > buf.len && buf.ptr[buf.len] == '\0' &&
               buf.ptr[19998] == '9',
           "grown");
    ls_buf_free(&buf);
    test_codepoints();
    test_varints();
    test_decimals();
    test_failure();
    return tap_done();
}
