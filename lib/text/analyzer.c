#include "text/analyzer.h"

#include "text/charclass.h"
#include "text/fold.h"
#include "text/han_fold.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { TEXT_BYTES_MAX = 1 << 30, PIECES_MAX = 32, FRACTION_DIGITS_MAX = 3 };

struct ls_analyzer {
    struct ls_stemmer *stemmer;
    const bool *stem_initials; /* NULL: all words are stemmed */
    struct ls_folded_text folded;
    struct ls_buf classes; /* of the folded characters, a byte each */
    struct ls_buf terms;
    struct ls_token *tokens;
    size_t count;
    size_t capacity;
    const char *source;
    uint32_t position;
    bool failed; /* memory ran out in this run */
};

/* One piece of a glued word: folded characters [begin, end), all of one class. */
struct piece {
    size_t begin;
    size_t end;
    uint32_t source_past; /* a possessive 's counts as part of the piece's source */
    enum ls_charclass charclass;
    enum ls_charclass joint; /* what glued it to the piece before: a glue class or LS_CHAR_SPACE */
};

enum ls_status ls_analyzer_new(struct ls_analyzer **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_analyzer *analyzer = calloc(1, sizeof *analyzer);
    if (analyzer) {
        analyzer->stemmer = ls_stemmer_new();
    }
    if (!analyzer || !analyzer->stemmer) {
        ls_analyzer_free(analyzer);
        return ls_fail_memory(err);
    }
    *out = analyzer;
    return LS_OK;
}

void ls_analyzer_free(struct ls_analyzer *analyzer)
{
    if (!analyzer) {
        return;
    }
    ls_stemmer_free(analyzer->stemmer);
    ls_folded_text_free(&analyzer->folded);
    ls_buf_free(&analyzer->classes);
    ls_buf_free(&analyzer->terms);
    free(analyzer->tokens);
    free(analyzer);
}

void ls_analyzer_fingerprint(struct ls_buf *out)
{
    ls_buf_printf(out, "analyzer 1; unicode %s; snowball english; han %s",
                  utf8proc_unicode_version(), ls_han_fold_fingerprint);
}

void ls_analyzer_stem_only(struct ls_analyzer *analyzer, const bool *initials)
{
    analyzer->stem_initials = initials;
}

static void emit(struct ls_analyzer *a, struct ls_token token)
{
    if (a->count == a->capacity) {
        size_t capacity = a->capacity * 2 + 256;
        struct ls_token *grown = realloc(a->tokens, capacity * sizeof *grown);
        if (!grown) {
            a->failed = true;
            return;
        }
        a->tokens = grown;
        a->capacity = capacity;
    }
    a->tokens[a->count++] = token;
}

static void emit_break(struct ls_analyzer *a, const struct ls_folded *at)
{
    if (a->count > 0 && a->tokens[a->count - 1].kind != LS_TOKEN_BREAK) {
        emit(a, (struct ls_token){.first = at->first,
                                  .past = at->past,
                                  .position = a->position++,
                                  .kind = LS_TOKEN_BREAK});
    }
}

static enum ls_charclass class_at(const struct ls_analyzer *a, size_t i)
{
    return i < a->folded.count ? (enum ls_charclass)a->classes.ptr[i] : LS_CHAR_SPACE;
}

static bool is_piece_class(enum ls_charclass charclass)
{
    return charclass >= LS_CHAR_DIGIT && charclass <= LS_CHAR_OTHER_LETTER;
}

/* Folded characters as one term at the end of a->terms, cut to LS_TERM_BYTES_MAX. */
static void append_term(struct ls_analyzer *a, size_t begin, size_t end, size_t term_start)
{
    size_t used = a->terms.len - term_start;
    size_t room = used < LS_TERM_BYTES_MAX ? LS_TERM_BYTES_MAX - used : 0;
    char *ascii = ls_buf_reserve(&a->terms, room);
    size_t len = 0;
    while (ascii && begin < end && len < room && a->folded.chars[begin].codepoint < 0x80) {
        ascii[len++] = (char)a->folded.chars[begin++].codepoint;
    }
    a->terms.len += len;
    for (size_t i = begin; i < end && !a->terms.failed; i++) {
        size_t before = a->terms.len;
        ls_buf_add_codepoint(&a->terms, a->folded.chars[i].codepoint);
        if (a->terms.len - term_start > LS_TERM_BYTES_MAX) {
            a->terms.len = before;
            return;
        }
    }
}

