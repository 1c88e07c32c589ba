#include "query/passage/slice.h"

#include "query/render/display.h"
#include "text/utf8.h"

static bool is_inside_character(struct ls_span text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80;
}

static size_t character_before(struct ls_span text, size_t at)
{
    do {
        at--;
    } while (at > 0 && is_inside_character(text, at));
    return at;
}

/* May the text be cut before the byte at an offset? Lead bytes E4 to E9 are Han's. */
static bool is_cut(struct ls_span text, size_t at)
{
    if (at == 0 || at >= text.len) {
        return true;
    }
    unsigned char byte = (unsigned char)text.ptr[at];
    return byte == ' ' || byte == '\n' || (byte >= 0xe4 && byte <= 0xe9);
}

static size_t columns_at(struct ls_span text, size_t at)
{
    unsigned width;
    return ls_display_columns_of(ls_display_safe(ls_utf8_decode(text.ptr, text.len, at, &width)));
}

struct ls_span ls_slice_around(struct ls_span text, struct ls_range range, size_t columns)
{
    size_t first = range.first;
    for (size_t used = 0; first > 0 && (used < columns || !is_cut(text, first));) {
        first = character_before(text, first);
        used += columns_at(text, first);
    }
    size_t past = range.past;
    for (size_t used = 0; past < text.len && (used < columns || !is_cut(text, past));) {
        used += columns_at(text, past);
        do {
            past++;
        } while (is_inside_character(text, past));
    }
    return ls_span(text.ptr + first, past - first);
}
