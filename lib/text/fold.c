#include "text/fold.h"

#include "text/han_fold.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { CLUSTER_BYTES_MAX = 256, CLUSTER_CHARS_MAX = 1024 };

void ls_folded_text_free(struct ls_folded_text *text)
{
    free(text->chars);
    *text = (struct ls_folded_text){0};
}

static bool reserve(struct ls_folded_text *out, size_t extra)
{
    if (out->capacity - out->count >= extra) {
        return true;
    }
    size_t capacity = out->capacity * 2 + extra + 64;
    struct ls_folded *grown = realloc(out->chars, capacity * sizeof *grown);
    if (!grown) {
        return false;
    }
    out->chars = grown;
    out->capacity = capacity;
    return true;
}

static void append(struct ls_folded_text *out, uint32_t codepoint, size_t first, size_t past)
{
    out->chars[out->count++] = (struct ls_folded){codepoint, (uint32_t)first, (uint32_t)past};
}

static uint32_t han_fold(uint32_t codepoint)
{
    return codepoint >= 0x3400 && codepoint < 0xa000 ? ls_han_fold_common[codepoint - 0x3400]
                                                     : ls_han_fold(codepoint);
}

/* Does the character belong to the one before it: a mark, or a jamo that composes? */
static bool extends(uint32_t codepoint)
{
    if (codepoint < 0x300 || (codepoint >= 0x2e80 && codepoint < 0x3099) ||
        (codepoint >= 0x309b && codepoint < 0xa000)) {
        return codepoint >= 0x302a && codepoint <= 0x302f;
    }
    if ((codepoint >= 0x1160 && codepoint <= 0x11ff) || codepoint == 0xff9e ||
        codepoint == 0xff9f) {
        return true; /* the last two are voiced marks of half-width kana, letters by category */
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

static bool accents_are_optional(uint32_t base)
{
    return base < 0x400 || (base >= 0x1e00 && base < 0x2000) || base == 0x212b ||
           (base >= 0xff21 && base <= 0xff5a);
}

/* Characters that neither NFKC nor case folding changes, found without a look-up. */
static bool is_stable(uint32_t codepoint)
{
    return (codepoint >= 0x3400 && codepoint < 0xa000) ||
           (codepoint >= 0x3001 && codepoint <= 0x301f) ||
           (codepoint >= 0x2018 && codepoint <= 0x201f) || codepoint == 0x2010 ||
           codepoint == 0x2013 || codepoint == 0x2014;
}

/* Letters that English writes without their stroke or ligature, though Unicode does not take
 * them apart: Jørgensen is found as Jorgensen. */
static const struct {
    uint16_t from;
    char to[3];
} plain_letters[] = {
    {0xe6, "ae"}, {0xf8, "o"}, {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
};

static const char *plain_letter(uint32_t codepoint)
{
    for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++) {
        if (plain_letters[i].from == codepoint) {
            return plain_letters[i].to;
        }
    }
    return NULL;
}

/* Digits set high or low, and fractions: part of the letters before them (m², H₂O) but not of a
 * number (10⁹ is not 109). */
static bool is_raised(uint32_t codepoint)
{
    return codepoint == 0xb2 || codepoint == 0xb3 || codepoint == 0xb9 ||
           (codepoint >= 0xbc && codepoint <= 0xbe) ||
           (codepoint >= 0x2070 && codepoint <= 0x2089) ||
           (codepoint >= 0x2150 && codepoint <= 0x215f);
}

static bool ends_in_digit(const struct ls_folded_text *out)
{
    uint32_t last = out->count > 0 ? out->chars[out->count - 1].codepoint : 0;
    return last >= '0' && last <= '9';
}

/* Full normalization of the cluster [first, past). */
static bool fold_cluster(struct ls_span text, size_t first, size_t past, uint32_t base,
                         struct ls_folded_text *out)
{
    utf8proc_int32_t chars[CLUSTER_CHARS_MAX];
    unsigned options = UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD |
                       UTF8PROC_IGNORE | (accents_are_optional(base) ? UTF8PROC_STRIPMARK : 0);
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text.ptr + first,
                           (utf8proc_ssize_t)(past - first), chars, CLUSTER_CHARS_MAX, options);
    if (count < 0 || count > CLUSTER_CHARS_MAX) {
        chars[0] = LS_UTF8_REPLACEMENT; /* not UTF-8: a border between words */
        count = 1;
    } else {
        count = utf8proc_normalize_utf32(chars, count, options);
    }
    if (!reserve(out, 2 * (size_t)count + 1)) {
        return false;
    }
    if (is_raised(base) && ends_in_digit(out)) {
        append(out, ' ', first, past);
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        const char *plain = plain_letter((uint32_t)chars[i]);
        if (!plain) {
            append(out, ls_han_fold((uint32_t)chars[i]), first, past);
        }
        for (; plain && *plain; plain++) {
            append(out, (unsigned char)*plain, first, past);
        }
    }
    return true;
}

static size_t cluster_end(struct ls_span text, size_t first, size_t past)
{
    unsigned width;
    while (past < text.len && past - first < CLUSTER_BYTES_MAX &&
           extends(ls_utf8_decode(text.ptr, text.len, past, &width))) {
        past += width;
    }
    return past;
}

/* From an offset on, as many plain letters, digits and signs as there is room for, but for one that
 * a mark may follow; returns where they end. */
static size_t fold_ascii(struct ls_span text, size_t at, struct ls_folded_text *out)
{
    struct ls_folded *folded = out->chars + out->count;
    size_t room = out->capacity - out->count;
    size_t first = at;
    for (; at < text.len && (unsigned char)text.ptr[at] < 0x80 && at - first < room; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (at + 1 < text.len && (unsigned char)text.ptr[at + 1] >= 0xcc) {
            break;
        }
        byte = byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
        *folded++ = (struct ls_folded){byte, (uint32_t)at, (uint32_t)at + 1};
    }
    out->count += at - first;
    return at;
}

bool ls_fold_text(struct ls_span text, struct ls_folded_text *out)
{
    out->count = 0;
    if (!reserve(out, text.len)) {
        return false;
    }
    unsigned width;
    for (size_t at = 0, past; at < text.len; at = past) {
        at = fold_ascii(text, at, out);
        if (at == text.len) {
            break;
        }
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        past = at + width;
        /* No mark starts with a byte below 0xcc. */
        if (past < text.len && (unsigned char)text.ptr[past] >= 0xcc) {
            past = cluster_end(text, at, past);
        }
        bool simple = past == at + width && (codepoint < 0x80 || is_stable(codepoint));
        if (!simple) {
            if (!fold_cluster(text, at, past, codepoint, out)) {
                return false;
            }
            continue;
        }
        if (codepoint >= 'A' && codepoint <= 'Z') {
            codepoint += 'a' - 'A';
        }
        if (!reserve(out, 1)) {
            return false;
        }
        append(out, han_fold(codepoint), at, past);
    }
    return true;
}

bool ls_fold_key(struct ls_span text, struct ls_buf *key)
{
    struct ls_folded_text folded = {0};
    bool good = ls_fold_text(ls_span_trim(text), &folded);
    bool space = false;
    size_t start = key->len;
    for (size_t i = 0; good && i < folded.count; i++) {
        uint32_t codepoint = folded.chars[i].codepoint;
        if (codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r')) {
            space = key->len > start;
            continue;
        }
        if (space) {
            ls_buf_add_char(key, ' ');
            space = false;
        }
        ls_buf_add_codepoint(key, codepoint);
    }
    ls_folded_text_free(&folded);
    return good && !key->failed;
}
