#include "base/options_shell.h"

/* Readline cuts words at "=" and ":", which stand in --name=value and in
 * field:value. The pieces of the last word are put together again in $cur, $at
 * is where they begin and $prev what stands before; a line that is not there
 * (COMP_LINE) is no reason to keep them apart. */
static const char join_pieces[] =
    "    local at=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]} options=yes prev i\n"
    "    local line=${COMP_LINE:0:COMP_POINT}\n"
    "    COMPREPLY=()\n"
    "    while ((at > 1)) && [[ ${COMP_WORDS[at]} == :* || ${COMP_WORDS[at-1]} == : ]] &&\n"
    "        [[ -z $line || $line == *\"${COMP_WORDS[at-1]}$cur\" ]]; do\n"
    "        at=$((at - 1)) cur=${COMP_WORDS[at]}$cur\n"
    "    done\n"
    "    prev=${COMP_WORDS[at-1]}\n"
    "    if [[ $cur == = ]]; then\n"
    "        cur='' prev=$prev=\n"
    "    elif [[ $prev == = ]]; then\n"
    "        prev=${COMP_WORDS[at-2]}=\n"
    "    fi\n";

/* Values are quoted as what was typed is; a lone backslash in it quotes the next
 * character. Readline replaces only what stands behind the last ":". */
static const char ask[] =
    "_ask()\n{\n"
    "    local typed=$cur quote='' value i rest dbs=()\n"
    "    for ((i = 1; i < at; i++)); do\n"
    "        [[ ${COMP_WORDS[i]} == --db ]] || continue\n"
    "        [[ ${COMP_WORDS[i+1]} == = ]] && i=$((i + 1))\n"
    "        value=${COMP_WORDS[i+1]/#\\~\\//\"$HOME/\"}\n"
    "        value=${value#[\\'\\\"]} value=${value%[\\'\\\"]}\n"
    "        dbs+=(--db \"${value//\\\\/}\")\n"
    "    done\n"
    "    case $cur in\n"
    "    [\\'\\\"]*) quote=${cur:0:1} typed=${cur:1} ;;\n"
    "    *) typed=${cur//\\\\/} ;;\n"
    "    esac\n"
    "    while IFS= read -r value; do\n"
    "        [[ $value == *: ]] && compopt -o nospace 2>/dev/null\n"
    "        if [[ $quote == \\' ]]; then\n"
    "            value=${value//\\'/\\'\\\\\\'\\'}\n"
    "        elif [[ $quote ]]; then\n"
    "            value=${value//\\\\/\\\\\\\\} value=${value//\\\"/\\\\\\\"}\n"
    "            value=${value//\\$/\\\\\\$} value=${value//\\`/\\\\\\`}\n"
    "        else\n"
    "            printf -v value %q \"$value\"\n"
    "            rest=$cur\n"
    "            while [[ $COMP_WORDBREAKS == *:* && $rest == *:* ]]; do\n"
    "                rest=${rest#*:} value=${value#*:}\n"
    "            done\n"
    "        fi\n"
    "        COMPREPLY+=(\"$value\")\n"
    "    done < <(\"${COMP_WORDS[0]/#\\~\\//\"$HOME/\"}\" \"${dbs[@]}\" --complete \"$1\" -- "
    "\"$typed\" "
    "2>/dev/null)\n"
    "}\n";

static void add_words(struct ls_buf *out, const struct ls_program *program,
                      enum ls_complete complete, const char *choices, const char *indent)
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
        ls_shell_add_choices(out, choices);
        ls_buf_add_str(out, "' -- \"$cur\")\n");
        return;
    case LS_COMPLETE_DOMAIN:
    case LS_COMPLETE_JOURNAL:
    case LS_COMPLETE_ID:
    case LS_COMPLETE_QUERY:
        ls_buf_add_str(out, indent);
        ls_shell_add_function(out, program);
        ls_buf_printf(out, "_ask %s\n", ls_complete_kind(complete));
        return;
    case LS_COMPLETE_NONE:
        return;
    }
}

static void add_case(struct ls_buf *out, const struct ls_program *program,
                     const struct ls_option *option)
{
    if (!option->arg || option->hidden) {
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
    add_words(out, program, option->complete, option->choices, "            ");
    ls_buf_add_str(out, "            return ;;\n");
}

static void add_names(struct ls_buf *out, const struct ls_program *program)
{
    const char *before = "        mapfile -t COMPREPLY < <(compgen -W '";
    for (size_t i = 0; i < program->option_count; i++) {
        if (!program->options[i].hidden) {
            ls_buf_printf(out, "%s--%s", before, program->options[i].name);
            before = " ";
        }
    }
    ls_buf_add_str(out, "' -- \"$cur\")\n");
}

void ls_bash_add(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_printf(out, "# bash completion for %s\n", program->name);
    if (ls_program_asks(program)) {
        ls_shell_add_function(out, program);
        ls_buf_add_str(out, ask);
    }
    ls_shell_add_function(out, program);
    ls_buf_add_str(out, "()\n{\n");
    ls_buf_add_str(out, join_pieces);
    ls_buf_add_str(out, "    for ((i = 1; i < at; i++)); do\n"
                        "        [[ ${COMP_WORDS[i]} == -- ]] && options=no\n"
                        "    done\n"
                        "    if [[ $options == yes ]]; then\n"
                        "        case $prev in\n");
    for (size_t i = 0; i < program->option_count; i++) {
        add_case(out, program, &program->options[i]);
    }
    ls_buf_add_str(out, "        esac\n    fi\n"
                        "    if [[ $options == yes && $cur == -* ]]; then\n");
    add_names(out, program);
    if (program->completes != LS_COMPLETE_NONE) {
        ls_buf_add_str(out, "    else\n");
        add_words(out, program, program->completes, "", "        ");
    }
    ls_buf_add_str(out, "    fi\n}\ncomplete -F ");
    ls_shell_add_function(out, program);
    ls_buf_printf(out, " %s\n", program->name);
}
