#include "bench/http_reply.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE_END = 2 }; /* \r\n */

/* The value of a header, with what follows in the head; NULL when it is not there. */
static const char *find_header(const char *head, const char *name)
{
    const char *found = strcasestr(head, name);
    return found ? found + strlen(name) : NULL;
}

static bool header_begins(const char *head, const char *name, const char *value)
{
    const char *found = find_header(head, name);
    return found && strncasecmp(found, value, strlen(value)) == 0;
}

static enum bench_reply_state read_head(struct bench_reply *reply)
{
    const char *length = find_header(reply->head, "\r\nContent-Length: ");
    reply->has_head = true;
    reply->status = reply->head_len > 12 ? atoi(reply->head + 9) : 0;
    reply->closes = header_begins(reply->head, "\r\nConnection: ", "close");
    reply->is_chunked = header_begins(reply->head, "\r\nTransfer-Encoding: ", "chunked");
    reply->left = length ? strtoull(length, NULL, 10) : 0;
    reply->head_len = 0;
    if (reply->status == 0 || (!length && !reply->is_chunked)) {
        return BENCH_REPLY_BAD;
    }
    return reply->is_chunked || reply->left > 0 ? BENCH_REPLY_MORE : BENCH_REPLY_WHOLE;
}

static void read_chunk_size(struct bench_reply *reply)
{
    uint64_t size = strtoull(reply->head, NULL, 16);
    reply->left = size + LINE_END;
    reply->in_last_chunk = size == 0;
    reply->head_len = 0;
}

/* One byte of the head, or of a chunk's size line. */
static enum bench_reply_state take_head_byte(struct bench_reply *reply, char byte)
{
    if (reply->head_len + 1 >= sizeof reply->head) {
        return BENCH_REPLY_BAD;
    }
    reply->head[reply->head_len++] = byte;
    reply->head[reply->head_len] = '\0';
    const char *end = reply->has_head ? "\r\n" : "\r\n\r\n";
    size_t end_len = strlen(end);
    if (reply->head_len < end_len || strcmp(reply->head + reply->head_len - end_len, end) != 0) {
        return BENCH_REPLY_MORE;
    }
    if (!reply->has_head) {
        return read_head(reply);
    }
    read_chunk_size(reply);
    return BENCH_REPLY_MORE;
}

static size_t take_body(struct bench_reply *reply, size_t len)
{
    size_t taken = reply->left < len ? (size_t)reply->left : len;
    reply->left -= taken;
    return taken;
}

enum bench_reply_state bench_reply_take(struct bench_reply *reply, const char *bytes, size_t len)
{
    enum bench_reply_state state = BENCH_REPLY_MORE;
    reply->received += len;
    for (size_t at = 0; at < len && state == BENCH_REPLY_MORE;) {
        if (reply->has_head && reply->left > 0) {
            at += take_body(reply, len - at);
            bool is_end = reply->left == 0 && (!reply->is_chunked || reply->in_last_chunk);
            state = is_end ? BENCH_REPLY_WHOLE : BENCH_REPLY_MORE;
        } else {
            state = take_head_byte(reply, bytes[at++]);
        }
    }
    return state;
}
