#include "indexer/learn/bracket.h"

#include "base/hash.h"
#include "text/charclass.h"
#include "text/utf8.h"
#include "text/weak.h"

enum { INSIDE_BYTES_MAX = 160, BEFORE_BYTES_MAX = 240, WORD_BYTES_MAX = 48, CONTEXT_BYTES = 30 };

enum mark { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_LINE };

static enum mark mark_of(uint32_t codepoint)
{
    switch (codepoint) {
    case '(':
    case 0xff08: /* （ */
        return MARK_OPEN;
    case ')':
    case 0xff09: /* ） */
        return MARK_CLOSE;
    case '\n':
    case '|': /* between the cells of a table */
        return MARK_LINE;
    default:
        return MARK_NONE;
    }
}

/* Where the next byte stands that may begin a mark. */
static size_t skip_plain(struct ls_span text, size_t at)
{
    static const bool begins_mark[256] = {
        ['('] = true, [')'] = true, ['\n'] = true, ['|'] = true, [0xef] = true};
    for (; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        bool is_other_wide = byte == 0xef && at + 1 < text.len && text.ptr[at + 1] != '\xbc';
        if (begins_mark[byte] && !is_other_wide) {
            break;
        }
    }
    return at;
}

/* Its last bytes, from the border of a character. */
static struct ls_span last_bytes(struct ls_span text, size_t len_max)
{
    size_t cut = text.len > len_max ? text.len - len_max : 0;
    while (cut > 0 && cut < text.len && ((unsigned char)text.ptr[cut] & 0xc0) == 0x80) {
        cut++;
    }
    return ls_span_from(text, cut);
}

/* Of the same words in the same place: a sentence that many cards share is one witness. */
static uint32_t hash_context(struct ls_span text, struct ls_span before, size_t past)
{
    struct ls_span left = last_bytes(before, CONTEXT_BYTES);
    size_t end = past + CONTEXT_BYTES < text.len ? past + CONTEXT_BYTES : text.len;
    const char *line = memchr(text.ptr + past, '\n', end - past);
    end = line ? (size_t)(line - text.ptr) : end;
    size_t first = (size_t)(left.ptr - text.ptr);
    return ls_hash32(LS_HASH32_START, ls_span(text.ptr + first, end - first));
}

bool ls_bracket_next(struct ls_bracket_walk *walk, struct ls_bracket *bracket)
{
    struct ls_span text = walk->text;
    size_t open = 0;
    size_t open_past = 0; /* 0: none is open */
    unsigned width;
    while ((walk->at = skip_plain(text, walk->at)) < text.len) {
        size_t at = walk->at;
        enum mark mark = mark_of(ls_utf8_decode(text.ptr, text.len, at, &width));
        walk->at += width;
        if (mark == MARK_OPEN) {
            open = at;
            open_past = at + width;
        } else if (mark == MARK_CLOSE && open_past) {
            struct ls_span line = ls_span(text.ptr + walk->line, open - walk->line);
            bracket->before = last_bytes(line, BEFORE_BYTES_MAX);
            bracket->inside = ls_span_trim(ls_span(text.ptr + open_past, at - open_past));
            bracket->context = hash_context(text, bracket->before, walk->at);
            open_past = 0;
            if (bracket->inside.len <= INSIDE_BYTES_MAX) {
                return true;
            }
        } else if (mark == MARK_LINE) {
            walk->line = walk->at;
            open_past = 0;
        }
    }
    return false;
}

/* ---- what a text is ---- */

/* Of a character as it was written, where the analyzer's classes are of folded ones. */
static enum ls_charclass class_of(uint32_t codepoint)
{
    bool is_ascii_capital = codepoint >= 'A' && codepoint <= 'Z';
    return is_ascii_capital ? LS_CHAR_LATIN : ls_charclass(codepoint);
}

static bool is_letter(enum ls_charclass charclass)
{
    return charclass == LS_CHAR_LATIN || charclass == LS_CHAR_GREEK || charclass == LS_CHAR_MARK;
}

static bool joins(enum ls_charclass charclass)
{
    return charclass == LS_CHAR_HYPHEN || charclass == LS_CHAR_APOSTROPHE;
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static char lower(char byte)
{
    return is_capital(byte) ? (char)(byte | 0x20) : byte;
}

static bool is_roman(struct ls_span word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] != 'I' && word.ptr[i] != 'V' && word.ptr[i] != 'X') {
            return false;
        }
    }
    return true;
}

/* One word of letters, digits and hyphens with two capitals or more, which are half of its letters
 * or more. T1-T3 is none: of its letters, no two stand side by side. */
static bool is_short(struct ls_span word)
{
    size_t capitals = 0;
    bool has_pair = false;
    bool was_letter = false;
    size_t letters = 0;
    unsigned width;
    for (size_t at = 0; at < word.len; at += width) {
        enum ls_charclass charclass = class_of(ls_utf8_decode(word.ptr, word.len, at, &width));
        capitals += is_capital(word.ptr[at]);
        letters += is_letter(charclass);
        has_pair |= was_letter && is_letter(charclass);
        was_letter = is_letter(charclass);
        if (!was_letter && charclass != LS_CHAR_DIGIT &&
            (charclass != LS_CHAR_HYPHEN || at == 0 || at + width == word.len)) {
            return false;
        }
    }
    return word.len >= 2 && word.len <= LS_SHORT_BYTES_MAX && capitals >= 2 && has_pair &&
           capitals * 2 >= letters && !is_roman(word);
}

