#include "tests/oracle/reading.h"

#include "text/fold.h"

#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

enum { TERM_BYTES_MAX = 64, WHOLE_PIECES_MAX = 6 };

enum class { BORDER, MARK, HAN, DIGIT, LATIN, GREEK, CYRILLIC, OTHER };

struct reader {
    struct ls_arena *arena;
    struct lexicon *lexicon;
    struct sb_stemmer *stemmer;
    struct ls_folded_text folded;
    struct reading *reading;
    uint32_t sentence;
};

/* ---- words by number ---- */

static uint32_t hash_of(struct ls_span word)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < word.len; i++) {
        hash = (hash ^ (unsigned char)word.ptr[i]) * 16777619u;
    }
    return hash;
}

static uint32_t *slot_of(struct lexicon *lexicon, struct ls_span word)
{
    size_t slot = hash_of(word) & (lexicon->slot_count - 1);
    while (lexicon->slots[slot] && !ls_span_equal(lexicon->words[lexicon->slots[slot] - 1], word)) {
        slot = (slot + 1) & (lexicon->slot_count - 1);
    }
    return &lexicon->slots[slot];
}

static void grow_slots(struct lexicon *lexicon)
{
    lexicon->slot_count = lexicon->slot_count ? 2 * lexicon->slot_count : 1024;
    lexicon->slots = ls_arena_array(lexicon->arena, lexicon->slot_count, sizeof *lexicon->slots);
    for (size_t i = 0; i < lexicon->count; i++) {
        *slot_of(lexicon, lexicon->words[i]) = (uint32_t)i + 1;
    }
}

uint32_t lexicon_number(struct lexicon *lexicon, struct ls_span word)
{
    if (2 * lexicon->count >= lexicon->slot_count) {
        grow_slots(lexicon);
    }
    uint32_t *slot = slot_of(lexicon, word);
    if (!*slot) {
        struct ls_span *room = LS_ARENA_PUSH(lexicon->arena, lexicon->words, &lexicon->count);
        *room = ls_arena_copy(lexicon->arena, word);
        *slot = (uint32_t)lexicon->count;
    }
    return *slot - 1;
}

struct reader *reader_new(struct ls_arena *arena, struct lexicon *lexicon)
{
    struct reader *reader = calloc(1, sizeof *reader);
    reader->arena = arena;
    reader->lexicon = lexicon;
    reader->stemmer = sb_stemmer_new("english", NULL);
    return reader;
}

void reader_free(struct reader *reader)
{
    sb_stemmer_delete(reader->stemmer);
    ls_folded_text_free(&reader->folded);
    free(reader);
}

/* ---- characters ---- */

static uint32_t char_at(const struct reader *reader, size_t i)
{
    return i < reader->folded.count ? reader->folded.chars[i].codepoint : 0;
}

static bool is_east_asian(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x11ff) || (c >= 0x2e80 && c <= 0x9fff) ||
           (c >= 0xa960 && c <= 0xa97f) || (c >= 0xac00 && c <= 0xd7ff) ||
           (c >= 0xf900 && c <= 0xfaff) || c >= 0x1aff0;
}

static enum class class_of_letter(uint32_t c) { if (is_east_asian(c)){return HAN;}
if (c < 0x2b0 || (c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2c60 && c <= 0x2c7f) ||
    (c >= 0xa720 && c <= 0xa7ff))
{
    return LATIN;
}
if ((c >= 0x370 && c <= 0x3ff) || (c >= 0x1f00 && c <= 0x1fff)) {
    return GREEK;
}
return c >= 0x400 && c <= 0x52f ? CYRILLIC : OTHER;
}

static enum class class_at(const struct reader *reader, size_t i) {
    uint32_t c = char_at(reader, i);
    const char *category = utf8proc_category_string((utf8proc_int32_t)c);
    bool is_apostrophe = c == 0x2bc; if (is_apostrophe){return BORDER;}
if (category[0] == 'M')
{
    return MARK;
}
if (category[0] == 'L' || (category[0] == 'N' && category[1] == 'l')) {
    return class_of_letter(c);
}
return category[0] == 'N' && category[1] == 'd' ? DIGIT : BORDER;
}

static bool is_in_word(const struct reader *reader, size_t i)
{
    return class_at(reader, i) >= DIGIT;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == '_' || c == 0x2010 || c == 0x203f || c == 0x2212;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc;
}

static bool is_stop(uint32_t c)
{
    return c == 0x3002 || c == '!' || c == '?' || c == ';' || c == '|' || c == '\n' || c == '\f' ||
           c == 0x2028 || c == 0x2029;
}

/* ---- sentences ---- */

