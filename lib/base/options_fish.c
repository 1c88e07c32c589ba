#include "base/options_shell.h"

/* The token as typed may be quoted, and may begin with its option. */
static const char ask[] =
    "_ask\n"
    "    set -l tokens (string replace -r -- '^(--db=)?~/' \"\\$1$HOME/\" (commandline -opc))\n"
    "    set -l token (commandline -ct)\n"
    "    set -l typed (string unescape -- $token; or string trim -l -c \"\\\"'\" -- $token)\n"
    "    set -l dbs\n"
    "    for i in (seq 2 (count $tokens))\n"
    "        switch $tokens[$i]\n"
    "            case --db\n"
    "                set -a dbs --db $tokens[(math $i + 1)]\n"
    "            case '--db=*'\n"
    "                set -a dbs $tokens[$i]\n"
    "        end\n"
    "    end\n"
    "    if test $argv[1] != query\n"
    "        set typed (string replace -r -- '^(--[a-z-]+=|-[a-z])' '' $typed)\n"
    "    end\n"
    "    command $tokens[1] $dbs --complete $argv[1] -- \"$typed\" 2>/dev/null\n"
    "end\n";

static void add_asking(struct ls_buf *out, const struct ls_program *program,
                       enum ls_complete complete)
{
    ls_buf_add_str(out, " -a '(_");
    ls_shell_add_function(out, program);
    ls_buf_printf(out, "_ask %s)'", ls_complete_kind(complete));
}

static void add_argument(struct ls_buf *out, const struct ls_program *program,
                         const struct ls_option *option)
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
        ls_shell_add_choices(out, option->choices);
        ls_buf_add_char(out, '\'');
        return;
    case LS_COMPLETE_DOMAIN:
    case LS_COMPLETE_JOURNAL:
    case LS_COMPLETE_ID:
    case LS_COMPLETE_QUERY:
        ls_buf_add_str(out, " -f");
        add_asking(out, program, option->complete);
        return;
    case LS_COMPLETE_NONE:
        ls_buf_add_str(out, " -f");
        return;
    }
}

static void add_option(struct ls_buf *out, const struct ls_program *program,
                       const struct ls_option *option)
{
    ls_buf_printf(out, "complete -c %s", program->name);
    if (option->letter) {
        ls_buf_printf(out, " -s %c", option->letter);
    }
    ls_buf_printf(out, " -l %s", option->name);
    if (option->arg) {
        add_argument(out, program, option);
    }
    ls_buf_add_str(out, " -d '");
    ls_shell_add_escaped(out, ls_option_gist(option), "\\", "\\'");
    ls_buf_add_str(out, "'\n");
}

void ls_fish_add(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_printf(out, "# fish completion for %s\n", program->name);
    if (ls_program_asks(program)) {
        ls_buf_add_str(out, "function _");
        ls_shell_add_function(out, program);
        ls_buf_add_str(out, ask);
    }
    if (program->completes == LS_COMPLETE_DIR) {
        ls_buf_printf(out, "complete -c %s -f -a '(__fish_complete_directories)'\n", program->name);
    } else if (program->completes != LS_COMPLETE_FILE) {
        ls_buf_printf(out, "complete -c %s -f", program->name);
        if (ls_complete_kind(program->completes)) {
            add_asking(out, program, program->completes);
        }
        ls_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < program->option_count; i++) {
        if (!program->options[i].hidden) {
            add_option(out, program, &program->options[i]);
        }
    }
}