/* Replaces the term from offset start to the end of a->terms by its stem. */
static void stem_term(struct ls_analyzer *a, size_t start)
{
    bool is_wanted = !a->stem_initials || a->terms.len == start ||
                     a->stem_initials[(unsigned char)a->terms.ptr[start]];
    if (a->terms.failed || !is_wanted) {
        return;
    }
    struct ls_span word = ls_span(a->terms.ptr + start, a->terms.len - start);
    struct ls_span stem = ls_stem(a->stemmer, word);
    if (!stem.ptr) {
        a->failed = true;
    } else if (stem.ptr != word.ptr) {
        a->terms.len = start;
        ls_buf_add_span(&a->terms, stem);
    }
}

static void emit_piece(struct ls_analyzer *a, const struct piece *piece)
{
    size_t start = a->terms.len;
    append_term(a, piece->begin, piece->end, start);
    if (piece->charclass == LS_CHAR_LATIN) {
        stem_term(a, start);
    }
    emit(a, (struct ls_token){
                .term = (uint32_t)start,
                .len = (uint32_t)(a->terms.len - start),
                .first = a->folded.chars[piece->begin].first,
                .past = piece->source_past,
                .position = a->position++,
                .kind = piece->charclass == LS_CHAR_DIGIT ? LS_TOKEN_NUMBER : LS_TOKEN_WORD,
            });
}

/* Digits joined by hyphens (2020-2024, a phone number) are no word of their own, nor are those
 * around a dot when many follow it: parts of a DOI or a version, which are found by their pieces.
 */
static bool has_compound(const struct piece *pieces, size_t count)
{
    if (count < 2 || count > LS_COMPOUND_PIECES_MAX) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].charclass != LS_CHAR_DIGIT) {
            return true;
        }
        bool is_number = i == 0 || (pieces[i].joint != LS_CHAR_HYPHEN &&
                                    (pieces[i].end - pieces[i].begin <= FRACTION_DIGITS_MAX ||
                                     pieces[0].end - pieces[0].begin == 1));
        if (!is_number) {
            return false;
        }
    }
    return true;
}

static void emit_compound(struct ls_analyzer *a, const struct piece *pieces, size_t count)
{
    size_t start = a->terms.len;
    for (size_t i = 0; i < count; i++) {
        bool decimal =
            i > 0 && pieces[i].joint == LS_CHAR_DOT && pieces[i].charclass == LS_CHAR_DIGIT;
        if (decimal) {
            ls_buf_add_char(&a->terms, '.');
        }
        append_term(a, pieces[i].begin, pieces[i].end, start);
    }
    if (pieces[count - 1].charclass == LS_CHAR_LATIN) {
        stem_term(a, start);
    }
    if (a->terms.len - start > LS_TERM_BYTES_MAX) {
        a->terms.len = start;
        return;
    }
    emit(a, (struct ls_token){.term = (uint32_t)start,
                              .len = (uint32_t)(a->terms.len - start),
                              .first = a->folded.chars[pieces[0].begin].first,
                              .past = pieces[count - 1].source_past,
                              .position = a->position - 1,
                              .kind = LS_TOKEN_COMPOUND});
}

static size_t piece_end(const struct ls_analyzer *a, size_t begin)
{
    enum ls_charclass charclass = class_at(a, begin);
    size_t end = begin + 1;
    while (class_at(a, end) == charclass || class_at(a, end) == LS_CHAR_MARK) {
        end++;
    }
    return end;
}

/* Is the character at i an apostrophe before a closing s (Crohn's, Pearson’s)? */
static bool is_possessive(const struct ls_analyzer *a, size_t i)
{
    return class_at(a, i) == LS_CHAR_APOSTROPHE && i + 1 < a->folded.count &&
           a->folded.chars[i + 1].codepoint == 's' && !is_piece_class(class_at(a, i + 2));
}

