/* The first pass of a build from nothing: which sentences are template. */
#ifndef LS_INDEXER_GATHER_H
#define LS_INDEXER_GATHER_H

#include "indexer/item.h"
#include "indexer/templates.h"

/* Reads those of the items that are to be read and counts their skeletons, in so many threads.
 * Says nothing of bad cards, which are in no index: the second pass will. */
enum ls_status ls_gather(const struct ls_items *items, unsigned jobs,
                         struct ls_templates *templates, struct ls_error *err);

#endif