static bool is_weak(struct ls_span word)
{
    char lowered[WORD_BYTES_MAX];
    if (word.len > sizeof lowered) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        lowered[i] = lower(word.ptr[i]);
    }
    return ls_word_weakness(ls_span(lowered, word.len)) == LS_WORD_WEAK;
}

/* Takes a word of letters, and the spaces behind it, off the front. */
static bool take_word(struct ls_span *rest, struct ls_span *word)
{
    size_t past = 0;
    size_t letters = 0;
    unsigned width = 0;
    for (; past < rest->len; past += width) {
        enum ls_charclass charclass = class_of(ls_utf8_decode(rest->ptr, rest->len, past, &width));
        if (!is_letter(charclass) && !(joins(charclass) && past > 0)) {
            break;
        }
        letters += is_letter(charclass);
    }
    *word = ls_span(rest->ptr, past);
    *rest = ls_span_from(*rest, past);
    bool spaced = rest->len == 0 || rest->ptr[0] == ' ';
    *rest = ls_span_trim(*rest);
    return letters > 0 && spaced;
}

/* Words that say something at both ends, two of two letters or more among them. */
static bool is_phrase(struct ls_span text)
{
    struct ls_span word;
    size_t words = 0;
    size_t long_words = 0;
    bool ends_weak = false;
    while (text.len > 0) {
        if (!take_word(&text, &word)) {
            return false;
        }
        ends_weak = is_weak(word);
        if (words == 0 && ends_weak) {
            return false;
        }
        words++;
        long_words += word.len >= 2 && !ends_weak;
    }
    return words <= LS_PHRASE_WORDS_MAX && long_words >= 2 && !ends_weak;
}

static size_t count_han(struct ls_span text)
{
    size_t count = 0;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width, count++) {
        if (class_of(ls_utf8_decode(text.ptr, text.len, at, &width)) != LS_CHAR_HAN) {
            return 0;
        }
    }
    return count;
}

enum ls_term_kind ls_term_kind(struct ls_span text)
{
    size_t han = count_han(text);
    if (han >= 2 && han <= LS_HAN_TERM_MAX) {
        return LS_TERM_HAN;
    }
    if (is_short(text)) {
        return LS_TERM_SHORT;
    }
    return is_phrase(text) ? LS_TERM_PHRASE : LS_TERM_NONE;
}

/* ---- the end of a text ---- */

/* The character that ends at past, and where it begins. */
static uint32_t character_before(struct ls_span text, size_t past, size_t *first)
{
    unsigned width;
    *first = past - 1;
    while (*first > 0 && past - *first < 4 && ((unsigned char)text.ptr[*first] & 0xc0) == 0x80) {
        --*first;
    }
    return ls_utf8_decode(text.ptr, text.len, *first, &width);
}

static bool closes_quote(uint32_t codepoint)
{
    return codepoint == 0x300d || codepoint == 0x300f || codepoint == 0x201d || codepoint == '"' ||
           codepoint == 0x300b || codepoint == 0x3011; /* 」 』 ” 》 】 */
}

/* Before a clause, or the rest of one, which may begin with any word. */
static bool begins_clause(uint32_t codepoint)
{
    switch (codepoint) {
    case ')':
    case 0xff09: /* ） */
    case ',':
    case '.':
    case '!':
    case '?':
    case ';':
    case 0xff0c: /* ， */
    case 0x3002: /* 。 */
    case 0xff1b: /* ； */
    case 0xff01:
    case 0xff1f:
        return true;
    default:
        return false;
    }
}

/* "1." numbers a list. */
static bool is_item_number(struct ls_span text, size_t dot)
{
    return text.ptr[dot] == '.' && dot > 0 && text.ptr[dot - 1] >= '0' && text.ptr[dot - 1] <= '9';
}

/* What stands before the tail that begins at first. */
static enum ls_border look_left(struct ls_span text, size_t first)
{
    size_t before = first;
    while (before > 0 && text.ptr[before - 1] == ' ') {
        before--;
    }
    if (before == 0) {
        return LS_BORDER_WHOLE;
    }
    uint32_t codepoint = character_before(text, before, &before);
    enum ls_charclass charclass = class_of(codepoint);
    if (is_letter(charclass) || charclass == LS_CHAR_DIGIT) {
        return LS_BORDER_SCRIPT;
    }
    if (charclass == LS_CHAR_HAN) {
        return LS_BORDER_NONE;
    }
    return begins_clause(codepoint) && !is_item_number(text, before) ? LS_BORDER_CLAUSE
                                                                     : LS_BORDER_WHOLE;
}

