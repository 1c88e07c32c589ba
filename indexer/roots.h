/* The folders and JSON-lines files that an index was made from. They are kept
 * in its metadata, and each document remembers under which one it was found,
 * so that a later run knows what has changed and what is gone. */
#ifndef LS_INDEXER_ROOTS_H
#define LS_INDEXER_ROOTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "store/schema.h"

enum ls_root_kind { LS_ROOT_FOLDER = 'd', LS_ROOT_JSONL = 'j' };

struct ls_root {
    enum ls_root_kind kind;
    struct ls_span path; /* absolute, without links and without '/' at the end; ends in NUL */
};

struct ls_roots {
    struct ls_root *items; /* a root's number is its index, for as long as the index lives */
    size_t count;
};

/* Reads them from an index's metadata; a new index has none. */
enum ls_status ls_roots_read(struct xap_reader *reader, struct ls_arena *arena,
                             struct ls_roots *roots, struct ls_error *err);
enum ls_status ls_roots_write(const struct ls_roots *roots, struct xap_writer *writer,
                              struct ls_error *err);

/* The number of the root, which is added if it is new. path must be absolute. */
enum ls_status ls_roots_add(struct ls_roots *roots, struct ls_arena *arena, enum ls_root_kind kind,
                            struct ls_span path, uint32_t *number, struct ls_error *err);

/* The folder among the roots that path is or lies in, the deepest; false when there is none. */
bool ls_roots_find(const struct ls_roots *roots, struct ls_span path, uint32_t *number);

/* Is path the same as folder, or below it? */
bool ls_path_within(struct ls_span path, struct ls_span folder);

/* What a document's LS_SLOT_SOURCE says. */
struct ls_origin {
    uint32_t root;
    uint64_t size_bytes; /* of the file or line */
    uint64_t stamp;      /* the file's modification time in ns, or a hash of the line */
    bool is_hidden;      /* the card is a draft or unlisted: only an index without a site has it */
    struct ls_span id;
};
void ls_origin_write(const struct ls_origin *origin, struct ls_buf *out);
bool ls_origin_read(struct ls_span bytes, struct ls_origin *origin);

#endif
