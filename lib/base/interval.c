#include "base/interval.h"

bool ls_digits_read(struct ls_span text, unsigned long *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned digit = (unsigned)(unsigned char)text.ptr[i] - '0';
        if (digit > 9 || __builtin_mul_overflow(*out, 10UL, out) ||
            __builtin_add_overflow(*out, (unsigned long)digit, out)) {
            return false;
        }
    }
    return text.len > 0;
}

/* Digits with at most one point between them. Not strtod, which follows the
 * locale and reads "inf", "0x8" and "8e3". With 15 digits both the whole and
 * the power of ten are exact, so the quotient is the nearest double. */
static bool read_decimal(struct ls_span text, double *out)
{
    enum { DIGITS = 15 };
    const char *point = text.len > 0 ? memchr(text.ptr, '.', text.len) : NULL;
    size_t whole_len = point ? (size_t)(point - text.ptr) : text.len;
    unsigned long whole, fraction = 0;
    struct ls_span decimals = ls_span_from(text, whole_len + 1);
    if (text.len > DIGITS || !ls_digits_read(ls_span(text.ptr, whole_len), &whole) ||
        (point && !ls_digits_read(decimals, &fraction))) {
        return false;
    }
    double scale = 1;
    for (size_t i = 0; point && i < decimals.len; i++) {
        scale *= 10;
    }
    *out = ((double)whole * scale + (double)fraction) / scale;
    return true;
}

struct ls_interval_text ls_interval_split(struct ls_span text)
{
    const char *dots = text.len > 0 ? memmem(text.ptr, text.len, "..", 2) : NULL;
    if (!dots) {
        return (struct ls_interval_text){text, text, true};
    }
    size_t low_len = (size_t)(dots - text.ptr);
    return (struct ls_interval_text){ls_span(text.ptr, low_len), ls_span_from(text, low_len + 2),
                                     false};
}

static bool read_end(struct ls_span text, double min, double max, double *end)
{
    return text.len == 0 || (read_decimal(text, end) && *end >= min && *end <= max);
}

enum ls_interval_problem ls_interval_read(struct ls_interval_text text, double min, double max,
                                          double *lo, double *hi)
{
    double low = min, high = max;
    *lo = min;
    *hi = max;
    if (text.low.len + text.high.len == 0 || !read_end(text.low, min, max, &low) ||
        !read_end(text.high, min, max, &high)) {
        return LS_INTERVAL_MALFORMED;
    }
    if (low > high) {
        return LS_INTERVAL_REVERSED;
    }
    *lo = low;
    *hi = high;
    return LS_INTERVAL_FINE;
}
