/* http-load: asks an HTTP server for the targets it reads, and says how long the answers took.
 *
 * With -r, requests are due at fixed times, whatever became of those before, and each is timed
 * from when it was due: a server that stalls pays for all whom that kept waiting. Without, every
 * connection asks again as soon as it is answered. */
#include "bench/http_reply.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: http-load [-r RATE] [-c CONNECTIONS] [-d SECONDS] [-s SLOWEST] ADDR PORT <TARGETS\n"
    "Prints requests, failures, seconds, requests a second, microseconds (median, 90th and 99th "
    "of\n"
    "a hundred, most) and bytes; then the SLOWEST requests: microseconds, status, target.\n";

enum { SECONDS_MAX = 3600, REQUESTS_A_SECOND_MAX = 100000 };
enum { EVENTS_MAX = 64, CONNECTIONS_MAX = 1024, READ_SIZE = 65536, REQUEST_MAX = 16384 };
enum { MICROSECONDS = 1000000, STALL = 30 * MICROSECONDS };

struct targets {
    char *text;
    char **items;
    size_t count;
};

struct result {
    uint32_t microseconds;
    int status; /* 0: no answer */
    size_t target;
};

struct connection {
    int fd; /* -1: to be opened */
    bool is_busy;
    int64_t due;
    size_t target;
    struct bench_reply reply;
};

struct load {
    double rate; /* requests a second; 0: as fast as they are answered */
    double seconds;
    size_t connection_count;
    size_t request_count;
    size_t slowest_count;
    struct sockaddr_in address;
    char host[64];
    struct targets targets;
    int epoll;
    struct connection connections[CONNECTIONS_MAX];
    struct result *results;
    size_t begun;
    size_t done;
    size_t failed;
    uint64_t bytes;
    int64_t start;
};

/* Microseconds. */
static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * MICROSECONDS + time.tv_nsec / 1000;
}

/* ---- what is asked ---- */

static bool add_target(struct targets *targets, char *line)
{
    if (targets->count % 1024 == 0) {
        char **items = realloc(targets->items, (targets->count + 1024) * sizeof *items);
        if (!items) {
            return false;
        }
        targets->items = items;
    }
    targets->items[targets->count++] = line;
    return true;
}

static bool read_targets(struct targets *targets)
{
    size_t size = 0;
    bool good = getdelim(&targets->text, &size, '\0', stdin) > 0;
    char *rest = targets->text;
    char *line;
    while (good && (line = strsep(&rest, "\n"))) {
        good = *line != '/' || add_target(targets, line);
    }
    return good && targets->count > 0;
}

static bool read_options(int argc, char **argv, struct load *load)
{
    int option;
    while ((option = getopt(argc, argv, "r:c:d:s:")) != -1) {
        double number = optarg ? strtod(optarg, NULL) : 0;
        if (option == 'r' && number > 0) {
            load->rate = number;
        } else if (option == 'c' && number >= 1 && number <= CONNECTIONS_MAX) {
            load->connection_count = (size_t)number;
        } else if (option == 'd' && number > 0 && number <= SECONDS_MAX) {
            load->seconds = number;
        } else if (option == 's' && number >= 0 && number <= 1e8) {
            load->slowest_count = (size_t)number;
        } else {
            return false;
        }
    }
    if (argc - optind != 2) {
        return false;
    }
    long port = strtol(argv[optind + 1], NULL, 10);
    load->address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    snprintf(load->host, sizeof load->host, "%s:%ld", argv[optind], port);
    return port > 0 && port <= UINT16_MAX &&
           inet_pton(AF_INET, argv[optind], &load->address.sin_addr) == 1;
}

/* ---- one request ---- */

static bool open_connection(struct load *load, struct connection *connection)
{
    int yes = 1;
    connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0) {
        return false;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    return connect(connection->fd, (struct sockaddr *)&load->address, sizeof load->address) == 0 &&
           setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0 &&
           epoll_ctl(load->epoll, EPOLL_CTL_ADD, connection->fd, &event) == 0;
}

static void close_connection(struct connection *connection)
{
    if (connection->fd >= 0) {
        close(connection->fd);
    }
    connection->fd = -1;
}

static void end_request(struct load *load, struct connection *connection, int status)
{
    load->results[load->done++] =
        (struct result){.microseconds = (uint32_t)(now() - connection->due),
                        .status = status,
                        .target = connection->target};
    load->failed += status != 200;
    load->bytes += connection->reply.received;
    connection->is_busy = false;
    if (status == 0 || connection->reply.closes) {
        close_connection(connection);
    }
}

/* A request is smaller than what a socket takes at once. */
static void begin_request(struct load *load, struct connection *connection, int64_t due)
{
    char request[REQUEST_MAX];
    connection->is_busy = true;
    connection->due = due;
    connection->target = load->begun++ % load->targets.count;
    connection->reply = (struct bench_reply){0};
    int len = snprintf(request, sizeof request,
                       "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\n\r\n",
                       load->targets.items[connection->target], load->host);
    bool good = len < (int)sizeof request &&
                (connection->fd >= 0 || open_connection(load, connection)) &&
                send(connection->fd, request, (size_t)len, MSG_NOSIGNAL) == len;
    if (!good) {
        end_request(load, connection, 0);
    }
}

