/* JSON lines → items: each line is known by its _id and by a hash of its bytes. */
#include "base/hash.h"
#include "indexer/files.h"
#include "indexer/scan.h"

#include <jansson.h>
#include <stdlib.h>

enum { JSONL_BYTES_MAX = 1 << 30 };

/* The line's _id; one that has none gets a made-up id, under which its reading
 * will complain of it. */
static struct ls_span id_of(struct ls_scan *scan, struct ls_span line, uint32_t number)
{
    json_error_t error;
    json_t *object = json_loadb(line.ptr, line.len, 0, &error);
    const json_t *id = json_object_get(object, "_id");
    struct ls_span result =
        json_is_string(id) && json_string_length(id) > 0
            ? ls_arena_copy(scan->arena, ls_span(json_string_value(id), json_string_length(id)))
            : ls_arena_printf(scan->arena, "line %u", number);
    json_decref(object);
    return result;
}

static enum ls_status add_line(struct ls_scan *scan, uint32_t root, const char *path,
                               struct ls_span line, uint32_t number, struct ls_error *err)
{
    struct ls_item *item = LS_ARENA_PUSH(scan->arena, scan->items.items, &scan->items.count);
    if (!item) {
        return ls_fail_memory(err);
    }
    *item = (struct ls_item){
        .origin = {.root = root,
                   .size_bytes = line.len,
                   .stamp = ls_hash64(LS_HASH64_START, line),
                   .id = id_of(scan, line, number)},
        .path = ls_span_str(path),
        .json = line,
        .line = number,
    };
    return item->origin.id.ptr ? LS_OK : ls_fail_memory(err);
}

static enum ls_status add_lines(struct ls_scan *scan, uint32_t root, const char *path,
                                struct ls_span rest, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (uint32_t number = 1; status == LS_OK && rest.len > 0; number++) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct ls_span line = ls_span(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
        rest = ls_span_from(rest, line.len + 1);
        if (ls_span_trim(line).len > 0) {
            status = add_line(scan, root, path, line, number, err);
        }
    }
    return status;
}

enum ls_status ls_scan_jsonl(struct ls_scan *scan, const char *path, struct ls_error *err)
{
    struct ls_span bytes;
    enum ls_status status = ls_file_read(path, JSONL_BYTES_MAX, scan->arena, &bytes, err);
    if (status == LS_USAGE) {
        return ls_fail(err, LS_IO, "%s: %s: split it", path, err->message);
    }
    char *resolved = status == LS_OK ? realpath(path, NULL) : NULL;
    struct ls_span absolute = ls_arena_copy(scan->arena, ls_span_str(resolved));
    struct ls_span shown = ls_arena_copy(scan->arena, ls_span_str(path));
    free(resolved);
    if (status == LS_OK && (!absolute.ptr || !shown.ptr)) {
        status = ls_fail(err, LS_IO, "%s: cannot be found any more", path);
    }
    uint32_t root;
    if (status == LS_OK) {
        status = ls_roots_add(&scan->roots, scan->arena, LS_ROOT_JSONL, absolute, &root, err);
    }
    if (status == LS_OK) {
        struct ls_scope *scope = LS_ARENA_PUSH(scan->arena, scan->scopes, &scan->scope_count);
        status = scope ? LS_OK : ls_fail_memory(err);
        if (scope) {
            *scope = (struct ls_scope){absolute, false};
        }
    }
    return status == LS_OK ? add_lines(scan, root, shown.ptr, bytes, err) : status;
}
