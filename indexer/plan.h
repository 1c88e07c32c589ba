/* What a run has to do: the items that a scan met against the index as it is. */
#ifndef LS_INDEXER_PLAN_H
#define LS_INDEXER_PLAN_H

#include "indexer/scan.h"

struct ls_plan {
    uint32_t *removed; /* docids of what is gone */
    size_t removed_count;
    size_t unchanged_count;
    size_t read_count;   /* items to read */
    uint32_t kept_count; /* documents that this run does not touch */
};

/* Without a reader everything is new. Sets is_read, docid and refused in the items. */
enum ls_status ls_plan_make(struct ls_scan *scan, struct xap_reader *reader, struct ls_plan *plan,
                            struct ls_error *err);

#endif
