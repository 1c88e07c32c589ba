/* Two cards about one article: found by their PMIDs once all are read. */
#ifndef LS_INDEXER_PMID_H
#define LS_INDEXER_PMID_H

#include "indexer/item.h"

/* Complains of each item read in this run whose PMID another card has too: of
 * all but the first of them in the order of ids, and of the first if an
 * untouched document of the index has it. reader
 * is NULL when this run read all that the index holds. */
enum ls_status ls_pmid_check(struct ls_items *items, struct xap_reader *reader,
                             struct ls_arena *arena, struct ls_error *err);

#endif
