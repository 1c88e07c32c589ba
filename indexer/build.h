/* Carries a plan out: the next generation from nothing, on all cores, or from
 * the current one with what has changed. */
#ifndef LS_INDEXER_BUILD_H
#define LS_INDEXER_BUILD_H

#include "indexer/generation.h"
#include "indexer/glossaries.h"
#include "indexer/plan.h"
#include "indexer/site.h"

#include <stdatomic.h>

struct ls_build {
    struct ls_scan *scan;
    const struct ls_plan *plan;
    const struct ls_site *site;
    struct ls_glossaries *glossaries;
    struct ls_generations *generations; /* NULL: a dry run, nothing is written */
    bool fresh;                         /* from nothing */
    unsigned jobs;                      /* threads, for a fresh build */
    atomic_size_t *done;                /* items done so far; for progress, may be NULL */
    struct ls_arena *arena;             /* complaints and PMIDs of the items come to live here */
    /* out */
    bool changed;     /* there is a next generation, ready to become current */
    const char *path; /* of its database */
    bool has_learned; /* what the cards teach was gathered anew … */
    size_t pairs;     /* … which are so many pairs */
};

/* On an error the next generation is abandoned. */
enum ls_status ls_build_run(struct ls_build *build, struct ls_error *err);

#endif
