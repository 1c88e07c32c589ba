/* An HTTP reply as it arrives: where its head and body end. */
#ifndef BENCH_HTTP_REPLY_H
#define BENCH_HTTP_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bench_reply_state { BENCH_REPLY_MORE, BENCH_REPLY_WHOLE, BENCH_REPLY_BAD };

enum { BENCH_HEAD_MAX = 8192 };

/* {0} is one of which nothing has arrived. */
struct bench_reply {
    int status;
    bool closes; /* the server closes the connection after it */
    bool is_chunked;
    bool has_head;
    uint64_t received; /* bytes, head and all */
    uint64_t left;     /* of the body, or of the chunk and its line end */
    bool in_last_chunk;
    size_t head_len; /* of head: of the reply, later of a chunk's size line */
    char head[BENCH_HEAD_MAX];
};

/* Takes the bytes that arrived. WHOLE when they end the reply. */
enum bench_reply_state bench_reply_take(struct bench_reply *reply, const char *bytes, size_t len);

#endif
