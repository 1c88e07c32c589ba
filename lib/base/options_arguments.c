#include "base/options_walk.h"

#include <limits.h>

static bool number_parse(struct ls_span text, unsigned long *out)
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

enum ls_status ls_option_number(const struct ls_options *options, unsigned long min,
                                unsigned long max, unsigned long *out, struct ls_error *err)
{
    *out = min;
    unsigned long number;
    if (number_parse(ls_span_str(options->arg), &number) && number >= min && number <= max) {
        *out = number;
        return LS_OK;
    }
    const char *name = options->taken->name;
    if (max == ULONG_MAX) {
        ls_fail(err, LS_USAGE, "--%s %s: must be a whole number, %lu or more", name, options->arg,
                min);
    } else {
        ls_fail(err, LS_USAGE, "--%s %s: must be a whole number from %lu to %lu", name,
                options->arg, min, max);
    }
    return ls_options_fail_argument(options, err);
}

/* Digits with at most one point between them. Not strtod, which follows the
 * locale and reads "inf", "0x8" and "8e3". With 15 digits both the whole and
 * the power of ten are exact, so the quotient is the nearest double. */
static bool decimal_parse(struct ls_span text, double *out)
{
    enum { DIGITS = 15 };
    const char *point = text.len > 0 ? memchr(text.ptr, '.', text.len) : NULL;
    size_t whole_len = point ? (size_t)(point - text.ptr) : text.len;
    unsigned long whole, fraction = 0;
    struct ls_span decimals = ls_span_from(text, whole_len + 1);
    if (text.len > DIGITS || !number_parse(ls_span(text.ptr, whole_len), &whole) ||
        (point && !number_parse(decimals, &fraction))) {
        return false;
    }
    double scale = 1;
    for (size_t i = 0; point && i < decimals.len; i++) {
        scale *= 10;
    }
    *out = ((double)whole * scale + (double)fraction) / scale;
    return true;
}

/* The ends as typed; an open one is empty. */
struct range_text {
    struct ls_span low, high;
    bool single;
};

static struct range_text range_split(const char *arg)
{
    const char *dots = strstr(arg, "..");
    if (!dots) {
        return (struct range_text){ls_span_str(arg), ls_span_str(arg), true};
    }
    return (struct range_text){ls_span(arg, (size_t)(dots - arg)), ls_span_str(dots + 2), false};
}

static bool range_parse(struct range_text text, double *lo, double *hi)
{
    return text.low.len + text.high.len > 0 && (text.low.len == 0 || decimal_parse(text.low, lo)) &&
           (text.high.len == 0 || decimal_parse(text.high, hi));
}

static enum ls_status fail_range(const struct ls_options *options, double min, double max,
                                 struct ls_error *err)
{
    ls_fail(err, LS_USAGE,
            "--%s %s: write MIN, MIN.., ..MAX or MIN..MAX with numbers from %g to %g",
            options->taken->name, options->arg, min, max);
    return ls_options_fail_argument(options, err);
}

enum ls_status ls_option_range(const struct ls_options *options, double min, double max, double *lo,
                               double *hi, struct ls_error *err)
{
    struct range_text text = range_split(options->arg);
    double low = min, high = max;
    *lo = min;
    *hi = max;
    if (!range_parse(text, &low, &high) || low < min || low > max || high < min || high > max) {
        return fail_range(options, min, max, err);
    }
    if (low > high) {
        return ls_fail(err, LS_USAGE, "--%s %s: ends before it begins: did you mean %.*s..%.*s?",
                       options->taken->name, options->arg, LS_SPAN_ARG(text.high),
                       LS_SPAN_ARG(text.low));
    }
    *lo = low;
    *hi = text.single && options->taken->single_is_min ? max : high;
    return LS_OK;
}
