/* What the server counts of itself, written by all threads and read by /metrics. */
#ifndef LS_SERVER_METRICS_H
#define LS_SERVER_METRICS_H

#include "base/buf.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Upper bounds of the buckets of durations, in seconds. */
#define LS_METRICS_BOUNDS                                                                          \
    {                                                                                              \
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5                         \
    }
enum { LS_METRICS_BUCKETS = 12, LS_METRICS_ROUTES_MAX = 32, LS_METRICS_CODES_MAX = 600 };

struct ls_metrics {
    /* By the number of the route; that of the last is for what is none. */
    struct {
        atomic_ulong by_class[6]; /* [2]: answered with 2xx */
        atomic_ulong within[LS_METRICS_BUCKETS + 1];
        atomic_ulong microseconds;
    } routes[LS_METRICS_ROUTES_MAX];
    atomic_ulong bytes_sent;
    atomic_ulong turned_away;  /* since too many waited, or for too long */
    atomic_ulong kept;         /* answered from the cache */
    atomic_ulong not_modified; /* answered with an ETag alone */
    atomic_long under_way;
    atomic_bool is_ready; /* what makes searches quick was made of the index */
};

void ls_metrics_count(struct ls_metrics *metrics, size_t route, unsigned code, double ms,
                      size_t bytes);

/* Appends them in the text form of Prometheus. names are those of the routes. */
void ls_metrics_write(const struct ls_metrics *metrics, const char *const *names, size_t count,
                      struct ls_buf *out);

#endif
