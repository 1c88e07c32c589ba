#include "query/render/citation.h"

#include "query/render/display.h"
#include "query/render/language.h"
#include "query/render/url.h"
#include "text/utf8.h"

static bool is_space(uint32_t codepoint)
{
    return ls_display_safe(codepoint) == ' ' || codepoint == 0xa0;
}

/* One line: white space becomes one space between words, controls are dropped. */
static void add_clean(struct ls_buf *line, struct ls_span text)
{
    bool space_due = false;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        if (is_space(codepoint)) {
            space_due = line->len > 0;
        } else if (width > 1 || codepoint == LS_UTF8_REPLACEMENT ||
                   ls_display_safe(codepoint) == codepoint) {
            ls_buf_add_str(line, space_due ? " " : "");
            ls_buf_add_codepoint(line, ls_display_safe(codepoint));
            space_due = false;
        }
    }
}

/* Absent when nothing is left. */
static struct ls_span keep(struct ls_buf *line, struct ls_arena *arena)
{
    struct ls_span kept = ls_span(NULL, 0);
    if (line->len > 0) {
        kept = ls_arena_copy(arena, ls_buf_span(line));
    }
    arena->failed |= line->failed;
    ls_buf_free(line);
    return kept;
}

static struct ls_span clean(struct ls_span text, struct ls_arena *arena)
{
    struct ls_buf line = {0};
    add_clean(&line, text);
    return keep(&line, arena);
}

static void take_titles(const struct ls_card *card, struct ls_arena *arena,
                        struct ls_citation *citation)
{
    struct ls_span zh = clean(card->title_zh, arena);
    citation->title = clean(card->title_en, arena);
    if (citation->title.len > 0 && !ls_span_equal(citation->title, zh)) {
        citation->title_zh = zh;
    } else if (citation->title.len == 0) {
        citation->title = zh.len > 0 ? zh : clean(card->heading, arena);
    }
}

static void take_authors(const struct ls_card *card, struct ls_arena *arena,
                         struct ls_citation *citation)
{
    citation->authors = ls_arena_array(arena, card->author_count, sizeof *citation->authors);
    for (size_t i = 0; citation->authors && i < card->author_count; i++) {
        struct ls_span name = clean(card->authors[i], arena);
        if (name.len > 0) {
            citation->authors[citation->author_count++] = ls_name_parse(name);
        }
    }
}

static void take_keywords(const struct ls_card *card, struct ls_arena *arena,
                          struct ls_citation *citation)
{
    citation->keywords = ls_arena_array(arena, card->domain_count, sizeof *citation->keywords);
    for (size_t i = 0; citation->keywords && i < card->domain_count; i++) {
        struct ls_span keyword = clean(card->domains[i], arena);
        if (keyword.len > 0) {
            citation->keywords[citation->keyword_count++] = keyword;
        }
    }
}

/* The abstract in one language, all its sections in a line. */
static struct ls_span gather_abstract(const struct ls_card *card, bool is_chinese,
                                      struct ls_arena *arena)
{
    struct ls_buf line = {0};
    for (size_t i = 0; i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        if (section->field == LS_FIELD_ABSTRACT &&
            ls_language_is_chinese(section->text) == is_chinese) {
            struct ls_buf piece = {0};
            add_clean(&piece, section->text);
            ls_buf_add_str(&line, line.len > 0 && piece.len > 0 ? " " : "");
            ls_buf_add_span(&line, ls_buf_span(&piece));
            line.failed |= piece.failed;
            ls_buf_free(&piece);
        }
    }
    return keep(&line, arena);
}

static void take_abstract(const struct ls_card *card, struct ls_arena *arena,
                          struct ls_citation *citation)
{
    citation->abstract = gather_abstract(card, false, arena);
    citation->abstract_zh = gather_abstract(card, true, arena);
    if (citation->abstract.len == 0) {
        citation->abstract = citation->abstract_zh;
        citation->abstract_zh = ls_span(NULL, 0);
    }
}

static void take_url(struct ls_span url, struct ls_arena *arena, struct ls_citation *citation)
{
    struct ls_buf address = {0};
    if (ls_url_is_absolute(url)) {
        ls_url_add(&address, url, ls_span(NULL, 0), LS_URL_ASCII);
    }
    citation->url = keep(&address, arena);
}

void ls_citation_make(const struct ls_answer *answer, const struct ls_shown *shown,
                      struct ls_arena *arena, struct ls_citation *citation)
{
    const struct ls_card *card = shown->card;
    *citation = (struct ls_citation){.year = card->year};
    take_titles(card, arena, citation);
    take_authors(card, arena, citation);
    take_keywords(card, arena, citation);
    take_abstract(card, arena, citation);
    take_url(shown->url, arena, citation);
    citation->journal = clean(card->journal, arena);
    citation->doi = clean(card->doi, arena);
    citation->pmid = clean(card->pmid, arena);
    ls_cite_key_make(citation, card, answer->memory, citation->key);
}

void ls_citation_render(const struct ls_answer *answer, const struct ls_shown *shown,
                        ls_citation_writer *write, struct ls_buf *out)
{
    struct ls_arena arena = {0};
    struct ls_citation citation;
    ls_citation_make(answer, shown, &arena, &citation);
    write(&citation, out);
    out->failed |= arena.failed;
    ls_arena_free(&arena);
}
