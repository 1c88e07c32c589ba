/* One run of litsearch-index, from the paths to the report. */
#ifndef LS_INDEXER_RUN_H
#define LS_INDEXER_RUN_H

#include "indexer/report.h"

struct ls_run {
    const char *db; /* as given, or NULL for the default */
    struct ls_span *paths;
    size_t path_count;
    struct ls_span *jsonl_paths;
    size_t jsonl_count;
    const char *base_url;       /* as given; "": forget it; NULL: as it was */
    const char *routes;         /* the same, for the manifest's file */
    struct ls_span *glossaries; /* files, as given; "": forget those there are */
    size_t glossary_count;      /* 0: as they were */
    unsigned jobs;
    unsigned wait_seconds;
    bool rebuild;
    bool dry_run;
    bool check; /* lint only: no index is opened */
    bool show_progress;
};

/* Fills the report, which lives in the arena, whatever happens; the status is also in it. */
enum ls_status ls_run(const struct ls_run *run, struct ls_arena *arena, struct ls_report *report,
                      struct ls_error *err);

#endif
