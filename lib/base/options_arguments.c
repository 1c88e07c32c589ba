#include "base/interval.h"
#include "base/options_walk.h"

#include <limits.h>

enum ls_status ls_option_number(const struct ls_options *options, unsigned long min,
                                unsigned long max, unsigned long *out, struct ls_error *err)
{
    *out = min;
    unsigned long number;
    if (ls_digits_read(ls_span_str(options->arg), &number) && number >= min && number <= max) {
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

enum ls_status ls_option_range(const struct ls_options *options, double min, double max, double *lo,
                               double *hi, struct ls_error *err)
{
    struct ls_interval_text text = ls_interval_split(ls_span_str(options->arg));
    switch (ls_interval_read(text, min, max, lo, hi)) {
    case LS_INTERVAL_MALFORMED:
        ls_fail(err, LS_USAGE,
                "--%s %s: write MIN, MIN.., ..MAX or MIN..MAX with numbers from %g to %g",
                options->taken->name, options->arg, min, max);
        return ls_options_fail_argument(options, err);
    case LS_INTERVAL_REVERSED:
        return ls_fail(err, LS_USAGE, "--%s %s: ends before it begins: did you mean %.*s..%.*s?",
                       options->taken->name, options->arg, LS_SPAN_ARG(text.high),
                       LS_SPAN_ARG(text.low));
    case LS_INTERVAL_FINE:
        break;
    }
    if (text.is_single && options->taken->single_is_min) {
        *hi = max;
    }
    return LS_OK;
}
