/* PubMed's own form (nbib, MEDLINE display). A record begins at its PMID, which
 * is empty when unknown. The Chinese title is TT, the title as published in
 * another language, and the second abstract OAB. JT is the journal's name; its
 * abbreviation, TA, is not known. */
#include "query/render/citation.h"

#include "text/utf8.h"

enum { LINE_BYTES = 88, INITIALS_MAX = 6 };

/* Long text goes on in lines with six spaces before. Only spaces break: a
 * reader puts one between the lines. */
static void add_line(struct ls_buf *out, const char *tag, struct ls_span text)
{
    if (text.len == 0) {
        return;
    }
    ls_buf_printf(out, "%-4s- ", tag);
    size_t column = 6;
    for (size_t at = 0; at < text.len;) {
        const char *space = memchr(text.ptr + at, ' ', text.len - at);
        size_t past = space ? (size_t)(space - text.ptr) : text.len;
        if (at > 0) {
            bool breaks = column + 1 + (past - at) > LINE_BYTES;
            ls_buf_add_str(out, breaks ? "\n      " : " ");
            column = breaks ? 6 : column + 1;
        }
        ls_buf_add(out, text.ptr + at, past - at);
        column += past - at;
        at = past + 1;
    }
    ls_buf_add_char(out, '\n');
}

/* "Jane A." → "JA"; what is written as initials already stays. */
static void add_initials(struct ls_buf *line, struct ls_span given)
{
    size_t taken = 0;
    bool is_start = true;
    unsigned width;
    for (size_t at = 0; at < given.len && taken < INITIALS_MAX; at += width) {
        uint32_t codepoint = ls_utf8_decode(given.ptr, given.len, at, &width);
        bool is_glue = codepoint == ' ' || codepoint == '.' || codepoint == '-';
        bool is_capital = codepoint >= 'A' && codepoint <= 'Z';
        if (!is_glue && (is_start || is_capital)) {
            ls_buf_add(line, given.ptr + at, width);
            taken++;
        }
        is_start = is_glue;
    }
}

static void add_suffix(struct ls_buf *line, struct ls_span suffix)
{
    while (suffix.len > 0 && suffix.ptr[suffix.len - 1] == '.') {
        suffix.len--;
    }
    ls_buf_add_str(line, suffix.len > 0 ? " " : "");
    ls_buf_add_span(line, suffix);
}

static void add_name(struct ls_buf *out, const struct ls_name *name)
{
    struct ls_buf full = {0};
    struct ls_buf brief = {0};
    if (name->family.len == 0) {
        ls_buf_add_span(&full, name->whole);
        ls_buf_add_span(&brief, name->whole);
    } else {
        ls_buf_printf(&full, "%.*s, %.*s", LS_SPAN_ARG(name->family), LS_SPAN_ARG(name->given));
        add_suffix(&full, name->suffix);
        ls_buf_printf(&brief, "%.*s ", LS_SPAN_ARG(name->family));
        add_initials(&brief, name->given);
        add_suffix(&brief, name->suffix);
    }
    add_line(out, "FAU", ls_buf_span(&full));
    add_line(out, "AU", ls_buf_span(&brief));
    out->failed |= full.failed || brief.failed;
    ls_buf_free(&full);
    ls_buf_free(&brief);
}

static void add_doi(struct ls_buf *out, struct ls_span doi)
{
    struct ls_buf line = {0};
    if (doi.len > 0) {
        ls_buf_add_span(&line, doi);
        ls_buf_add_str(&line, " [doi]");
        add_line(out, "AID", ls_buf_span(&line));
    }
    out->failed |= line.failed;
    ls_buf_free(&line);
}

static void add_entry(const struct ls_citation *citation, struct ls_buf *out)
{
    ls_buf_printf(out, "PMID- %.*s\n", LS_SPAN_ARG(citation->pmid));
    add_line(out, "TI", citation->title);
    add_line(out, "TT", citation->title_zh);
    for (size_t i = 0; i < citation->author_count; i++) {
        add_name(out, &citation->authors[i]);
    }
    add_line(out, "PT", citation->journal.len > 0 ? LS_SPAN("Journal Article") : ls_span(NULL, 0));
    if (citation->year) {
        ls_buf_printf(out, "DP  - %d\n", citation->year);
    }
    add_line(out, "JT", citation->journal);
    add_doi(out, citation->doi);
    for (size_t i = 0; i < citation->keyword_count; i++) {
        add_line(out, "OT", citation->keywords[i]);
    }
    add_line(out, "AB", citation->abstract);
    add_line(out, "OAB", citation->abstract_zh);
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    ls_citation_render(answer, shown, add_entry, out);
    ls_buf_add_char(out, '\n');
}

const struct ls_renderer ls_render_nbib = {ls_render_nothing, hit, ls_render_nothing};
