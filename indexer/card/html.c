#include "indexer/card/html.h"

#include "indexer/card/source.h"

#include <strings.h>

enum effect { EFFECT_NONE, EFFECT_BREAK, EFFECT_SCRIPT };

/* Tags that end a line; all others stand within one. */
static const struct {
    const char *name;
    enum effect effect;
} tags[] = {
    {"address", EFFECT_BREAK},    {"article", EFFECT_BREAK}, {"aside", EFFECT_BREAK},
    {"blockquote", EFFECT_BREAK}, {"br", EFFECT_BREAK},      {"caption", EFFECT_BREAK},
    {"dd", EFFECT_BREAK},         {"details", EFFECT_BREAK}, {"div", EFFECT_BREAK},
    {"dl", EFFECT_BREAK},         {"dt", EFFECT_BREAK},      {"figcaption", EFFECT_BREAK},
    {"figure", EFFECT_BREAK},     {"footer", EFFECT_BREAK},  {"h1", EFFECT_BREAK},
    {"h2", EFFECT_BREAK},         {"h3", EFFECT_BREAK},      {"h4", EFFECT_BREAK},
    {"h5", EFFECT_BREAK},         {"h6", EFFECT_BREAK},      {"header", EFFECT_BREAK},
    {"hr", EFFECT_BREAK},         {"li", EFFECT_BREAK},      {"main", EFFECT_BREAK},
    {"nav", EFFECT_BREAK},        {"ol", EFFECT_BREAK},      {"option", EFFECT_BREAK},
    {"p", EFFECT_BREAK},          {"pre", EFFECT_BREAK},     {"script", EFFECT_SCRIPT},
    {"section", EFFECT_BREAK},    {"style", EFFECT_SCRIPT},  {"summary", EFFECT_BREAK},
    {"table", EFFECT_BREAK},      {"tbody", EFFECT_BREAK},   {"td", EFFECT_BREAK},
    {"tfoot", EFFECT_BREAK},      {"th", EFFECT_BREAK},      {"thead", EFFECT_BREAK},
    {"tr", EFFECT_BREAK},         {"ul", EFFECT_BREAK},
};

static const struct {
    const char *name;
    uint32_t codepoint;
} entities[] = {
    {"amp", '&'}, {"apos", '\''}, {"gt", '>'}, {"lt", '<'}, {"nbsp", 0xa0}, {"quot", '"'},
};

static bool is_letter(char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* What the tag at the start of html does; *is_closing: </tag>. */
static enum effect tag_effect(struct ls_span html, bool *is_closing)
{
    *is_closing = html.len > 1 && html.ptr[1] == '/';
    struct ls_span name = ls_span_from(html, *is_closing ? 2 : 1);
    size_t len = 0;
    while (len < name.len &&
           (is_letter(name.ptr[len]) || (name.ptr[len] >= '0' && name.ptr[len] <= '9'))) {
        len++;
    }
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (strlen(tags[i].name) == len && strncasecmp(name.ptr, tags[i].name, len) == 0) {
            return tags[i].effect;
        }
    }
    return EFFECT_NONE;
}

void ls_html_add_inline(struct ls_buf *raw, struct ls_span html, bool *in_script)
{
    bool is_closing;
    enum effect effect = tag_effect(html, &is_closing);
    if (effect == EFFECT_SCRIPT) {
        *in_script = !is_closing;
    } else if (effect == EFFECT_BREAK && !*in_script) {
        ls_buf_add_char(raw, LS_MARK_BR);
    }
}

/* The bytes of html up to and with the first end, whatever its case; all of
 * them when there is none. */
static size_t len_through(struct ls_span html, const char *end)
{
    size_t len = strlen(end);
    for (size_t at = 0; at + len <= html.len; at++) {
        if (html.ptr[at] == end[0] && strncasecmp(html.ptr + at, end, len) == 0) {
            return at + len;
        }
    }
    return html.len;
}

