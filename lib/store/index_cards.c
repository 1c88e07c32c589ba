#include "store/index_open.h"

/* ---- records ---- */

/* Dictionaries are large: a query that only counts reads none, and one that checks nothing only
 * that of the cards. */
static enum ls_status need_codec(struct ls_database *database, enum ls_frame frame,
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
    struct ls_database *database = &index->databases[number_of(index, docid)];
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
    *bytes = index->shelf ? ls_memory_get(index->shelf, kind, docid) : ls_span(NULL, 0);
    return !bytes->ptr || xap_reader_spend(index->reader, LOOK_STEPS, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot read a stored card");
}

/* Unpacked, else packed, unless it is already. */
static void keep_card(struct ls_index *index, uint32_t docid, struct ls_span bytes,
                      struct ls_span frame)
{
    if (index->shelf && !ls_memory_put(index->shelf, LS_KEPT_CARD, docid, bytes)) {
        ls_memory_put(index->shelf, LS_KEPT_FRAME, docid, frame);
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
    struct ls_database *database = &index->databases[number_of(index, docid)];
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

/* ---- streams ---- */

enum ls_status ls_index_read_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                                    struct ls_error *err)
{
    struct ls_codec *codec;
    struct ls_span record;
    enum ls_status status = load_record(index, docid, LS_FRAME_STREAM, &codec, &record, err);
    return status == LS_OK ? ls_codec_stream(codec, record, stream, err) : status;
}

enum ls_status ls_index_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                               struct ls_error *err)
{
    enum ls_status status = get_kept(index, LS_KEPT_STREAM, docid, stream, err);
    if (status != LS_OK || stream->ptr) {
        return status;
    }
    status = ls_index_read_stream(index, docid, stream, err);
    if (status == LS_OK && index->shelf) {
        ls_memory_put(index->shelf, LS_KEPT_STREAM, docid, *stream);
    }
    return status;
}

/* ---- template text ---- */

static bool make_numbers(struct ls_index *index, struct ls_span stream)
{
    ls_buf_clear(&index->lines);
    ls_stream_number_lines(ls_stream_template(stream), &index->lines);
    return !index->lines.failed;
}

enum ls_status ls_index_keep_small(struct ls_index *index, uint32_t docid, struct ls_span stream,
                                   struct ls_error *err)
{
    struct ls_span frame;
    enum ls_status status = load_frame(index, docid, &frame, err);
    if (status == LS_OK) {
        ls_memory_put(index->shelf, LS_KEPT_FRAME, docid, frame);
    }
    if (status == LS_OK && make_numbers(index, stream)) {
        ls_memory_put(index->shelf, LS_KEPT_TEMPLATE, docid, ls_buf_span(&index->lines));
    }
    return status;
}

/* Into index->lines. The stream is not kept for them. */
static enum ls_status number_lines(struct ls_index *index, uint32_t docid, struct ls_error *err)
{
    struct ls_span stream;
    enum ls_status status = get_kept(index, LS_KEPT_STREAM, docid, &stream, err);
    if (status == LS_OK && !stream.ptr) {
        status = ls_index_read_stream(index, docid, &stream, err);
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
            ls_memory_put(index->shelf, LS_KEPT_TEMPLATE, docid, kept);
        }
    }
    *lines = (struct ls_line_numbers){(const uint64_t *)(const void *)kept.ptr,
                                      kept.len / sizeof *lines->items};
    return status;
}
