#include "indexer/build.h"

#include "indexer/files.h"
#include "indexer/frequent.h"
#include "indexer/gather.h"
#include "indexer/revise.h"
#include "indexer/teach.h"
#include "indexer/worker.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    JOBS_MAX = 64,
    ITEMS_PER_JOB_MIN = 250, /* fewer are not worth a database of their own */
    DICTIONARY_ITEMS_MIN = 1000,
    DICTIONARY_SAMPLES = 300,
};

/* A database that nobody reads until it is whole is synced once, at the switch. (Not
 * XAP_WRITER_DANGEROUS: under it Xapian forgets why a commit failed.) */
static const struct xap_writer_options throw_away = {
    .mode = XAP_WRITER_CREATE_OR_OPEN,
    .flags = XAP_WRITER_NO_SYNC,
};

static enum ls_status open_database(const char *path, struct xap_writer **writer,
                                    struct ls_error *err)
{
    struct xap_error cause;
    return xap_writer_open(path, strlen(path), &throw_away, writer, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot make the index");
}

static enum ls_status commit(struct xap_writer *writer, struct ls_error *err)
{
    struct xap_error cause;
    return xap_writer_commit(writer, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot write the index");
}

/* ---- what is known of the whole only when it is built ---- */

enum { CHANGES_PER_GATHERING = 32 }; /* one card in so many */

/* Looking at every term, and at what every card teaches, is worth it when many cards have changed:
 * *is_due then, and the terms are looked at. */
static enum ls_status gather_frequent(const struct ls_build *build, struct xap_reader *reader,
                                      size_t changes, struct ls_metadata *metadata, bool *is_due,
                                      struct ls_error *err)
{
    uint32_t documents;
    *is_due = false;
    struct xap_error cause;
    struct ls_span before = LS_SPAN("");
    enum ls_status status = xap_reader_doc_count(reader, &documents, &cause) == XAP_OK
                                ? LS_OK
                                : ls_schema_fail(err, &cause, "cannot read the new index");
    if (status == LS_OK && !build->fresh) {
        status = ls_schema_read(reader, LS_SPAN(LS_META_CHANGES), &before, err);
    }
    before = ls_arena_copy(metadata->arena, before); /* for its NUL */
    changes += before.ptr ? strtoul(before.ptr, NULL, 10) : 0;
    if (status != LS_OK || (!build->fresh && changes == 0)) {
        return status;
    }
    if (!build->fresh && changes * CHANGES_PER_GATHERING < documents) {
        ls_metadata_set(metadata, LS_SPAN(LS_META_CHANGES),
                        ls_arena_printf(metadata->arena, "%zu", changes));
        return LS_OK;
    }
    if (!build->fresh) {
        ls_metadata_set(metadata, LS_SPAN(LS_META_CHANGES), LS_SPAN(""));
        status = ls_metadata_clear(metadata, reader, LS_SPAN(LS_META_FREQUENT), err);
    }
    *is_due = status == LS_OK;
    return status == LS_OK ? ls_frequent_gather(reader, metadata, err) : status;
}

static enum ls_status gather_lexicon(struct ls_build *build, bool is_due,
                                     struct ls_metadata *metadata, struct ls_error *err)
{
    if (build->glossaries->is_changed) {
        ls_glossaries_keep(build->glossaries, metadata);
    }
    build->has_learned = is_due;
    return is_due || build->glossaries->is_changed
               ? ls_teach(build->path, build->glossaries, is_due, metadata, &build->pairs, err)
               : LS_OK;
}

/* Notes what the new database says of itself; ids_differ: other cards than before are in it. */
static enum ls_status look_over(struct ls_build *build, size_t changes, bool ids_differ,
                                struct ls_metadata *metadata, struct ls_error *err)
{
    struct xap_reader *reader = NULL;
    struct xap_error cause;
    bool is_due = false;
    enum ls_status status =
        xap_reader_open(build->path, strlen(build->path), &reader, &cause) == XAP_OK
            ? gather_frequent(build, reader, changes, metadata, &is_due, err)
            : ls_schema_fail(err, &cause, "cannot read the new index");
    if (status == LS_OK) {
        status = gather_lexicon(build, is_due, metadata, err);
    }
    bool routes_differ = build->site->is_changed || (build->site->manifest.count > 0 && ids_differ);
    if (status == LS_OK && routes_differ) {
        status = ls_site_route(build->site, reader, &build->scan->roots, &build->scan->items,
                               metadata, err);
    }
    if (status == LS_OK && build->site->is_changed) {
        ls_site_keep(build->site, metadata);
    }
    xap_reader_free(reader);
    return status;
}

/* ---- dictionary ---- */

static enum ls_status sample_item(struct ls_worker *worker, struct ls_item *item,
                                  struct ls_codec_trainer *trainer, struct ls_error *err)
{
    struct ls_item copy = ls_item_again(item);
    struct ls_card card;
    struct ls_span stream;
    bool good;
    enum ls_status status = ls_worker_read(worker, &copy, &card, &good, err);
    if (status == LS_OK && good) {
        status = ls_document_stream(worker->maker, &card, &stream, err);
    }
    return status == LS_OK && good ? ls_codec_sample(trainer, &card, stream, err) : status;
}

/* Trained on cards spread evenly over the whole; empty when there are few. */
static enum ls_status train(const struct ls_build *build, const struct ls_templates *templates,
                            struct ls_dictionaries *dictionaries, struct ls_error *err)
{
    const struct ls_items *items = &build->scan->items;
    if (build->plan->read_count < DICTIONARY_ITEMS_MIN) {
        return LS_OK;
    }
    struct ls_worker worker;
    struct ls_codec_trainer trainer = {0};
    enum ls_status status = ls_worker_init(&worker, NULL, templates, err);
    for (size_t i = 0; status == LS_OK && i < DICTIONARY_SAMPLES; i++) {
        struct ls_item *item = &items->items[i * items->count / DICTIONARY_SAMPLES];
        status = item->is_read ? sample_item(&worker, item, &trainer, err) : LS_OK;
    }
    if (status == LS_OK) {
        ls_codec_train(&trainer, dictionaries);
    }
    ls_codec_trainer_free(&trainer);
    ls_worker_free(&worker);
    return status;
}

/* ---- from nothing ---- */

struct job {
    struct ls_worker worker;
    const struct ls_build *build;
    struct ls_item *items;
    size_t count;
    const char *path;
    atomic_bool *stop;
    enum ls_status status;
    struct ls_error err;
    pthread_t thread;
    bool started;
};

static enum ls_status open_part(void *context, struct xap_writer **writer, struct ls_error *err)
{
    const struct job *job = context;
    return open_database(job->path, writer, err);
}

static void *run_job(void *context)
{
    struct job *job = context;
    job->status = ls_worker_run(&job->worker, job->items, job->count, &job->err);
    if (job->status == LS_OK) {
        job->status = ls_worker_commit(&job->worker, &job->err);
    }
    if (job->status != LS_OK) {
        atomic_store(job->stop, true);
    }
    return NULL;
}

/* A job's items are neighbours, so that documents come to stand in the order of their ids. */
static enum ls_status prepare_job(struct job *job, const struct ls_build *build, size_t number,
                                  size_t jobs, const struct ls_dictionaries *dictionaries,
                                  const struct ls_templates *templates, atomic_bool *stop,
                                  struct ls_error *err)
{
    const struct ls_items *items = &build->scan->items;
    size_t first = items->count * number / jobs;
    enum ls_status status = ls_worker_init(&job->worker, dictionaries, templates, err);
    job->build = build;
    job->items = items->items + first;
    job->count = items->count * (number + 1) / jobs - first;
    job->stop = stop;
    job->worker.stop = stop;
    job->worker.done = build->done;
    if (build->generations) {
        job->path = ls_arena_printf(build->arena, "%s/part-%zu", build->path, number).ptr;
        job->worker.target = (struct ls_worker_target){open_part, job};
        if (status == LS_OK && !job->path) {
            status = ls_fail_memory(err);
        }
    }
    return status;
}

/* Runs them side by side, the first in this thread; the first error of all is the run's. */
static enum ls_status run_jobs(struct job *jobs, size_t count, struct ls_error *err)
{
    for (size_t i = 1; i < count; i++) {
        jobs[i].started = pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]) == 0;
    }
    run_job(&jobs[0]);
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < count; i++) {
        if (jobs[i].started) {
            pthread_join(jobs[i].thread, NULL);
        } else if (i > 0) {
            run_job(&jobs[i]);
        }
        if (status == LS_OK && jobs[i].status != LS_OK) {
            status = jobs[i].status;
            *err = jobs[i].err;
        }
    }
    return status;
}

