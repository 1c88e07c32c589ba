#include "query/language/number.h"

#include "query/language/chars.h"

#include <math.h>
#include <stdint.h>

/* What a number of a field may be. */
static const struct bounds {
    enum ls_query_field field;
    double min;
    double max;
    bool is_whole;
    const char *what;
    const char *examples;
} all_bounds[] = {
    {LS_QUERY_FIELD_YEAR, 1, 9999, true, "a year", "year:2024, year:2020..2024 or year:>=2020"},
    {LS_QUERY_FIELD_SCORE, 0, 10, false, "a number from 0 to 10",
     "score:8, score:8..10 or score:>=8"},
};

struct reader {
    struct ls_span text;
    size_t at;
    const struct bounds *bounds;
};

static const struct bounds *bounds_of(enum ls_query_field field)
{
    return &all_bounds[field == LS_QUERY_FIELD_SCORE];
}

static uint32_t peek(const struct reader *reader, unsigned *width)
{
    return ls_char_at(reader->text, reader->at, width);
}

static bool take(struct reader *reader, uint32_t wanted)
{
    unsigned width;
    bool is_there = peek(reader, &width) == wanted;
    reader->at += is_there ? width : 0;
    return is_there;
}

static bool take_digits(struct reader *reader, double *value, double *scale)
{
    unsigned width;
    size_t first = reader->at;
    for (uint32_t c; (c = peek(reader, &width), ls_char_is_digit(c)); reader->at += width) {
        *value = *value * 10 + (double)(c - '0');
        *scale *= 10;
    }
    return reader->at > first;
}

static bool is_next_digit(const struct reader *reader)
{
    struct reader ahead = *reader;
    unsigned width;
    return take(&ahead, '.') && ls_char_is_digit(peek(&ahead, &width));
}

/* Of 2020/06/30 and 8/10 what stands in front of the slash. */
static void skip_rest(struct reader *reader)
{
    unsigned width;
    while (take(reader, '/')) {
        while (ls_char_is_digit(peek(reader, &width))) {
            reader->at += width;
        }
    }
    take(reader, 0x5e74); /* 年 */
    take(reader, 0x5206); /* 分 */
}

static bool take_number(struct reader *reader, double *number)
{
    double whole = 0;
    double fraction = 0;
    double scale = 1;
    double ignored = 1;
    if (!take_digits(reader, &whole, &ignored)) {
        return false;
    }
    if (!reader->bounds->is_whole && is_next_digit(reader)) {
        take(reader, '.');
        take_digits(reader, &fraction, &scale);
    }
    *number = whole + fraction / scale;
    skip_rest(reader);
    return *number >= reader->bounds->min && *number <= reader->bounds->max;
}

/* ".." and what else people write between two ends. */
static bool take_dots(struct reader *reader)
{
    static const uint32_t dashes[] = {'-', '~', ':', 0x301c, 0x2013, 0x2014, 0x2026, 0x223c};
    if (take(reader, '.')) {
        while (take(reader, '.')) {
        }
        return true;
    }
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (take(reader, dashes[i])) {
            while (take(reader, dashes[i])) {
            }
            return true;
        }
    }
    return false;
}

/* The nearest number beyond one that the field can have. */
static double beyond(const struct reader *reader, double number, double towards)
{
    return reader->bounds->is_whole ? number + copysign(1, towards - number)
                                    : nextafter(number, towards);
}

static bool take_comparison(struct reader *reader, struct ls_interval *interval)
{
    bool greater = take(reader, '>');
    bool less = !greater && take(reader, '<');
    bool or_equal = take(reader, '=');
    bool at_least = !greater && !less && !or_equal && take(reader, 0x2265); /* ≥ */
    bool at_most = !greater && !less && !or_equal && !at_least && take(reader, 0x2264);
    double number;
    if (!(greater || less || or_equal || at_least || at_most) || !take_number(reader, &number)) {
        return false;
    }
    bool is_equal = or_equal && !greater && !less;
    if (greater || at_least || is_equal) {
        interval->lo = greater && !or_equal ? beyond(reader, number, INFINITY) : number;
    }
    if (less || at_most || is_equal) {
        interval->hi = less && !or_equal ? beyond(reader, number, -INFINITY) : number;
    }
    return true;
}

static bool take_range(struct reader *reader, struct ls_interval *interval)
{
    double lo = interval->lo;
    double hi = interval->hi;
    bool has_lo = take_number(reader, &lo);
    bool has_dots = take_dots(reader);
    bool has_hi = has_dots && take_number(reader, &hi);
    interval->lo = lo;
    interval->hi = has_dots ? hi : lo;
    return has_lo || has_hi;
}

enum ls_status ls_number_read(enum ls_query_field field, struct ls_span text,
                              struct ls_interval *interval, struct ls_error *err)
{
    const struct bounds *bounds = bounds_of(field);
    struct reader reader = {.text = ls_span_trim(text), .bounds = bounds};
    *interval = (struct ls_interval){.wanted = true, .lo = bounds->min, .hi = bounds->max};
    bool is_read = take_comparison(&reader, interval);
    if (!is_read) {
        reader.at = 0;
        is_read = take_range(&reader, interval);
    }
    if (!is_read || reader.at < reader.text.len) {
        return ls_fail(err, LS_USAGE, "%.*s is not %s: write %s", LS_SPAN_ARG(text), bounds->what,
                       bounds->examples);
    }
    if (interval->lo > interval->hi) {
        return ls_fail(err, LS_USAGE, "the range %.*s ends before it begins", LS_SPAN_ARG(text));
    }
    return LS_OK;
}
