#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* How many bytes at text could steer a terminal: C0 and C1 controls, and the
 * marks that reorder what is shown (U+202A to U+202E, U+2066 to U+2069). */
static size_t steering_bytes(const unsigned char *text)
{
    if (text[0] < 0x20 || text[0] == 0x7f) {
        return 1;
    }
    if (text[0] == 0xc2 && text[1] >= 0x80 && text[1] <= 0x9f) {
        return 2;
    }
    bool reorders = text[0] == 0xe2 && ((text[1] == 0x80 && text[2] >= 0xaa && text[2] <= 0xae) ||
                                        (text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9));
    return reorders ? 3 : 0;
}

void ls_text_defuse(char *text)
{
    for (unsigned char *at = (unsigned char *)text; *at;) {
        size_t width = steering_bytes(at);
        memset(at, '?', width);
        at += width ? width : 1;
    }
}

static void cut_at_character(char *text, size_t len)
{
    while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80) {
        len--;
    }
    text[len] = '\0';
}

enum ls_status ls_fail(struct ls_error *err, enum ls_status status, const char *format, ...)
{
    if (!err) {
        return status;
    }
    /* Built aside, since an argument may be the old message of this same error. */
    char message[sizeof err->message + 8];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    cut_at_character(message, strnlen(message, sizeof err->message - 1));
    ls_text_defuse(message);
    err->status = status;
    memcpy(err->message, message, strlen(message) + 1);
    return status;
}

enum ls_status ls_fail_memory(struct ls_error *err)
{
    return ls_fail(err, LS_INTERNAL, "out of memory");
}