static bool is_abbreviation(const struct reader *reader, size_t dot)
{
    static const char *const known = " al approx cf dr fig figs mr mrs ms no prof st vs ";
    char word[16] = " ";
    size_t first = dot;
    while (first > 0 && class_at(reader, first - 1) == LATIN) {
        first--;
    }
    size_t len = dot - first;
    for (size_t i = 0; i < len && len < 8; i++) {
        uint32_t c = char_at(reader, first + i);
        word[1 + i] = c < 128 ? (char)c : '?';
        word[2 + i] = ' ';
    }
    return len > 0 && len < 8 && strstr(known, word);
}

static bool closes_initial(const struct reader *reader, size_t dot)
{
    return dot > 0 && class_at(reader, dot - 1) > DIGIT &&
           (dot == 1 || !is_in_word(reader, dot - 2));
}

static bool dot_ends_sentence(const struct reader *reader, size_t dot)
{
    if (closes_initial(reader, dot) || is_abbreviation(reader, dot)) {
        return false;
    }
    bool space = false;
    size_t i = dot + 1;
    for (; i < reader->folded.count && class_at(reader, i) <= MARK; i++) {
        if (is_stop(char_at(reader, i)) || char_at(reader, i) == '.') {
            return true;
        }
        space |= char_at(reader, i) == ' ';
    }
    if (i == reader->folded.count || class_at(reader, i) == HAN) {
        return true;
    }
    char source = reader->reading->text.ptr[reader->folded.chars[i].first];
    return space && source >= 'A' && source <= 'Z';
}

static bool ends_sentence(const struct reader *reader, size_t i)
{
    uint32_t c = char_at(reader, i);
    return is_stop(c) || (c == '.' && dot_ends_sentence(reader, i));
}

/* ---- words ---- */

/* One word's pieces before they become terms: folded characters [begin, end). */
struct glue {
    size_t begin;
    size_t end;
    uint32_t past; /* source byte */
    uint32_t joint;
    enum class class;
};

static void add_chars(const struct reader *reader, size_t begin, size_t end, struct ls_buf *out)
{
    for (size_t i = begin; i < end; i++) {
        size_t before = out->len;
        ls_buf_add_codepoint(out, char_at(reader, i));
        if (out->len > TERM_BYTES_MAX) {
            out->len = before;
            return;
        }
    }
}

static bool is_plural_of_initials(struct ls_span word)
{
    bool is_plural = word.len > 3 && word.ptr[word.len - 1] == 's' && word.ptr[word.len - 2] != 's';
    for (size_t i = 0; is_plural && i < word.len; i++) {
        is_plural = strchr("bcdfghjklmnpqrstvwxz", word.ptr[i]) != NULL;
    }
    return is_plural;
}

static uint32_t stem_number(struct reader *reader, struct ls_span word)
{
    const sb_symbol *bytes =
        sb_stemmer_stem(reader->stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    struct ls_span stem = ls_span((const char *)bytes, (size_t)sb_stemmer_length(reader->stemmer));
    stem.len -= is_plural_of_initials(stem);
    return lexicon_number(reader->lexicon, stem);
}

static uint32_t term_of(struct reader *reader, const struct ls_buf *surface, bool is_stemmed)
{
    struct ls_span word = ls_buf_span(surface);
    return is_stemmed ? stem_number(reader, word) : lexicon_number(reader->lexicon, word);
}

static size_t end_of_piece(const struct reader *reader, size_t begin)
{
    size_t end = begin + 1;
    while (class_at(reader, end) == class_at(reader, begin) || class_at(reader, end) == MARK) {
        end++;
    }
    return end;
}

static bool is_glue(const struct reader *reader, const struct glue *before, size_t i)
{
    if (!is_in_word(reader, i + 1)) {
        return false;
    }
    uint32_t c = char_at(reader, i);
    bool digit_before = before->class == DIGIT;
    bool digit_behind = class_at(reader, i + 1) == DIGIT;
    size_t len_before = before->end - before->begin;
    size_t len_behind = end_of_piece(reader, i + 1) - (i + 1);
    if (c == '.') {
        return (digit_before && digit_behind) || (len_before == 1 && len_behind == 1);
    }
    if (c == ',') {
        return digit_before && digit_behind && len_before <= 3 && len_behind == 3;
    }
    return is_hyphen(c) || (is_apostrophe(c) && !digit_before && !digit_behind);
}

static bool is_possessive(const struct reader *reader, size_t i)
{
    return is_apostrophe(char_at(reader, i)) && char_at(reader, i + 1) == 's' &&
           !is_in_word(reader, i + 2);
}

static void add_piece(struct reader *reader, const struct glue *glue, bool joined)
{
    struct ls_buf surface = {0};
    add_chars(reader, glue->begin, glue->end, &surface);
    struct reading *reading = reader->reading;
    struct piece *piece = LS_ARENA_PUSH(reader->arena, reading->pieces, &reading->count);
    *piece = (struct piece){.term = term_of(reader, &surface, glue->class == LATIN),
                            .surface = term_of(reader, &surface, false),
                            .first = reader->folded.chars[glue->begin].first,
                            .past = glue->past,
                            .sentence = reader->sentence,
                            .is_han = glue->class == HAN,
                            .is_number = glue->class == DIGIT,
                            .joined = joined};
    ls_buf_free(&surface);
}

/* Rule 4. */
static bool has_whole(const struct glue *glues, size_t count)
{
    bool good = count >= 2 && count <= WHOLE_PIECES_MAX;
    size_t first_len = glues[0].end - glues[0].begin;
    for (size_t i = 1; good && i < count && glues[i - 1].class == DIGIT && glues[i].class == DIGIT;
         i++) {
        bool has_few = glues[i].end - glues[i].begin <= 3 || first_len == 1;
        good = !is_hyphen(glues[i].joint) && has_few;
    }
    return good;
}

static void add_whole(struct reader *reader, const struct glue *glues, size_t count)
{
    struct ls_buf surface = {0};
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && glues[i].joint == '.' && glues[i].class == DIGIT) {
            ls_buf_add_char(&surface, '.');
        }
        add_chars(reader, glues[i].begin, glues[i].end, &surface);
    }
    struct reading *reading = reader->reading;
    struct whole *whole = LS_ARENA_PUSH(reader->arena, reading->wholes, &reading->whole_count);
    *whole = (struct whole){.term = term_of(reader, &surface, glues[count - 1].class == LATIN),
                            .surface = term_of(reader, &surface, false),
                            .first = reader->folded.chars[glues[0].begin].first,
                            .past = glues[count - 1].past,
                            .piece = reading->count};
    ls_buf_free(&surface);
}

