#include "query/render/json_text.h"

#include "query/render/number.h"
#include "text/utf8.h"

/* C1 controls too: a terminal may obey them. */
static bool is_control(uint32_t codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0);
}

static void add_escaped(struct ls_buf *out, uint32_t codepoint)
{
    static const char shorts[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                  ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    if (codepoint < sizeof shorts && shorts[codepoint]) {
        ls_buf_add_char(out, '\\');
        ls_buf_add_char(out, shorts[codepoint]);
    } else if (is_control(codepoint)) {
        ls_buf_printf(out, "\\u%04x", (unsigned)codepoint);
    } else {
        ls_buf_add_codepoint(out, codepoint);
    }
}

/* Where what follows a byte that is to be written as it stands ends: at one that is not. */
static size_t plain_end(struct ls_span text, size_t at)
{
    while (at < text.len) {
        unsigned char byte = (unsigned char)text.ptr[at];
        unsigned width = 1;
        if (byte < 0x80) {
            if (byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f) {
                break;
            }
        } else {
            uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
            if (width == 1 || is_control(codepoint)) {
                break;
            }
        }
        at += width;
    }
    return at;
}

void ls_json_add_text(struct ls_buf *out, struct ls_span text)
{
    unsigned width = 0;
    ls_buf_add_char(out, '"');
    for (size_t at = 0; at < text.len; at += width) {
        size_t end = plain_end(text, at);
        ls_buf_add(out, text.ptr + at, end - at);
        at = end;
        width = 0;
        if (at < text.len) {
            add_escaped(out, ls_utf8_decode(text.ptr, text.len, at, &width));
        }
    }
    ls_buf_add_char(out, '"');
}

void ls_json_add_text_or_null(struct ls_buf *out, struct ls_span text)
{
    if (text.ptr) {
        ls_json_add_text(out, text);
    } else {
        ls_buf_add_str(out, "null");
    }
}

void ls_json_add_number(struct ls_buf *out, double number)
{
    ls_number_add(out, number, "null");
}

void ls_json_add_texts(struct ls_buf *out, const struct ls_span *items, size_t count)
{
    ls_buf_add_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        ls_json_add_text(out, items[i]);
    }
    ls_buf_add_char(out, ']');
}

void ls_json_add_key(struct ls_buf *out, const char *name, bool *is_first)
{
    ls_buf_add_str(out, *is_first ? "\"" : ",\"");
    ls_buf_add_str(out, name);
    ls_buf_add_str(out, "\":");
    *is_first = false;
}
