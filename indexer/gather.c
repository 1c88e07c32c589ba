#include "indexer/gather.h"

#include "indexer/worker.h"

#include <pthread.h>
#include <stdlib.h>

struct job {
    const struct ls_item *items;
    size_t count;
    struct ls_templates skeletons; /* of all its cards */
    atomic_bool *stop;
    enum ls_status status;
    struct ls_error err;
    pthread_t thread;
    bool started;
};

static enum ls_status gather_item(struct ls_worker *worker, const struct ls_item *item,
                                  struct ls_templates *skeletons, struct ls_error *err)
{
    struct ls_item copy = ls_item_again(item);
    struct ls_card card;
    const struct ls_reading *reading;
    bool good;
    ls_arena_reset(&worker->kept); /* complaints are the second pass's */
    enum ls_status status = ls_worker_read(worker, &copy, &card, &good, err);
    if (status == LS_OK && good) {
        status = ls_document_read(worker->maker, &card, &reading, err);
    }
    if (status == LS_OK && good) {
        ls_templates_add_card(skeletons, reading);
        status = skeletons->failed ? ls_fail_memory(err) : LS_OK;
    }
    return status;
}

static void *run_job(void *context)
{
    struct job *job = context;
    struct ls_worker worker;
    job->status = ls_worker_init(&worker, NULL, NULL, &job->err);
    for (size_t i = 0; job->status == LS_OK && i < job->count && !atomic_load(job->stop); i++) {
        if (job->items[i].is_read) {
            job->status = gather_item(&worker, &job->items[i], &job->skeletons, &job->err);
        }
    }
    if (job->status != LS_OK) {
        atomic_store(job->stop, true);
    }
    ls_worker_free(&worker);
    return NULL;
}

/* The first job in this thread, and those that no thread can be had for. */
static void run_jobs(struct job *jobs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        jobs[i].started = pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]) == 0;
    }
    run_job(&jobs[0]);
    for (size_t i = 1; i < count; i++) {
        if (jobs[i].started) {
            pthread_join(jobs[i].thread, NULL);
        } else {
            run_job(&jobs[i]);
        }
    }
}

enum ls_status ls_gather(const struct ls_items *items, unsigned jobs,
                         struct ls_templates *templates, struct ls_error *err)
{
    size_t count = jobs < items->count ? jobs : items->count;
    count = count ? count : 1;
    atomic_bool stop = false;
    enum ls_status status = LS_OK;
    *templates = (struct ls_templates){0};
    struct job *list = calloc(count, sizeof *list);
    if (!list) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        size_t first = items->count * i / count;
        list[i].items = items->items + first;
        list[i].count = items->count * (i + 1) / count - first;
        list[i].stop = &stop;
    }
    run_jobs(list, count);
    for (size_t i = 0; i < count; i++) {
        if (status == LS_OK && list[i].status != LS_OK) {
            status = list[i].status;
            *err = list[i].err;
        }
        ls_templates_take(templates, &list[i].skeletons);
    }
    free(list);
    ls_templates_settle(templates, LS_TEMPLATE_CARDS_MIN);
    return status == LS_OK && templates->failed ? ls_fail_memory(err) : status;
}