/* Does the glue character at i join the piece before it to the one behind? */
static bool joins(const struct ls_analyzer *a, const struct piece *before, size_t i)
{
    enum ls_charclass next = class_at(a, i + 1);
    if (!is_piece_class(next)) {
        return false;
    }
    bool digits = before->charclass == LS_CHAR_DIGIT && next == LS_CHAR_DIGIT;
    size_t next_len = piece_end(a, i + 1) - (i + 1);
    switch (class_at(a, i)) {
    case LS_CHAR_HYPHEN:
        return true;
    case LS_CHAR_APOSTROPHE:
        return before->charclass != LS_CHAR_DIGIT && next != LS_CHAR_DIGIT;
    case LS_CHAR_DOT: /* 65.4, U.S. */
        return digits || (before->end - before->begin == 1 && next_len == 1);
    case LS_CHAR_COMMA: /* 12,000 */
        return digits && next_len == 3 && before->end - before->begin <= 3;
    default:
        return false;
    }
}

/* The s behind an apostrophe, whose folded character is at i: Crohn's stands as Crohn, yet a reader
 * may look for each letter of a text. */
static void emit_suffix(struct ls_analyzer *a, size_t i)
{
    size_t start = a->terms.len;
    append_term(a, i, i + 1, start);
    emit(a, (struct ls_token){.term = (uint32_t)start,
                              .len = (uint32_t)(a->terms.len - start),
                              .first = a->folded.chars[i].first,
                              .past = a->folded.chars[i].past,
                              .position = a->position - 1,
                              .kind = LS_TOKEN_SUFFIX,
                              .glued = true});
}

/* Reads one glued word from i; returns where it ends. */
static size_t scan_word(struct ls_analyzer *a, size_t i)
{
    struct piece pieces[PIECES_MAX];
    size_t count = 0;
    size_t suffix = 0;
    enum ls_charclass joint = LS_CHAR_SPACE;
    while (count < PIECES_MAX) {
        struct piece *piece = &pieces[count++];
        *piece = (struct piece){.begin = i, .end = piece_end(a, i), .charclass = class_at(a, i)};
        piece->joint = joint;
        i = piece->end;
        piece->source_past = a->folded.chars[i - 1].past;
        if (is_possessive(a, i)) {
            suffix = i + 1;
            i += 2;
            piece->source_past = a->folded.chars[i - 1].past;
            break;
        }
        if (is_piece_class(class_at(a, i))) {
            joint = LS_CHAR_SPACE;
        } else if (joins(a, piece, i)) {
            joint = class_at(a, i);
            i++;
        } else {
            break;
        }
    }
    for (size_t n = 0; n < count; n++) {
        emit_piece(a, &pieces[n]);
        if (n == 0 && has_compound(pieces, count)) {
            emit_compound(a, pieces, count);
        }
        if (n > 0 && !a->failed) {
            a->tokens[a->count - 1].glued = true;
        }
    }
    if (suffix > 0) {
        emit_suffix(a, suffix);
    }
    return i;
}

/* A bigram stands at the place of its first character, so that consecutive
 * bigrams match exactly the substring typed. The run's characters stand side by
 * side in a->terms, so that a bigram's term is a view of two of them. */
static size_t scan_han(struct ls_analyzer *a, size_t i)
{
    const struct ls_folded *previous = NULL;
    while (class_at(a, i) == LS_CHAR_HAN && !a->failed) {
        const struct ls_folded *at = &a->folded.chars[i];
        uint32_t start = (uint32_t)a->terms.len;
        ls_buf_add_codepoint(&a->terms, at->codepoint);
        uint32_t len = (uint32_t)a->terms.len - start;
        if (previous) {
            struct ls_token first = a->tokens[a->count - 1];
            first.kind = LS_TOKEN_BIGRAM;
            first.len += len;
            first.past = at->past;
            first.glued = false;
            emit(a, first);
        }
        emit(a, (struct ls_token){.term = start,
                                  .len = len,
                                  .first = at->first,
                                  .past = at->past,
                                  .position = a->position++,
                                  .kind = LS_TOKEN_HAN,
                                  .glued = previous != NULL});
        previous = at;
        for (i++; class_at(a, i) == LS_CHAR_MARK && i < a->folded.count; i++) {
        }
    }
    return i;
}

/* Is the word before the dot at i one that is cut short? */
static bool is_abbreviation(const struct ls_analyzer *a, size_t i)
{
    static const char *const abbreviations[] = {"al",  "approx", "cf", "dr",   "fig", "figs", "mr",
                                                "mrs", "ms",     "no", "prof", "st",  "vs"};
    size_t begin = i;
    while (begin > 0 && class_at(a, begin - 1) == LS_CHAR_LATIN) {
        begin--;
    }
    for (size_t n = 0; n < sizeof abbreviations / sizeof *abbreviations; n++) {
        const char *word = abbreviations[n];
        size_t at = begin;
        while (at < i && *word && a->folded.chars[at].codepoint == (unsigned char)*word) {
            at++;
            word++;
        }
        if (at == i && !*word) {
            return true;
        }
    }
    return false;
}

