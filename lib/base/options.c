#include "base/options.h"
#include "base/options_text.h"

#include <getopt.h>
#include <limits.h>
#include <stdint.h>

enum {
    ROW_BASE = 256, /* getopt_long's value for row n is ROW_BASE + n, above every letter */
    NAME_MAX_LEN = 31
};

struct spelling {
    char letters[2 + 3 * LS_OPTIONS_MAX];
    struct option names[LS_OPTIONS_MAX + 1];
};

/* ---- rows ---- */

static const struct ls_option *row_of_value(const struct ls_program *program, int value)
{
    if (value >= ROW_BASE) {
        return &program->options[value - ROW_BASE];
    }
    for (size_t i = 0; i < program->option_count; i++) {
        if (program->options[i].letter == value) {
            return &program->options[i];
        }
    }
    return NULL;
}

static const struct ls_option *row_of_name(const struct ls_program *program, const char *name)
{
    for (size_t i = 0; i < program->option_count; i++) {
        if (strcmp(program->options[i].name, name) == 0) {
            return &program->options[i];
        }
    }
    return NULL;
}

/* The rows in getopt_long's terms. The leading ':' makes it tell a missing
 * argument from an unknown option. */
static void spell(const struct ls_program *program, struct spelling *spelling)
{
    char *letters = spelling->letters;
    *letters++ = ':';
    for (size_t i = 0; i < program->option_count; i++) {
        const struct ls_option *row = &program->options[i];
        int takes = !row->arg           ? no_argument
                    : row->arg_optional ? optional_argument
                                        : required_argument;
        spelling->names[i] =
            (struct option){.name = row->name, .has_arg = takes, .val = ROW_BASE + (int)i};
        if (row->letter) {
            *letters++ = row->letter;
            for (int colons = takes; colons > 0; colons--) {
                *letters++ = ':';
            }
        }
    }
    *letters = '\0';
    spelling->names[program->option_count] = (struct option){0};
}

/* ---- the nearest option ---- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits (insert, delete, replace, swap neighbours) between two names, each of
 * at most NAME_MAX_LEN bytes. */
