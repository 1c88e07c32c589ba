#include "indexer/card/source.h"

#include "indexer/card/parse.h"
#include "text/utf8.h"

/* cmark looks at every open list for every blank line, which is quadratic on
 * nested lists. Nobody nests deeper or leaves more blank lines than this. */
enum { PREFIX_BYTES_MAX = 256, BLANK_LINES_MAX = 8 };

static void find_position(struct ls_span bytes, size_t offset, uint32_t *line, uint32_t *column)
{
    size_t start = 0;
    *line = 1;
    for (size_t at = 0; at < offset; at++) {
        if (bytes.ptr[at] == '\n' || (bytes.ptr[at] == '\r' && bytes.ptr[at + 1] != '\n')) {
            start = at + 1;
            ++*line;
        }
    }
    *column = (uint32_t)(offset - start + 1);
}

static bool is_utf16(struct ls_span bytes)
{
    return ls_span_starts_with(bytes, LS_SPAN("\xff\xfe")) ||
           ls_span_starts_with(bytes, LS_SPAN("\xfe\xff"));
}

static void complain_of_bytes(struct ls_span bytes, struct ls_arena *arena,
                              struct ls_complaints *complaints)
{
    const char *nul = bytes.len ? memchr(bytes.ptr, '\0', bytes.len) : NULL;
    size_t bad = 0;
    uint32_t line;
    uint32_t column;
    if (bytes.len > LS_CARD_BYTES_MAX) {
        ls_complain(arena, complaints, LS_COMPLAINT_TOO_LARGE, 0, 0,
                    "%zu bytes are more than a card may have (%d)", bytes.len, LS_CARD_BYTES_MAX);
    } else if (ls_span_trim(bytes).len == 0) {
        ls_complain(arena, complaints, LS_COMPLAINT_EMPTY, 0, 0, "the file is empty");
    } else if (is_utf16(bytes)) {
        ls_complain(arena, complaints, LS_COMPLAINT_BAD_UTF8, 1, 1,
                    "the file is UTF-16, not UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`");
    } else if (nul) {
        find_position(bytes, (size_t)(nul - bytes.ptr), &line, &column);
        ls_complain(arena, complaints, LS_COMPLAINT_NUL_BYTE, line, column,
                    "a NUL byte: this is no text file, or a damaged one");
    } else if (!ls_utf8_valid(bytes, &bad)) {
        find_position(bytes, bad, &line, &column);
        ls_complain(arena, complaints, LS_COMPLAINT_BAD_UTF8, line, column,
                    "byte 0x%02X is not UTF-8: convert the file, e.g. with "
                    "`iconv -f BIG5 -t UTF-8` or `iconv -f GB18030 -t UTF-8`",
                    (unsigned char)bytes.ptr[bad]);
    }
}

/* The bytes of a control character at text[at], or 0 when it is none. Tab and
 * line ends are no control characters here. */
static size_t control_width(struct ls_span text, size_t at)
{
    unsigned char byte = (unsigned char)text.ptr[at];
    if (byte < 0x20) {
        return byte != '\t' && byte != '\n' && byte != '\r';
    }
    if (byte == 0xc2 && at + 1 < text.len) {
        return (unsigned char)text.ptr[at + 1] < 0xa0 ? 2 : 0;
    }
    return byte == 0x7f;
}

/* The bytes from text[at] on that are plain: no control, no backslash, nothing
 * that a control character may begin with. */
static size_t plain_run(struct ls_span text, size_t at)
{
    static const bool is_special[256] = {
        [0] = 1,  [1] = 1,  [2] = 1,  [3] = 1,  [4] = 1,    [5] = 1,    [6] = 1,
        [7] = 1,  [8] = 1,  [9] = 1,  [10] = 1, [11] = 1,   [12] = 1,   [13] = 1,
        [14] = 1, [15] = 1, [16] = 1, [17] = 1, [18] = 1,   [19] = 1,   [20] = 1,
        [21] = 1, [22] = 1, [23] = 1, [24] = 1, [25] = 1,   [26] = 1,   [27] = 1,
        [28] = 1, [29] = 1, [30] = 1, [31] = 1, ['\\'] = 1, [0x7f] = 1, [0xc2] = 1,
    };
    size_t past = at;
    while (past < text.len && !is_special[(unsigned char)text.ptr[past]]) {
        past++;
    }
    return past - at;
}

/* Copies one line to out and returns its new end. */
static char *clean_line(struct ls_span line, char *out, size_t *dropped)
{
    for (size_t at = 0; at < line.len;) {
        size_t plain = plain_run(line, at);
        memcpy(out, line.ptr + at, plain);
        out += plain;
        at += plain;
        if (at == line.len) {
            break;
        }
        size_t width = control_width(line, at);
        if (width > 0) {
            bool is_space = line.ptr[at] == '\f' || line.ptr[at] == '\v';
            if (is_space) {
                *out++ = ' ';
            }
            ++*dropped;
            at += width;
        } else if (line.ptr[at] == '\\' && at + 1 < line.len && !control_width(line, at + 1)) {
            char next = line.ptr[at + 1];
            bool is_marked = next == '|' || next == '*';
            *out++ = is_marked ? LS_MARK_ESCAPE : '\\';
            *out++ = is_marked ? (next == '|' ? LS_MARK_PIPE : LS_MARK_STAR) : next;
            at += 2;
        } else {
            *out++ = line.ptr[at++];
        }
    }
    return out;
}

