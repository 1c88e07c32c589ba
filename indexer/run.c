#include "indexer/run.h"

#include "indexer/build.h"
#include "indexer/pmid.h"
#include "indexer/progress.h"
#include "store/index.h"

#include <time.h>

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* A path that cannot be looked at is reported; the others are indexed all the same. */
static enum ls_status scan_one(struct ls_scan *scan, struct ls_span path, bool is_jsonl,
                               struct ls_report *report, struct ls_error *err)
{
    enum ls_status status =
        is_jsonl ? ls_scan_jsonl(scan, path.ptr, err) : ls_scan_path(scan, path.ptr, err);
    if (status != LS_IO) {
        return status;
    }
    struct ls_span *failure = LS_ARENA_PUSH(scan->arena, report->failures, &report->failure_count);
    if (!failure) {
        return ls_fail_memory(err);
    }
    *failure = ls_arena_copy(scan->arena, ls_span_str(err->message));
    return LS_OK;
}

/* The paths named; none: those that the index was made from. */
static enum ls_status scan_all(const struct ls_run *run, struct ls_scan *scan,
                               struct ls_report *report, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool remembered = run->path_count + run->jsonl_count == 0;
    struct ls_roots roots = scan->roots;
    if (run->rebuild) {
        scan->roots = (struct ls_roots){0};
    }
    for (size_t i = 0; remembered && status == LS_OK && i < roots.count; i++) {
        status =
            scan_one(scan, roots.items[i].path, roots.items[i].kind == LS_ROOT_JSONL, report, err);
    }
    for (size_t i = 0; status == LS_OK && i < run->path_count; i++) {
        status = scan_one(scan, run->paths[i], false, report, err);
    }
    for (size_t i = 0; status == LS_OK && i < run->jsonl_count; i++) {
        status = scan_one(scan, run->jsonl_paths[i], true, report, err);
    }
    if (status == LS_OK && remembered && roots.count == 0) {
        status = ls_fail(err, LS_USAGE, "name the folders or files to index");
    }
    return status == LS_OK ? ls_scan_finish(scan, err) : status;
}

static void count_items(const struct ls_items *items, struct ls_report *report)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct ls_item *item = &items->items[i];
        report->checked += item->is_read;
        report->added += item->indexed && !item->docid;
        report->changed += item->indexed && item->docid;
        report->removed += !item->indexed && item->is_read && item->docid;
        report->bad += ls_complaints_bad(&item->complaints);
        report->hidden += item->is_hidden;
        report->odd += item->indexed && item->complaints.count > 0;
    }
}

static enum ls_status overall(const struct ls_report *report, size_t io_failures)
{
    if (io_failures + report->failure_count > 0) {
        return LS_IO;
    }
    return report->bad > 0 ? LS_BAD_CARD : LS_OK;
}

