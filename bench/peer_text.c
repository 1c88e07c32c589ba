/* peer-text: cards and queries in the form each peer wants them. */
#include "bench/folder.h"

#include "base/buf.h"
#include "text/analyzer.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "usage: peer-text scriptindex CARDS   records for Xapian's scriptindex\n"
    "       peer-text cards CARDS         path, title and text for sqlite3's .import\n"
    "       peer-text words CARDS         title and text for FTS5, Chinese as pairs\n"
    "       peer-text match QUERY         the query for FTS5's MATCH\n"
    "       peer-text quest QUERY         the query as terms of litsearch's index\n";

enum { FIELD_END = 0x1f, RECORD_END = 0x1e }; /* of sqlite3's .mode ascii */

struct output {
    struct ls_buf bytes;
    size_t folder_len; /* of the path in front of each card's own */
};

static bool is_han(uint32_t codepoint)
{
    return (codepoint >= 0x3400 && codepoint <= 0x9fff) || (codepoint >= 0x20000);
}

static bool flush(struct ls_buf *bytes)
{
    bool good =
        !bytes->failed && fwrite(bytes->ptr ? bytes->ptr : "", 1, bytes->len, stdout) == bytes->len;
    ls_buf_clear(bytes);
    return good;
}

static struct ls_span past_front_matter(struct ls_span text)
{
    static const char fence[] = "\n---\n";
    if (!ls_span_starts_with(text, LS_SPAN("---\n"))) {
        return text;
    }
    const char *end = memmem(text.ptr, text.len, fence, sizeof fence - 1);
    return end ? ls_span_from(text, (size_t)(end - text.ptr) + sizeof fence - 1) : text;
}

static struct ls_span heading_of(struct ls_span text)
{
    const char *mark = ls_span_starts_with(text, LS_SPAN("# ")) ? text.ptr : NULL;
    const char *found = mark ? mark : memmem(text.ptr, text.len, "\n# ", 3);
    if (!found) {
        return LS_SPAN("");
    }
    struct ls_span line = ls_span_from(text, (size_t)(found - text.ptr) + (mark ? 2 : 3));
    const char *newline = memchr(line.ptr, '\n', line.len);
    return ls_span(line.ptr, newline ? (size_t)(newline - line.ptr) : line.len);
}

/* Each two neighbouring Han characters as a word of their own, a lone one as it is. */
static void add_pairs(struct ls_buf *out, struct ls_span text)
{
    struct ls_span before = {NULL, 0}; /* the Han character before, if any */
    bool is_paired = false;            /* did that one end a pair? */
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        struct ls_span now = ls_span(text.ptr + at, width);
        if (before.ptr && is_han(codepoint)) {
            ls_buf_add_char(out, ' ');
            ls_buf_add_span(out, before);
            ls_buf_add_span(out, now);
            is_paired = true;
        } else if (before.ptr) {
            ls_buf_add_char(out, ' ');
            ls_buf_add_span(out, is_paired ? LS_SPAN("") : before);
            ls_buf_add_char(out, ' ');
            is_paired = false;
        }
        if (!is_han(codepoint)) {
            ls_buf_add_span(out, now);
        }
        before = is_han(codepoint) ? now : ls_span(NULL, 0);
    }
    if (before.ptr && !is_paired) {
        ls_buf_add_char(out, ' ');
        ls_buf_add_span(out, before);
    }
}

/* Lines after the first begin with an equals sign: "text" goes on. */
static void add_lines(struct ls_buf *out, struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        ls_buf_add_char(out, text.ptr[i]);
        if (text.ptr[i] == '\n') {
            ls_buf_add_char(out, '=');
        }
    }
}

static bool print_scriptindex(void *context, const char *path, struct ls_span text)
{
    struct output *output = context;
    struct ls_span body = past_front_matter(text);
    ls_buf_printf(&output->bytes, "path=%s\ntitle=%.*s\ntext=", path + output->folder_len,
                  LS_SPAN_ARG(heading_of(body)));
    add_lines(&output->bytes, body);
    ls_buf_add_str(&output->bytes, "\n\n");
    return flush(&output->bytes);
}