static void read_reply(struct load *load, struct connection *connection)
{
    static char bytes[READ_SIZE];
    ssize_t len = recv(connection->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (!connection->is_busy) { /* closed by the server while it was idle */
        close_connection(connection);
        return;
    }
    enum bench_reply_state state =
        len > 0 ? bench_reply_take(&connection->reply, bytes, (size_t)len) : BENCH_REPLY_BAD;
    if (state != BENCH_REPLY_MORE) {
        end_request(load, connection, state == BENCH_REPLY_WHOLE ? connection->reply.status : 0);
    }
}

/* ---- all of them ---- */

static int64_t due_time(const struct load *load, size_t number)
{
    return load->start + (int64_t)((double)number * MICROSECONDS / load->rate);
}

static struct connection *find_idle(struct load *load)
{
    for (size_t i = 0; i < load->connection_count; i++) {
        if (!load->connections[i].is_busy) {
            return &load->connections[i];
        }
    }
    return NULL;
}

static void begin_due(struct load *load)
{
    struct connection *idle;
    while (load->begun < load->request_count && (idle = find_idle(load))) {
        int64_t time = now();
        if (load->rate <= 0 && (double)(time - load->start) >= load->seconds * MICROSECONDS) {
            load->request_count = load->begun;
            break;
        }
        int64_t due = load->rate > 0 ? due_time(load, load->begun) : time;
        if (due > time) {
            break;
        }
        begin_request(load, idle, due);
    }
}

/* Microseconds to wait for answers; a request that comes due meanwhile ends the wait. */
static int64_t wait_time(struct load *load)
{
    if (load->rate <= 0 || load->begun >= load->request_count || !find_idle(load)) {
        return STALL;
    }
    int64_t left = due_time(load, load->begun) - now();
    return left > 0 ? left : 0;
}

static bool run(struct load *load)
{
    struct epoll_event events[EVENTS_MAX];
    load->start = now();
    while (begin_due(load), load->done < load->request_count) {
        int64_t wait = wait_time(load);
        struct timespec timeout = {wait / MICROSECONDS, wait % MICROSECONDS * 1000};
        int count = epoll_pwait2(load->epoll, events, EVENTS_MAX, &timeout, NULL);
        for (int i = 0; i < count; i++) {
            read_reply(load, events[i].data.ptr);
        }
        if (count == 0 && wait == STALL) {
            fprintf(stderr, "http-load: no answer for %d s\n", STALL / MICROSECONDS);
            return false;
        }
    }
    return true;
}

/* ---- what it took ---- */

static int compare(const void *a, const void *b)
{
    uint32_t x = ((const struct result *)a)->microseconds;
    uint32_t y = ((const struct result *)b)->microseconds;
    return (x > y) - (x < y);
}

static uint32_t percentile(const struct load *load, double percent)
{
    return load->results[(size_t)(percent / 100 * (double)(load->done - 1) + 0.5)].microseconds;
}

static void print_results(struct load *load)
{
    double seconds = (double)(now() - load->start) / MICROSECONDS;
    qsort(load->results, load->done, sizeof *load->results, compare);
    printf("%zu\t%zu\t%.3f\t%.1f\t%u\t%u\t%u\t%u\t%llu\n", load->done, load->failed, seconds,
           (double)load->done / seconds, percentile(load, 50), percentile(load, 90),
           percentile(load, 99), percentile(load, 100), (unsigned long long)load->bytes);
    for (size_t i = 0; i < load->slowest_count && i < load->done; i++) {
        const struct result *result = &load->results[load->done - 1 - i];
        printf("%u\t%d\t%s\n", result->microseconds, result->status,
               load->targets.items[result->target]);
    }
}

static bool prepare(struct load *load)
{
    if (!read_targets(&load->targets)) {
        fprintf(stderr, "http-load: no targets on standard input\n");
        return false;
    }
    double most = load->rate > 0 ? load->rate : REQUESTS_A_SECOND_MAX;
    load->request_count = (size_t)(most * load->seconds);
    for (size_t i = 0; i < load->connection_count; i++) {
        load->connections[i].fd = -1;
    }
    load->results = calloc(load->request_count, sizeof *load->results);
    load->epoll = epoll_create1(EPOLL_CLOEXEC);
    return load->request_count > 0 && load->results && load->epoll >= 0;
}

int main(int argc, char **argv)
{
    static struct load load = {.connection_count = 32, .seconds = 10};
    if (!read_options(argc, argv, &load)) {
        fputs(usage, stderr);
        return 2;
    }
    bool good = prepare(&load) && run(&load);
    if (good) {
        print_results(&load);
    }
    free(load.results);
    free(load.targets.items);
    free(load.targets.text);
    return good ? 0 : 1;
}