/* What a worker found out about the items outlives it, also when the run fails. */
static void keep_findings(const struct ls_build *build, struct ls_worker *worker)
{
    ls_arena_adopt(build->arena, &worker->kept);
    build->scan->io_failures += worker->io_failures;
}

static enum ls_status write_metadata(const struct ls_build *build, struct xap_writer *writer,
                                     const struct ls_dictionaries *dictionaries,
                                     struct ls_error *err)
{
    enum ls_status status = ls_schema_stamp(writer, err);
    if (status == LS_OK) {
        status = ls_roots_write(&build->scan->roots, writer, err);
    }
    if (status == LS_OK) {
        status = ls_schema_write_dictionaries(writer, dictionaries, err);
    }
    return status == LS_OK ? commit(writer, err) : status;
}

/* Metadata goes to the first part; then all parts become the one database. */
static enum ls_status merge(const struct ls_build *build, struct job *jobs, size_t count,
                            const struct ls_dictionaries *dictionaries, struct ls_error *err)
{
    const char *parts[JOBS_MAX];
    size_t part_count = 0;
    struct xap_error cause;
    enum ls_status status = LS_OK;
    if (!jobs[0].worker.writer) {
        status = open_part(&jobs[0], &jobs[0].worker.writer, err);
    }
    if (status == LS_OK) {
        status = write_metadata(build, jobs[0].worker.writer, dictionaries, err);
    }
    for (size_t i = 0; i < count; i++) {
        if (jobs[i].worker.writer) {
            parts[part_count++] = jobs[i].path;
        }
        xap_writer_free(jobs[i].worker.writer);
        jobs[i].worker.writer = NULL;
    }
    if (status == LS_OK &&
        xap_compact(parts, part_count, build->path, XAP_COMPACT_FULL, 0, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot merge the parts of the index");
    }
    for (size_t i = 0; i < part_count; i++) {
        ls_folder_remove(parts[i]);
    }
    return status;
}

/* The merged database is opened again only if there is something to add. */
static enum ls_status complete(struct ls_build *build, struct ls_error *err)
{
    struct ls_metadata metadata = {.arena = build->arena};
    struct xap_writer *writer = NULL;
    enum ls_status status = look_over(build, 0, true, &metadata, err);
    if (status == LS_OK && metadata.count > 0) {
        status = open_database(build->path, &writer, err);
    }
    if (status == LS_OK && writer) {
        status = ls_metadata_write(&metadata, writer, err);
    }
    if (status == LS_OK && writer) {
        status = commit(writer, err);
    }
    xap_writer_free(writer);
    return status;
}

static enum ls_status build_fresh(struct ls_build *build, struct ls_error *err)
{
    size_t count = build->plan->read_count / ITEMS_PER_JOB_MIN;
    count = count > build->jobs ? build->jobs : count;
    count = count > JOBS_MAX ? JOBS_MAX : count ? count : 1;
    struct ls_dictionaries dictionaries = {0};
    struct ls_templates templates = {0};
    atomic_bool stop = false;
    struct job *jobs = calloc(count, sizeof *jobs);
    enum ls_status status = jobs ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK && build->generations) {
        status = ls_gather(&build->scan->items, (unsigned)count, &templates, err);
    }
    if (status == LS_OK) {
        status = train(build, &templates, &dictionaries, err);
    }
    for (size_t i = 0; jobs && status == LS_OK && i < count; i++) {
        status = prepare_job(&jobs[i], build, i, count, &dictionaries, &templates, &stop, err);
    }
    if (status == LS_OK) {
        status = run_jobs(jobs, count, err);
    }
    for (size_t i = 0; jobs && i < count; i++) {
        keep_findings(build, &jobs[i].worker);
    }
    if (status == LS_OK && build->generations) {
        status = merge(build, jobs, count, &dictionaries, err);
        if (status == LS_OK) {
            status = complete(build, err);
        }
        build->changed = status == LS_OK;
    }
    for (size_t i = 0; jobs && i < count; i++) {
        ls_worker_free(&jobs[i].worker);
    }
    free(jobs);
    ls_templates_free(&templates);
    ls_dictionaries_free(&dictionaries);
    return status;
}