/* Does the dot at i end a sentence? It does at the end of the text and before
 * white space and a capital or a Han character, unless it closes an initial or
 * an abbreviation. */
static bool ends_sentence(const struct ls_analyzer *a, size_t i)
{
    const struct ls_folded *chars = a->folded.chars;
    bool initial = i > 0 && is_piece_class(class_at(a, i - 1)) &&
                   class_at(a, i - 1) != LS_CHAR_DIGIT &&
                   (i == 1 || !is_piece_class(class_at(a, i - 2)));
    if (initial || is_abbreviation(a, i)) {
        return false;
    }
    bool space = false;
    for (i++; i < a->folded.count; i++) {
        enum ls_charclass charclass = class_at(a, i);
        if (charclass == LS_CHAR_HAN) {
            return true;
        }
        if (is_piece_class(charclass)) {
            char byte = a->source[chars[i].first];
            return space && byte >= 'A' && byte <= 'Z';
        }
        if (charclass == LS_CHAR_STOP || charclass == LS_CHAR_DOT) {
            return true;
        }
        space |= chars[i].codepoint == ' ';
    }
    return true;
}

/* Folds the text and classes its characters. */
static bool prepare(struct ls_analyzer *a, struct ls_span text)
{
    ls_buf_clear(&a->classes);
    if (!ls_fold_text(text, &a->folded)) {
        return false;
    }
    char *classes = ls_buf_reserve(&a->classes, a->folded.count);
    for (size_t i = 0; classes && i < a->folded.count; i++) {
        classes[i] = (char)ls_charclass(a->folded.chars[i].codepoint);
    }
    return classes != NULL;
}

enum ls_status ls_analyze(struct ls_analyzer *a, struct ls_span text, struct ls_tokens *out,
                          struct ls_error *err)
{
    *out = (struct ls_tokens){0};
    if (text.len > TEXT_BYTES_MAX) {
        return ls_fail(err, LS_INTERNAL, "a text of %zu bytes is too long to analyze", text.len);
    }
    a->count = 0;
    a->position = 0;
    a->source = text.ptr;
    ls_buf_clear(&a->terms);
    a->failed = !prepare(a, text);
    for (size_t i = 0; i < a->folded.count && !a->failed;) {
        enum ls_charclass charclass = class_at(a, i);
        if (charclass == LS_CHAR_HAN) {
            i = scan_han(a, i);
        } else if (is_piece_class(charclass)) {
            i = scan_word(a, i);
        } else {
            if (charclass == LS_CHAR_STOP || (charclass == LS_CHAR_DOT && ends_sentence(a, i))) {
                emit_break(a, &a->folded.chars[i]);
            }
            i++;
        }
    }
    if (a->failed || a->terms.failed) {
        return ls_fail_memory(err);
    }
    *out = (struct ls_tokens){a->tokens, a->count};
    return LS_OK;
}

struct ls_span ls_token_term(const struct ls_analyzer *analyzer, const struct ls_token *token)
{
    return ls_span(analyzer->terms.ptr + token->term, token->len);
}

struct ls_span ls_token_stem(struct ls_analyzer *a, const struct ls_token *token)
{
    struct ls_span term = ls_token_term(a, token);
    bool is_left = token->kind == LS_TOKEN_WORD && term.len > 0 && a->stem_initials &&
                   !a->stem_initials[(unsigned char)term.ptr[0]];
    unsigned width;
    bool is_latin =
        is_left && ls_charclass(ls_utf8_decode(term.ptr, term.len, 0, &width)) == LS_CHAR_LATIN;
    return is_latin ? ls_stem(a->stemmer, term) : term;
}

const char *ls_analyzer_terms(const struct ls_analyzer *analyzer)
{
    return analyzer->terms.ptr;
}

size_t ls_tokens_line(const struct ls_tokens *tokens, size_t first)
{
    size_t past = first;
    while (past < tokens->count && tokens->items[past].kind != LS_TOKEN_BREAK) {
        past++;
    }
    return past;
}
