#include "base/options_text.h"
#include "base/options_walk.h"

#include <getopt.h>

struct spelling {
    char letters[2 + 3 * LS_OPTIONS_MAX];
    struct option names[LS_OPTIONS_MAX + 1];
};

/* ---- rows ---- */

const struct ls_option *ls_option_row(const struct ls_program *program, int value)
{
    if (value >= LS_ROW_BASE) {
        return &program->options[value - LS_ROW_BASE];
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
            (struct option){.name = row->name, .has_arg = takes, .val = LS_ROW_BASE + (int)i};
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
    const struct ls_option *row = ls_option_row(options->program, value);
    const char *word = options->argv[optind - 1];
    options->taken = row;
    options->arg = optarg;
    if (value < LS_ROW_BASE && optarg && optarg != word) {
        options->glued = word;
        if (optarg == word + 2 && row_of_name(options->program, word + 1)) {
            return ls_fail(err, LS_USAGE, "%s means --%s %s: did you mean -%s?", word, row->name,
                           optarg, word);
        }
    }
    if (row->choices && choice_index(row, optarg) < 0) {
        return ls_options_fail_choice(options, err);
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
        return ls_options_fail_missing(options, err);
    case '?':
        return ls_options_fail_unknown(options, err);
    default:
        return take(options, value, err);
    }
}

int ls_option_choice(const struct ls_options *options)
{
    return choice_index(options->taken, options->arg);
}