/* ---- from the current generation ---- */

static enum ls_status open_copy(void *context, struct xap_writer **writer, struct ls_error *err)
{
    struct ls_build *build = context;
    enum ls_status status = ls_generations_next(build->generations, true, &build->path, err);
    build->changed = status == LS_OK;
    return status == LS_OK ? open_database(build->path, writer, err) : status;
}

static enum ls_status read_dictionaries(struct xap_reader *reader,
                                        struct ls_dictionaries *dictionaries, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (int frame = 0; status == LS_OK && frame < LS_FRAME_COUNT; frame++) {
        struct ls_span dictionary;
        status = ls_schema_read_dictionary(reader, (enum ls_frame)frame, &dictionary, err);
        if (status == LS_OK) {
            ls_buf_add_span(&dictionaries->frames[frame], dictionary);
            status = dictionaries->frames[frame].failed ? ls_fail_memory(err) : LS_OK;
        }
    }
    return status;
}

/* What the run needs to know of the generation before; nothing for a dry run. */
static enum ls_status read_current(const struct ls_build *build, struct ls_index **index,
                                   struct ls_dictionaries *dictionaries,
                                   struct ls_revision *revision, struct ls_error *err)
{
    if (!build->generations) {
        return LS_OK;
    }
    enum ls_status status = ls_index_open(ls_generations_current(build->generations), index, err);
    if (status == LS_OK) {
        status = read_dictionaries(ls_index_reader(*index), dictionaries, err);
    }
    if (status == LS_OK && build->plan->removed_count + build->plan->read_count > 0) {
        status = ls_revise(*index, build->scan, build->plan, revision, err);
    }
    return status;
}

