/* The most frequent words that begin with one or two given characters, for
 * suggestions: in a large index, too many begin so to look at each of them while
 * somebody types. */
#ifndef LS_INDEXER_FREQUENT_H
#define LS_INDEXER_FREQUENT_H

#include "indexer/metadata.h"

/* Notes a record under LS_META_FREQUENT for each beginning, of one or two letters or digits or of
 * one Han character, that more terms have than a look at each may cost; none in a small index. */
enum ls_status ls_frequent_gather(struct xap_reader *reader, struct ls_metadata *metadata,
                                  struct ls_error *err);

#endif
