/* A command line → what is asked for. */
#ifndef LS_QUERY_REQUEST_H
#define LS_QUERY_REQUEST_H

#include "query/options_table.h"
#include "query/search/filters.h"
#include "query/search/search.h"

enum ls_request_kind { LS_REQUEST_SEARCH, LS_REQUEST_SHOW, LS_REQUEST_HELP, LS_REQUEST_VERSION };

struct ls_request {
    enum ls_request_kind kind;
    const char *db;      /* NULL: the usual place */
    struct ls_span text; /* the query, its operands joined by spaces, or the id to show */
    struct ls_filters filters;
    struct ls_window window;
    bool count_only;
    enum ls_query_format format;
    enum ls_query_color color;
    enum ls_help help;
};

/* Borrows from argv and the arena. */
enum ls_status ls_request_read(int argc, char **argv, struct ls_arena *arena,
                               struct ls_request *request, struct ls_error *err);

#endif