static size_t name_distance(struct ls_span a, struct ls_span b)
{
    size_t rows[3][NAME_MAX_LEN + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++) {
        before[j] = above[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            row[j] = least(least(row[j - 1], above[j]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b.len];
}

/* The row whose name is nearest, when it is near enough to be a slip. */
static const struct ls_option *nearest(const struct ls_program *program, struct ls_span typed)
{
    const struct ls_option *best = NULL;
    size_t limit = typed.len <= 4 ? 1 : 2;
    for (size_t i = 0; typed.len <= NAME_MAX_LEN && i < program->option_count; i++) {
        struct ls_span name = ls_span_str(program->options[i].name);
        size_t edits = name.len <= NAME_MAX_LEN ? name_distance(typed, name) : SIZE_MAX;
        if (edits < limit || (edits == limit && !best)) {
            best = &program->options[i];
            limit = edits;
        }
    }
    return best;
}

/* The only row whose name begins so, or NULL. */
static const struct ls_option *only_with_prefix(const struct ls_program *program,
                                                struct ls_span prefix)
{
    const struct ls_option *only = NULL;
    for (size_t i = 0; i < program->option_count; i++) {
        if (ls_span_starts_with(ls_span_str(program->options[i].name), prefix)) {
            if (only) {
                return NULL;
            }
            only = &program->options[i];
        }
    }
    return only;
}

/* ---- what went wrong ---- */

/* A query may begin with a minus: litsearch hallucination -bias. */
static enum ls_status hint_separator(const struct ls_options *options, const char *word,
                                     struct ls_error *err)
{
    const char *operand = options->program->operand ? options->program->operand : "operands";
    return err ? ls_fail(err, LS_USAGE, "%s (if %s belongs to the %s, put -- before the %s)",
                         err->message, word, operand, operand)
               : LS_USAGE;
}

/* The word with an unknown letter: getopt stays on it unless the letter was its last. */
static const char *word_with_letter(const struct ls_options *options, char letter)
{
    const char *next = optind < options->argc ? options->argv[optind] : NULL;
    const char *last = optind > 1 ? options->argv[optind - 1] : "";
    bool finished = last[0] == '-' && last[1] == letter && last[2] == '\0';
    bool in_next = next && next[0] == '-' && next[1] != '-' && strchr(next + 1, letter);
    return in_next && !finished ? next : last;
}

static enum ls_status fail_letter(const struct ls_options *options, char letter,
                                  struct ls_error *err)
{
    const char *word = word_with_letter(options, letter);
    struct ls_span name = ls_span_from(ls_span_str(word), 1);
    const struct ls_option *meant = name.len > 1 ? nearest(options->program, name) : NULL;
    if (!meant) {
        meant = only_with_prefix(options->program, name);
    }
    /* Half a character of a Chinese word would not be a letter to name. */
    bool name_letter = name.len > 1 && (unsigned char)letter < 0x80;
    ls_fail(err, LS_USAGE, "unknown option %s%.*s%s%s%s%s%s", name_letter ? "-" : "", name_letter,
            &letter, name_letter ? " in " : "", word, meant ? ": did you mean --" : "",
            meant ? meant->name : "", meant ? "?" : "");
    return hint_separator(options, word, err);
}

static enum ls_status fail_ambiguous(const struct ls_program *program, struct ls_span typed,
                                     struct ls_error *err)
{
    struct ls_buf names = {0};
    for (size_t i = 0; i < program->option_count; i++) {
        const char *name = program->options[i].name;
        if (ls_span_starts_with(ls_span_str(name), typed)) {
            ls_buf_printf(&names, "%s--%s", names.len > 0 ? ", " : "", name);
        }
    }
    enum ls_status status = names.failed ? ls_fail_memory(err)
                                         : ls_fail(err, LS_USAGE, "option --%.*s is ambiguous: %s",
                                                   LS_SPAN_ARG(typed), names.ptr ? names.ptr : "");
    ls_buf_free(&names);
    return status;
}

static bool is_prefix(const struct ls_program *program, struct ls_span typed)
{
    for (size_t i = 0; i < program->option_count; i++) {
        if (ls_span_starts_with(ls_span_str(program->options[i].name), typed)) {
            return true;
        }
    }
    return false;
}

static enum ls_status fail_name(const struct ls_options *options, struct ls_error *err)
{
    const struct ls_program *program = options->program;
    const char *word = options->argv[optind - 1] + 2;
    struct ls_span typed = ls_span(word, strcspn(word, "="));
    if (typed.len > 0 && is_prefix(program, typed)) {
        return fail_ambiguous(program, typed, err);
    }
    const struct ls_option *meant = nearest(program, typed);
    if (meant) {
        return ls_fail(err, LS_USAGE, "unknown option --%.*s: did you mean --%s?",
                       LS_SPAN_ARG(typed), meant->name);
    }
    return ls_fail(err, LS_USAGE, "unknown option --%.*s: %s --help lists the options",
                   LS_SPAN_ARG(typed), program->name);
}

/* getopt answered '?': optopt is 0 for an unknown or ambiguous name, the row
 * when an argument was not expected, else the unknown letter. */
static enum ls_status fail_unknown(const struct ls_options *options, struct ls_error *err)
{
    if (optopt == 0) {
        return fail_name(options, err);
    }
    if (optopt >= ROW_BASE) {
        return ls_fail(err, LS_USAGE, "option --%s takes no argument",
                       row_of_value(options->program, optopt)->name);
    }
    return fail_letter(options, (char)optopt, err);
}

static enum ls_status fail_missing(const struct ls_options *options, struct ls_error *err)
{
    const struct ls_option *row = row_of_value(options->program, optopt);
    return ls_fail(err, LS_USAGE, "option --%s needs an argument: --%s %s", row->name, row->name,
                   row->arg);
}

/* An argument that cannot be; when it hung on its letter, the word may have
 * been part of the query: -sepsis is no --score. */
static enum ls_status fail_argument(const struct ls_options *options, struct ls_error *err)
{
    return options->glued ? hint_separator(options, options->glued, err) : LS_USAGE;
}

static enum ls_status fail_choice(const struct ls_options *options, struct ls_error *err)
{
    const struct ls_option *row = options->taken;
    struct ls_buf choices = {0};
    ls_choices_join(row->choices, &choices);
    if (choices.failed) {
        ls_buf_free(&choices);
        return ls_fail_memory(err);
    }
    ls_fail(err, LS_USAGE, "--%s %s: choose %s", row->name, options->arg, choices.ptr);
    ls_buf_free(&choices);
    return fail_argument(options, err);
}

/* ---- the walk ---- */

void ls_options_init(struct ls_options *options, const struct ls_program *program, int argc,
                     char **argv)
{
    *options = (struct ls_options){.program = program, .argc = argc, .argv = argv};
    optind = 0; /* makes getopt forget an earlier walk */
    opterr = 0; /* the messages are ours */
}

static int choice_index(const struct ls_option *row, const char *arg)
{
    if (!arg) {
        return 0;
    }
    struct ls_span rest = ls_span_str(row->choices), choice;
    for (int index = 0; ls_choice_take(&rest, &choice); index++) {
        if (ls_span_equal(choice, ls_span_str(arg))) {
            return index;
        }
    }
    return -1;
}

static enum ls_status take(struct ls_options *options, int value, struct ls_error *err)
{
    const struct ls_option *row = row_of_value(options->program, value);
    const char *word = options->argv[optind - 1];
    options->taken = row;
    options->arg = optarg;
    if (value < ROW_BASE && optarg && optarg != word) {
        options->glued = word;
        if (optarg == word + 2 && row_of_name(options->program, word + 1)) {
            return ls_fail(err, LS_USAGE, "%s means --%s %s: did you mean -%s?", word, row->name,
                           optarg, word);
        }
    }
    if (row->choices && choice_index(row, optarg) < 0) {
        return fail_choice(options, err);
    }
    options->id = row->id;
    return LS_OK;
}

enum ls_status ls_options_next(struct ls_options *options, struct ls_error *err)
{
    options->id = 0;
    options->arg = NULL;
    options->taken = NULL;
    options->glued = NULL;
    if (options->program->option_count > LS_OPTIONS_MAX) {
        return ls_fail(err, LS_INTERNAL, "the option table of %s is too long",
                       options->program->name);
    }
    struct spelling spelling;
    spell(options->program, &spelling);
    int value = getopt_long(options->argc, options->argv, spelling.letters, spelling.names, NULL);
    switch (value) {
    case -1:
        options->operand = optind < options->argc ? optind : options->argc;
        return LS_OK;
    case ':':
        return fail_missing(options, err);
    case '?':
        return fail_unknown(options, err);
    default:
        return take(options, value, err);
    }
}

/* ---- arguments ---- */

int ls_option_choice(const struct ls_options *options)
{
    return choice_index(options->taken, options->arg);
}

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
    return fail_argument(options, err);
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
    return fail_argument(options, err);
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
