#include "site/route.h"

#include "base/buf.h"
#include "text/utf8.h"

#include <strings.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_border(char byte)
{
    return byte == '-' || byte == '_' || byte == '.';
}

static bool equal_fold(struct ls_span a, struct ls_span b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

static size_t digits_at(struct ls_span name, size_t at)
{
    size_t past = at;
    while (past < name.len && is_digit(name.ptr[past])) {
        past++;
    }
    return past - at;
}

/* The bytes of white space at name[at]. */
static size_t spaces_at(struct ls_span name, size_t at)
{
    size_t past = at;
    unsigned width;
    for (; past < name.len; past += width) {
        uint32_t codepoint = ls_utf8_decode(name.ptr, name.len, past, &width);
        bool is_space = codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r') ||
                        codepoint == 0xa0 || codepoint == 0x3000 ||
                        (codepoint >= 0x2000 && codepoint <= 0x200a);
        if (!is_space) {
            break;
        }
    }
    return past - at;
}

/* "03 - topic" → "topic". A date or a version (2021-11-foo, 1.2-notes) stays: two numbers. */
static struct ls_span without_number(struct ls_span name)
{
    size_t digits = digits_at(name, 0);
    size_t at = digits + spaces_at(name, digits);
    size_t border = at;
    while (at < name.len && is_border(name.ptr[at])) {
        at++;
    }
    bool is_prefix = digits > 0 && at > border;
    bool is_two_numbers = border == digits && at == border + 1 && digits_at(name, at) > 0;
    at += spaces_at(name, at);
    bool goes_on = at < name.len && !is_border(name.ptr[at]);
    return is_prefix && !is_two_numbers && goes_on ? ls_span_from(name, at) : name;
}

static struct ls_span last_part(struct ls_span path)
{
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
    return ls_span_from(path, slash ? (size_t)(slash - path.ptr) + 1 : 0);
}

/* The folder of a path, without the slash behind it. */
static struct ls_span folder_of(struct ls_span path)
{
    size_t len = path.len - last_part(path).len;
    return ls_span(path.ptr, len ? len - 1 : 0);
}

static struct ls_span stem_of(struct ls_span name)
{
    static const struct ls_span endings[] = {LS_SPAN_INIT(".md"), LS_SPAN_INIT(".mdx"),
                                             LS_SPAN_INIT(".markdown")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = endings[i].len;
        if (name.len > len && equal_fold(ls_span_from(name, name.len - len), endings[i])) {
            return ls_span(name.ptr, name.len - len);
        }
    }
    return name;
}

/* A file that stands for its folder. */
static bool is_index(struct ls_span stem, struct ls_span folder)
{
    struct ls_span parent = last_part(folder);
    return equal_fold(stem, LS_SPAN("index")) || equal_fold(stem, LS_SPAN("readme")) ||
           (parent.len > 0 && equal_fold(stem, parent));
}

/* Files and folders whose names begin with _ make no page. */
static bool is_hidden(struct ls_span source)
{
    return (source.len > 0 && source.ptr[0] == '_') ||
           (source.len > 1 && memmem(source.ptr, source.len, "/_", 2));
}

/* Takes the part up to the next slash off *rest. */
static struct ls_span take_part(struct ls_span *rest)
{
    const char *slash = rest->len ? memchr(rest->ptr, '/', rest->len) : NULL;
    struct ls_span part = ls_span(rest->ptr, slash ? (size_t)(slash - rest->ptr) : rest->len);
    *rest = ls_span_from(*rest, part.len + 1);
    return part;
}

/* Appends the parts of a path, each behind a slash; . and .. are followed. */
static void add_parts(struct ls_buf *out, struct ls_span path, bool strips_numbers)
{
    while (path.len > 0 && !out->failed) {
        struct ls_span part = take_part(&path);
        if (ls_span_equal(part, LS_SPAN(".."))) {
            while (out->len > 0 && out->ptr[--out->len] != '/') {
            }
        } else if (part.len > 0 && !ls_span_equal(part, LS_SPAN("."))) {
            ls_buf_add_char(out, '/');
            ls_buf_add_span(out, strips_numbers ? without_number(part) : part);
        }
    }
}

static bool ends_as_folder(struct ls_span slug)
{
    struct ls_span last = last_part(slug);
    return last.len == 0 || ls_span_equal(last, LS_SPAN(".")) || ls_span_equal(last, LS_SPAN(".."));
}

static void add_slash(struct ls_buf *out)
{
    if (out->len == 0 || out->ptr[out->len - 1] != '/') {
        ls_buf_add_char(out, '/');
    }
}

static void add_path(struct ls_buf *out, struct ls_span source, const struct ls_route_front *front)
{
    struct ls_span folder = folder_of(source);
    struct ls_span stem = stem_of(last_part(source));
    bool strips_numbers = !front->keeps_number_prefixes;
    struct ls_span slug = front->slug.len > 0 ? front->slug
                          : front->id.len > 0 ? front->id
                          : strips_numbers    ? without_number(stem)
                                              : stem;
    bool is_from_top = front->slug.len > 0 && slug.ptr[0] == '/';
    if (!is_from_top) {
        add_parts(out, folder, strips_numbers);
    }
    if (front->slug.len == 0 && is_index(stem, folder)) {
        add_slash(out);
        return;
    }
    add_parts(out, slug, false);
    if (ends_as_folder(slug) || out->len == 0) {
        add_slash(out);
    }
}

struct ls_span ls_route_path(struct ls_span source, const struct ls_route_front *front,
                             struct ls_arena *arena)
{
    struct ls_buf path = {0};
    if (!is_hidden(source) && !front->is_draft) {
        add_path(&path, source, front);
    }
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&path));
    arena->failed = arena->failed || path.failed;
    ls_buf_free(&path);
    return kept;
}

