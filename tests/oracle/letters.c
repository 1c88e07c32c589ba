#include "tests/oracle/letters.h"

#include "text/utf8.h"

enum { ENTITY_BYTES_MAX = 10 };

static bool is_letter(uint32_t c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* What begins so, goes on with a letter (or one of these) and ends so on its line shows nothing. */
static const struct hidden {
    const char *begin;
    const char *next; /* NULL: anything */
    char end;
    size_t len_max;
} hidden[] = {{"](", NULL, ')', SIZE_MAX},
              {"][", NULL, ']', SIZE_MAX},
              {"<", "/!", '>', SIZE_MAX},
              {"&", "#", ';', ENTITY_BYTES_MAX}};

/* How many bytes at the start of text are hidden in this way; 0: none. */
static size_t hidden_len(struct ls_span text, const struct hidden *way)
{
    size_t begin = strlen(way->begin);
    if (text.len <= begin || memcmp(text.ptr, way->begin, begin) != 0) {
        return 0;
    }
    char next = text.ptr[begin];
    bool goes_on = !way->next || is_letter((unsigned char)next) || strchr(way->next, next);
    size_t len = begin;
    while (goes_on && len < text.len && len < way->len_max && text.ptr[len] != '\n') {
        if (text.ptr[len++] == way->end) {
            return len;
        }
    }
    return 0;
}

static size_t skip_hidden(struct ls_span text)
{
    size_t len = 0;
    bool may_be = strchr("]<&", text.ptr[0]) != NULL;
    for (size_t i = 0; may_be && len == 0 && i < sizeof hidden / sizeof *hidden; i++) {
        len = hidden_len(text, &hidden[i]);
    }
    return len;
}

void letters_add(struct ls_span text, bool skips_hidden, struct ls_buf *out)
{
    size_t width;
    for (size_t at = 0; at < text.len; at += width) {
        width = skips_hidden ? skip_hidden(ls_span_from(text, at)) : 0;
        if (width > 0) {
            continue;
        }
        unsigned bytes;
        uint32_t c = ls_utf8_decode(text.ptr, text.len, at, &bytes);
        width = bytes;
        bool is_blank = c == 0xa0 || c == 0x3000;
        if (is_letter(c) || (c >= '0' && c <= '9') || (c >= 0x80 && !is_blank)) {
            ls_buf_add(out, text.ptr + at, width);
        }
    }
}
