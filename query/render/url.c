#include "query/render/url.h"

#include "query/render/display.h"
#include "text/utf8.h"

#include <strings.h>

static bool has_scheme(struct ls_span url, const char *scheme)
{
    size_t len = strlen(scheme);
    return url.len >= len && strncasecmp(url.ptr, scheme, len) == 0;
}

bool ls_url_is_absolute(struct ls_span url)
{
    return has_scheme(url, "http://") || has_scheme(url, "https://");
}

/* A colon before any slash ends a scheme. Browsers skip white space and
 * controls inside one, but not the escapes that ls_url_add makes of them. */
bool ls_url_is_link(struct ls_span url)
{
    size_t at = 0;
    while (at < url.len && !strchr(":/?#", url.ptr[at])) {
        at++;
    }
    bool is_relative = at == url.len || url.ptr[at] != ':';
    return url.len > 0 && (is_relative || ls_url_is_absolute(url));
}

static bool is_plain(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("-._~!$&'()*+,;=:@/?", byte));
}

static bool is_hex(char byte)
{
    return byte && strchr("0123456789abcdefABCDEF", byte);
}

static bool is_escape(struct ls_span text, size_t at)
{
    return text.ptr[at] == '%' && at + 2 < text.len && is_hex(text.ptr[at + 1]) &&
           is_hex(text.ptr[at + 2]);
}

static void add_escaped(struct ls_buf *out, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        ls_buf_printf(out, "%%%02X", (unsigned char)bytes[i]);
    }
}

/* also: bytes that stand for themselves beside the plain ones. */
static void add(struct ls_buf *out, struct ls_span text, const char *also, bool keeps_escapes,
                enum ls_url_form form)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        const char *byte = &text.ptr[at];
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        bool is_letter = width > 1 && form == LS_URL_READABLE &&
                         ls_display_safe(codepoint) == codepoint &&
                         ls_display_columns_of(codepoint) > 0 && codepoint != 0x3000;
        if (is_letter || (width == 1 && (is_plain(*byte) || (*byte && strchr(also, *byte)))) ||
            (keeps_escapes && is_escape(text, at))) {
            ls_buf_add(out, byte, width);
        } else {
            add_escaped(out, byte, width);
        }
    }
}

void ls_url_add(struct ls_buf *out, struct ls_span url, struct ls_span anchor,
                enum ls_url_form form)
{
    bool has_anchor = url.len > 0 && memchr(url.ptr, '#', url.len);
    add(out, url, "#[]", true, form);
    if (anchor.len > 0 && !has_anchor) {
        ls_buf_add_char(out, '#');
        add(out, anchor, "", false, form);
    }
}

void ls_url_add_segment(struct ls_buf *out, struct ls_span text)
{
    add(out, text, "", false, LS_URL_ASCII);
}
