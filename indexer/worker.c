#include "indexer/worker.h"

#include "indexer/card/parse.h"
#include "indexer/files.h"

/* Xapian's cost of a document rises with what waits to be committed: small commits build
 * fastest, and bound the memory. */
enum { COMMIT_EVERY = 120 };

enum ls_status ls_worker_init(struct ls_worker *worker, const struct ls_dictionaries *dictionaries,
                              const struct ls_templates *templates, struct ls_error *err)
{
    *worker = (struct ls_worker){0};
    enum ls_status status = ls_codec_new(&worker->codec, err);
    for (int frame = 0; status == LS_OK && dictionaries && frame < LS_FRAME_COUNT; frame++) {
        status = ls_codec_pack_with(worker->codec, (enum ls_frame)frame,
                                    ls_buf_span(&dictionaries->frames[frame]), err);
    }
    if (status == LS_OK) {
        status = ls_document_maker_new(worker->codec, &worker->maker, err);
    }
    if (status == LS_OK) {
        ls_document_maker_use(worker->maker, templates);
    }
    return status;
}

void ls_worker_free(struct ls_worker *worker)
{
    xap_writer_free(worker->writer);
    ls_document_maker_free(worker->maker);
    ls_codec_free(worker->codec);
    ls_arena_free(&worker->card_arena);
    ls_arena_free(&worker->kept);
    ls_buf_free(&worker->source);
    *worker = (struct ls_worker){0};
}

static enum ls_status read_bytes(struct ls_worker *worker, struct ls_item *item,
                                 struct ls_span *bytes)
{
    struct ls_error why;
    enum ls_status status =
        ls_file_read(item->path.ptr, LS_CARD_BYTES_MAX, &worker->card_arena, bytes, &why);
    if (status == LS_USAGE) {
        ls_complain(&worker->kept, &item->complaints, LS_COMPLAINT_TOO_LARGE, 0, 0,
                    "%s: not read; is it a card?", why.message);
    } else if (status != LS_OK) {
        worker->io_failures++;
        ls_complain(&worker->kept, &item->complaints, LS_COMPLAINT_UNREADABLE, 0, 0, "%s",
                    why.message);
    }
    return status;
}

/* The complaints of a parse live in the arena of its card: keeps them. */
static void keep_complaints(struct ls_worker *worker, struct ls_item *item,
                            const struct ls_complaints *complaints)
{
    for (size_t i = 0; i < complaints->count; i++) {
        const struct ls_complaint *complaint = &complaints->items[i];
        ls_complain(&worker->kept, &item->complaints, complaint->code, complaint->line,
                    complaint->column, "%.*s", LS_SPAN_ARG(complaint->message));
    }
}

