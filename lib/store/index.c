#include "store/index.h"

#include "site/route.h"
#include "store/codec.h"

#include <stdlib.h>

/* One of the databases that are read as one. */
struct database {
    struct xap_reader *metadata; /* of this one alone; the first one's is the reader of all */
    struct ls_codec *codec;      /* NULL until a record is read */
    bool has_dictionary[LS_FRAME_COUNT];
    struct ls_span base_url; /* absent until asked for, then perhaps empty */
};

struct ls_index {
    struct xap_reader *reader;
    struct database *databases;
    size_t count;
    struct ls_arena arena;
    struct ls_streams_shelf *shelf; /* borrowed; NULL: nothing is kept */
    struct ls_buf lines;            /* the template lines handed out last */
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

/* Makes room for one more database, which is not counted yet. */
static struct database *next_database(struct ls_index *index)
{
    struct database *grown =
        realloc(index->databases, (index->count + 1) * sizeof *index->databases);
    if (!grown) {
        return NULL;
    }
    index->databases = grown;
    grown[index->count] = (struct database){0};
    return &grown[index->count];
}

enum ls_status ls_index_open(const char *path, struct ls_index **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_index *index = calloc(1, sizeof *index);
    struct database *first = index ? next_database(index) : NULL;
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
    struct database *added = next_database(index);
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

/* ---- stored cards ---- */

/* Dictionaries are large: a query that only counts reads none, and one that checks nothing only
 * that of the cards. */
static enum ls_status need_codec(struct database *database, enum ls_frame frame,
                                 struct ls_error *err)
{
    enum ls_status status = database->codec ? LS_OK : ls_codec_new(&database->codec, err);
    struct ls_span dictionary;
    if (status != LS_OK || database->has_dictionary[frame]) {
        return status;
    }
    status = ls_schema_read_dictionary(database->metadata, frame, &dictionary, err);
    if (status == LS_OK) {
        status = ls_codec_unpack_with(database->codec, frame, dictionary, err);
    }
    database->has_dictionary[frame] = status == LS_OK;
    return status;
}

/* The number of the database that a document is in. */
static uint32_t number_of(const struct ls_index *index, uint32_t docid)
{
    return docid ? (docid - 1) % (uint32_t)index->count : 0;
}

static enum ls_status load_record(struct ls_index *index, uint32_t docid, enum ls_frame frame,
                                  struct ls_codec **codec, struct ls_span *record,
                                  struct ls_error *err)
{
    struct database *database = &index->databases[number_of(index, docid)];
    enum ls_status status = need_codec(database, frame, err);
    struct xap_bytes data = {0};
    struct xap_error cause;
    if (status == LS_OK && xap_reader_data(index->reader, docid, &data, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot read a stored card");
    }
    *codec = database->codec;
    *record = ls_span(data.ptr, data.len);
    return status;
}

/* What is kept of a card; absent when it is not. A look at it is work that a watch is told of, too.
 */
static enum ls_status get_kept(struct ls_index *index, enum ls_kept_kind kind, uint32_t docid,
                               struct ls_span *bytes, struct ls_error *err)
{
    enum { LOOK_STEPS = 100 };
    struct xap_error cause;
    *bytes = index->shelf ? ls_streams_get(index->shelf, kind, docid) : ls_span(NULL, 0);
    return !bytes->ptr || xap_reader_spend(index->reader, LOOK_STEPS, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot read a stored card");
}

/* Unpacked, else packed, unless it is already. */
static void keep_card(struct ls_index *index, uint32_t docid, struct ls_span bytes,
                      struct ls_span frame)
{
    if (index->shelf && !ls_streams_put(index->shelf, LS_KEPT_CARD, docid, bytes)) {
        ls_streams_put(index->shelf, LS_KEPT_FRAME, docid, frame);
    }
}

static enum ls_status load_frame(struct ls_index *index, uint32_t docid, struct ls_span *frame,
                                 struct ls_error *err)
{
    struct ls_span frames[LS_FRAME_COUNT];
    struct ls_span record;
    struct ls_codec *codec;
    enum ls_status status = load_record(index, docid, LS_FRAME_CARD, &codec, &record, err);
    if (status == LS_OK) {
        status = ls_codec_split(record, frames, err);
    }
    *frame = status == LS_OK ? frames[LS_FRAME_CARD] : ls_span(NULL, 0);
    return status;
}

/* One that is not kept unpacked. */
static enum ls_status unpack_card(struct ls_index *index, uint32_t docid, struct ls_arena *arena,
                                  struct ls_card *card, struct ls_error *err)
{
    struct database *database = &index->databases[number_of(index, docid)];
    struct ls_span kept, frame, bytes;
    enum ls_status status = need_codec(database, LS_FRAME_CARD, err);
    if (status == LS_OK) {
        status = get_kept(index, LS_KEPT_FRAME, docid, &kept, err);
        frame = kept;
    }
    if (status == LS_OK && !kept.ptr) {
        status = load_frame(index, docid, &frame, err);
    }
    if (status == LS_OK) {
        status = ls_codec_card_bytes(database->codec, frame, arena, &bytes, err);
    }
    if (status == LS_OK) {
        status = ls_codec_card_of(bytes, arena, card, err);
    }
    if (status == LS_OK) {
        keep_card(index, docid, bytes, kept.ptr ? ls_span(NULL, 0) : frame);
    }
    return status;
}

/* The shelf may be let go before the card. */
static enum ls_status copy_card(struct ls_span kept, struct ls_arena *arena, struct ls_card *card,
                                struct ls_error *err)
{
    struct ls_span bytes = ls_arena_copy(arena, kept);
    return bytes.ptr ? ls_codec_card_of(bytes, arena, card, err) : ls_fail_memory(err);
}

enum ls_status ls_index_card(struct ls_index *index, uint32_t docid, struct ls_arena *arena,
                             struct ls_card *card, struct ls_error *err)
{
    struct ls_span kept;
    *card = (struct ls_card){0};
    enum ls_status status = get_kept(index, LS_KEPT_CARD, docid, &kept, err);
    if (status == LS_OK) {
        status = kept.ptr ? copy_card(kept, arena, card, err)
                          : unpack_card(index, docid, arena, card, err);
    }
    if (status == LS_OK) {
        card->database = number_of(index, docid);
    }
    return status;
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

void ls_index_keep_streams(struct ls_index *index, struct ls_streams_shelf *shelf)
{
    index->shelf = shelf;
}

struct ls_memo *ls_index_memo(struct ls_index *index)
{
    return index->shelf ? ls_streams_memo(index->shelf) : NULL;
}

const struct ls_term_list *ls_index_terms(const struct ls_index *index)
{
    return index->shelf ? ls_streams_terms(index->shelf) : NULL;
}

enum ls_status ls_index_make_terms(struct ls_index *index, struct ls_error *err)
{
    struct ls_term_list *terms = NULL;
    size_t bytes_max = index->shelf ? ls_streams_begin_terms(index->shelf) : 0;
    if (bytes_max == 0) {
        return LS_OK;
    }
    enum ls_status status = ls_term_list_read(index->reader, bytes_max, &terms, err);
    ls_streams_put_terms(index->shelf, terms);
    return status;
}

static enum ls_status read_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                                  struct ls_error *err)
{
    struct ls_codec *codec;
    struct ls_span record;
    enum ls_status status = load_record(index, docid, LS_FRAME_STREAM, &codec, &record, err);
    return status == LS_OK ? ls_codec_stream(codec, record, stream, err) : status;
}

const struct ls_positions *ls_index_positions(struct ls_index *index)
{
    return index->shelf ? ls_streams_positions(index->shelf) : NULL;
}

static bool make_numbers(struct ls_index *index, struct ls_span stream)
{
    ls_buf_clear(&index->lines);
    ls_stream_number_lines(ls_stream_template(stream), &index->lines);
    return !index->lines.failed;
}

/* What takes little room of a card whose stream was read just now. */
static enum ls_status keep_small(struct ls_index *index, uint32_t docid, struct ls_span stream,
                                 struct ls_error *err)
{
    struct ls_span frame;
    enum ls_status status = load_frame(index, docid, &frame, err);
    if (status == LS_OK) {
        ls_streams_put(index->shelf, LS_KEPT_FRAME, docid, frame);
    }
    if (status == LS_OK && make_numbers(index, stream)) {
        ls_streams_put(index->shelf, LS_KEPT_TEMPLATE, docid, ls_buf_span(&index->lines));
    }
    return status;
}

/* Adds the streams of all cards; none of them is kept, but the first time what else is there. */
static enum ls_status add_streams(struct ls_index *index, struct ls_positions_maker *maker,
                                  bool is_first, struct ls_error *err)
{
    struct xap_postings *all = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status ran = xap_postings_open(index->reader, "", 0, &all, &cause);
    enum ls_status status = LS_OK;
    while (status == LS_OK && ran == XAP_OK &&
           (ran = xap_postings_next(all, &more, &cause)) == XAP_OK && more) {
        struct ls_span stream;
        status = read_stream(index, xap_postings_docid(all), &stream, err);
        if (status == LS_OK) {
            ls_positions_add(maker, xap_postings_docid(all), stream);
        }
        if (status == LS_OK && is_first) {
            status = keep_small(index, xap_postings_docid(all), stream, err);
        }
    }
    xap_postings_free(all);
    return ran == XAP_OK ? status : ls_schema_fail(err, &cause, "cannot read the index");
}

enum ls_status ls_index_make_positions(struct ls_index *index, struct ls_error *err)
{
    struct ls_positions_maker *maker =
        index->shelf ? ls_streams_begin_positions(index->shelf) : NULL;
    if (!maker) {
        return LS_OK;
    }
    enum ls_status status = add_streams(index, maker, true, err);
    struct ls_positions *positions = NULL;
    if (status == LS_OK && ls_positions_turn(maker)) {
        status = add_streams(index, maker, false, err);
        positions = status == LS_OK ? ls_positions_finish(maker) : NULL;
    }
    ls_streams_put_positions(index->shelf, positions);
    ls_positions_maker_free(maker);
    return status;
}

enum ls_status ls_index_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                               struct ls_error *err)
{
    enum ls_status status = get_kept(index, LS_KEPT_STREAM, docid, stream, err);
    if (status != LS_OK || stream->ptr) {
        return status;
    }
    status = read_stream(index, docid, stream, err);
    if (status == LS_OK && index->shelf) {
        ls_streams_put(index->shelf, LS_KEPT_STREAM, docid, *stream);
    }
    return status;
}

/* Into index->lines. The stream is not kept for them. */
static enum ls_status number_lines(struct ls_index *index, uint32_t docid, struct ls_error *err)
{
    struct ls_span stream;
    enum ls_status status = get_kept(index, LS_KEPT_STREAM, docid, &stream, err);
    if (status == LS_OK && !stream.ptr) {
        status = read_stream(index, docid, &stream, err);
    }
    return status == LS_OK && !make_numbers(index, stream) ? ls_fail_memory(err) : status;
}

enum ls_status ls_index_template(struct ls_index *index, uint32_t docid,
                                 struct ls_line_numbers *lines, struct ls_error *err)
{
    struct ls_span kept;
    enum ls_status status = get_kept(index, LS_KEPT_TEMPLATE, docid, &kept, err);
    if (status == LS_OK && !kept.ptr) {
        status = number_lines(index, docid, err);
        kept = ls_buf_span(&index->lines);
        if (status == LS_OK && index->shelf) {
            ls_streams_put(index->shelf, LS_KEPT_TEMPLATE, docid, kept);
        }
    }
    *lines = (struct ls_line_numbers){(const uint64_t *)(const void *)kept.ptr,
                                      kept.len / sizeof *lines->items};
    return status;
}

/* ---- the site ---- */

static enum ls_status need_base_url(struct ls_index *index, struct database *database,
                                    struct ls_error *err)
{
    struct ls_span value;
    if (database->base_url.ptr) {
        return LS_OK;
    }
    enum ls_status status =
        ls_schema_read(database->metadata, LS_SPAN(LS_META_BASE_URL), &value, err);
    if (status == LS_OK) {
        database->base_url = ls_arena_copy(&index->arena, value.ptr ? value : LS_SPAN(""));
        status = database->base_url.ptr ? LS_OK : ls_fail_memory(err);
    }
    return status;
}

enum ls_status ls_index_url(struct ls_index *index, const struct ls_card *card,
                            struct ls_span base_url, struct ls_arena *arena, struct ls_span *url,
                            struct ls_error *err)
{
    struct database *database = &index->databases[card->database % index->count];
    char key[LS_TERM_LIMIT_BYTES];
    size_t len = ls_schema_route_key(card->id, key);
    struct ls_span route = ls_span(NULL, 0);
    *url = ls_span(NULL, 0);
    enum ls_status status = base_url.ptr ? LS_OK : need_base_url(index, database, err);
    if (status == LS_OK) {
        status = ls_schema_read(database->metadata, ls_span(key, len), &route, err);
    }
    if (status != LS_OK) {
        return status;
    }
    struct ls_span base = base_url.ptr ? base_url : database->base_url;
    if (route.len > 0) {
        *url = ls_route_url(ls_route_origin(base), route, arena);
    } else if (base.len > 0) {
        const struct ls_route_front nothing = {0};
        struct ls_span path =
            card->route.ptr ? card->route : ls_route_path(card->id, &nothing, arena);
        *url = path.len > 0 ? ls_route_url(base, path, arena) : *url;
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
