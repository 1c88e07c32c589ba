/* Domains and authors: values that are lists. */
#include "indexer/card/labels.h"
#include "indexer/card/values.h"
#include "text/utf8.h"

enum { DOMAINS_MAX = 256 };

static const char *const item_border[] = {"\x1f", NULL};
static const char *const domain_borders[] = {"/", "、", ",", "，", "／", ";", "；", NULL};
static const char *const strong_author_borders[] = {";", "；", "、", "，", NULL};
/* Pieces of a list of authors that are none. */
static const char *const others[] = {"et al.", "et al", "等", "等人", "", NULL};
static const char *const weak_author_borders[] = {", & ", ", and ", " & ", " and ", NULL};

/* The bytes of the border at text[at], 0 when there is none. */
static size_t border_at(struct ls_span text, size_t at, const char *const *borders)
{
    for (; *borders; borders++) {
        if (ls_span_starts_with(ls_span_from(text, at), ls_span_str(*borders))) {
            return strlen(*borders);
        }
    }
    return 0;
}

/* Takes the piece before the next border off *rest, trimmed. */
static bool take_piece(struct ls_span *rest, const char *const *borders, struct ls_span *piece)
{
    size_t at = 0;
    size_t width = 0;
    if (!rest->ptr) {
        return false;
    }
    while (at < rest->len && (width = border_at(*rest, at, borders)) == 0) {
        at++;
    }
    *piece = ls_span_trim(ls_span(rest->ptr, at));
    *rest = at < rest->len ? ls_span_from(*rest, at + width) : ls_span(NULL, 0);
    return true;
}

static bool has_border(struct ls_span text, const char *const *borders)
{
    struct ls_span piece;
    struct ls_span rest = text;
    return take_piece(&rest, borders, &piece) && rest.ptr;
}

static void add_item(struct ls_arena *arena, struct ls_value *value, struct ls_span item)
{
    struct ls_span *added = LS_ARENA_PUSH(arena, value->items, &value->item_count);
    if (added) {
        *added = item;
    }
}

static bool has_item(const struct ls_value *value, struct ls_span item)
{
    for (size_t i = 0; i < value->item_count; i++) {
        struct ls_value a = {.text = value->items[i]};
        struct ls_value b = {.text = item};
        if (ls_value_same(&a, &b)) {
            return true;
        }
    }
    return false;
}

enum ls_verdict ls_value_domains(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                                 struct ls_value *value)
{
    struct ls_span piece;
    bool is_list = has_border(text, item_border);
    (void)url;
    /* "N/A" is one placeholder, not two domains. */
    if (text.len == 0 || ls_is_placeholder(text)) {
        return LS_VALUE_PLACEHOLDER;
    }
    while (take_piece(&text, is_list ? item_border : domain_borders, &piece)) {
        if (piece.len > 0 && value->item_count < DOMAINS_MAX && !ls_is_placeholder(piece) &&
            !has_item(value, piece)) {
            add_item(arena, value, piece);
        }
    }
    return value->item_count > 0 ? LS_VALUE_KNOWN : LS_VALUE_PLACEHOLDER;
}

/* "A.", "R. P.", "J.-P.", "WB": what APA style sets behind the comma of a
 * family name. */
static bool is_initials(struct ls_span text)
{
    size_t letters = 0;
    bool has_dot = false;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        bool is_upper = codepoint >= 'A' && codepoint <= 'Z';
        bool is_foreign = codepoint >= 0xc0 && codepoint < 0x250;
        bool is_glue = codepoint == '.' || codepoint == '-' || codepoint == ' ';
        if (!is_upper && !is_foreign && !is_glue) {
            return false;
        }
        has_dot = has_dot || codepoint == '.';
        letters += is_upper || is_foreign;
    }
    return letters > 0 && letters <= (has_dot ? 6 : 2);
}

static bool is_any_of(struct ls_span text, const char *const *words)
{
    while (*words && !ls_span_equal(text, ls_span_str(*words))) {
        words++;
    }
    return *words != NULL;
}

/* Adds the authors of "Bandura, A., Wood, R." or "王小明, 李大華". */
static void add_comma_list(struct ls_arena *arena, struct ls_span text, struct ls_value *value)
{
    static const char *const commas[] = {",", NULL};
    static const char *const suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", NULL};
    size_t first = value->item_count;
    struct ls_span piece;
    while (take_piece(&text, commas, &piece)) {
        bool continues = is_initials(piece) || is_any_of(piece, suffixes);
        if (continues && value->item_count > first) {
            struct ls_span *last = &value->items[value->item_count - 1];
            last->len = (size_t)(piece.ptr + piece.len - last->ptr);
        } else if (!is_any_of(piece, others)) {
            add_item(arena, value, piece);
        }
    }
}

enum ls_verdict ls_value_authors(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                                 struct ls_value *value)
{
    struct ls_span piece;
    bool is_list = has_border(text, item_border);
    bool is_strong = !is_list && has_border(text, strong_author_borders);
    (void)url;
    if (text.len == 0 || ls_is_placeholder(text)) {
        return LS_VALUE_PLACEHOLDER;
    }
    const char *const *borders = is_list     ? item_border
                                 : is_strong ? strong_author_borders
                                             : weak_author_borders;
    while (take_piece(&text, borders, &piece)) {
        if (!is_list && !is_strong) {
            add_comma_list(arena, piece, value);
        } else if (!is_any_of(piece, others)) {
            add_item(arena, value, piece);
        }
    }
    return value->item_count > 0 ? LS_VALUE_KNOWN : LS_VALUE_PLACEHOLDER;
}
