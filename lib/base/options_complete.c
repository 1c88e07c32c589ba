#include "base/options_shell.h"

const char *ls_complete_kind(enum ls_complete complete)
{
    switch (complete) {
    case LS_COMPLETE_DOMAIN:
        return "domain";
    case LS_COMPLETE_JOURNAL:
        return "journal";
    case LS_COMPLETE_ID:
        return "id";
    case LS_COMPLETE_QUERY:
        return "query";
    case LS_COMPLETE_NONE:
    case LS_COMPLETE_FILE:
    case LS_COMPLETE_DIR:
    case LS_COMPLETE_WORDS:
        break;
    }
    return NULL;
}

bool ls_program_asks(const struct ls_program *program)
{
    bool asks = ls_complete_kind(program->completes) != NULL;
    for (size_t i = 0; i < program->option_count; i++) {
        asks = asks || ls_complete_kind(program->options[i].complete);
    }
    return asks;
}

void ls_shell_add_escaped(struct ls_buf *out, struct ls_span text, const char *special,
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

void ls_shell_add_choices(struct ls_buf *out, const char *choices)
{
    struct ls_span rest = ls_span_str(choices), choice;
    for (bool first = true; ls_choice_take(&rest, &choice); first = false) {
        ls_buf_add_str(out, first ? "" : " ");
        ls_buf_add_span(out, choice);
    }
}

void ls_shell_add_function(struct ls_buf *out, const struct ls_program *program)
{
    ls_buf_add_char(out, '_');
    for (const char *at = program->name; *at; at++) {
        ls_buf_add_char(out, *at == '-' ? '_' : *at);
    }
}

void ls_program_completion(const struct ls_program *program, int shell_choice, struct ls_buf *out)
{
    switch (shell_choice) {
    case LS_HELP_BASH:
        ls_bash_add(out, program);
        return;
    case LS_HELP_ZSH:
        ls_zsh_add(out, program);
        return;
    case LS_HELP_FISH:
        ls_fish_add(out, program);
        return;
    }
}
