/* litsearch.h over the indexer. */
#include "api/common.h"
#include "indexer/run.h"

#include <stdlib.h>
#include <unistd.h>

struct litsearch_builder {
    struct ls_arena arena; /* of the names */
    struct ls_run run;
};

enum { JOBS_MAX = 64 };

static unsigned jobs_of(long wanted)
{
    long count = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > JOBS_MAX ? JOBS_MAX : (unsigned)count;
}

enum litsearch_status litsearch_builder_new(const char *folder, struct litsearch_builder **out,
                                            struct litsearch_error *err)
{
    if (!out) {
        return api_refuse("litsearch_builder_new: out is NULL", err);
    }
    *out = NULL;
    struct ls_error inner = {0};
    struct litsearch_builder *builder = calloc(1, sizeof *builder);
    if (!builder) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    builder->run.jobs = jobs_of(0);
    builder->run.db = ls_arena_copy(&builder->arena, ls_span_str(folder)).ptr;
    if (folder && !builder->run.db) {
        litsearch_builder_free(builder);
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    *out = builder;
    return api_done(LS_OK, &inner, NULL, err);
}

void litsearch_builder_free(struct litsearch_builder *builder)
{
    if (builder) {
        ls_arena_free(&builder->arena);
        free(builder);
    }
}

static enum litsearch_status add_path(struct ls_arena *arena, const char *path,
                                      struct ls_span **paths, size_t *count,
                                      struct litsearch_error *err)
{
    struct ls_error inner = {0};
    struct ls_span copy = ls_arena_copy(arena, ls_span_str(path));
    struct ls_span *room = copy.ptr ? LS_ARENA_PUSH(arena, *paths, count) : NULL;
    if (!room) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    *room = copy;
    return api_done(LS_OK, &inner, NULL, err);
}

enum litsearch_status litsearch_builder_add_path(struct litsearch_builder *builder,
                                                 const char *path, struct litsearch_error *err)
{
    return builder && path
               ? add_path(&builder->arena, path, &builder->run.paths, &builder->run.path_count, err)
               : api_refuse("litsearch_builder_add_path: a NULL", err);
}

enum litsearch_status litsearch_builder_add_jsonl(struct litsearch_builder *builder,
                                                  const char *path, struct litsearch_error *err)
{
    return builder && path ? add_path(&builder->arena, path, &builder->run.jsonl_paths,
                                      &builder->run.jsonl_count, err)
                           : api_refuse("litsearch_builder_add_jsonl: a NULL", err);
}

void litsearch_builder_set_rebuild(struct litsearch_builder *builder, bool is_wanted)
{
    if (builder) {
        builder->run.rebuild = is_wanted;
    }
}

void litsearch_builder_set_dry_run(struct litsearch_builder *builder, bool is_wanted)
{
    if (builder) {
        builder->run.dry_run = is_wanted;
    }
}

void litsearch_builder_set_jobs(struct litsearch_builder *builder, unsigned threads)
{
    if (builder) {
        builder->run.jobs = jobs_of(threads);
    }
}

void litsearch_builder_set_wait(struct litsearch_builder *builder, unsigned seconds)
{
    if (builder) {
        builder->run.wait_seconds = seconds;
    }
}

static void tell(const struct ls_buf *lines, litsearch_line_fn line, void *data)
{
    struct ls_span rest = ls_buf_span(lines);
    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        line(rest.ptr, len, data);
        rest = ls_span_from(rest, len + 1);
    }
}

static enum ls_status tell_report(const struct ls_report *report, litsearch_line_fn line,
                                  void *data, struct ls_error *err)
{
    struct ls_buf lines = {0};
    ls_report_complaints(report, &lines);
    if (!report->error) {
        ls_report_summary(report, &lines);
    }
    enum ls_status status = lines.failed ? ls_fail_memory(err) : LS_OK;
    if (status == LS_OK) {
        tell(&lines, line, data);
    }
    ls_buf_free(&lines);
    return status;
}

static void fill_report(const struct ls_report *from, struct litsearch_report *report)
{
    *report = (struct litsearch_report){.in_index = from->in_index,
                                        .added = from->added,
                                        .changed = from->changed,
                                        .removed = from->removed,
                                        .unchanged = from->unchanged,
                                        .bad = from->bad,
                                        .odd = from->odd,
                                        .hidden = from->hidden};
}

enum litsearch_status litsearch_builder_run(struct litsearch_builder *builder,
                                            litsearch_line_fn line, void *data,
                                            struct litsearch_report *report,
                                            struct litsearch_error *err)
{
    if (report) {
        *report = (struct litsearch_report){0};
    }
    if (!builder) {
        return api_refuse("litsearch_builder_run: builder is NULL", err);
    }
    struct ls_arena arena = {0};
    struct ls_report found;
    struct ls_error inner = {0}, telling = {0};
    enum ls_status status = ls_run(&builder->run, &arena, &found, &inner);
    if (report) {
        fill_report(&found, report);
    }
    if (line && tell_report(&found, line, data, &telling) != LS_OK && status == LS_OK) {
        status = LS_INTERNAL;
        inner = telling;
    }
    ls_arena_free(&arena);
    return api_done(status, &inner, NULL, err);
}
