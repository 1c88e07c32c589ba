/* litsearch-serve: the command line and the process. */
#include "base/arena.h"
#include "server/http/cache.h"
#include "server/http/daemon.h"
#include "server/options_table.h"
#include "site/route.h"
#include "store/index.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    THREADS_MAX = 256,
    CONNECTIONS_DEFAULT = 16384,
    CONNECTIONS_MAX = 1000000,
    FILES_OF_OURS = 64, /* beside those of connections, and of each thread's index */
    FILES_OF_THREAD = 32,
    TIME_LIMIT_MS = 2000,
    TIME_LIMIT_MS_MAX = 600000,
    WAITING_PER_THREAD = 256,
    CACHE_MB = 32,
    MEMORY_MB_MAX = 2048, /* unless more is asked for */
    MEMORY_PART = 8,      /* of the machine's */
    CACHE_MB_MAX = 65536
};

struct settings {
    struct ls_site site;
    struct ls_daemon_settings daemon;
    unsigned threads;
    unsigned cache_mb;
    unsigned memory_mb;
    bool is_done; /* a page was shown */
};

static enum ls_status add_text(struct ls_arena *arena, const char ***list, size_t *count,
                               const char *text, struct ls_error *err)
{
    const char **room = LS_ARENA_PUSH(arena, *list, count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = text;
    return LS_OK;
}

static enum ls_status take_number(const struct ls_options *options, unsigned long min,
                                  unsigned long max, unsigned *out, struct ls_error *err)
{
    unsigned long number = min;
    enum ls_status status = ls_option_number(options, min, max, &number, err);
    *out = (unsigned)number;
    return status;
}

static enum ls_status check_url(const struct ls_options *options, bool is_absolute,
                                struct ls_error *err)
{
    struct ls_span url = ls_span_str(options->arg);
    const char *problem = ls_route_base_problem(url);
    if (!problem && is_absolute && url.ptr[0] == '/') {
        problem = "must begin with http:// or https://";
    }
    return problem
               ? ls_fail(err, LS_USAGE, "--%s %s: %s", options->taken->name, options->arg, problem)
               : LS_OK;
}

/* An origin is a scheme, a host and perhaps a port: what a browser sends. */
static enum ls_status take_origin(const struct ls_options *options, struct ls_arena *arena,
                                  struct ls_site *site, struct ls_error *err)
{
    struct ls_span origin = ls_span_str(options->arg);
    bool is_all = ls_span_equal(origin, LS_SPAN("*"));
    enum ls_status status = is_all ? LS_OK : check_url(options, true, err);
    const char *host = is_all ? NULL : strstr(options->arg, "://");
    if (status == LS_OK && host && strchr(host + 3, '/')) {
        status = ls_fail(err, LS_USAGE, "--origin %s: leave out what stands behind the host",
                         options->arg);
    }
    return status == LS_OK ? add_text(arena, &site->origins, &site->origin_count, options->arg, err)
                           : status;
}

static void show_page(const struct ls_options *options)
{
    struct ls_buf out = {0};
    if (options->id == LS_SERVER_OPTION_HELP) {
        ls_program_render(&ls_server_program, ls_option_choice(options), LS_VERSION, &out);
    } else {
        ls_buf_add_str(&out, "litsearch-serve " LS_VERSION "\n");
    }
    fwrite(out.ptr, 1, out.len, stdout);
    ls_buf_free(&out);
}

static enum ls_status take_root(const struct ls_options *options, struct ls_site *site,
                                struct ls_error *err)
{
    enum ls_status status = check_url(options, true, err);
    site->root = ls_span_str(options->arg);
    while (site->root.len > 0 && site->root.ptr[site->root.len - 1] == '/') {
        site->root.len--;
    }
    return status;
}

static enum ls_status take_option(const struct ls_options *options, struct ls_arena *arena,
                                  struct settings *settings, struct ls_error *err)
{
    struct ls_site *site = &settings->site;
    switch ((enum ls_server_option)options->id) {
    case LS_SERVER_OPTION_DB:
        return add_text(arena, &site->dbs, &site->db_count, options->arg, err);
    case LS_SERVER_OPTION_LISTEN:
        return ls_address_read(ls_span_str(options->arg), &settings->daemon.address, err);
    case LS_SERVER_OPTION_BASE_URL:
        site->base_url = options->arg;
        return *options->arg ? check_url(options, false, err) : LS_OK;
    case LS_SERVER_OPTION_ROOT:
        return take_root(options, site, err);
    case LS_SERVER_OPTION_ORIGIN:
        return take_origin(options, arena, site, err);
    case LS_SERVER_OPTION_THREADS:
        return take_number(options, 1, THREADS_MAX, &settings->threads, err);
    case LS_SERVER_OPTION_TIME_LIMIT:
        return take_number(options, 1, TIME_LIMIT_MS_MAX, &site->time_limit_ms, err);
    case LS_SERVER_OPTION_CONNECTIONS:
        return take_number(options, 1, CONNECTIONS_MAX, &settings->daemon.connections_max, err);
    case LS_SERVER_OPTION_CACHE:
        return take_number(options, 0, CACHE_MB_MAX, &settings->cache_mb, err);
    case LS_SERVER_OPTION_MEMORY:
        return take_number(options, 0, CACHE_MB_MAX, &settings->memory_mb, err);
    case LS_SERVER_OPTION_QUIET:
        settings->daemon.is_quiet = true;
        break;
    case LS_SERVER_OPTION_HELP:
    case LS_SERVER_OPTION_VERSION:
        settings->is_done = true;
        show_page(options);
        break;
    }
    return LS_OK;
}

static unsigned core_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores < THREADS_MAX ? (unsigned)cores : THREADS_MAX;
}

