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

/* How many bytes the character at text has; 0: it is no UTF-8. The range of the second byte
 * keeps out what is too long, a surrogate or past the last character. */
static size_t character_bytes(const unsigned char *text)
{
    static const struct {
        unsigned char first, last, second_min, second_max;
        size_t width;
    } rows[] = {
        {0x01, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text[0] < rows[i].first || text[0] > rows[i].last) {
            continue;
        }
        size_t width = 1;
        if (text[1] >= rows[i].second_min && text[1] <= rows[i].second_max) {
            while (width < rows[i].width && (text[width] & 0xc0) == 0x80) {
                width++;
            }
        }
        return width == rows[i].width ? width : 0;
    }
    return 0;
}

void ls_text_defuse(char *text)
{
    for (unsigned char *at = (unsigned char *)text; *at;) {
        size_t width = character_bytes(at);
        size_t bad = width ? steering_bytes(at) : 1;
        memset(at, '?', bad);
        at += bad ? bad : width;
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
