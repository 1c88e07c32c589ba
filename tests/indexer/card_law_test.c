/* The law of sections: every run of Han characters and every word that a
 * browser would show stands unbroken in some section, and no text is there
 * twice. What a browser would show is asked of cmark's own HTML. */
#include "indexer/card/parse.h"
#include "indexer/card/source.h"
#include "tests/indexer/card_samples.h"
#include "tests/tap.h"
#include "text/charclass.h"
#include "text/utf8.h"

#include <cmark.h>
#include <stdlib.h>

/* Takes front matter off *source; returns its lines. */
static uint32_t take_front_matter(struct ls_span *source)
{
    struct ls_span rest = *source;
    struct ls_span line;
    uint32_t lines = 0;
    rest = ls_span_from(rest, ls_span_starts_with(rest, LS_SPAN("\xef\xbb\xbf")) ? 3 : 0);
    if (!ls_span_starts_with(rest, LS_SPAN("---"))) {
        return 0;
    }
    while (ls_line_take(&rest, &line)) {
        lines++;
        if (lines > 1 && ls_span_equal(line, LS_SPAN("---"))) {
            *source = rest;
            return lines;
        }
    }
    return 0;
}

/* What stands instead of an image for who cannot see it. */
static void show_alt(const char *tag, const char *end, struct ls_buf *out)
{
    const char *alt = memmem(tag, (size_t)(end - tag), " alt=\"", 6);
    const char *past = alt ? memchr(alt + 6, '"', (size_t)(end - alt - 6)) : NULL;
    if (past) {
        ls_buf_add(out, alt + 6, (size_t)(past - alt - 6));
    }
}

/* HTML without its tags. Comments and scripts are not looked for, since the
 * samples here have none. */
static void strip_tags(const char *html, struct ls_buf *out)
{
    static const char *const entities[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}};
    while (*html) {
        if (*html == '<') {
            const char *end = strchr(html, '>');
            bool is_inline = !strncmp(html, "<strong>", 8) || !strncmp(html, "</strong>", 9);
            end = end ? end : html + strlen(html) - 1;
            ls_buf_add_str(out, is_inline ? "" : " ");
            show_alt(html, end, out);
            html = end + 1;
            continue;
        }
        size_t len = 1;
        const char *text = NULL;
        for (size_t i = 0; i < 4; i++) {
            if (strncmp(html, entities[i][0], strlen(entities[i][0])) == 0) {
                text = entities[i][1];
                len = strlen(entities[i][0]);
            }
        }
        ls_buf_add(out, text ? text : html, 1);
        html += len;
    }
}

static int kind_at(struct ls_span text, size_t at, unsigned *width)
{
    uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, width);
    codepoint |= codepoint < 0x80 ? 0x20 : 0;
    enum ls_charclass charclass = ls_charclass(codepoint);
    return charclass == LS_CHAR_HAN                                   ? 1
           : charclass == LS_CHAR_LATIN || charclass == LS_CHAR_DIGIT ? 2
                                                                      : 0;
}

/* Takes the next run of Han characters, or word, off *rest. */
static bool take_run(struct ls_span *rest, struct ls_span *run)
{
    unsigned width;
    size_t at = 0;
    while (at < rest->len && kind_at(*rest, at, &width) == 0) {
        at += width;
    }
    if (at == rest->len) {
        return false;
    }
    size_t past = at;
    int kind = kind_at(*rest, at, &width);
    while (past < rest->len && kind_at(*rest, past, &width) == kind) {
        past += width;
    }
    *run = ls_span(rest->ptr + at, past - at);
    *rest = ls_span_from(*rest, past);
    return true;
}

static size_t count_han(struct ls_span text)
{
    size_t count = 0;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        count += kind_at(text, at, &width) == 1;
    }
    return count;
}

/* All sections but those of links and of front matter, which no page shows. */
static void join_sections(const struct ls_card *card, uint32_t front_lines, struct ls_buf *out)
{
    for (size_t i = 0; i < card->section_count; i++) {
        if (card->sections[i].line > front_lines && card->sections[i].field != LS_FIELD_LINK) {
            ls_buf_add_span(out, card->sections[i].heading);
            ls_buf_add_char(out, '\n');
            ls_buf_add_span(out, card->sections[i].text);
            ls_buf_add_char(out, '\n');
        }
    }
}

static void check(const char *path)
{
    struct ls_buf source = {0};
    struct ls_buf visible = {0};
    struct ls_buf joined = {0};
    struct ls_arena arena = {0};
    struct ls_complaints complaints = {0};
    struct ls_card card;
    struct ls_span lost = {NULL, 0};
    struct ls_span run;
    card_sample_read(path, &source);
    ls_card_parse(ls_buf_span(&source), ls_span_str(path), &arena, &card, &complaints, NULL);
    struct ls_span markdown = ls_buf_span(&source);
    uint32_t front_lines = take_front_matter(&markdown);
    char *html = cmark_markdown_to_html(markdown.ptr, markdown.len, CMARK_OPT_UNSAFE);
    strip_tags(html, &visible);
    join_sections(&card, front_lines, &joined);
    for (struct ls_span rest = ls_buf_span(&visible); !lost.ptr && take_run(&rest, &run);) {
        lost = memmem(joined.ptr, joined.len, run.ptr, run.len) ? lost : run;
    }
    tap_ok(!lost.ptr, "%s loses nothing (%.*s)", path, LS_SPAN_ARG(lost));
    size_t shown = count_han(ls_buf_span(&visible));
    size_t kept = count_han(ls_buf_span(&joined));
    size_t repeated = count_han(card.heading);
    tap_ok(kept <= shown && kept + repeated >= shown, "%s: %zu Han characters of %zu, none twice",
           path, kept, shown);
    free(html);
    ls_arena_free(&arena);
    ls_buf_free(&source);
    ls_buf_free(&visible);
    ls_buf_free(&joined);
}

int main(int argc, char **argv)
{
    static const char *const folders[] = {"corpus/cards/*.md", "corpus/cards/*/*.md"};
    glob_t cards = {0};
    for (size_t i = 0; argc == 1 && i < 2; i++) {
        glob(folders[i], i ? GLOB_APPEND : 0, NULL, &cards);
    }
    for (size_t i = 0; i < cards.gl_pathc; i++) {
        check(cards.gl_pathv[i]);
    }
    for (int i = 1; i < argc; i++) {
        check(argv[i]);
    }
    globfree(&cards);
    return tap_done();
}