/* What an incremental run did to the cards. */
static void count_changes(const struct ls_build *build, size_t *changes, bool *ids_differ)
{
    *changes = build->plan->removed_count;
    *ids_differ = build->plan->removed_count > 0;
    for (size_t i = 0; i < build->scan->items.count; i++) {
        const struct ls_item *item = &build->scan->items.items[i];
        *changes += item->indexed || (item->is_read && item->docid);
        *ids_differ |= item->is_read && (item->indexed != (item->docid != 0));
    }
}

static enum ls_status keep_metadata(struct ls_build *build, struct ls_worker *worker,
                                    const struct ls_dictionaries *dictionaries, size_t remade,
                                    struct ls_error *err)
{
    struct ls_metadata metadata = {.arena = build->arena};
    size_t changes;
    bool ids_differ;
    count_changes(build, &changes, &ids_differ);
    enum ls_status status = write_metadata(build, worker->writer, dictionaries, err);
    if (status == LS_OK) {
        status = look_over(build, changes + remade, ids_differ, &metadata, err);
    }
    if (status == LS_OK) {
        status = ls_metadata_write(&metadata, worker->writer, err);
    }
    return status == LS_OK ? commit(worker->writer, err) : status;
}

static enum ls_status make_changes(struct ls_build *build, struct ls_worker *worker,
                                   struct ls_index *index, const struct ls_revision *revision,
                                   struct ls_error *err)
{
    struct ls_items *items = &build->scan->items;
    enum ls_status status =
        ls_worker_remove(worker, build->plan->removed, build->plan->removed_count, err);
    if (status == LS_OK) {
        status = ls_worker_run(worker, items->items, items->count, err);
    }
    keep_findings(build, worker);
    if (status == LS_OK) {
        status = ls_worker_remake(worker, index, revision->docids, revision->count, err);
    }
    bool is_told_more = build->site->is_changed || build->glossaries->is_changed;
    if (status == LS_OK && is_told_more && build->generations) {
        status = ls_worker_open(worker, err);
    }
    return status;
}

static enum ls_status build_changes(struct ls_build *build, struct ls_error *err)
{
    struct ls_index *index = NULL; /* the generation before */
    struct ls_worker worker = {0};
    struct ls_dictionaries dictionaries = {0};
    struct ls_revision revision = {0};
    enum ls_status status = read_current(build, &index, &dictionaries, &revision, err);
    if (status == LS_OK) {
        status = ls_worker_init(&worker, &dictionaries, &revision.templates, err);
    }
    worker.done = build->done;
    if (build->generations) {
        worker.target = (struct ls_worker_target){open_copy, build};
    }
    if (status == LS_OK) {
        status = make_changes(build, &worker, index, &revision, err);
    }
    if (status == LS_OK && worker.writer) {
        status = keep_metadata(build, &worker, &dictionaries, revision.count, err);
    }
    ls_worker_free(&worker);
    ls_revision_free(&revision);
    ls_dictionaries_free(&dictionaries);
    ls_index_free(index);
    return status;
}

enum ls_status ls_build_run(struct ls_build *build, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    if (build->fresh && build->generations) {
        status = ls_generations_next(build->generations, false, &build->path, err);
    }
    if (status == LS_OK) {
        status = build->fresh ? build_fresh(build, err) : build_changes(build, err);
    }
    if (status != LS_OK && build->generations) {
        build->changed = false;
        ls_generations_abandon(build->generations);
    }
    return status;
}
