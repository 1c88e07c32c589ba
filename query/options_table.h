/* The command line of litsearch. */
#ifndef LS_QUERY_OPTIONS_TABLE_H
#define LS_QUERY_OPTIONS_TABLE_H

#include "base/options.h"

enum ls_query_option {
    LS_QUERY_OPTION_DB = 1,
    LS_QUERY_OPTION_DOMAIN,
    LS_QUERY_OPTION_SCORE,
    LS_QUERY_OPTION_YEAR,
    LS_QUERY_OPTION_JOURNAL,
    LS_QUERY_OPTION_CARD,
    LS_QUERY_OPTION_ALL,
    LS_QUERY_OPTION_ANY,
    LS_QUERY_OPTION_SORT,
    LS_QUERY_OPTION_LIMIT,
    LS_QUERY_OPTION_OFFSET,
    LS_QUERY_OPTION_COUNT,
    LS_QUERY_OPTION_FACETS,
    LS_QUERY_OPTION_HEADINGS,
    LS_QUERY_OPTION_EXPLAIN,
    LS_QUERY_OPTION_NO_EXPAND,
    LS_QUERY_OPTION_FEEDBACK,
    LS_QUERY_OPTION_SHOW,
    LS_QUERY_OPTION_LIKE,
    LS_QUERY_OPTION_STATS,
    LS_QUERY_OPTION_GLOSSARY,
    LS_QUERY_OPTION_PLAIN,
    LS_QUERY_OPTION_BATCH,
    LS_QUERY_OPTION_SUGGEST,
    LS_QUERY_OPTION_FORMAT,
    LS_QUERY_OPTION_BASE_URL,
    LS_QUERY_OPTION_COLOR,
    LS_QUERY_OPTION_COMPLETE,
    LS_QUERY_OPTION_HELP,
    LS_QUERY_OPTION_VERSION
};

/* The choices of --format. X(identifier, choice) */
#define LS_QUERY_FORMAT_TABLE(X)                                                                   \
    X(TEXT, text)                                                                                  \
    X(JSON, json)                                                                                  \
    X(JSONL, jsonl)                                                                                \
    X(TSV, tsv)                                                                                    \
    X(HTML, html)                                                                                  \
    X(BIBTEX, bibtex)                                                                              \
    X(RIS, ris)                                                                                    \
    X(NBIB, nbib)                                                                                  \
    X(CSL, csl)                                                                                    \
    X(TREC, trec)

enum ls_query_format {
#define X(name, choice) LS_QUERY_FORMAT_##name,
    LS_QUERY_FORMAT_TABLE(X)
#undef X
        LS_QUERY_FORMAT_COUNT
};

/* The choices of --color and --complete, in the order of their rows; those of --sort are enum
 * ls_sort's. */
enum ls_query_color { LS_QUERY_COLOR_AUTO, LS_QUERY_COLOR_ALWAYS, LS_QUERY_COLOR_NEVER };
enum ls_query_complete {
    LS_QUERY_COMPLETE_DOMAIN,
    LS_QUERY_COMPLETE_JOURNAL,
    LS_QUERY_COMPLETE_ID,
    LS_QUERY_COMPLETE_QUERY
};

extern const struct ls_program ls_query_program;

#endif
