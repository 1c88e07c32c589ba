/* A walk over all cards of an index by where they came from. */
#ifndef LS_INDEXER_ORIGINS_H
#define LS_INDEXER_ORIGINS_H

#include "indexer/roots.h"

#include <xapian-c.h>

typedef enum ls_status ls_origin_task(void *context, uint32_t docid, const struct ls_origin *origin,
                                      struct ls_error *err);

/* Calls the task with each card, by docid, until one fails. LS_CORRUPT when a document has no
 * origin. */
enum ls_status ls_origins_each(struct xap_reader *reader, ls_origin_task *task, void *context,
                               struct ls_error *err);

#endif
