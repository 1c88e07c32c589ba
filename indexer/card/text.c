#include "indexer/card/text.h"

#include "indexer/card/source.h"
#include "indexer/card/table.h"
#include "text/charclass.h"
#include "text/utf8.h"

void ls_raw_add_code(struct ls_buf *raw, struct ls_span code)
{
    for (size_t at = 0; at < code.len; at++) {
        char byte = code.ptr[at];
        char next = at + 1 < code.len ? code.ptr[at + 1] : '\0';
        if (byte == '*') {
            ls_buf_add(raw, (const char[]){LS_MARK_ESCAPE, LS_MARK_STAR}, 2);
        } else if (byte == LS_MARK_ESCAPE && next == LS_MARK_PIPE) {
            ls_buf_add(raw, (const char[]){LS_MARK_ESCAPE, LS_MARK_CODE_PIPE}, 2);
            at++;
        } else if (byte == LS_MARK_ESCAPE && next == LS_MARK_STAR) {
            ls_buf_add(raw, (const char[]){'\\', LS_MARK_ESCAPE, LS_MARK_STAR}, 3);
            at++;
        } else {
            ls_buf_add_char(raw, byte);
        }
    }
}

struct ls_span ls_marks_restore(struct ls_span text, bool with_backslash, struct ls_buf *copy)
{
    if (text.len == 0 || !memchr(text.ptr, LS_MARK_ESCAPE, text.len)) {
        return text;
    }
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        char next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
        bool is_marked = next == LS_MARK_PIPE || next == LS_MARK_STAR;
        if (byte != LS_MARK_ESCAPE) {
            ls_buf_add_char(copy, byte);
        } else if (is_marked) {
            ls_buf_add_str(copy, with_backslash ? "\\" : "");
            ls_buf_add_char(copy, next == LS_MARK_PIPE ? '|' : '*');
            at++;
        }
    }
    return ls_buf_span(copy);
}

/* What stands beside a run of stars. */
enum beside { BESIDE_SPACE, BESIDE_LETTER, BESIDE_DIGIT, BESIDE_OTHER };

static enum beside classify(uint32_t codepoint)
{
    if (codepoint <= ' ' || codepoint == '|' || codepoint == 0xa0 || codepoint == 0x3000) {
        return BESIDE_SPACE;
    }
    if (codepoint < 0x80) {
        bool is_letter = (codepoint | 0x20) >= 'a' && (codepoint | 0x20) <= 'z';
        bool is_digit = codepoint >= '0' && codepoint <= '9';
        return is_letter ? BESIDE_LETTER : is_digit ? BESIDE_DIGIT : BESIDE_OTHER;
    }
    switch (ls_charclass(codepoint)) {
    case LS_CHAR_HAN:
    case LS_CHAR_LATIN:
    case LS_CHAR_GREEK:
    case LS_CHAR_CYRILLIC:
    case LS_CHAR_OTHER_LETTER:
        return BESIDE_LETTER;
    case LS_CHAR_DIGIT:
        return BESIDE_DIGIT;
    default:
        return BESIDE_OTHER;
    }
}

static enum beside class_before(struct ls_span raw, size_t at)
{
    unsigned width;
    if (at == 0) {
        return BESIDE_SPACE;
    }
    size_t start = at - 1;
    while (start > 0 && ((unsigned char)raw.ptr[start] & 0xc0) == 0x80) {
        start--;
    }
    return classify(ls_utf8_decode(raw.ptr, at, start, &width));
}

static enum beside class_behind(struct ls_span raw, size_t at)
{
    unsigned width;
    return at < raw.len ? classify(ls_utf8_decode(raw.ptr, raw.len, at, &width)) : BESIDE_SPACE;
}

/* Overwrites with marks that show as nothing. */
static void hide(struct ls_span raw, size_t first, size_t past)
{
    memset((char *)raw.ptr + first, LS_MARK_ESCAPE, past - first);
}

static size_t next_border(struct ls_span raw, size_t at)
{
    while (at < raw.len && raw.ptr[at] != '*' && raw.ptr[at] != '|' &&
           raw.ptr[at] != LS_MARK_SOFT_BREAK && raw.ptr[at] != LS_MARK_HARD_BREAK) {
        at++;
    }
    return at;
}

