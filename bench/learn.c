#include "bench/learn.h"

#include "bench/folder.h"
#include "text/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>

enum {
    ENGLISH_WORDS_MIN = 5, /* shorter lines are names and numbers */
    HAN_MIN = 6,
    HAN_FIRST = 0x4e00,
    HAN_LAST = 0x9fff,
};

struct label {
    struct ls_span name;
    enum bench_name_kind kind;
};

static const struct label labels[] = {
    {LS_SPAN_INIT("期刊"), BENCH_NAME_JOURNAL},
    {LS_SPAN_INIT("應用領域"), BENCH_NAME_DOMAIN},
    {LS_SPAN_INIT("國家"), BENCH_NAME_COUNTRY},
};

static bool is_han(uint32_t codepoint)
{
    return codepoint >= HAN_FIRST && codepoint <= HAN_LAST;
}

static size_t count_han(struct ls_span text)
{
    size_t count = 0;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        count += is_han(ls_utf8_decode(text.ptr, text.len, at, &width));
    }
    return count;
}

/* Drops what Markdown puts in front of a line's words. */
static struct ls_span strip_markers(struct ls_span line)
{
    line = ls_span_trim(line);
    size_t at = 0;
    while (at < line.len && strchr("#*-|>_.`[ 0123456789", line.ptr[at])) {
        at++;
    }
    return ls_span_from(line, at);
}

static bool is_stop(uint32_t codepoint)
{
    return codepoint == 0x3002 || codepoint == 0xff01 || codepoint == 0xff1f ||
           codepoint == 0xff1b; /* 。！？； */
}

/* Markdown's own characters, symbols and lines drawn with characters. */
static bool is_markup(uint32_t codepoint)
{
    return codepoint <= ' ' || codepoint >= 0x1f000 ||
           (codepoint >= 0x2190 && codepoint < 0x2e80) ||
           (codepoint < 0x80 && strchr("*`[]_<>", (int)codepoint));
}

/* Headings, tables, code and addresses do not read as sentences. */
static bool is_sentence_line(struct ls_span line)
{
    return line.len > 0 && !strchr("#`<", line.ptr[0]) && !memchr(line.ptr, '|', line.len) &&
           !memmem(line.ptr, line.len, "://", 3);
}

/* The bytes of the Latin word or number at the start of text. */
static size_t latin_word_len(struct ls_span text)
{
    size_t len = 0;
    while (len < text.len &&
           (isalnum((unsigned char)text.ptr[len]) || (len > 0 && text.ptr[len] == '-'))) {
        len++;
    }
    return len;
}

static void learn_chinese(struct bench_chain *chain, struct ls_span line)
{
    unsigned width;
    for (size_t at = 0; at < line.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(line.ptr, line.len, at, &width);
        size_t latin = latin_word_len(ls_span_from(line, at));
        if (is_stop(codepoint)) {
            bench_chain_end_sentence(chain);
        } else if (latin) {
            width = (unsigned)latin;
            bench_chain_add(chain, ls_span(line.ptr + at, latin));
        } else if (!is_markup(codepoint)) {
            bench_chain_add(chain, ls_span(line.ptr + at, width));
        }
    }
    bench_chain_end_sentence(chain);
}

static size_t count_words(struct ls_span line)
{
    size_t count = 0;
    for (size_t i = 1; i < line.len; i++) {
        count += line.ptr[i] == ' ' && line.ptr[i - 1] != ' ';
    }
    return count + (line.len > 0);
}

static bool ends_sentence(struct ls_span word)
{
    return word.len > 1 && strchr(".!?", word.ptr[word.len - 1]);
}

static void learn_english(struct bench_chain *chain, struct ls_span line)
{
    while (line.len > 0) {
        const char *space = memchr(line.ptr, ' ', line.len);
        size_t len = space ? (size_t)(space - line.ptr) : line.len;
        struct ls_span word = ls_span(line.ptr, len);
        bool is_last = ends_sentence(word);
        word.len -= is_last;
        if (word.len > 0 && !memchr(word.ptr, '*', word.len)) {
            bench_chain_add(chain, word);
        }
        if (is_last) {
            bench_chain_end_sentence(chain);
        }
        line = ls_span_trim(ls_span_from(line, len));
    }
    bench_chain_end_sentence(chain);
}

