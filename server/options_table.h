/* The command line of litsearch-serve. */
#ifndef LS_SERVER_OPTIONS_TABLE_H
#define LS_SERVER_OPTIONS_TABLE_H

#include "base/options.h"

enum ls_server_option {
    LS_SERVER_OPTION_DB = 1,
    LS_SERVER_OPTION_LISTEN,
    LS_SERVER_OPTION_BASE_URL,
    LS_SERVER_OPTION_ROOT,
    LS_SERVER_OPTION_ORIGIN,
    LS_SERVER_OPTION_THREADS,
    LS_SERVER_OPTION_TIME_LIMIT,
    LS_SERVER_OPTION_CONNECTIONS,
    LS_SERVER_OPTION_CACHE,
    LS_SERVER_OPTION_QUIET,
    LS_SERVER_OPTION_HELP,
    LS_SERVER_OPTION_VERSION
};

extern const struct ls_program ls_server_program;

#endif
