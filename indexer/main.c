/* litsearch-index: the command line. */
#include "indexer/options_table.h"
#include "indexer/run.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef LS_VERSION
#define LS_VERSION "unknown"
#endif

enum { LIST_BYTES_MAX = 256 << 20, WAIT_SECONDS_MAX = 7 * 24 * 3600, JOBS_MAX = 64 };

struct settings {
    struct ls_run run;
    enum ls_index_report report;
    enum ls_index_progress progress;
    bool quiet;
    bool null_separated;
    const char *list; /* --files-from */
    bool done;        /* --help or --version: nothing else to do */
};

static enum ls_status write_out(struct ls_buf *text, struct ls_error *err)
{
    bool written =
        !text->failed && fwrite(text->ptr ? text->ptr : "", 1, text->len, stdout) == text->len;
    return written && fflush(stdout) == 0
               ? LS_OK
               : ls_fail(err, LS_IO, "standard output: %s", strerror(errno));
}

static enum ls_status show_page(const struct ls_options *options, struct ls_error *err)
{
    struct ls_buf page = {0};
    if (options->id == LS_INDEX_OPTION_HELP) {
        ls_program_render(&ls_index_program, ls_option_choice(options), LS_VERSION, &page);
    } else {
        ls_buf_add_str(&page, "litsearch-index " LS_VERSION "\n");
    }
    enum ls_status status = write_out(&page, err);
    ls_buf_free(&page);
    return status;
}

static enum ls_status add_path(struct ls_arena *arena, struct ls_span **paths, size_t *count,
                               struct ls_span path, struct ls_error *err)
{
    struct ls_span *place = LS_ARENA_PUSH(arena, *paths, count);
    if (place) {
        *place = ls_arena_copy(arena, path);
    }
    return place && place->ptr ? LS_OK : ls_fail_memory(err);
}

static enum ls_status take_number(const struct ls_options *options, unsigned long min,
                                  unsigned long max, unsigned *out, struct ls_error *err)
{
    unsigned long number;
    enum ls_status status = ls_option_number(options, min, max, &number, err);
    if (status == LS_OK) {
        *out = (unsigned)number;
    }
    return status;
}

static enum ls_status take_option(const struct ls_options *options, struct settings *settings,
                                  struct ls_arena *arena, struct ls_error *err)
{
    struct ls_run *run = &settings->run;
    switch ((enum ls_index_option)options->id) {
    case LS_INDEX_OPTION_DB:
        run->db = options->arg;
        break;
    case LS_INDEX_OPTION_JOBS:
        return take_number(options, 1, JOBS_MAX, &run->jobs, err);
    case LS_INDEX_OPTION_REBUILD:
        run->rebuild = true;
        break;
    case LS_INDEX_OPTION_DRY_RUN:
        run->dry_run = true;
        break;
    case LS_INDEX_OPTION_CHECK:
        run->check = true;
        break;
    case LS_INDEX_OPTION_JSONL:
        return add_path(arena, &run->jsonl_paths, &run->jsonl_count, ls_span_str(options->arg),
                        err);
    case LS_INDEX_OPTION_FILES_FROM:
        settings->list = options->arg;
        break;
    case LS_INDEX_OPTION_NULL:
        settings->null_separated = true;
        break;
    case LS_INDEX_OPTION_BASE_URL:
        run->base_url = options->arg;
        break;
    case LS_INDEX_OPTION_ROUTES:
        run->routes = options->arg;
        break;
    case LS_INDEX_OPTION_GLOSSARY:
        return add_path(arena, &run->glossaries, &run->glossary_count, ls_span_str(options->arg),
                        err);
    case LS_INDEX_OPTION_WAIT:
        return take_number(options, 0, WAIT_SECONDS_MAX, &run->wait_seconds, err);
    case LS_INDEX_OPTION_REPORT:
        settings->report = (enum ls_index_report)ls_option_choice(options);
        break;
    case LS_INDEX_OPTION_PROGRESS:
        settings->progress = (enum ls_index_progress)ls_option_choice(options);
        break;
    case LS_INDEX_OPTION_QUIET:
        settings->quiet = true;
        break;
    case LS_INDEX_OPTION_HELP:
    case LS_INDEX_OPTION_VERSION:
        settings->done = true;
        return show_page(options, err);
    }
    return LS_OK;
}