/* ---- URLs ---- */

static bool is_hex(char byte)
{
    return is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/* May the byte at text[at] stand in the path of a link as it is? So may a % that encodes already.
 */
static bool is_plain(struct ls_span text, size_t at)
{
    char byte = text.ptr[at];
    if (byte == '%') {
        return at + 2 < text.len && is_hex(text.ptr[at + 1]) && is_hex(text.ptr[at + 2]);
    }
    return is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
           (byte != '\0' && strchr("-._~!$&'()*+,;=:@/", byte));
}

static void add_encoded(struct ls_buf *out, struct ls_span text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (is_plain(text, at)) {
            ls_buf_add_char(out, text.ptr[at]);
        } else {
            ls_buf_printf(out, "%%%02X", (unsigned char)text.ptr[at]);
        }
    }
}

struct ls_span ls_route_url(struct ls_span base, struct ls_span path, struct ls_arena *arena)
{
    struct ls_buf url = {0};
    struct ls_span origin = ls_route_origin(base);
    struct ls_span folder = ls_span_from(base, origin.len);
    while (folder.len > 0 && folder.ptr[folder.len - 1] == '/') {
        folder.len--;
    }
    while (path.len > 1 && path.ptr[0] == '/' && path.ptr[1] == '/') {
        path = ls_span_from(path, 1);
    }
    ls_buf_add_span(&url, origin); /* a port and a host in brackets stay as they are */
    add_encoded(&url, folder);
    if (path.len == 0 || path.ptr[0] != '/') {
        ls_buf_add_char(&url, '/');
    }
    add_encoded(&url, path);
    struct ls_span kept = url.failed ? ls_span(NULL, 0) : ls_arena_copy(arena, ls_buf_span(&url));
    arena->failed = arena->failed || url.failed;
    ls_buf_free(&url);
    return kept;
}

/* The bytes of "http://" or "https://" at the start; 0 when it is neither. */
static size_t scheme_len(struct ls_span base)
{
    static const struct ls_span schemes[] = {LS_SPAN_INIT("http://"), LS_SPAN_INIT("https://")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (base.len >= schemes[i].len &&
            strncasecmp(base.ptr, schemes[i].ptr, schemes[i].len) == 0) {
            return schemes[i].len;
        }
    }
    return 0;
}

struct ls_span ls_route_origin(struct ls_span base)
{
    size_t scheme = scheme_len(base);
    const char *slash = scheme ? memchr(base.ptr + scheme, '/', base.len - scheme) : NULL;
    size_t len = scheme == 0 ? 0 : slash ? (size_t)(slash - base.ptr) : base.len;
    return ls_span(base.ptr, len);
}

const char *ls_route_base_problem(struct ls_span base)
{
    size_t scheme = scheme_len(base);
    bool is_path = base.len > 0 && base.ptr[0] == '/' && !(base.len > 1 && base.ptr[1] == '/');
    for (size_t at = 0; at < base.len; at++) {
        if ((unsigned char)base.ptr[at] <= ' ' || base.ptr[at] == 0x7f ||
            strchr("<>\"\\^`{|}", base.ptr[at])) {
            return "a base URL has no white space and no <>\"\\^`{|}";
        }
        if (base.ptr[at] == '?' || base.ptr[at] == '#') {
            return "a base URL has no query and no fragment";
        }
    }
    if (scheme > 0) {
        return ls_route_origin(base).len > scheme ? NULL : "a base URL names a host";
    }
    return is_path ? NULL : "a base URL begins with https://, http:// or /";
}
