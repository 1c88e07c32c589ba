#include "server/http/gzip.h"

#include <zlib.h>

/* Answers are made anew each time: the quick levels lose a few per cent of what the slow ones
 * gain. */
enum { LEVEL = 4, WINDOW_OF_GZIP = 15 + 16, MEMORY = 8 };

void ls_gzip_add(struct ls_buf *out, struct ls_span text)
{
    z_stream stream = {.next_in = (Bytef *)text.ptr, .avail_in = (uInt)text.len};
    if (text.len > UINT32_MAX / 2 || deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_OF_GZIP,
                                                  MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        out->failed = true;
        return;
    }
    size_t bound = deflateBound(&stream, (uLong)text.len);
    stream.next_out = (Bytef *)ls_buf_reserve(out, bound);
    stream.avail_out = (uInt)bound;
    if (stream.next_out && deflate(&stream, Z_FINISH) == Z_STREAM_END) {
        out->len += stream.total_out;
    } else {
        out->failed = true;
    }
    deflateEnd(&stream);
}