enum ls_status ls_worker_read(struct ls_worker *worker, struct ls_item *item, struct ls_card *card,
                              bool *good, struct ls_error *err)
{
    struct ls_complaints complaints = {0};
    *good = false;
    ls_arena_reset(&worker->card_arena);
    enum ls_status status;
    if (item->json.ptr) {
        status =
            ls_card_parse_json(item->json, item->line, &worker->card_arena, card, &complaints, err);
    } else {
        struct ls_span bytes;
        if (read_bytes(worker, item, &bytes) != LS_OK) {
            return worker->kept.failed ? ls_fail_memory(err) : LS_OK;
        }
        status = ls_card_parse(bytes, item->origin.id, &worker->card_arena, card, &complaints, err);
    }
    item->is_hidden = status == LS_OK && item->may_hide && card->is_hidden;
    if (!item->is_hidden) {
        keep_complaints(worker, item, &complaints);
    }
    *good = status == LS_OK && !item->is_hidden && !ls_complaints_bad(&complaints);
    return status == LS_OK && worker->kept.failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_worker_open(struct ls_worker *worker, struct ls_error *err)
{
    return worker->writer ? LS_OK
                          : worker->target.open(worker->target.context, &worker->writer, err);
}

enum ls_status ls_worker_commit(struct ls_worker *worker, struct ls_error *err)
{
    struct xap_error cause;
    worker->pending = 0;
    if (worker->writer && xap_writer_commit(worker->writer, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot write the index");
    }
    return LS_OK;
}

static enum ls_status count_change(struct ls_worker *worker, struct ls_error *err)
{
    return ++worker->pending < COMMIT_EVERY ? LS_OK : ls_worker_commit(worker, err);
}

/* docid 0: a new one. */
static enum ls_status write_document(struct ls_worker *worker, uint32_t docid,
                                     const struct xap_document *document, struct ls_error *err)
{
    struct xap_error cause;
    enum ls_status status = ls_worker_open(worker, err);
    if (status != LS_OK) {
        return status;
    }
    enum xap_status written = docid ? xap_writer_replace(worker->writer, docid, document, &cause)
                                    : xap_writer_add(worker->writer, document, &docid, &cause);
    if (written != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot write the index");
    }
    return count_change(worker, err);
}

static enum ls_status write_card(struct ls_worker *worker, uint32_t docid,
                                 const struct ls_card *card, struct ls_span source,
                                 struct ls_error *err)
{
    struct xap_document *document = NULL;
    enum ls_status status = ls_document_make(worker->maker, card, source, &document, err);
    if (status == LS_OK) {
        status = write_document(worker, docid, document, err);
    }
    xap_document_free(document);
    return status;
}

static enum ls_status index_card(struct ls_worker *worker, struct ls_item *item,
                                 const struct ls_card *card, struct ls_error *err)
{
    ls_buf_clear(&worker->source);
    item->origin.is_hidden = card->is_hidden;
    ls_origin_write(&item->origin, &worker->source);
    return worker->source.failed
               ? ls_fail_memory(err)
               : write_card(worker, item->docid, card, ls_buf_span(&worker->source), err);
}

static enum ls_status remake(struct ls_worker *worker, struct ls_index *index, uint32_t docid,
                             struct ls_error *err)
{
    struct ls_card card;
    struct xap_bytes source;
    struct xap_error cause;
    ls_arena_reset(&worker->card_arena);
    enum ls_status status = ls_index_card(index, docid, &worker->card_arena, &card, err);
    if (status == LS_OK && xap_reader_value(ls_index_reader(index), docid, LS_SLOT_SOURCE, &source,
                                            &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot read a stored card");
    }
    return status == LS_OK ? write_card(worker, docid, &card, ls_span(source.ptr, source.len), err)
                           : status;
}

enum ls_status ls_worker_remake(struct ls_worker *worker, struct ls_index *index,
                                const uint32_t *docids, size_t count, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = remake(worker, index, docids[i], err);
    }
    return status;
}

enum ls_status ls_worker_remove(struct ls_worker *worker, const uint32_t *docids, size_t count,
                                struct ls_error *err)
{
    struct xap_error cause;
    enum ls_status status = count > 0 && worker->target.open ? ls_worker_open(worker, err) : LS_OK;
    for (size_t i = 0; status == LS_OK && worker->target.open && i < count; i++) {
        status = xap_writer_delete(worker->writer, docids[i], &cause) == XAP_OK
                     ? count_change(worker, err)
                     : ls_schema_fail(err, &cause, "cannot remove a card from the index");
    }
    return status;
}

static bool is_unreadable(const struct ls_item *item)
{
    return item->complaints.count > 0 && item->complaints.items[0].code == LS_COMPLAINT_UNREADABLE;
}

static enum ls_status run_item(struct ls_worker *worker, struct ls_item *item, struct ls_error *err)
{
    struct ls_card card;
    bool good;
    enum ls_status status = ls_worker_read(worker, item, &card, &good, err);
    if (status == LS_OK && good) {
        item->indexed = true;
        item->pmid = ls_arena_copy(&worker->kept, card.pmid);
        item->pmid_line = card.pmid_line;
        item->pmid_column = card.pmid_column;
        status = worker->target.open ? index_card(worker, item, &card, err) : LS_OK;
    } else if (status == LS_OK && item->docid && !is_unreadable(item)) {
        /* What an index says of a card must be what a rebuild would say. But what cannot be
         * read now may be as it was. */
        status = ls_worker_remove(worker, &item->docid, 1, err);
    }
    return status;
}

enum ls_status ls_worker_run(struct ls_worker *worker, struct ls_item *items, size_t count,
                             struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        if (worker->stop && atomic_load_explicit(worker->stop, memory_order_relaxed)) {
            break;
        }
        if (items[i].is_read) {
            status = run_item(worker, &items[i], err);
        }
        if (worker->done) {
            atomic_fetch_add_explicit(worker->done, 1, memory_order_relaxed);
        }
    }
    return status;
}
