/* A growing run of bytes that one appends to freely and asks once, at the end,
 * whether it worked: after a failed allocation every append is a no-op. The
 * bytes are always followed by a NUL that len does not count. */
#ifndef LS_BASE_BUF_H
#define LS_BASE_BUF_H

#include "base/span.h"

#include <stdint.h>

struct ls_buf {
    char *ptr;
    size_t len;
    size_t capacity;
    bool failed;
};

void ls_buf_free(struct ls_buf *buf);  /* an all-zero buf is empty and valid */
void ls_buf_clear(struct ls_buf *buf); /* keeps the memory, forgets a failure */

/* Room for extra more bytes behind len; NULL when memory is out. The caller
 * writes there and then adds to len. */
char *ls_buf_reserve(struct ls_buf *buf, size_t extra);

void ls_buf_add(struct ls_buf *buf, const void *bytes, size_t len);
void ls_buf_add_span(struct ls_buf *buf, struct ls_span span);
void ls_buf_add_str(struct ls_buf *buf, const char *text);
void ls_buf_add_char(struct ls_buf *buf, char byte);
void ls_buf_add_codepoint(struct ls_buf *buf, uint32_t codepoint); /* as UTF-8 */
void ls_buf_add_decimal(struct ls_buf *buf, uint64_t number);
void ls_buf_printf(struct ls_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Unsigned integers in base 128, least significant group first (LEB128). */
void ls_buf_add_varint(struct ls_buf *buf, uint64_t value);
/* Takes one off the front of *span; false at its end or when malformed. */
bool ls_varint_take(struct ls_span *span, uint64_t *value);

static inline struct ls_span ls_buf_span(const struct ls_buf *buf)
{
    return ls_span(buf->ptr ? buf->ptr : "", buf->len);
}

#endif
