#include "indexer/roots.h"

/* One root a line: its kind, a tab, its path with LF and backslash escaped. */

static void write_escaped(struct ls_buf *out, struct ls_span path)
{
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '\n') {
            ls_buf_add_str(out, "\\n");
        } else if (path.ptr[i] == '\\') {
            ls_buf_add_str(out, "\\\\");
        } else {
            ls_buf_add_char(out, path.ptr[i]);
        }
    }
}

static struct ls_span read_escaped(struct ls_arena *arena, struct ls_span text)
{
    char *path = ls_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; path && i < text.len; i++) {
        bool escaped = text.ptr[i] == '\\' && i + 1 < text.len;
        i += escaped;
        path[len++] = escaped && text.ptr[i] == 'n' ? '\n' : text.ptr[i];
    }
    return ls_span(path, len);
}

static enum ls_status push(struct ls_roots *roots, struct ls_arena *arena, struct ls_root root,
                           struct ls_error *err)
{
    struct ls_root *place =
        root.path.ptr ? LS_ARENA_PUSH(arena, roots->items, &roots->count) : NULL;
    if (!place) {
        return ls_fail_memory(err);
    }
    *place = root;
    return LS_OK;
}

enum ls_status ls_roots_read(struct xap_reader *reader, struct ls_arena *arena,
                             struct ls_roots *roots, struct ls_error *err)
{
    *roots = (struct ls_roots){0};
    struct xap_bytes value;
    struct xap_error cause;
    if (xap_reader_metadata(reader, LS_META_ROOTS, strlen(LS_META_ROOTS), &value, &cause) !=
        XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot read which folders were indexed");
    }
    enum ls_status status = LS_OK;
    struct ls_span rest = ls_span(value.ptr, value.len);
    while (status == LS_OK && rest.len > 2) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        struct ls_span path = read_escaped(arena, ls_span_from(ls_span(rest.ptr, len), 2));
        status = push(roots, arena, (struct ls_root){(enum ls_root_kind)rest.ptr[0], path}, err);
        rest = ls_span_from(rest, len + 1);
    }
    return status;
}

enum ls_status ls_roots_write(const struct ls_roots *roots, struct xap_writer *writer,
                              struct ls_error *err)
{
    struct ls_buf text = {0};
    for (size_t i = 0; i < roots->count; i++) {
        ls_buf_add_char(&text, (char)roots->items[i].kind);
        ls_buf_add_char(&text, '\t');
        write_escaped(&text, roots->items[i].path);
        ls_buf_add_char(&text, '\n');
    }
    struct xap_error cause;
    enum ls_status status = LS_OK;
    if (text.failed) {
        status = ls_fail_memory(err);
    } else if (xap_writer_set_metadata(writer, LS_META_ROOTS, strlen(LS_META_ROOTS), text.ptr,
                                       text.len, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot write which folders were indexed");
    }
    ls_buf_free(&text);
    return status;
}

enum ls_status ls_roots_add(struct ls_roots *roots, struct ls_arena *arena, enum ls_root_kind kind,
                            struct ls_span path, uint32_t *number, struct ls_error *err)
{
    for (size_t i = 0; i < roots->count; i++) {
        if (roots->items[i].kind == kind && ls_span_equal(roots->items[i].path, path)) {
            *number = (uint32_t)i;
            return LS_OK;
        }
    }
    *number = (uint32_t)roots->count;
    return push(roots, arena, (struct ls_root){kind, ls_arena_copy(arena, path)}, err);
}

bool ls_path_within(struct ls_span path, struct ls_span folder)
{
    bool is_top = folder.len == 1 && folder.ptr[0] == '/';
    return ls_span_starts_with(path, folder) &&
           (is_top || path.len == folder.len || path.ptr[folder.len] == '/');
}

bool ls_roots_find(const struct ls_roots *roots, struct ls_span path, uint32_t *number)
{
    bool found = false;
    for (size_t i = 0; i < roots->count; i++) {
        bool fits =
            roots->items[i].kind == LS_ROOT_FOLDER && ls_path_within(path, roots->items[i].path);
        if (fits && (!found || roots->items[i].path.len > roots->items[*number].path.len)) {
            *number = (uint32_t)i;
            found = true;
        }
    }
    return found;
}

/* No file has so many bytes. */
static const uint64_t hidden_bit = (uint64_t)1 << 62;

void ls_origin_write(const struct ls_origin *origin, struct ls_buf *out)
{
    ls_buf_add_varint(out, origin->root);
    ls_buf_add_varint(out, origin->size_bytes | (origin->is_hidden ? hidden_bit : 0));
    ls_buf_add_varint(out, origin->stamp);
    ls_buf_add_span(out, origin->id);
}

bool ls_origin_read(struct ls_span bytes, struct ls_origin *origin)
{
    uint64_t root;
    bool good = ls_varint_take(&bytes, &root) && root <= UINT32_MAX &&
                ls_varint_take(&bytes, &origin->size_bytes) &&
                ls_varint_take(&bytes, &origin->stamp);
    origin->root = good ? (uint32_t)root : 0;
    origin->is_hidden = good && (origin->size_bytes & hidden_bit);
    origin->size_bytes &= ~hidden_bit;
    origin->id = bytes;
    return good;
}