static bool print_card(void *context, const char *path, struct ls_span text)
{
    struct output *output = context;
    struct ls_span body = past_front_matter(text);
    ls_buf_printf(&output->bytes, "%s%c%.*s%c", path + output->folder_len, FIELD_END,
                  LS_SPAN_ARG(heading_of(body)), FIELD_END);
    ls_buf_add_span(&output->bytes, body);
    ls_buf_add_char(&output->bytes, RECORD_END);
    return flush(&output->bytes);
}

static bool print_words(void *context, const char *path, struct ls_span text)
{
    (void)path;
    struct output *output = context;
    struct ls_span body = past_front_matter(text);
    add_pairs(&output->bytes, heading_of(body));
    ls_buf_add_char(&output->bytes, FIELD_END);
    add_pairs(&output->bytes, body);
    ls_buf_add_char(&output->bytes, RECORD_END);
    return flush(&output->bytes);
}

static struct ls_span take_word(struct ls_span *left)
{
    *left = ls_span_trim(*left);
    size_t len = 0;
    while (len < left->len && left->ptr[len] != ' ') {
        len++;
    }
    struct ls_span word = ls_span(left->ptr, len);
    *left = ls_span_from(*left, len);
    return word;
}

/* Each word a string, so that pairs of one Chinese word must stand side by side. */
static bool print_match(const char *query)
{
    struct ls_buf out = {0};
    struct ls_span left = ls_span_str(query);
    struct ls_span word;
    while ((word = take_word(&left)).len > 0) {
        ls_buf_add_char(&out, '"');
        add_pairs(&out, word);
        ls_buf_add_str(&out, "\" ");
    }
    bool good = flush(&out);
    ls_buf_free(&out);
    return good;
}

/* The terms litsearch itself asks for: words, pairs, and a Han character that is alone. */
static bool is_asked(const struct ls_tokens *tokens, size_t i)
{
    const struct ls_token *token = &tokens->items[i];
    if (token->kind != LS_TOKEN_HAN) {
        return token->kind != LS_TOKEN_BREAK && token->kind != LS_TOKEN_COMPOUND;
    }
    bool pair_follows = i + 1 < tokens->count && tokens->items[i + 1].kind == LS_TOKEN_BIGRAM;
    return !pair_follows && !token->glued;
}

static bool print_quest(const char *query)
{
    struct ls_analyzer *analyzer = NULL;
    struct ls_tokens tokens = {0};
    struct ls_error err;
    struct ls_buf out = {0};
    bool good = ls_analyzer_new(&analyzer, &err) == LS_OK &&
                ls_analyze(analyzer, ls_span_str(query), &tokens, &err) == LS_OK;
    for (size_t i = 0; good && i < tokens.count; i++) {
        if (is_asked(&tokens, i)) {
            ls_buf_add_span(&out, ls_token_term(analyzer, &tokens.items[i]));
            ls_buf_add_char(&out, ' ');
        }
    }
    good = good && flush(&out);
    ls_buf_free(&out);
    ls_analyzer_free(analyzer);
    return good;
}

static bool walk(const char *folder, bench_card_visit *visit)
{
    struct output output = {.folder_len = strlen(folder) + 1};
    bool good = bench_folder_walk(folder, visit, &output);
    ls_buf_free(&output.bytes);
    return good;
}

static const struct {
    const char *name;
    bench_card_visit *visit;
    bool (*print)(const char *query);
} forms[] = {
    {"scriptindex", print_scriptindex, NULL},
    {"cards", print_card, NULL},
    {"words", print_words, NULL},
    {"match", NULL, print_match},
    {"quest", NULL, print_quest},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 3 && i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(argv[1], forms[i].name) == 0) {
            bool good = forms[i].visit ? walk(argv[2], forms[i].visit) : forms[i].print(argv[2]);
            good = fflush(stdout) == 0 && good;
            if (!good) {
                fprintf(stderr, "peer-text: %s: %s\n", argv[2], strerror(errno));
            }
            return good ? 0 : 6;
        }
    }
    fputs(usage, stderr);
    return 2;
}
