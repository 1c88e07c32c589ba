#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void ls_buf_free(struct ls_buf *buf)
{
    free(buf->ptr);
    *buf = (struct ls_buf){0};
}

void ls_buf_clear(struct ls_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->ptr) {
        buf->ptr[0] = '\0';
    }
}

char *ls_buf_reserve(struct ls_buf *buf, size_t extra)
{
    if (buf->failed || extra > SIZE_MAX / 4 - buf->len) {
        buf->failed = true;
        return NULL;
    }
    size_t needed = buf->len + extra + 1;
    if (needed > buf->capacity) {
        size_t capacity = buf->capacity * 2 > needed ? buf->capacity * 2 : needed + 32;
        char *grown = realloc(buf->ptr, capacity);
        if (!grown) {
            buf->failed = true;
            return NULL;
        }
        buf->ptr = grown;
        buf->capacity = capacity;
    }
    return buf->ptr + buf->len;
}

void ls_buf_add(struct ls_buf *buf, const void *bytes, size_t len)
{
    char *room = ls_buf_reserve(buf, len);
    if (!room) {
        return;
    }
    if (len > 0) {
        memcpy(room, bytes, len);
    }
    buf->len += len;
    buf->ptr[buf->len] = '\0';
}

void ls_buf_add_span(struct ls_buf *buf, struct ls_span span)
{
    ls_buf_add(buf, span.ptr, span.len);
}

void ls_buf_add_str(struct ls_buf *buf, const char *text)
{
    ls_buf_add(buf, text, strlen(text));
}

void ls_buf_add_char(struct ls_buf *buf, char byte)
{
    ls_buf_add(buf, &byte, 1);
}

void ls_buf_add_codepoint(struct ls_buf *buf, uint32_t codepoint)
{
    char *bytes = ls_buf_reserve(buf, 4);
    size_t len;
    if (!bytes) {
        return;
    }
    if (codepoint < 0x80) {
        bytes[0] = (char)codepoint;
        len = 1;
    } else if (codepoint < 0x800) {
        bytes[0] = (char)(0xc0 | codepoint >> 6);
        bytes[1] = (char)(0x80 | (codepoint & 0x3f));
        len = 2;
    } else if (codepoint < 0x10000) {
        bytes[0] = (char)(0xe0 | codepoint >> 12);
        bytes[1] = (char)(0x80 | (codepoint >> 6 & 0x3f));
        bytes[2] = (char)(0x80 | (codepoint & 0x3f));
        len = 3;
    } else {
        bytes[0] = (char)(0xf0 | codepoint >> 18);
        bytes[1] = (char)(0x80 | (codepoint >> 12 & 0x3f));
        bytes[2] = (char)(0x80 | (codepoint >> 6 & 0x3f));
        bytes[3] = (char)(0x80 | (codepoint & 0x3f));
        len = 4;
    }
    buf->len += len;
    buf->ptr[buf->len] = '\0';
}

void ls_buf_add_decimal(struct ls_buf *buf, uint64_t number)
{
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    ls_buf_add(buf, digits + first, sizeof digits - first);
}

void ls_buf_printf(struct ls_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *room = needed < 0 ? NULL : ls_buf_reserve(buf, (size_t)needed);
    if (!room) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(room, (size_t)needed + 1, format, args);
    va_end(args);
    buf->len += (size_t)needed;
}

void ls_buf_add_varint(struct ls_buf *buf, uint64_t value)
{
    while (value >= 0x80) {
        ls_buf_add_char(buf, (char)(0x80 | (value & 0x7f)));
        value >>= 7;
    }
    ls_buf_add_char(buf, (char)value);
}

bool ls_varint_take(struct ls_span *span, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64 && span->len > 0; shift += 7) {
        unsigned char byte = (unsigned char)span->ptr[0];
        *span = ls_span_from(*span, 1);
        if (shift == 63 && byte > 1) {
            return false;
        }
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            return true;
        }
    }
    return false;
}
