#include "base/options_text.h"

/* Text inside a shell's quotes: each byte of `special` gets a backslash. A
 * single quote ends the quotes in bash and zsh, is escaped in fish. */
static void add_escaped(struct ls_buf *out, struct ls_span text, const char *special,
                        const char *quote)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte == '\'') {
            ls_buf_add_str(out, quote);
            continue;
        }
        if (byte != '\0' && strchr(special, byte)) {
            ls_buf_add_char(out, '\\');
        }
        ls_buf_add_char(out, byte);
    }
}

static void add_choices(struct ls_buf *out, const char *choices)
{
    struct ls_span rest = ls_span_str(choices), choice;
    for (bool first = true; ls_choice_take(&rest, &choice); first = false) {
        ls_buf_add_str(out, first ? "" : " ");
        ls_buf_add_span(out, choice);
    }
}

/* ---- bash ---- */

/* A function's name: _litsearch_index */
static void add_function_name(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_add_char(out, '_');
    for (const char *at = program->name; *at; at++) {
        ls_buf_add_char(out, *at == '-' ? '_' : *at);
    }
}

static void bash_add_words(struct ls_buf *out, enum ls_complete complete, const char *choices,
                           const char *indent)
{
    switch (complete) {
    case LS_COMPLETE_FILE:
    case LS_COMPLETE_DIR:
        /* "filenames" quotes spaces; it fails where no completion is running. */
        ls_buf_printf(out,
                      "%scompopt -o filenames 2>/dev/null\n"
                      "%smapfile -t COMPREPLY < <(compgen -%c -- \"$cur\")\n",
                      indent, indent, complete == LS_COMPLETE_DIR ? 'd' : 'f');
        return;
    case LS_COMPLETE_WORDS:
        ls_buf_printf(out, "%smapfile -t COMPREPLY < <(compgen -W '", indent);
        add_choices(out, choices);
        ls_buf_add_str(out, "' -- \"$cur\")\n");
        return;
    case LS_COMPLETE_NONE:
    case LS_COMPLETE_DOMAIN:
        return;
    }
}

static void bash_add_case(struct ls_buf *out, const struct ls_option *option)
{
    if (!option->arg) {
        return;
    }
    ls_buf_add_str(out, "        ");
    if (option->letter && !option->arg_optional) {
        ls_buf_printf(out, "-%c|", option->letter);
    }
    if (!option->arg_optional) {
        ls_buf_printf(out, "--%s|", option->name);
    }
    ls_buf_printf(out, "--%s=)\n", option->name);
    bash_add_words(out, option->complete, option->choices, "            ");
    ls_buf_add_str(out, "            return ;;\n");
}

static void bash_add_names(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_add_str(out, "        mapfile -t COMPREPLY < <(compgen -W '");
    for (size_t i = 0; i < program->option_count; i++) {
        ls_buf_printf(out, "%s--%s", i == 0 ? "" : " ", program->options[i].name);
    }
    ls_buf_add_str(out, "' -- \"$cur\")\n");
}

static void bash_add(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_printf(out, "# bash completion for %s\n", program->name);
    add_function_name(out, program);
    ls_buf_add_str(out,
                   "()\n{\n"
                   "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} i\n"
                   "    local options=yes\n"
                   "    COMPREPLY=()\n"
                   "    # Readline cuts --name=value into three words.\n"
                   "    if [[ $cur == = ]]; then\n"
                   "        cur='' prev=$prev=\n"
                   "    elif [[ $prev == = ]]; then\n"
                   "        prev=${COMP_WORDS[COMP_CWORD-2]}=\n"
                   "    fi\n"
                   "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                   "        [[ ${COMP_WORDS[i]} == -- ]] && options=no\n"
                   "    done\n"
                   "    if [[ $options == yes ]]; then\n"
                   "        case $prev in\n");
    for (size_t i = 0; i < program->option_count; i++) {
        bash_add_case(out, &program->options[i]);
    }
    ls_buf_add_str(out, "        esac\n    fi\n"
                        "    if [[ $options == yes && $cur == -* ]]; then\n");
    bash_add_names(out, program);
    if (program->completes != LS_COMPLETE_NONE) {
        ls_buf_add_str(out, "    else\n");
        bash_add_words(out, program->completes, "", "        ");
    }
    ls_buf_add_str(out, "    fi\n}\ncomplete -F ");
    add_function_name(out, program);
    ls_buf_printf(out, " %s\n", program->name);
}

/* ---- zsh ---- */

