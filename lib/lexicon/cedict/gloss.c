#include "lexicon/cedict/gloss.h"

#include "text/utf8.h"

#include <ctype.h>

/* A text that begins so translates nothing. */
static const char *const notes[] = {
    "CL:",          "surname ",    "Surname ",  "Kangxi radical", "also pr.",
    "Taiwan pr.",   "Beijing pr.", "old pr.",   "pr. [",          "Japanese variant",
    "component in", "radical in",  "particle ", "onomatopoeia",   "meaningless bound",
};

/* What may stand before the words that refer to another entry. */
static const char *const manners[] = {
    "old ",          "erhua ",    "archaic ",     "Taiwan ",      "ancient ",
    "dialectal ",    "Japanese ", "nonstandard ", "euphemistic ", "ironical ",
    "non-standard ", "popular ",  "corrupted ",   "simplified ",  "abbreviated ",
};

static const char *const referring[] = {
    "variant of",
    "variant form of",
    "see also",
    "see",
    "also written",
    "same as",
    "abbr. for",
    "abbr. of",
    "short for",
    "contraction of",
    "equivalent to",
    "synonym of",
    "also called",
    "also known as",
    "another name for",
    "aka",
    "cf.",
    "cf",
    "i.e.",
    "used for",
    "used in",
    "corresponds to",
    "stands for",
};

/* Words that stand for what the reader puts in, and marks of style. */
static const struct {
    const char *word;
    bool ends_at_space; /* or at a comma, or with the text; else where no letter follows */
} fillers[] = {
    {"sth", true},  {"sb", true},     {"etc", true},   {"esp.", true},
    {"lit.", true}, {"fig.", true},   {"usu.", true},  {"e.g.", true},
    {"i.e.", true}, {"one's", false}, {"sb's", false}, {"oneself", false},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_han(uint32_t codepoint)
{
    return codepoint == 0x3007 || (codepoint >= 0x3400 && codepoint <= 0x9fff) ||
           (codepoint >= 0xf900 && codepoint <= 0xfaff) ||
           (codepoint >= 0x20000 && codepoint <= 0x3ffff);
}

/* The bytes of the Han characters that text begins with. */
static size_t han_bytes(struct ls_span text)
{
    size_t at = 0;
    unsigned width;
    while (at < text.len && is_han(ls_utf8_decode(text.ptr, text.len, at, &width))) {
        at += width;
    }
    return at;
}

static size_t space_bytes(struct ls_span text)
{
    size_t at = 0;
    while (at < text.len && isspace((unsigned char)text.ptr[at])) {
        at++;
    }
    return at;
}

static bool take_word(struct ls_span *rest, const char *word)
{
    bool found = ls_span_starts_with(*rest, ls_span_str(word));
    *rest = found ? ls_span_from(*rest, strlen(word)) : *rest;
    return found;
}

static bool take_any(struct ls_span *rest, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (take_word(rest, words[i])) {
            return true;
        }
    }
    return false;
}

static void skip_parenthesis(struct ls_span *rest)
{
    const char *end = rest->len > 0 && *rest->ptr == '(' ? memchr(rest->ptr, ')', rest->len) : NULL;
    if (end) {
        *rest = ls_span_from(*rest, (size_t)(end - rest->ptr) + 1);
        *rest = ls_span_from(*rest, space_bytes(*rest));
    }
}

/* The Han characters behind words that refer to them. */
static struct ls_span take_target(struct ls_span *rest)
{
    for (size_t i = 0; i < COUNT(referring); i++) {
        struct ls_span behind = *rest;
        size_t spaces = take_word(&behind, referring[i]) ? space_bytes(behind) : 0;
        behind = ls_span_from(behind, spaces);
        size_t len = spaces > 0 ? han_bytes(behind) : 0;
        if (len > 0) {
            *rest = ls_span_from(behind, len);
            return ls_span(behind.ptr, len);
        }
    }
    return ls_span(NULL, 0);
}

/* Drops the Simplified form of a target, its reading, and what joins them to what follows. */
static void skip_target_rest(struct ls_span *rest)
{
    size_t simplified = take_word(rest, "|") ? han_bytes(*rest) : 0;
    *rest = ls_span_from(*rest, simplified);
    const char *end = rest->len > 0 && *rest->ptr == '[' ? memchr(rest->ptr, ']', rest->len) : NULL;
    *rest = end ? ls_span_from(*rest, (size_t)(end - rest->ptr) + 1) : *rest;
    while (rest->len > 0 && strchr(" ,;", *rest->ptr)) {
        *rest = ls_span_from(*rest, 1);
    }
}

/* "(literary) variant of 幻覺|幻觉[huan4 jue2]; delusion" leaves "delusion". */
static void take_reference(struct ls_span *text, struct ls_arena *arena,
                           struct ls_cedict_said *said)
{
    struct ls_span rest = *text;
    skip_parenthesis(&rest);
    while (take_any(&rest, manners, COUNT(manners))) {
    }
    struct ls_span target = take_target(&rest);
    struct ls_span *reference =
        target.ptr ? LS_ARENA_PUSH(arena, said->references, &said->reference_count) : NULL;
    if (reference) {
        *reference = ls_arena_copy(arena, target);
        skip_target_rest(&rest);
        *text = rest;
    }
}