/* Hides the stars that cmark left over because of its flanking rules, which
 * know no Chinese: in **重點：**文字 neither run may close. A run of two or more
 * that touches a letter is such a one; so are two runs of the same length, one
 * that could open and one that could close, in one line or cell. Stars that
 * mean themselves (0.35**, 2 ** 3, 2*3) stay. */
static void hide_stray_stars(struct ls_span raw)
{
    size_t open_first = 0;
    size_t open_past = 0;
    if (raw.len == 0 || !memchr(raw.ptr, '*', raw.len)) {
        return;
    }
    for (size_t at = next_border(raw, 0); at < raw.len; at = next_border(raw, at)) {
        size_t first = at;
        if (raw.ptr[at] != '*') {
            open_first = open_past = 0;
            at++;
            continue;
        }
        while (at < raw.len && raw.ptr[at] == '*') {
            at++;
        }
        enum beside before = class_before(raw, first);
        enum beside behind = class_behind(raw, at);
        bool may_open = behind != BESIDE_SPACE && before != BESIDE_DIGIT;
        bool closes = before != BESIDE_SPACE && open_past - open_first == at - first;
        bool touches = at - first >= 2 && (before == BESIDE_LETTER || behind == BESIDE_LETTER);
        if (closes) {
            hide(raw, open_first, open_past);
        }
        if (closes || touches) {
            hide(raw, first, at);
        }
        open_first = !closes && may_open ? first : 0;
        open_past = !closes && may_open ? at : 0;
    }
}

/* Marks and control characters that entities made never reach the reader. */
static void show_byte(char byte, enum ls_show how, bool in_table, struct ls_buf *out)
{
    bool keeps_marks = how == LS_SHOW_MARKS;
    bool is_line = how == LS_SHOW_LINE;
    switch (byte) {
    case LS_MARK_SOFT_BREAK:
        ls_buf_add_char(out, keeps_marks ? byte : ' ');
        break;
    case LS_MARK_HARD_BREAK:
        ls_buf_add_char(out, keeps_marks ? byte : is_line ? ' ' : '\n');
        break;
    case LS_MARK_BR:
        ls_buf_add_char(out, is_line || in_table ? ' ' : '\n');
        break;
    case '\n':
        ls_buf_add_char(out, is_line ? ' ' : '\n');
        break;
    case '\t':
        ls_buf_add_char(out, '\t');
        break;
    case LS_MARK_LINK:
        ls_buf_add(out, &byte, keeps_marks);
        break;
    default:
        break;
    }
}

static void show_escaped(char which, bool in_table, struct ls_buf *out)
{
    if (which == LS_MARK_STAR) {
        ls_buf_add_char(out, '*');
    } else if (which == LS_MARK_PIPE || in_table) {
        ls_buf_add_char(out, '|');
    } else {
        ls_buf_add_str(out, "\\|");
    }
}

void ls_raw_show_run(struct ls_span raw, enum ls_show how, bool in_table, struct ls_buf *out)
{
    for (size_t at = 0; at < raw.len;) {
        size_t past = at;
        while (past < raw.len && (unsigned char)raw.ptr[past] >= ' ') {
            past++;
        }
        ls_buf_add(out, raw.ptr + at, past - at);
        at = past;
        if (at == raw.len) {
            break;
        }
        char next = at + 1 < raw.len ? raw.ptr[at + 1] : '\0';
        bool is_escape = raw.ptr[at] == LS_MARK_ESCAPE;
        if (is_escape &&
            (next == LS_MARK_PIPE || next == LS_MARK_STAR || next == LS_MARK_CODE_PIPE)) {
            show_escaped(next, in_table, out);
            at += 2;
        } else {
            show_byte(raw.ptr[at], how, in_table, out);
            at++;
        }
    }
}

void ls_raw_show(struct ls_span raw, enum ls_show how, struct ls_buf *out)
{
    if (how != LS_SHOW_CODE) {
        hide_stray_stars(raw);
    }
    bool may_be_table = how == LS_SHOW_TEXT || how == LS_SHOW_MARKS;
    if (!may_be_table || !ls_table_show(raw, out)) {
        ls_raw_show_run(raw, how, false, out);
    }
}