/* The bytes of the tag at the start of html, 0 when it never ends. */
static size_t tag_len(struct ls_span html)
{
    char quote = '\0';
    for (size_t at = 1; at < html.len; at++) {
        char byte = html.ptr[at];
        if (quote) {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (byte == '>') {
            return at + 1;
        }
    }
    return 0;
}

static void add_break(struct ls_buf *out, size_t start)
{
    while (out->len > start && out->ptr[out->len - 1] == ' ') {
        out->ptr[--out->len] = '\0';
    }
    if (out->len > start && out->ptr[out->len - 1] != '\n') {
        ls_buf_add_char(out, '\n');
    }
}

static void add_space(struct ls_buf *out, size_t start)
{
    if (out->len > start && out->ptr[out->len - 1] != '\n' && out->ptr[out->len - 1] != ' ') {
        ls_buf_add_char(out, ' ');
    }
}

static uint32_t named_entity(struct ls_span name)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (ls_span_equal(name, ls_span_str(entities[i].name))) {
            return entities[i].codepoint;
        }
    }
    return 0;
}

static uint32_t numeric_entity(struct ls_span digits)
{
    bool is_hex = digits.len > 0 && (digits.ptr[0] | 0x20) == 'x';
    uint32_t codepoint = 0;
    for (size_t at = is_hex; at < digits.len; at++) {
        const char *all = "0123456789abcdef";
        const char *found =
            strchr(all, is_letter(digits.ptr[at]) ? digits.ptr[at] | 0x20 : digits.ptr[at]);
        if (!found || !*found || found - all >= (is_hex ? 16 : 10)) {
            return 0;
        }
        codepoint = codepoint * (is_hex ? 16 : 10) + (uint32_t)(found - all);
    }
    bool is_text = codepoint >= ' ' && codepoint <= 0x10ffff &&
                   !(codepoint >= 0x7f && codepoint < 0xa0) &&
                   !(codepoint >= 0xd800 && codepoint <= 0xdfff);
    return is_text ? codepoint : 0;
}

/* Shows the entity at the start of html and returns its bytes; 0 when it is none. */
static size_t show_entity(struct ls_span html, struct ls_buf *out)
{
    enum { ENTITY_BYTES_MAX = 10 };
    const char *end =
        memchr(html.ptr, ';', html.len < ENTITY_BYTES_MAX ? html.len : ENTITY_BYTES_MAX);
    if (!end) {
        return 0;
    }
    size_t len = (size_t)(end - html.ptr) + 1;
    struct ls_span name = ls_span(html.ptr + 1, len - 2);
    bool is_numeric = name.len > 1 && name.ptr[0] == '#';
    uint32_t codepoint = is_numeric ? numeric_entity(ls_span_from(name, 1)) : named_entity(name);
    if (codepoint) {
        ls_buf_add_codepoint(out, codepoint);
    }
    return codepoint ? len : 0;
}

/* Shows the markup at the start of html and returns its bytes; 0 when it is
 * none. Looking again for the end of a tag that has none would be quadratic. */
static size_t show_markup(struct ls_span html, struct ls_buf *out, size_t start, bool *is_unclosed)
{
    char next = html.len > 1 ? html.ptr[1] : '\0';
    bool is_closing;
    if (ls_span_starts_with(html, LS_SPAN("<!--"))) {
        return len_through(html, "-->");
    }
    if (!is_letter(next) && next != '/' && next != '!' && next != '?') {
        return 0;
    }
    size_t len = tag_len(html);
    *is_unclosed = len == 0;
    enum effect effect = tag_effect(html, &is_closing);
    if (effect == EFFECT_BREAK) {
        add_break(out, start);
    }
    if (effect == EFFECT_SCRIPT && !is_closing) {
        const char *name = (html.ptr[2] | 0x20) == 'c' ? "</script>" : "</style>";
        return len_through(html, name);
    }
    return len;
}

void ls_html_show_block(struct ls_span html, struct ls_buf *out)
{
    size_t start = out->len;
    bool is_unclosed = false;
    while (html.len > 0) {
        char byte = html.ptr[0];
        size_t width = 0;
        if (byte == '<' && !is_unclosed) {
            width = show_markup(html, out, start, &is_unclosed);
        } else if (byte == '&') {
            width = show_entity(html, out);
        } else if (byte == ' ' || byte == '\n' || byte == '\t') {
            add_space(out, start);
            width = 1;
        }
        if (width == 0) {
            ls_buf_add_char(out, byte);
            width = 1;
        }
        html = ls_span_from(html, width);
    }
    add_break(out, start);
    if (out->len > start && out->ptr[out->len - 1] == '\n') {
        out->ptr[--out->len] = '\0';
    }
}
