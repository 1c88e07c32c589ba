/* What the completions of the three shells share. Private to lib/base.
 *
 * A value that only the index knows is asked of the program itself: each
 * script has a function that runs `PROGRAM [--db DIR]... --complete KIND --
 * TYPED` and offers its lines. */
#ifndef LS_BASE_OPTIONS_SHELL_H
#define LS_BASE_OPTIONS_SHELL_H

#include "base/options_text.h"

/* What to ask for: "domain"; NULL when the shell knows the words itself. */
const char *ls_complete_kind(enum ls_complete complete);
/* Does any option or the operand ask? */
bool ls_program_asks(const struct ls_program *program);

/* Text inside a shell's quotes: each byte of special gets a backslash, a single
 * quote becomes quote. */
void ls_shell_add_escaped(struct ls_buf *out, struct ls_span text, const char *special,
                          const char *quote);
void ls_shell_add_choices(struct ls_buf *out, const char *choices); /* "text json tsv" */
/* A function's name: _litsearch_index */
void ls_shell_add_function(struct ls_buf *out, const struct ls_program *program);

void ls_bash_add(struct ls_buf *out, const struct ls_program *program);
void ls_zsh_add(struct ls_buf *out, const struct ls_program *program);
void ls_fish_add(struct ls_buf *out, const struct ls_program *program);

#endif