bool ls_tail_han(struct ls_span text, struct ls_tail *tail)
{
    *tail = (struct ls_tail){0};
    text = ls_span_trim(text);
    size_t past = text.len;
    size_t first = past;
    while (past > 0 && closes_quote(character_before(text, past, &first))) {
        past = first;
    }
    size_t count = 0;
    size_t at = past;
    for (first = past; count < LS_HAN_TERM_MAX && at > 0; count++, first = at) {
        if (class_of(character_before(text, first, &at)) != LS_CHAR_HAN) {
            break;
        }
    }
    tail->text = ls_span(text.ptr + first, past - first);
    tail->border = look_left(text, first);
    return count >= 2;
}

/* Where the word that ends at past begins; past when none does. */
static size_t word_before(struct ls_span text, size_t past)
{
    size_t first = past;
    while (first > 0) {
        size_t at;
        enum ls_charclass charclass = class_of(character_before(text, first, &at));
        if (!is_letter(charclass) && charclass != LS_CHAR_DIGIT && !joins(charclass)) {
            break;
        }
        first = at;
    }
    return first;
}

bool ls_tail_words(struct ls_span text, size_t words_max, struct ls_tail *tail)
{
    *tail = (struct ls_tail){0};
    text = ls_span_trim(text);
    size_t first = text.len;
    for (size_t words = 0; words < words_max; words++) {
        size_t past = first;
        while (words > 0 && past > 0 && text.ptr[past - 1] == ' ') {
            past--;
        }
        size_t begin = word_before(text, past);
        if (begin == past) {
            break;
        }
        first = begin;
    }
    tail->text = ls_span(text.ptr + first, text.len - first);
    tail->border = look_left(text, first);
    return tail->text.len > 0;
}

/* ---- short forms ---- */

static bool is_alnum(char byte)
{
    char low = lower(byte);
    return (low >= 'a' && low <= 'z') || (byte >= '0' && byte <= '9');
}

/* LLMs: LLM */
static struct ls_span singular(struct ls_span word)
{
    bool is_plural =
        word.len > 2 && word.ptr[word.len - 1] == 's' && is_capital(word.ptr[word.len - 2]);
    return ls_span(word.ptr, word.len - is_plural);
}

static bool begins_word(struct ls_span text, size_t at)
{
    return at == 0 || !is_alnum(text.ptr[at - 1]);
}

static size_t count_words(struct ls_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] != ' ' && (i == 0 || text.ptr[i - 1] == ' ');
    }
    return count;
}

/* Where the letters of the short form begin in the text when each is sought from the end of the
 * text backwards; text.len when they are not there. At a letter of a word's middle, the words
 * before it must give the letters before it. */
static size_t match_letters(struct ls_span text, struct ls_span letters)
{
    size_t at = text.len;
    for (size_t i = letters.len; i > 0; i--) {
        char wanted = lower(letters.ptr[i - 1]);
        if (!is_alnum(wanted)) {
            continue;
        }
        do {
            if (at == 0) {
                return text.len;
            }
            at--;
        } while (lower(text.ptr[at]) != wanted || (i == 1 && !begins_word(text, at)));
    }
    return at;
}

/* Where the words begin whose first letters the letters are, function words left out or not;
 * text.len when the last words are others. */
static size_t match_initials(struct ls_span text, struct ls_span letters, bool with_weak)
{
    size_t at = text.len;
    size_t i = letters.len;
    while (i > 0) {
        size_t past = at;
        while (past > 0 && !is_alnum(text.ptr[past - 1])) {
            past--;
        }
        at = past;
        while (at > 0 && is_alnum(text.ptr[at - 1])) {
            at--;
        }
        if (at == past) {
            return text.len;
        }
        if (!with_weak && is_weak(ls_span(text.ptr + at, past - at))) {
            continue;
        }
        if (lower(text.ptr[at]) != lower(letters.ptr[i - 1])) {
            return text.len;
        }
        i--;
    }
    return at;
}

/* A word that is a whole long form must be a long one: electrocardiogram (ECG). */
static bool is_long_enough(struct ls_span words, struct ls_span letters)
{
    size_t count = count_words(words);
    return count > 1 ? words.len > letters.len + 2
                     : letters.len >= 3 && words.len >= 3 * letters.len;
}

struct ls_span ls_long_form(struct ls_span before, struct ls_span short_form)
{
    struct ls_tail tail;
    struct ls_span letters = singular(short_form);
    size_t words_max = letters.len + (letters.len < 5 ? letters.len : 5);
    if (!ls_tail_words(before, words_max, &tail)) {
        return ls_span(NULL, 0);
    }
    struct ls_span words = tail.text;
    size_t at = match_initials(words, letters, true);
    if (at == words.len) {
        at = match_initials(words, letters, false);
    }
    if (at == words.len) {
        at = match_letters(words, letters);
    }
    words = ls_span_from(words, at);
    bool is_form = at < tail.text.len && is_long_enough(words, letters) &&
                   !memmem(words.ptr, words.len, letters.ptr, letters.len);
    return is_form ? words : ls_span(NULL, 0);
}

bool ls_is_long_form(struct ls_span words, struct ls_span short_form)
{
    return ls_span_equal(ls_long_form(words, short_form), words);
}
