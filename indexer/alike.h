/* Which cards of an index hold a sentence: for runs that change some of them. */
#ifndef LS_INDEXER_ALIKE_H
#define LS_INDEXER_ALIKE_H

#include "indexer/templates.h"
#include "store/index.h"

struct ls_alike; /* a search, with what it has learned so far */

/* index and analyzer are borrowed. */
enum ls_status ls_alike_new(struct ls_index *index, struct ls_analyzer *analyzer,
                            struct ls_alike **out, struct ls_error *err);
void ls_alike_free(struct ls_alike *alike);

/* Never name this card. */
void ls_alike_pass_over(struct ls_alike *alike, uint32_t docid);

/* The first LS_TEMPLATE_CARDS_MIN cards at most that have a sentence with the skeleton of this one.
 * They hold all that is left of it, in template text or outside, and are then read: no skeletons
 * are kept in an index. */
enum ls_status ls_alike_find(struct ls_alike *alike, const struct ls_reading *reading,
                             const struct ls_sentence *sentence,
                             uint32_t docids[LS_TEMPLATE_CARDS_MIN], uint32_t *count,
                             struct ls_error *err);

#endif