static void learn_text(struct bench_learned *learned, struct ls_span line)
{
    size_t han = count_han(line);
    if (han >= HAN_MIN) {
        learn_chinese(&learned->chinese, line);
    } else if (han == 0 && count_words(line) >= ENGLISH_WORDS_MIN) {
        learn_english(&learned->english, line);
    }
}

/* Drops the end of the label: its stars and its colon, of either width. */
static struct ls_span skip_colon(struct ls_span text, bool *has_colon)
{
    *has_colon = false;
    for (;;) {
        struct ls_span wide = LS_SPAN("：");
        if (text.len > 0 && strchr("*: ", text.ptr[0])) {
            *has_colon |= text.ptr[0] == ':';
            text = ls_span_from(text, 1);
        } else if (ls_span_starts_with(text, wide)) {
            *has_colon = true;
            text = ls_span_from(text, wide.len);
        } else {
            return text;
        }
    }
}

/* Is it a bibliographic line? Then its value is learned, and nothing else of it. */
static bool learn_name(struct bench_learned *learned, struct ls_arena *arena, struct ls_span line)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        bool has_colon = false;
        if (!ls_span_starts_with(line, labels[i].name)) {
            continue;
        }
        struct ls_span name = skip_colon(ls_span_from(line, labels[i].name.len), &has_colon);
        struct bench_names *names = &learned->names[labels[i].kind];
        struct ls_span *added =
            has_colon && name.len > 0 ? LS_ARENA_PUSH(arena, names->items, &names->count) : NULL;
        if (added) {
            *added = name;
        }
        return has_colon;
    }
    return false;
}

/* What follows a bold label: "English Title**: …" and "A**：…" begin with one. */
static struct ls_span past_label(struct ls_span line)
{
    const char *stars = memmem(line.ptr, line.len, "**", 2);
    bool has_colon = false;
    struct ls_span text =
        stars ? skip_colon(ls_span_from(line, (size_t)(stars - line.ptr)), &has_colon) : line;
    return has_colon ? text : line;
}

struct lesson {
    struct bench_learned *learned;
    struct ls_arena *arena;
};

static bool learn_card(void *context, const char *path, struct ls_span card)
{
    (void)path;
    struct lesson *lesson = context;
    struct ls_span left = ls_arena_copy(lesson->arena, card);
    while (left.len > 0) {
        const char *newline = memchr(left.ptr, '\n', left.len);
        size_t len = newline ? (size_t)(newline - left.ptr) : left.len;
        struct ls_span line = ls_span(left.ptr, len);
        struct ls_span text = strip_markers(line);
        if (is_sentence_line(line) && !learn_name(lesson->learned, lesson->arena, text)) {
            learn_text(lesson->learned, past_label(text));
        }
        left = ls_span_from(left, len + 1);
    }
    return !lesson->arena->failed;
}

bool bench_learn(const char *folder, struct ls_arena *arena, struct bench_learned *learned)
{
    *learned = (struct bench_learned){.english = {.arena = arena}, .chinese = {.arena = arena}};
    bench_chain_end_sentence(&learned->english);
    bench_chain_end_sentence(&learned->chinese);
    struct lesson lesson = {learned, arena};
    if (!bench_folder_walk(folder, learn_card, &lesson)) {
        fprintf(stderr, "cannot read the cards in %s: %s\n", folder, strerror(errno));
        return false;
    }
    bool good = bench_chain_finish(&learned->english) && bench_chain_finish(&learned->chinese);
    for (size_t i = 0; i < BENCH_NAME_KINDS; i++) {
        good = good && learned->names[i].count > 0;
    }
    if (!good) {
        fprintf(stderr, "the cards in %s are too few to learn from\n", folder);
    }
    return good;
}