static unsigned memory_part_mb(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
    double part = (double)pages * (double)page_bytes / MEMORY_PART / (1 << 20);
    return part < 1 ? 1 : part < MEMORY_MB_MAX ? (unsigned)part : MEMORY_MB_MAX;
}

static enum ls_status read_settings(int argc, char **argv, struct ls_arena *arena,
                                    struct settings *settings, struct ls_error *err)
{
    struct ls_options options;
    *settings = (struct settings){
        .threads = core_count(),
        .cache_mb = CACHE_MB,
        .memory_mb = memory_part_mb(),
        .daemon.connections_max = CONNECTIONS_DEFAULT,
        .site.time_limit_ms = TIME_LIMIT_MS,
    };
    enum ls_status status = ls_address_read(LS_SPAN("7700"), &settings->daemon.address, err);
    ls_options_init(&options, &ls_server_program, argc, argv);
    while (status == LS_OK && (status = ls_options_next(&options, err)) == LS_OK &&
           options.id != 0 && !settings->is_done) {
        status = take_option(&options, arena, settings, err);
    }
    if (status == LS_OK && !settings->is_done && options.operand < argc) {
        status =
            ls_fail(err, LS_USAGE, "%s: litsearch-serve takes options only", argv[options.operand]);
    }
    return status;
}

/* As many files as connections need; where the system allows fewer, fewer connections. */
static void fit_connections(struct settings *settings)
{
    struct rlimit files;
    rlim_t ours = FILES_OF_OURS + (rlim_t)settings->threads * FILES_OF_THREAD;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        rlim_t wanted = settings->daemon.connections_max + ours;
        files.rlim_cur = wanted < files.rlim_max ? wanted : files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        if (files.rlim_cur < wanted) {
            rlim_t fitting = files.rlim_cur > 2 * ours ? files.rlim_cur - ours : 64;
            if (fitting < settings->daemon.connections_max) {
                settings->daemon.connections_max = (unsigned)fitting;
            }
        }
    }
}

/* A server may be started before its index is made, but then someone wants to know. */
static void warn_without_index(const struct ls_site *site)
{
    struct ls_arena arena = {0};
    struct ls_error err = {0};
    struct ls_span path;
    struct ls_index *index = NULL;
    size_t count = site->db_count > 0 ? site->db_count : 1;
    for (size_t i = 0; i < count; i++) {
        enum ls_status status =
            ls_index_path(site->db_count > 0 ? site->dbs[i] : NULL, &arena, &path, &err);
        if (status == LS_OK) {
            status = ls_index_open(path.ptr, &index, &err);
        }
        if (status != LS_OK) {
            fprintf(stderr, "litsearch-serve: %s (answering 503 until then)\n", err.message);
        }
        ls_index_free(index);
        index = NULL;
    }
    ls_arena_free(&arena);
}

static void say_address(const struct ls_daemon *daemon)
{
    char address[LS_ADDRESS_TEXT_BYTES];
    ls_daemon_address(daemon, address);
    fprintf(stderr, "litsearch-serve: listening on http://%s\n", address);
}

/* Threads inherit the mask, so that this one alone gets the signals. */
static void wait_for_end(const sigset_t *ends)
{
    int signal_number;
    sigwait(ends, &signal_number);
    fprintf(stderr, "litsearch-serve: stopping\n");
    /* A second one finds no one who waits for it, and ends the process. */
    pthread_sigmask(SIG_UNBLOCK, ends, NULL);
}

static enum ls_status serve(struct settings *settings, struct ls_error *err)
{
    static struct ls_metrics metrics;
    struct ls_service service = {.site = &settings->site, .metrics = &metrics};
    struct ls_daemon *daemon = NULL;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    fit_connections(settings);
    struct ls_pool_settings pool = {
        .threads = settings->threads,
        .waiting_max = (size_t)settings->threads * WAITING_PER_THREAD,
        .is_ready = &metrics.is_ready,
        .memory_bytes_max = (size_t)settings->memory_mb << 20,
    };
    enum ls_status status = ls_pool_start(&settings->site, &pool, &service.pool, err);
    service.cache = ls_cache_new((size_t)settings->cache_mb << 20);
    if (status == LS_OK && !service.cache) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        warn_without_index(&settings->site);
        status = ls_daemon_start(&settings->daemon, &service, &daemon, err);
    }
    if (status == LS_OK) {
        say_address(daemon);
        wait_for_end(&ends);
        ls_daemon_stop(daemon);
    }
    ls_daemon_free(daemon);
    ls_pool_free(service.pool);
    ls_cache_free(service.cache);
    return status;
}

int main(int argc, char **argv)
{
    struct ls_arena arena = {0};
    struct settings settings;
    struct ls_error err = {0};
    enum ls_status status = read_settings(argc, argv, &arena, &settings, &err);
    if (status == LS_OK && !settings.is_done) {
        status = serve(&settings, &err);
    }
    if (err.message[0]) {
        fprintf(stderr, "litsearch-serve: %s\n", err.message);
    }
    ls_arena_free(&arena);
    return fflush(stdout) == 0 ? ls_status_exit(status) : ls_status_exit(LS_IO);
}
