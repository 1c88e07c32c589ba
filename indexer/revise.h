/* What an incremental run does to template text: a sentence becomes template, or stops to
 * be, in cards that have not changed themselves. */
#ifndef LS_INDEXER_REVISE_H
#define LS_INDEXER_REVISE_H

#include "indexer/plan.h"
#include "indexer/templates.h"
#include "store/index.h"

struct ls_revision {
    struct ls_templates templates; /* for all documents that the run makes */
    uint32_t *docids; /* unchanged cards that are to be made again, from what is stored of them */
    size_t count;
};

void ls_revision_free(struct ls_revision *revision);

/* Reads the new and the stored versions of what has changed, and counts in the index who else has
 * their sentences, so that the index will be what a build from nothing would make. */
enum ls_status ls_revise(struct ls_index *index, const struct ls_scan *scan,
                         const struct ls_plan *plan, struct ls_revision *revision,
                         struct ls_error *err);

#endif
