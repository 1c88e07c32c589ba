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

/* Without a reader everything is new. Hidden cards are to be left out when may_hide, and those that
 * the index has go. Sets is_read, docid, refused and may_hide in the items. */
enum ls_status ls_plan_make(struct ls_scan *scan, struct xap_reader *reader, bool may_hide,
                            struct ls_plan *plan, struct ls_error *err);

#endif
