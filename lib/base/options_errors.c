#include "base/nearest.h"
#include "base/options_text.h"
#include "base/options_walk.h"

#include <getopt.h>

/* ---- what was meant ---- */

/* The name of the option that is nearest, when it is near enough to be a slip. */
static struct ls_span nearest(const struct ls_program *program, struct ls_span typed)
{
    struct ls_nearest nearest;
    ls_nearest_init(&nearest, typed);
    for (size_t i = 0; i < program->option_count; i++) {
        if (!program->options[i].hidden) {
            ls_nearest_try(&nearest, ls_span_str(program->options[i].name));
        }
    }
    return nearest.best;
}

static struct ls_span nearest_choice(const char *choices, struct ls_span typed)
{
    struct ls_nearest nearest;
    struct ls_span rest = ls_span_str(choices), choice;
    ls_nearest_init(&nearest, typed);
    while (ls_choice_take(&rest, &choice)) {
        ls_nearest_try(&nearest, choice);
    }
    return nearest.best;
}

/* The only name that begins so; absent when there are none or several. */
static struct ls_span only_with_prefix(const struct ls_program *program, struct ls_span prefix)
{
    struct ls_span only = {0};
    for (size_t i = 0; i < program->option_count; i++) {
        struct ls_span name = ls_span_str(program->options[i].name);
        if (!program->options[i].hidden && ls_span_starts_with(name, prefix)) {
            if (only.ptr) {
                return (struct ls_span){0};
            }
            only = name;
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
    struct ls_span meant = name.len > 1 ? nearest(options->program, name) : (struct ls_span){0};
    if (!meant.ptr) { /* -h is help whatever other names begin so */
        meant = letter == 'h' && name.len == 1 ? LS_SPAN("help")
                                               : only_with_prefix(options->program, name);
    }
    if (!meant.ptr && ls_span_equal(name, LS_SPAN("h"))) { /* as in most programs */
        meant = LS_SPAN("help");
    }
    /* Half a character of a Chinese word would not be a letter to name. */
    bool name_letter = name.len > 1 && (unsigned char)letter < 0x80;
    ls_fail(err, LS_USAGE, "unknown option %s%.*s%s%s%s%.*s%s", name_letter ? "-" : "", name_letter,
            &letter, name_letter ? " in " : "", word, meant.ptr ? ": did you mean --" : "",
            LS_SPAN_ARG(meant), meant.ptr ? "?" : "");
    return hint_separator(options, word, err);
}

static enum ls_status fail_ambiguous(const struct ls_program *program, struct ls_span typed,
                                     struct ls_error *err)
{
    struct ls_buf names = {0};
    for (size_t i = 0; i < program->option_count; i++) {
        const char *name = program->options[i].name;
        if (!program->options[i].hidden && ls_span_starts_with(ls_span_str(name), typed)) {
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
    struct ls_span meant = nearest(program, typed);
    if (meant.ptr) {
        return ls_fail(err, LS_USAGE, "unknown option --%.*s: did you mean --%.*s?",
                       LS_SPAN_ARG(typed), LS_SPAN_ARG(meant));
    }
    return ls_fail(err, LS_USAGE, "unknown option --%.*s: %s --help lists the options",
                   LS_SPAN_ARG(typed), program->name);
}

/* getopt answered '?': optopt is 0 for an unknown or ambiguous name, the row
 * when an argument was not expected, else the unknown letter. */
enum ls_status ls_options_fail_unknown(const struct ls_options *options, struct ls_error *err)
{
    if (optopt == 0) {
        return fail_name(options, err);
    }
    if (optopt >= LS_ROW_BASE) {
        return ls_fail(err, LS_USAGE, "option --%s takes no argument",
                       ls_option_row(options->program, optopt)->name);
    }
    return fail_letter(options, (char)optopt, err);
}

enum ls_status ls_options_fail_missing(const struct ls_options *options, struct ls_error *err)
{
    const struct ls_option *row = ls_option_row(options->program, optopt);
    return ls_fail(err, LS_USAGE, "option --%s needs an argument: --%s %s", row->name, row->name,
                   row->arg);
}

enum ls_status ls_options_fail_argument(const struct ls_options *options, struct ls_error *err)
{
    return options->glued ? hint_separator(options, options->glued, err) : LS_USAGE;
}

enum ls_status ls_options_fail_choice(const struct ls_options *options, struct ls_error *err)
{
    const struct ls_option *row = options->taken;
    struct ls_buf choices = {0};
    ls_choices_join(row->choices, &choices);
    if (choices.failed) {
        ls_buf_free(&choices);
        return ls_fail_memory(err);
    }
    struct ls_span meant = nearest_choice(row->choices, ls_span_str(options->arg));
    ls_fail(err, LS_USAGE, "--%s %s: choose %s%s%.*s%s", row->name, options->arg, choices.ptr,
            meant.ptr ? "; did you mean " : "", LS_SPAN_ARG(meant), meant.ptr ? "?" : "");
    ls_buf_free(&choices);
    return ls_options_fail_argument(options, err);
}