static bool is_note(struct ls_span text)
{
    return take_any(&text, notes, COUNT(notes));
}

/* "artificial intelligence (AI)": capitals in parentheses are one more translation. */
static bool take_abbreviation(struct ls_span *rest, struct ls_span *abbreviation)
{
    enum { LETTERS_MIN = 2, LETTERS_MAX = 10, CAPITALS_MIN = 2 };
    const char *open;
    while (rest->len > 0 && (open = memchr(rest->ptr, '(', rest->len))) {
        *rest = ls_span_from(*rest, (size_t)(open - rest->ptr) + 1);
        size_t len = 0;
        size_t capitals = 0;
        while (len < rest->len &&
               (isalnum((unsigned char)rest->ptr[len]) || rest->ptr[len] == '-')) {
            capitals += isupper((unsigned char)rest->ptr[len++]) != 0;
        }
        bool closes = len < rest->len && rest->ptr[len] == ')';
        if (closes && len >= LETTERS_MIN && len <= LETTERS_MAX && capitals >= CAPITALS_MIN &&
            isupper((unsigned char)*rest->ptr)) {
            *abbreviation = ls_span(rest->ptr, len);
            return true;
        }
    }
    return false;
}

/* Removes readings in brackets, and the Han characters that they read. */
static size_t drop_chinese(char *text, size_t len)
{
    size_t kept = 0;
    for (size_t at = 0; at < len;) {
        unsigned width;
        const char *end = text[at] == '[' ? memchr(text + at, ']', len - at) : NULL;
        uint32_t codepoint = ls_utf8_decode(text, len, at, &width);
        if (end) {
            at = (size_t)(end - text) + 1;
        } else if (is_han(codepoint) || codepoint == '|' || codepoint == 0xb7) {
            at += width;
        } else {
            memmove(text + kept, text + at, width);
            kept += width;
            at += width;
        }
    }
    return kept;
}

/* Replaces each parenthesis, with those in it, by a space; one that is not closed stays. */
static size_t drop_parentheses(char *text, size_t len)
{
    size_t kept = 0;
    for (size_t at = 0; at < len; at++) {
        char *open = text[at] == ')' ? memrchr(text, '(', kept) : NULL;
        if (open) {
            *open = ' ';
            kept = (size_t)(open - text) + 1;
        } else {
            text[kept++] = text[at];
        }
    }
    return kept;
}

static bool is_word_char(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

/* The bytes of the filler at text[at], where a word begins. */
static size_t filler_bytes(const char *text, size_t len, size_t at)
{
    for (size_t i = 0; i < COUNT(fillers); i++) {
        size_t past = at + strlen(fillers[i].word);
        if (past > len || memcmp(text + at, fillers[i].word, past - at) != 0) {
            continue;
        }
        bool ends = past == len || (fillers[i].ends_at_space ? strchr(" ,;", text[past]) != NULL
                                                             : !is_word_char(text[past]));
        if (ends) {
            return past - at;
        }
    }
    return 0;
}

static size_t drop_fillers(char *text, size_t len)
{
    size_t kept = 0;
    bool in_word = false;
    for (size_t at = 0; at < len;) {
        size_t filler = in_word ? 0 : filler_bytes(text, len, at);
        in_word = filler == 0 && is_word_char(text[at]);
        text[kept++] = filler > 0 ? ' ' : text[at];
        at += filler > 0 ? filler : 1;
    }
    return kept;
}

static void add_gloss(struct ls_span gloss, struct ls_arena *arena, struct ls_cedict_said *said)
{
    static const char border[] = " ,.!?:";
    while (gloss.len > 0 && strchr(border, gloss.ptr[0])) {
        gloss = ls_span_from(gloss, 1);
    }
    while (gloss.len > 0 && strchr(border, gloss.ptr[gloss.len - 1])) {
        gloss.len--;
    }
    struct ls_span *added =
        gloss.len > 0 ? LS_ARENA_PUSH(arena, said->glosses, &said->gloss_count) : NULL;
    if (added) {
        *added = ls_arena_copy(arena, gloss);
    }
}

void ls_cedict_read(struct ls_span text, struct ls_arena *arena, struct ls_cedict_said *said)
{
    take_reference(&text, arena, said);
    char *plain = ls_arena_bytes(arena, text.len + 1);
    if (is_note(text) || text.len == 0 || !plain) {
        return;
    }
    memcpy(plain, text.ptr, text.len);
    size_t len = drop_chinese(plain, text.len);
    len = drop_parentheses(plain, len);
    for (size_t first = 0, past; first < len; first = past + 1) {
        for (past = first; past < len && plain[past] != ';' && plain[past] != '/'; past++) {
        }
        add_gloss(ls_span(plain + first, drop_fillers(plain + first, past - first)), arena, said);
    }
    struct ls_span abbreviation;
    for (struct ls_span rest = text; take_abbreviation(&rest, &abbreviation);) {
        add_gloss(abbreviation, arena, said);
    }
}
