/* A command line → what is asked for. */
#ifndef LS_QUERY_REQUEST_H
#define LS_QUERY_REQUEST_H

#include "query/options_table.h"
#include "query/plan/filters.h"
#include "query/search/search.h"

enum ls_request_kind {
    LS_REQUEST_SEARCH,
    LS_REQUEST_SHOW,
    LS_REQUEST_LIKE,
    LS_REQUEST_STATS,
    LS_REQUEST_GLOSSARY,
    LS_REQUEST_BATCH,
    LS_REQUEST_COMPLETE,
    LS_REQUEST_SUGGEST,
    LS_REQUEST_HELP, /* this and what follows needs no index */
    LS_REQUEST_VERSION
};

struct ls_request {
    enum ls_request_kind kind;
    const char **dbs; /* searched as one; none: the usual place */
    size_t db_count;
    struct ls_span text; /* the query, its operands joined by spaces; the id to show or to find
                            the like of; what has been typed of a word to complete */
    struct ls_span id;   /* what a batch calls the query; else absent */
    bool is_plain;       /* the query has no operators */
    bool typing;         /* it is being typed: its last word may go on, and what is no query yet is
                            plain words */
    const char *batch;   /* the file of LS_REQUEST_BATCH */
    struct ls_filters filters;
    struct ls_window window;
    bool count_only;
    bool facets;
    bool facets_quick;  /* without the one of note cards when many articles were found: it reads
                           each of them */
    bool facets_narrow; /* a facet's own filter narrows it too, instead of showing what else there
                           is */
    bool explain;
    unsigned headings;     /* of each hit, at most */
    bool no_expand;        /* the words as typed only */
    bool feedback;         /* with words of the best answers too */
    long long deadline_ms; /* on CLOCK_MONOTONIC: LS_BUSY soon after it; 0: none */
    const char *base_url;  /* NULL: none */
    bool has_format;       /* that was asked for */
    enum ls_query_format format;
    enum ls_query_color color;
    enum ls_query_complete complete; /* of LS_REQUEST_COMPLETE */
    int help;                        /* the index of the choice of --help */
};

/* Borrows from argv and the arena. */
enum ls_status ls_request_read(int argc, char **argv, struct ls_arena *arena,
                               struct ls_request *request, struct ls_error *err);

#endif
