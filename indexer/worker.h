/* Reads items one after another into one database. One worker for each thread. */
#ifndef LS_INDEXER_WORKER_H
#define LS_INDEXER_WORKER_H

#include "indexer/document.h"
#include "indexer/item.h"
#include "store/codec.h"
#include "store/index.h"

#include <stdatomic.h>

/* Opens the database when the first change is about to be written. */
struct ls_worker_target {
    enum ls_status (*open)(void *context, struct xap_writer **writer, struct ls_error *err);
    void *context;
};

struct ls_worker {
    struct ls_worker_target target; /* open is NULL for a dry run: nothing is written */
    struct xap_writer *writer;      /* NULL until opened; freed with the worker */
    struct ls_codec *codec;
    struct ls_document_maker *maker;
    struct ls_arena card_arena; /* of the card at hand */
    struct ls_arena kept;       /* what outlives it: complaints, PMIDs */
    struct ls_buf source;
    unsigned pending;        /* changes since the last commit */
    atomic_size_t *done;     /* items done, by all workers; may be NULL */
    const atomic_bool *stop; /* another worker has failed; may be NULL */
    size_t io_failures;
};

/* The dictionaries (NULL: none) are copied, the templates (NULL: none) borrowed. */
enum ls_status ls_worker_init(struct ls_worker *worker, const struct ls_dictionaries *dictionaries,
                              const struct ls_templates *templates, struct ls_error *err);
void ls_worker_free(struct ls_worker *worker);

/* Reads those of the items that are to be read: complaints go to the items, documents to the
 * database. An error is one that ends the run; a bad card is none. */
enum ls_status ls_worker_run(struct ls_worker *worker, struct ls_item *items, size_t count,
                             struct ls_error *err);

/* Opens the database though no card has changed. */
enum ls_status ls_worker_open(struct ls_worker *worker, struct ls_error *err);

/* Removes documents. */
enum ls_status ls_worker_remove(struct ls_worker *worker, const uint32_t *docids, size_t count,
                                struct ls_error *err);

/* Makes documents again from what the index, which is not the one written, has stored of them. */
enum ls_status ls_worker_remake(struct ls_worker *worker, struct ls_index *index,
                                const uint32_t *docids, size_t count, struct ls_error *err);

/* Commits what is pending. */
enum ls_status ls_worker_commit(struct ls_worker *worker, struct ls_error *err);

/* Reads and parses one item, without indexing it; the card lives in worker->card_arena until
 * the next. Not good: it is bad, unreadable or hidden. */
enum ls_status ls_worker_read(struct ls_worker *worker, struct ls_item *item, struct ls_card *card,
                              bool *good, struct ls_error *err);

#endif
