#include "server/http/target.h"

#include "text/utf8.h"

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The byte an escape stands for; -1 when it is none. */
static int escaped_byte(struct ls_span text, size_t at)
{
    int high = at + 1 < text.len ? hex_digit(text.ptr[at + 1]) : -1;
    int low = at + 2 < text.len ? hex_digit(text.ptr[at + 2]) : -1;
    return high >= 0 && low >= 0 ? high * 16 + low : -1;
}

static enum ls_status check(struct ls_span decoded, struct ls_error *err)
{
    size_t bad;
    if (decoded.len > 0 && memchr(decoded.ptr, '\0', decoded.len)) {
        return ls_fail(err, LS_USAGE, "the address has a NUL byte (%%00)");
    }
    if (!ls_utf8_valid(decoded, &bad)) {
        return ls_fail(err, LS_USAGE, "the address is not UTF-8: byte %%%02X",
                       (unsigned char)decoded.ptr[bad]);
    }
    return LS_OK;
}

enum ls_status ls_percent_decode(struct ls_span text, enum ls_percent_form form,
                                 struct ls_arena *arena, struct ls_span *decoded,
                                 struct ls_error *err)
{
    char *made = ls_arena_bytes(arena, text.len + 1);
    size_t len = 0;
    *decoded = (struct ls_span){0};
    if (!made) {
        return ls_fail_memory(err);
    }
    for (size_t at = 0; at < text.len; at++) {
        int byte = (unsigned char)text.ptr[at];
        if (byte == '%') {
            byte = escaped_byte(text, at);
            if (byte < 0) {
                return ls_fail(err, LS_USAGE,
                               "%.*s: a %% stands before two hexadecimal digits (%%25 is a %%)",
                               (int)(text.len < 100 ? text.len : 100), text.ptr);
            }
            at += 2;
        } else if (byte == '+' && form == LS_PERCENT_FORM) {
            byte = ' ';
        }
        made[len++] = (char)byte;
    }
    made[len] = '\0';
    *decoded = ls_span(made, len);
    return check(*decoded, err);
}

void ls_target_split(struct ls_span target, struct ls_span *path, struct ls_span *params)
{
    const char *authority = target.len > 0 ? memmem(target.ptr, target.len, "://", 3) : NULL;
    if (authority && target.ptr[0] != '/') {
        target = ls_span_from(target, (size_t)(authority - target.ptr) + 3);
        const char *slash = target.len > 0 ? memchr(target.ptr, '/', target.len) : NULL;
        target = slash ? ls_span_from(target, (size_t)(slash - target.ptr)) : LS_SPAN("/");
    }
    const char *mark = target.len > 0 ? memchr(target.ptr, '?', target.len) : NULL;
    size_t path_len = mark ? (size_t)(mark - target.ptr) : target.len;
    *path = ls_span(target.ptr, path_len);
    *params = ls_span_from(target, path_len + 1);
}
