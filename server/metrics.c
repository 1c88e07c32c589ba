#include "server/metrics.h"

static const double bounds[LS_METRICS_BUCKETS] = LS_METRICS_BOUNDS;

void ls_metrics_count(struct ls_metrics *metrics, size_t route, unsigned code, double ms,
                      size_t bytes)
{
    size_t bucket = 0;
    while (bucket < LS_METRICS_BUCKETS && ms > bounds[bucket] * 1e3) {
        bucket++;
    }
    metrics->routes[route].by_class[code < LS_METRICS_CODES_MAX ? code / 100 : 5]++;
    metrics->routes[route].within[bucket]++;
    metrics->routes[route].microseconds += (unsigned long)(ms * 1e3);
    metrics->bytes_sent += bytes;
}

static void add_head(struct ls_buf *out, const char *name, const char *kind, const char *help)
{
    ls_buf_printf(out, "# HELP litsearch_%s %s\n# TYPE litsearch_%s %s\n", name, help, name, kind);
}

static void add_plain(struct ls_buf *out, const char *name, const char *kind, const char *help,
                      long value)
{
    add_head(out, name, kind, help);
    ls_buf_printf(out, "litsearch_%s %ld\n", name, value);
}

static void add_durations(const struct ls_metrics *metrics, size_t route, const char *name,
                          struct ls_buf *out)
{
    unsigned long sum = 0;
    for (size_t i = 0; i < LS_METRICS_BUCKETS; i++) {
        sum += metrics->routes[route].within[i];
        ls_buf_printf(out, "litsearch_request_seconds_bucket{route=\"%s\",le=\"%g\"} %lu\n", name,
                      bounds[i], sum);
    }
    sum += metrics->routes[route].within[LS_METRICS_BUCKETS];
    ls_buf_printf(out, "litsearch_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %lu\n", name,
                  sum);
    ls_buf_printf(out, "litsearch_request_seconds_sum{route=\"%s\"} %.6f\n", name,
                  (double)metrics->routes[route].microseconds / 1e6);
    ls_buf_printf(out, "litsearch_request_seconds_count{route=\"%s\"} %lu\n", name, sum);
}

void ls_metrics_write(const struct ls_metrics *metrics, const char *const *names, size_t count,
                      struct ls_buf *out)
{
    add_head(out, "requests_total", "counter", "Requests answered, by route and class of status.");
    for (size_t i = 0; i < count; i++) {
        for (unsigned class = 1; class < 6; class ++) {
            unsigned long answered = metrics->routes[i].by_class[class];
            if (answered > 0) {
                ls_buf_printf(out, "litsearch_requests_total{route=\"%s\",code=\"%uxx\"} %lu\n",
                              names[i], class, answered);
            }
        }
    }
    add_head(out, "request_seconds", "histogram",
             "From a request's first line to the end of its answer.");
    for (size_t i = 0; i < count; i++) {
        add_durations(metrics, i, names[i], out);
    }
    add_plain(out, "requests_under_way", "gauge", "Requests that have not been answered yet.",
              metrics->under_way);
    add_plain(out, "ready", "gauge",
              "1 when all that makes searches quick has been made of the index, in memory.",
              metrics->is_ready);
    add_plain(out, "sent_bytes_total", "counter", "Bytes of answers' bodies.",
              (long)metrics->bytes_sent);
    add_plain(out, "not_modified_total", "counter", "Requests answered by their ETag alone.",
              (long)metrics->not_modified);
    add_plain(out, "kept_total", "counter", "Requests answered with what was kept in memory.",
              (long)metrics->kept);
    add_plain(out, "turned_away_total", "counter",
              "Requests answered with 503 since too many waited, or for too long.",
              (long)metrics->turned_away);
}
