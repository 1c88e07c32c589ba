/* The command line of litsearch. */
#ifndef LS_QUERY_OPTIONS_TABLE_H
#define LS_QUERY_OPTIONS_TABLE_H

#include "base/options.h"

enum ls_query_option {
    LS_QUERY_OPTION_DB = 1,
    LS_QUERY_OPTION_DOMAIN,
    LS_QUERY_OPTION_SCORE,
    LS_QUERY_OPTION_YEAR,
    LS_QUERY_OPTION_LIMIT,
    LS_QUERY_OPTION_OFFSET,
    LS_QUERY_OPTION_COUNT,
    LS_QUERY_OPTION_SHOW,
    LS_QUERY_OPTION_FORMAT,
    LS_QUERY_OPTION_COLOR,
    LS_QUERY_OPTION_HELP,
    LS_QUERY_OPTION_VERSION
};

/* The choices of --format and --color, in the order of their rows. */
enum ls_query_format {
    LS_QUERY_FORMAT_TEXT,
    LS_QUERY_FORMAT_JSON,
    LS_QUERY_FORMAT_JSONL,
    LS_QUERY_FORMAT_TSV
};
enum ls_query_color { LS_QUERY_COLOR_AUTO, LS_QUERY_COLOR_ALWAYS, LS_QUERY_COLOR_NEVER };

extern const struct ls_program ls_query_program;

#endif