static enum ls_status read_list(const char *name, struct ls_buf *list, struct ls_error *err)
{
    bool is_input = strcmp(name, "-") == 0;
    FILE *file = is_input ? stdin : fopen(name, "re");
    if (!file) {
        return ls_fail(err, LS_IO, "%s: %s", name, strerror(errno));
    }
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0 && list->len <= LIST_BYTES_MAX) {
        ls_buf_add(list, block, got);
    }
    enum ls_status status = LS_OK;
    if (ferror(file)) {
        status = ls_fail(err, LS_IO, "%s: %s", name, strerror(errno));
    } else if (list->len > LIST_BYTES_MAX) {
        status = ls_fail(err, LS_USAGE, "%s: more than %d MB of paths", name, LIST_BYTES_MAX >> 20);
    } else if (list->failed) {
        status = ls_fail_memory(err);
    }
    if (!is_input) {
        fclose(file);
    }
    return status;
}

static enum ls_status take_list(struct settings *settings, struct ls_arena *arena,
                                struct ls_error *err)
{
    struct ls_buf list = {0};
    enum ls_status status = read_list(settings->list, &list, err);
    struct ls_span rest = ls_buf_span(&list);
    char separator = settings->null_separated ? '\0' : '\n';
    while (status == LS_OK && rest.len > 0) {
        const char *end = memchr(rest.ptr, separator, rest.len);
        struct ls_span path = ls_span(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
        rest = ls_span_from(rest, path.len + 1);
        if (path.len > 0) {
            status = add_path(arena, &settings->run.paths, &settings->run.path_count, path, err);
        }
    }
    ls_buf_free(&list);
    return status;
}

static enum ls_status take_command_line(int argc, char **argv, struct settings *settings,
                                        struct ls_arena *arena, struct ls_error *err)
{
    struct ls_options options;
    ls_options_init(&options, &ls_index_program, argc, argv);
    enum ls_status status;
    while ((status = ls_options_next(&options, err)) == LS_OK && options.id != 0) {
        status = take_option(&options, settings, arena, err);
        if (status != LS_OK || settings->done) {
            return status;
        }
    }
    for (int i = options.operand; status == LS_OK && i < argc; i++) {
        status = add_path(arena, &settings->run.paths, &settings->run.path_count,
                          ls_span_str(argv[i]), err);
    }
    if (status == LS_OK && settings->list) {
        status = take_list(settings, arena, err);
    }
    bool named = settings->run.path_count + settings->run.jsonl_count > 0;
    if (status == LS_OK && !named && settings->run.check) {
        status = ls_fail(err, LS_USAGE, "--check: name the folders or files to check");
    } else if (status == LS_OK && !named && settings->list) {
        status = ls_fail(err, LS_USAGE, "--files-from %s: the list is empty", settings->list);
    }
    return status;
}

static enum ls_status show_report(const struct settings *settings, const struct ls_report *report,
                                  struct ls_error *err)
{
    struct ls_buf complaints = {0};
    struct ls_buf result = {0};
    if (!settings->quiet) {
        ls_report_complaints(report, &complaints);
    }
    if (settings->report == LS_INDEX_REPORT_JSON) {
        ls_report_json(report, &result);
    } else if (!settings->quiet && !report->error) {
        ls_report_summary(report, &result);
    }
    bool told = settings->report == LS_INDEX_REPORT_JSON || complaints.len == 0 ||
                fwrite(complaints.ptr, 1, complaints.len, stderr) == complaints.len;
    enum ls_status status = told ? write_out(&result, err) : LS_IO;
    ls_buf_free(&complaints);
    ls_buf_free(&result);
    return status;
}

static enum ls_status run(struct settings *settings, struct ls_arena *arena, struct ls_error *err)
{
    struct ls_report report;
    bool terminal = isatty(STDERR_FILENO);
    settings->run.show_progress =
        !settings->quiet && (settings->progress == LS_INDEX_PROGRESS_ALWAYS ||
                             (settings->progress == LS_INDEX_PROGRESS_AUTO && terminal));
    enum ls_status status = ls_run(&settings->run, arena, &report, err);
    struct ls_error output;
    if (show_report(settings, &report, &output) != LS_OK && !report.error) {
        *err = output;
        return LS_IO;
    }
    if (status != LS_OK && !report.error) {
        err->message[0] = '\0'; /* all is said in the report */
    }
    return status;
}

int main(int argc, char **argv)
{
    struct ls_arena arena = {0};
    struct ls_error err = {0};
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct settings settings = {.run.jobs = cores > 0 ? (unsigned)cores : 1};
    setlocale(LC_MESSAGES, "");
    enum ls_status status = take_command_line(argc, argv, &settings, &arena, &err);
    if (status == LS_OK && !settings.done) {
        status = run(&settings, &arena, &err);
    }
    if (status != LS_OK && err.message[0]) {
        fprintf(stderr, "litsearch-index: %s\n", err.message);
    }
    ls_arena_free(&arena);
    return ls_status_exit(status);
}