static enum ls_status count_index(struct xap_reader *reader, size_t *count, struct ls_error *err)
{
    uint32_t documents;
    struct xap_error cause;
    if (xap_reader_doc_count(reader, &documents, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot read the index");
    }
    *count = documents;
    return LS_OK;
}

/* Reads what the next generation says of PMIDs and counts. */
static enum ls_status look_back(const struct ls_build *build, struct ls_report *report,
                                struct ls_error *err)
{
    struct xap_reader *reader = NULL;
    struct xap_error cause;
    const char *path = build->changed ? build->path : ls_generations_current(build->generations);
    enum ls_status status = xap_reader_open(path, strlen(path), &reader, &cause) == XAP_OK
                                ? LS_OK
                                : ls_schema_fail(err, &cause, "cannot read the new index");
    if (status == LS_OK) {
        status =
            ls_pmid_check(&build->scan->items, build->fresh ? NULL : reader, build->arena, err);
    }
    if (status == LS_OK) {
        status = count_index(reader, &report->in_index, err);
    }
    xap_reader_free(reader);
    return status;
}

static enum ls_status build_index(const struct ls_run *run, struct ls_build *build,
                                  struct ls_report *report, struct ls_error *err)
{
    struct ls_progress progress = {0};
    build->done = &progress.done;
    ls_progress_start(&progress, run->show_progress, build->scan->items.count);
    enum ls_status status = ls_build_run(build, err);
    if (status == LS_OK && build->generations) {
        status = look_back(build, report, err);
    } else if (status == LS_OK) {
        status = ls_pmid_check(&build->scan->items, NULL, build->arena, err);
    }
    if (status == LS_OK && build->changed) {
        status = ls_generations_switch(build->generations, err);
    }
    ls_progress_stop(&progress);
    return status;
}

/* Opens what there is, unless it is to be made anew; *index stays NULL then. A rebuild still wants
 * to know which folders a good index was made from. */
static enum ls_status open_current(const struct ls_run *run, const char *path,
                                   struct ls_index **index, struct ls_scan *scan,
                                   struct ls_site *site, struct ls_glossaries *glossaries,
                                   struct ls_error *err)
{
    enum ls_status status = ls_index_open(path, index, err);
    if (status == LS_NO_INDEX || (status != LS_OK && run->rebuild)) {
        return LS_OK;
    }
    if (status == LS_OK) {
        status = ls_roots_read(ls_index_reader(*index), scan->arena, &scan->roots, err);
    }
    if (status == LS_OK) {
        status = ls_site_read(ls_index_reader(*index), scan->arena, site, err);
    }
    return status == LS_OK
               ? ls_glossaries_read(ls_index_reader(*index), scan->arena, glossaries, err)
               : status;
}

static enum ls_status take_glossaries(const struct ls_run *run, struct ls_arena *arena,
                                      struct ls_glossaries *glossaries, struct ls_report *report,
                                      struct ls_error *err)
{
    struct ls_buf complaints = {0};
    enum ls_status status = ls_glossaries_take(glossaries, run->glossaries, run->glossary_count,
                                               arena, &complaints, err);
    report->glossary_complaints = ls_arena_copy(arena, ls_buf_span(&complaints));
    report->has_glossary = glossaries->is_given;
    report->concepts = glossaries->concepts;
    ls_buf_free(&complaints);
    return status;
}

static enum ls_status run_on_index(const struct ls_run *run, const char *path,
                                   struct ls_generations *generations, struct ls_scan *scan,
                                   struct ls_report *report, struct ls_error *err)
{
    struct ls_index *index = NULL;
    struct ls_plan plan = {0};
    struct ls_site site = {.base_url = LS_SPAN("")};
    struct ls_glossaries glossaries = {0};
    enum ls_status status = open_current(run, path, &index, scan, &site, &glossaries, err);
    if (status == LS_OK) {
        status = ls_site_take(&site, run->base_url, run->routes, scan->arena, err);
    }
    if (status == LS_OK) {
        status = take_glossaries(run, scan->arena, &glossaries, report, err);
    }
    if (status == LS_OK) {
        status = scan_all(run, scan, report, err);
    }
    bool fresh = !index || run->rebuild;
    if (status == LS_OK) {
        status = ls_plan_make(scan, fresh ? NULL : ls_index_reader(index), ls_site_is_known(&site),
                              &plan, err);
    }
    ls_index_free(index);
    site.is_changed |= fresh && ls_site_is_known(&site);
    glossaries.is_changed |= fresh && glossaries.count > 0;
    struct ls_build build = {.scan = scan,
                             .plan = &plan,
                             .site = &site,
                             .glossaries = &glossaries,
                             .generations = run->dry_run ? NULL : generations,
                             .fresh = fresh,
                             .jobs = run->jobs,
                             .arena = scan->arena};
    if (status == LS_OK) {
        status = build_index(run, &build, report, err);
    }
    report->has_learned = build.has_learned;
    report->pairs = build.pairs;
    report->removed = plan.removed_count;
    report->unchanged = plan.unchanged_count;
    count_items(&scan->items, report);
    if (run->dry_run) {
        report->in_index = plan.kept_count + report->unchanged + report->added + report->changed;
    }
    return status;
}

static enum ls_status run_index(const struct ls_run *run, struct ls_scan *scan,
                                struct ls_report *report, struct ls_error *err)
{
    struct ls_span path;
    struct ls_generations *generations = NULL;
    enum ls_status status = ls_index_path(run->db, scan->arena, &path, err);
    if (status == LS_OK && !run->dry_run) {
        report->db = path.ptr;
        status = ls_generations_open(path.ptr, run->wait_seconds, &generations, err);
    }
    if (status == LS_OK) {
        report->db = path.ptr;
        status = run_on_index(run, path.ptr, generations, scan, report, err);
    }
    ls_generations_free(generations);
    return status;
}

static enum ls_status run_check(const struct ls_run *run, struct ls_scan *scan,
                                struct ls_report *report, struct ls_error *err)
{
    struct ls_plan plan;
    struct ls_site site = {0};
    struct ls_glossaries glossaries = {0};
    enum ls_status status = ls_site_take(&site, run->base_url, run->routes, scan->arena, err);
    if (status == LS_OK) {
        status = take_glossaries(run, scan->arena, &glossaries, report, err);
    }
    if (status == LS_OK) {
        status = scan_all(run, scan, report, err);
    }
    if (status == LS_OK) {
        status = ls_plan_make(scan, NULL, false, &plan, err); /* what a site hides too */
    }
    struct ls_build build = {.scan = scan,
                             .plan = &plan,
                             .site = &site,
                             .glossaries = &glossaries,
                             .fresh = true,
                             .jobs = run->jobs,
                             .arena = scan->arena};
    if (status == LS_OK) {
        status = build_index(run, &build, report, err);
    }
    count_items(&scan->items, report);
    return status;
}

enum ls_status ls_run(const struct ls_run *run, struct ls_arena *arena, struct ls_report *report,
                      struct ls_error *err)
{
    double start = seconds_now();
    struct ls_scan scan = {.arena = arena};
    *report = (struct ls_report){.dry_run = run->dry_run};
    enum ls_status status =
        run->check ? run_check(run, &scan, report, err) : run_index(run, &scan, report, err);
    struct ls_items *items = ls_arena_alloc(arena, sizeof *items);
    if (items) {
        *items = scan.items;
    }
    report->items = items;
    report->seconds = seconds_now() - start;
    report->error = status == LS_OK ? NULL : err->message;
    report->status = status == LS_OK ? overall(report, scan.io_failures) : status;
    return report->status;
}
