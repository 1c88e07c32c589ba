#include "store/index_open.h"

#include <stdlib.h>

enum ls_status ls_index_path(const char *db, struct ls_arena *arena, struct ls_span *path,
                             struct ls_error *err)
{
    const char *variable = getenv("LITSEARCH_DB");
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (db || (variable && *variable)) {
        *path = ls_arena_copy(arena, ls_span_str(db ? db : variable));
    } else if (data && *data == '/') {
        *path = ls_arena_printf(arena, "%s/litsearch/index", data);
    } else if (home && *home) {
        *path = ls_arena_printf(arena, "%s/.local/share/litsearch/index", home);
    } else {
        *path = ls_span(NULL, 0);
        return ls_fail(err, LS_USAGE, "no home folder for the index: name one with --db DIR");
    }
    if (path->ptr && path->len == 0) {
        return ls_fail(err, LS_USAGE, "the folder of the index has an empty name: --db DIR");
    }
    return path->ptr ? LS_OK : ls_fail_memory(err);
}

static enum ls_status fail_open(const char *path, const struct xap_error *cause,
                                struct ls_error *err)
{
    if (cause->status == XAP_NO_DATABASE) {
        return ls_fail(err, LS_NO_INDEX,
                       "there is no index at %s: make one with litsearch-index --db %s FOLDER "
                       "(%s)",
                       path, path, cause->message);
    }
    if (cause->status == XAP_CORRUPT) {
        return ls_fail(err, LS_CORRUPT,
                       "the index at %s is damaged: rebuild it with litsearch-index --rebuild (%s)",
                       path, cause->message);
    }
    return ls_schema_fail(err, cause, path);
}

/* A rebuild may remove the generation between reading its name and opening it. */
static enum xap_status open_reader(const char *path, struct xap_reader **reader,
                                   struct xap_error *cause)
{
    enum xap_status status = XAP_NO_DATABASE;
    for (int tries = 0; tries < 3 && status == XAP_NO_DATABASE; tries++) {
        status = xap_reader_open(path, strlen(path), reader, cause);
    }
    return status;
}

/* Makes room for one more database, which is not counted yet. */
static struct ls_database *next_database(struct ls_index *index)
{
    struct ls_database *grown =
        realloc(index->databases, (index->count + 1) * sizeof *index->databases);
    if (!grown) {
        return NULL;
    }
    index->databases = grown;
    grown[index->count] = (struct ls_database){0};
    return &grown[index->count];
}

enum ls_status ls_index_open(const char *path, struct ls_index **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_index *index = calloc(1, sizeof *index);
    struct ls_database *first = index ? next_database(index) : NULL;
    if (!first) {
        free(index);
        return ls_fail_memory(err);
    }
    struct xap_error cause;
    enum ls_status status = open_reader(path, &index->reader, &cause) == XAP_OK
                                ? ls_schema_check(index->reader, path, err)
                                : fail_open(path, &cause, err);
    first->metadata = index->reader;
    index->count = 1;
    if (status == LS_OK) {
        *out = index;
    } else {
        ls_index_free(index);
    }
    return status;
}

/* A rebuild may have switched generations between the two openings of one index. */
static enum ls_status check_same(struct xap_reader *all, struct xap_reader *last, const char *path,
                                 struct ls_error *err)
{
    struct xap_bytes all_id;
    struct xap_bytes last_id;
    struct xap_error cause;
    if (xap_reader_uuid(all, &all_id, &cause) != XAP_OK ||
        xap_reader_uuid(last, &last_id, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, path);
    }
    bool same = all_id.len >= last_id.len &&
                memcmp(all_id.ptr + all_id.len - last_id.len, last_id.ptr, last_id.len) == 0;
    return same ? LS_OK
                : ls_fail(err, LS_BUSY, "the index at %s was rebuilt just now: try again", path);
}

enum ls_status ls_index_add(struct ls_index *index, const char *path, struct ls_error *err)
{
    struct ls_database *added = next_database(index);
    struct xap_error cause;
    if (!added) {
        return ls_fail_memory(err);
    }
    enum ls_status status = open_reader(path, &added->metadata, &cause) == XAP_OK
                                ? ls_schema_check(added->metadata, path, err)
                                : fail_open(path, &cause, err);
    if (status == LS_OK && xap_reader_add(index->reader, path, strlen(path), &cause) != XAP_OK) {
        status = fail_open(path, &cause, err);
    }
    if (status == LS_OK) {
        status = check_same(index->reader, added->metadata, path, err);
    }
    if (status == LS_OK) {
        index->count++;
    } else {
        xap_reader_free(added->metadata);
    }
    return status;
}

void ls_index_free(struct ls_index *index)
{
    if (!index) {
        return;
    }
    for (size_t i = 0; i < index->count; i++) {
        ls_codec_free(index->databases[i].codec);
        if (i > 0) {
            xap_reader_free(index->databases[i].metadata);
        }
    }
    xap_reader_free(index->reader);
    free(index->databases);
    ls_arena_free(&index->arena);
    ls_buf_free(&index->lines);
    free(index);
}

struct xap_reader *ls_index_reader(struct ls_index *index)
{
    return index->reader;
}

void ls_index_watch(struct ls_index *index, bool (*gives_up)(void *context), void *context)
{
    for (size_t i = 0; i < index->count; i++) {
        xap_reader_watch(index->databases[i].metadata, gives_up, context);
    }
}

enum ls_status ls_index_state(struct ls_index *index, struct ls_span *state, struct ls_error *err)
{
    struct xap_bytes bytes;
    struct xap_error cause;
    enum xap_status status = xap_reader_state(index->reader, &bytes, &cause);
    *state = ls_span(bytes.ptr, bytes.len);
    return status == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot read the index's state");
}

size_t ls_index_count(const struct ls_index *index)
{
    return index->count;
}

enum ls_status ls_index_metadata(struct ls_index *index, size_t number, struct ls_span key,
                                 struct ls_span *value, struct ls_error *err)
{
    return ls_schema_read(index->databases[number].metadata, key, value, err);
}

static enum ls_status find_templates(struct ls_index *index, bool *has, struct ls_error *err)
{
    struct xap_terms *terms = NULL;
    struct xap_error cause;
    struct ls_span prefix = LS_SPAN(LS_PREFIX_TEMPLATE);
    enum xap_status status = xap_terms_open(index->reader, prefix.ptr, prefix.len, &terms, &cause);
    if (status == XAP_OK) {
        status = xap_terms_next(terms, has, &cause);
    }
    xap_terms_free(terms);
    return status == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot read the index");
}

enum ls_status ls_index_has_templates(struct ls_index *index, bool *has, struct ls_error *err)
{
    struct ls_memo *memo = ls_index_memo(index);
    struct ls_span name = LS_SPAN("?templates");
    struct ls_span kept = memo ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    *has = kept.ptr && *kept.ptr == 'y';
    if (kept.ptr) {
        return LS_OK;
    }
    enum ls_status status = find_templates(index, has, err);
    if (status == LS_OK && memo) {
        ls_memo_put(memo, name, *has ? LS_SPAN("y") : LS_SPAN("n"));
    }
    return status;
}
