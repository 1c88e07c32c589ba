/* RIS: "TAG  - text", one line a value. The Chinese title is TT, the translated
 * one; PMIDs are accession numbers of the database PubMed. */
#include "query/render/citation.h"

static void add_line(struct ls_buf *out, const char *tag, struct ls_span text)
{
    if (text.len > 0) {
        ls_buf_printf(out, "%s  - ", tag);
        ls_buf_add_span(out, text);
        ls_buf_add_str(out, "\r\n");
    }
}

static void add_name(struct ls_buf *out, const struct ls_name *name)
{
    if (name->family.len == 0) {
        add_line(out, "AU", name->whole);
        return;
    }
    ls_buf_add_str(out, "AU  - ");
    ls_buf_add_span(out, name->family);
    ls_buf_add_str(out, ", ");
    ls_buf_add_span(out, name->given);
    ls_buf_add_str(out, name->suffix.len > 0 ? ", " : "");
    ls_buf_add_span(out, name->suffix);
    ls_buf_add_str(out, "\r\n");
}

static void add_entry(const struct ls_citation *citation, struct ls_buf *out)
{
    add_line(out, "TY", citation->journal.len > 0 ? LS_SPAN("JOUR") : LS_SPAN("GEN"));
    add_line(out, "ID", ls_span_str(citation->key));
    add_line(out, "TI", citation->title);
    add_line(out, "TT", citation->title_zh);
    for (size_t i = 0; i < citation->author_count; i++) {
        add_name(out, &citation->authors[i]);
    }
    add_line(out, "JF", citation->journal);
    if (citation->year) {
        ls_buf_printf(out, "PY  - %d\r\n", citation->year);
    }
    add_line(out, "DO", citation->doi);
    add_line(out, "AN", citation->pmid);
    add_line(out, "DB", citation->pmid.len > 0 ? LS_SPAN("PubMed") : ls_span(NULL, 0));
    add_line(out, "UR", citation->url);
    for (size_t i = 0; i < citation->keyword_count; i++) {
        add_line(out, "KW", citation->keywords[i]);
    }
    add_line(out, "AB", citation->abstract);
    add_line(out, "N2", citation->abstract_zh);
    ls_buf_add_str(out, "ER  - \r\n");
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    ls_citation_render(answer, shown, add_entry, out);
}

const struct ls_renderer ls_render_ris = {ls_render_nothing, hit, ls_render_nothing};
