/* The command line of litsearch-index. */
#ifndef LS_INDEXER_OPTIONS_TABLE_H
#define LS_INDEXER_OPTIONS_TABLE_H

#include "base/options.h"

enum ls_index_option {
    LS_INDEX_OPTION_DB = 1,
    LS_INDEX_OPTION_JOBS,
    LS_INDEX_OPTION_REBUILD,
    LS_INDEX_OPTION_DRY_RUN,
    LS_INDEX_OPTION_CHECK,
    LS_INDEX_OPTION_JSONL,
    LS_INDEX_OPTION_FILES_FROM,
    LS_INDEX_OPTION_NULL,
    LS_INDEX_OPTION_BASE_URL,
    LS_INDEX_OPTION_ROUTES,
    LS_INDEX_OPTION_GLOSSARY,
    LS_INDEX_OPTION_WAIT,
    LS_INDEX_OPTION_REPORT,
    LS_INDEX_OPTION_PROGRESS,
    LS_INDEX_OPTION_QUIET,
    LS_INDEX_OPTION_HELP,
    LS_INDEX_OPTION_VERSION
};

/* The choices of --report and --progress, in the order of their rows. */
enum ls_index_report { LS_INDEX_REPORT_TEXT, LS_INDEX_REPORT_JSON };
enum ls_index_progress {
    LS_INDEX_PROGRESS_AUTO,
    LS_INDEX_PROGRESS_ALWAYS,
    LS_INDEX_PROGRESS_NEVER
};

extern const struct ls_program ls_index_program;

#endif
