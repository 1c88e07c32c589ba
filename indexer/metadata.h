/* Metadata to be written into an index, gathered first: what is found out about
 * a database while it is read is written when nobody reads it any more. */
#ifndef LS_INDEXER_METADATA_H
#define LS_INDEXER_METADATA_H

#include "base/arena.h"
#include "base/error.h"

#include <xapian-c.h>

struct ls_metadata {
    struct ls_arena *arena; /* of all that follows; its failure is told by ls_metadata_write */
    struct ls_metadata_entry {
        struct ls_span key;
        struct ls_span value; /* empty: the key is removed */
    } * items;                /* of two with one key the later counts */
    size_t count;
};

/* Notes a copy. */
void ls_metadata_set(struct ls_metadata *metadata, struct ls_span key, struct ls_span value);

/* Notes that all that the database has under keys with this beginning is to be removed. */
enum ls_status ls_metadata_clear(struct ls_metadata *metadata, struct xap_reader *reader,
                                 struct ls_span prefix, struct ls_error *err);

/* Writes what was noted, without a commit. */
enum ls_status ls_metadata_write(const struct ls_metadata *metadata, struct xap_writer *writer,
                                 struct ls_error *err);

#endif
