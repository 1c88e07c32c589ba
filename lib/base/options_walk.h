/* What the walk over a command line shares with its messages. Private to lib/base. */
#ifndef LS_BASE_OPTIONS_WALK_H
#define LS_BASE_OPTIONS_WALK_H

#include "base/options.h"

/* getopt_long's value for row n is LS_ROW_BASE + n, above every letter. */
enum { LS_ROW_BASE = 256 };

/* The row of such a value, or of a letter; NULL when there is none. */
const struct ls_option *ls_option_row(const struct ls_program *program, int value);

/* Each returns LS_USAGE with a message that names the word, what is allowed and
 * what was probably meant. getopt answered '?' or ':' before the first two. */
enum ls_status ls_options_fail_unknown(const struct ls_options *options, struct ls_error *err);
enum ls_status ls_options_fail_missing(const struct ls_options *options, struct ls_error *err);
enum ls_status ls_options_fail_choice(const struct ls_options *options, struct ls_error *err);
/* Adds to a message about an argument that cannot be: when it hung on its letter, the word may
 * have been part of the query: -sepsis is no --score. */
enum ls_status ls_options_fail_argument(const struct ls_options *options, struct ls_error *err);

#endif