/* The bytes at the start of the line that may open a block: too many of them
 * become marks, which mean nothing. A rule (--- or ===) stays as it is. */
static void blunt_prefix(char *line, const char *past)
{
    size_t len = (size_t)(past - line);
    size_t prefix = 0;
    bool is_rule = len > 0 && line[0] != '\0' && strchr("-*_=", line[0]);
    while (prefix < len && line[prefix] != '\0' && strchr(" \t>-*+=_.)0123456789", line[prefix])) {
        is_rule = is_rule && (line[prefix] == line[0] || line[prefix] == ' ');
        prefix++;
    }
    if (prefix > PREFIX_BYTES_MAX && !(is_rule && prefix == len)) {
        memset(line + PREFIX_BYTES_MAX, LS_MARK_ESCAPE, prefix - PREFIX_BYTES_MAX);
    }
}

static struct ls_span skip_byte_order_mark(struct ls_span bytes)
{
    return ls_span_from(bytes, ls_span_starts_with(bytes, LS_SPAN("\xef\xbb\xbf")) ? 3 : 0);
}

static bool is_blank(struct ls_span line)
{
    for (size_t at = 0; at < line.len; at++) {
        if (line.ptr[at] != ' ' && line.ptr[at] != '\t') {
            return false;
        }
    }
    return true;
}

static void leave_out(struct ls_source *source, struct ls_arena *arena, uint32_t line)
{
    struct ls_left_out *last =
        source->left_out_count ? &source->left_out[source->left_out_count - 1] : NULL;
    if (last && last->line == line) {
        last->total++;
        return;
    }
    uint32_t total = last ? last->total : 0;
    struct ls_left_out *entry = LS_ARENA_PUSH(arena, source->left_out, &source->left_out_count);
    if (entry) {
        *entry = (struct ls_left_out){line, total + 1};
    }
}

struct first_control {
    size_t count;
    uint32_t line;
    uint32_t column;
};

static void note_controls(struct ls_span line, size_t dropped, uint32_t number,
                          struct first_control *first)
{
    if (dropped > 0 && first->count == 0) {
        size_t at = 0;
        while (control_width(line, at) == 0) {
            at++;
        }
        first->line = number;
        first->column = (uint32_t)at + 1;
    }
    first->count += dropped;
}

static bool clean(struct ls_span bytes, struct ls_arena *arena, struct ls_source *source,
                  struct first_control *controls)
{
    char *text = ls_arena_alloc(arena, bytes.len + 2);
    char *out = text;
    uint32_t written = 0;
    uint32_t read = 0;
    unsigned blank = 0;
    struct ls_span line;
    while (text && ls_line_take(&bytes, &line)) {
        size_t dropped = 0;
        read++;
        blank = is_blank(line) ? blank + 1 : 0;
        if (blank > BLANK_LINES_MAX) {
            leave_out(source, arena, written);
            continue;
        }
        char *past = clean_line(line, out, &dropped);
        blunt_prefix(out, past);
        note_controls(line, dropped, read, controls);
        out = past;
        *out++ = '\n';
        written++;
    }
    source->text = ls_span(text, (size_t)(out - text));
    return !arena->failed;
}

bool ls_source_open(struct ls_span bytes, struct ls_arena *arena, struct ls_source *source,
                    struct ls_complaints *complaints)
{
    struct first_control controls = {0};
    size_t before = complaints->count;
    *source = (struct ls_source){0};
    bytes = skip_byte_order_mark(bytes);
    complain_of_bytes(bytes, arena, complaints);
    if (complaints->count > before || arena->failed || !clean(bytes, arena, source, &controls)) {
        return false;
    }
    if (controls.count > 0) {
        ls_complain(arena, complaints, LS_COMPLAINT_CONTROL_CHARACTER, controls.line,
                    controls.column, "%zu control character%s dropped", controls.count,
                    controls.count == 1 ? " was" : "s were");
    }
    return true;
}

uint32_t ls_source_line(const struct ls_source *source, uint32_t line)
{
    size_t low = 0;
    size_t high = source->left_out_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->left_out[middle].line < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return line + (low ? source->left_out[low - 1].total : 0);
}

bool ls_line_take(struct ls_span *rest, struct ls_span *line)
{
    if (rest->len == 0) {
        return false;
    }
    const char *feed = memchr(rest->ptr, '\n', rest->len);
    size_t len = feed ? (size_t)(feed - rest->ptr) : rest->len;
    const char *carriage = len ? memchr(rest->ptr, '\r', len) : NULL;
    len = carriage ? (size_t)(carriage - rest->ptr) : len;
    *line = ls_span(rest->ptr, len);
    bool is_crlf = len + 1 < rest->len && rest->ptr[len] == '\r' && rest->ptr[len + 1] == '\n';
    *rest = ls_span_from(*rest, len + (is_crlf ? 2 : 1));
    return true;
}

struct ls_span ls_text_clean(struct ls_span text, struct ls_arena *arena, size_t *dropped)
{
    size_t controls = 0;
    for (size_t at = 0; at < text.len; at++) {
        controls += control_width(text, at) > 0;
    }
    if (dropped) {
        *dropped = controls;
    }
    char *copy = controls ? ls_arena_alloc(arena, text.len + 1) : NULL;
    if (!copy) {
        return text;
    }
    char *out = copy;
    for (size_t at = 0, width; at < text.len; at += width ? width : 1) {
        width = control_width(text, at);
        if (width == 0) {
            *out++ = text.ptr[at];
        }
    }
    return ls_span(copy, (size_t)(out - copy));
}
