#include "store/index.h"

#include "store/codec.h"

#include <stdlib.h>

struct ls_index {
    struct xap_reader *reader;
    struct ls_codec *codec; /* NULL until a record is read */
    bool has_dictionary[LS_FRAME_COUNT];
};

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

/* Dictionaries are large: a query that only counts reads none, and one that checks nothing only
 * that of the cards. */
static enum ls_status need_codec(struct ls_index *index, enum ls_frame frame, struct ls_error *err)
{
    enum ls_status status = index->codec ? LS_OK : ls_codec_new(&index->codec, err);
    struct ls_span dictionary;
    if (status != LS_OK || index->has_dictionary[frame]) {
        return status;
    }
    status = ls_schema_read_dictionary(index->reader, frame, &dictionary, err);
    if (status == LS_OK) {
        status = ls_codec_unpack_with(index->codec, frame, dictionary, err);
    }
    index->has_dictionary[frame] = status == LS_OK;
    return status;
}

enum ls_status ls_index_open(const char *path, struct ls_index **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_index *index = calloc(1, sizeof *index);
    if (!index) {
        return ls_fail_memory(err);
    }
    struct xap_error cause;
    enum ls_status status = open_reader(path, &index->reader, &cause) == XAP_OK
                                ? ls_schema_check(index->reader, path, err)
                                : fail_open(path, &cause, err);
    if (status == LS_OK) {
        *out = index;
    } else {
        ls_index_free(index);
    }
    return status;
}

void ls_index_free(struct ls_index *index)
{
    if (index) {
        ls_codec_free(index->codec);
        xap_reader_free(index->reader);
        free(index);
    }
}

struct xap_reader *ls_index_reader(struct ls_index *index)
{
    return index->reader;
}

static enum ls_status load_record(struct ls_index *index, uint32_t docid, enum ls_frame frame,
                                  struct ls_span *record, struct ls_error *err)
{
    enum ls_status status = need_codec(index, frame, err);
    struct xap_bytes data = {0};
    struct xap_error cause;
    if (status == LS_OK && xap_reader_data(index->reader, docid, &data, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot read a stored card");
    }
    *record = ls_span(data.ptr, data.len);
    return status;
}

enum ls_status ls_index_card(struct ls_index *index, uint32_t docid, struct ls_arena *arena,
                             struct ls_card *card, struct ls_error *err)
{
    struct ls_span record;
    enum ls_status status = load_record(index, docid, LS_FRAME_CARD, &record, err);
    return status == LS_OK ? ls_codec_card(index->codec, record, arena, card, err) : status;
}

enum ls_status ls_index_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                               struct ls_error *err)
{
    struct ls_span record;
    enum ls_status status = load_record(index, docid, LS_FRAME_STREAM, &record, err);
    return status == LS_OK ? ls_codec_stream(index->codec, record, stream, err) : status;
}
