#include "base/options_shell.h"

/* zsh matches nothing itself (-U): the program has done so, and it also finds
 * Traditional for Simplified. A field name wants no space behind its colon. */
static const char ask[] =
    "_ask() {\n"
    "    local -a dbs values\n"
    "    local i\n"
    "    for ((i = 2; i < CURRENT; i++)); do\n"
    "        case $words[i] in\n"
    "        (--db) dbs+=(--db ${~${(Q)words[i+1]}}) ;;\n"
    "        (--db=*) dbs+=(--db ${~${(Q)words[i]#--db=}}) ;;\n"
    "        esac\n"
    "    done\n"
    "    values=(${(f)\"$(${~${(Q)words[1]}} $dbs --complete $1 -- ${(Q)PREFIX} 2>/dev/null)\"})\n"
    "    compadd -U -i \"$IPREFIX\" -S '' -- ${(M)values:#*:}\n"
    "    compadd -U -i \"$IPREFIX\" -- ${values:#*:}\n"
    "}\n\n";

static void add_action(struct ls_buf *out, const struct ls_program *program,
                       enum ls_complete complete, const char *choices)
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
        ls_shell_add_choices(out, choices);
        ls_buf_add_char(out, ')');
        return;
    case LS_COMPLETE_DOMAIN:
    case LS_COMPLETE_JOURNAL:
    case LS_COMPLETE_ID:
    case LS_COMPLETE_QUERY:
        ls_buf_add_char(out, ' '); /* or _arguments would put compadd's options before the kind */
        ls_shell_add_function(out, program);
        ls_buf_printf(out, "_ask %s", ls_complete_kind(complete));
        return;
    case LS_COMPLETE_NONE:
        ls_buf_add_char(out, ' '); /* shows what is expected, offers nothing */
        return;
    }
}

/* '*'{-d+,--domain=}'[gist]:NAME: ' : "*" since the last one of several counts. */
static void add_option(struct ls_buf *out, const struct ls_program *program,
                       const struct ls_option *option)
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
    ls_shell_add_escaped(out, ls_option_gist(option), "\\[]:", "'\\''");
    ls_buf_add_char(out, ']');
    if (option->arg) {
        ls_buf_add_str(out, option->arg_optional ? "::" : ":");
        ls_shell_add_escaped(out, ls_span_str(option->arg), "\\:", "'\\''");
        ls_buf_add_char(out, ':');
        add_action(out, program, option->complete, option->choices);
    }
    ls_buf_add_str(out, "' \\\n");
}

void ls_zsh_add(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_printf(out, "#compdef %s\n\n", program->name);
    if (ls_program_asks(program)) {
        ls_shell_add_function(out, program);
        ls_buf_add_str(out, ask);
    }
    ls_buf_add_str(out, "_arguments -s -S \\\n");
    for (size_t i = 0; i < program->option_count; i++) {
        if (!program->options[i].hidden) {
            add_option(out, program, &program->options[i]);
        }
    }
    ls_buf_printf(out, "    '*:%s:", program->operand ? program->operand : "operand");
    add_action(out, program, program->completes, "");
    ls_buf_add_str(out, "'\n");
}
