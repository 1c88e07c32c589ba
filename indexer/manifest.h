/* The site's own list of where each source file is shown, as JSON that a plugin
 * of the site writes:
 *
 *     {"version": 1, "routes": [{"source": "@site/docs/a/b.md", "permalink": "/docs/a/b"}, …]}
 */
#ifndef LS_INDEXER_MANIFEST_H
#define LS_INDEXER_MANIFEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

struct ls_manifest {
    struct ls_manifest_route {
        struct ls_span source; /* relative to the site's folder */
        struct ls_span permalink;
    } * routes;
    size_t count;
};

/* Reads the file into the arena. LS_IO, or LS_USAGE with the place of what is wrong. */
enum ls_status ls_manifest_read(const char *path, struct ls_arena *arena,
                                struct ls_manifest *manifest, struct ls_error *err);

/* As the index keeps it for later runs. */
void ls_manifest_write(const struct ls_manifest *manifest, struct ls_buf *out);
/* False when the bytes are none. The spans borrow from bytes. */
bool ls_manifest_take(struct ls_span bytes, struct ls_arena *arena, struct ls_manifest *manifest);

#endif