static void add_suffix(struct reader *reader, size_t at)
{
    uint32_t term = lexicon_number(reader->lexicon, LS_SPAN("s"));
    struct reading *reading = reader->reading;
    struct whole *whole = LS_ARENA_PUSH(reader->arena, reading->wholes, &reading->whole_count);
    *whole = (struct whole){.term = term,
                            .surface = term,
                            .first = reader->folded.chars[at].first,
                            .past = reader->folded.chars[at].past,
                            .piece = reading->count - 1,
                            .is_suffix = true};
}

/* Collects the pieces of the word at i; returns where it ends. */
static size_t collect(struct reader *reader, size_t i, struct glue **glues, size_t *count,
                      size_t *suffix)
{
    uint32_t joint = 0;
    bool more = true;
    while (more) {
        struct glue *glue = LS_ARENA_PUSH(reader->arena, *glues, count);
        *glue = (struct glue){i, end_of_piece(reader, i), 0, joint, class_at(reader, i)};
        i = glue->end;
        if (is_possessive(reader, i)) {
            *suffix = i + 1;
            i += 2;
            more = false;
        } else if (is_glue(reader, glue, i)) {
            joint = char_at(reader, i++);
        } else {
            joint = 0;
            more = is_in_word(reader, i);
        }
        size_t last = *suffix ? i - 1 : glue->end - 1;
        glue->past = reader->folded.chars[last].past;
    }
    return i;
}

static size_t read_word(struct reader *reader, size_t i)
{
    struct glue *glues = NULL;
    size_t count = 0;
    size_t suffix = 0;
    i = collect(reader, i, &glues, &count, &suffix);
    if (has_whole(glues, count)) {
        add_whole(reader, glues, count);
    }
    for (size_t n = 0; n < count; n++) {
        add_piece(reader, &glues[n], n > 0);
    }
    if (suffix) {
        add_suffix(reader, suffix);
    }
    return i;
}

static size_t read_han(struct reader *reader, size_t i, bool joined)
{
    struct glue glue = {i, i + 1, reader->folded.chars[i].past, 0, HAN};
    add_piece(reader, &glue, joined);
    do {
        i++;
    } while (class_at(reader, i) == MARK);
    return i;
}

void reader_read(struct reader *reader, struct ls_span text, struct reading *reading)
{
    *reading = (struct reading){.text = text};
    reader->reading = reading;
    reader->sentence = 0;
    ls_fold_text(text, &reader->folded);
    bool in_run = false;
    for (size_t i = 0; i < reader->folded.count;) {
        bool is_han = class_at(reader, i) == HAN;
        if (is_han) {
            i = read_han(reader, i, in_run);
        } else if (is_in_word(reader, i)) {
            i = read_word(reader, i);
        } else {
            reader->sentence += ends_sentence(reader, i);
            i++;
        }
        in_run = is_han;
    }
}