static void zsh_add_action(struct ls_buf *out, enum ls_complete complete, const char *choices)
{
    switch (complete) {
    case LS_COMPLETE_FILE:
        ls_buf_add_str(out, "_files");
        return;
    case LS_COMPLETE_DIR:
        ls_buf_add_str(out, "_files -/");
        return;
    case LS_COMPLETE_WORDS:
        ls_buf_add_char(out, '(');
        add_choices(out, choices);
        ls_buf_add_char(out, ')');
        return;
    case LS_COMPLETE_NONE:
    case LS_COMPLETE_DOMAIN:
        ls_buf_add_char(out, ' '); /* shows what is expected, offers nothing */
        return;
    }
}

/* '*'{-d+,--domain=}'[gist]:NAME: ' : "*" since the last one of several counts. */
static void zsh_add_option(struct ls_buf *out, const struct ls_option *option)
{
    const char *long_mark = !option->arg ? "" : option->arg_optional ? "=-" : "=";
    const char *letter_mark = !option->arg ? "" : option->arg_optional ? "-" : "+";
    ls_buf_add_str(out, "    '*'");
    if (option->letter) {
        ls_buf_printf(out, "{-%c%s,--%s%s}'[", option->letter, letter_mark, option->name,
                      long_mark);
    } else {
        ls_buf_printf(out, "--%s%s'[", option->name, long_mark);
    }
    add_escaped(out, ls_option_gist(option), "\\[]:", "'\\''");
    ls_buf_add_char(out, ']');
    if (option->arg) {
        ls_buf_add_str(out, option->arg_optional ? "::" : ":");
        add_escaped(out, ls_span_str(option->arg), "\\:", "'\\''");
        ls_buf_add_char(out, ':');
        zsh_add_action(out, option->complete, option->choices);
    }
    ls_buf_add_str(out, "' \\\n");
}

static void zsh_add(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_printf(out, "#compdef %s\n\n_arguments -s -S \\\n", program->name);
    for (size_t i = 0; i < program->option_count; i++) {
        zsh_add_option(out, &program->options[i]);
    }
    ls_buf_printf(out, "    '*:%s:", program->operand ? program->operand : "operand");
    zsh_add_action(out, program->completes, "");
    ls_buf_add_str(out, "'\n");
}

/* ---- fish ---- */

static void fish_add_argument(struct ls_buf *out, const struct ls_option *option)
{
    /* -r: the argument is required; -f: and is no file. */
    ls_buf_add_str(out, option->arg_optional ? "" : " -r");
    switch (option->complete) {
    case LS_COMPLETE_FILE:
        ls_buf_add_str(out, " -F");
        return;
    case LS_COMPLETE_DIR:
        ls_buf_add_str(out, " -f -a '(__fish_complete_directories)'");
        return;
    case LS_COMPLETE_WORDS:
        ls_buf_add_str(out, " -f -a '");
        add_choices(out, option->choices);
        ls_buf_add_char(out, '\'');
        return;
    case LS_COMPLETE_NONE:
    case LS_COMPLETE_DOMAIN:
        ls_buf_add_str(out, " -f");
        return;
    }
}

static void fish_add_option(struct ls_buf *out, const struct ls_program *program,
                            const struct ls_option *option)
{
    ls_buf_printf(out, "complete -c %s", program->name);
    if (option->letter) {
        ls_buf_printf(out, " -s %c", option->letter);
    }
    ls_buf_printf(out, " -l %s", option->name);
    if (option->arg) {
        fish_add_argument(out, option);
    }
    ls_buf_add_str(out, " -d '");
    add_escaped(out, ls_option_gist(option), "\\", "\\'");
    ls_buf_add_str(out, "'\n");
}

static void fish_add(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_printf(out, "# fish completion for %s\n", program->name);
    if (program->completes == LS_COMPLETE_DIR) {
        ls_buf_printf(out, "complete -c %s -f -a '(__fish_complete_directories)'\n", program->name);
    } else if (program->completes != LS_COMPLETE_FILE) {
        ls_buf_printf(out, "complete -c %s -f\n", program->name);
    }
    for (size_t i = 0; i < program->option_count; i++) {
        fish_add_option(out, program, &program->options[i]);
    }
}

void ls_program_completion(const struct ls_program *program, int shell_choice, struct ls_buf *out)
{
    switch (shell_choice) {
    case LS_HELP_BASH:
        bash_add(out, program);
        return;
    case LS_HELP_ZSH:
        zsh_add(out, program);
        return;
    case LS_HELP_FISH:
        fish_add(out, program);
        return;
    }
}
