/* BibTeX, in UTF-8. doi and url are what biblatex calls verbatim: no escapes of
 * TeX stand in them. The Chinese title is biblatex's titleaddon, which older
 * styles pass over. */
#include "query/render/citation.h"

/* BibTeX counts braces, escaped or not, so they must be commands. */
static const char *escape_of(char byte)
{
    switch (byte) {
    case '{':
        return "{\\textbraceleft}";
    case '}':
        return "{\\textbraceright}";
    case '\\':
        return "{\\textbackslash}";
    case '~':
        return "{\\textasciitilde}";
    case '^':
        return "{\\textasciicircum}";
    case '%':
        return "\\%";
    case '&':
        return "\\&";
    case '$':
        return "\\$";
    case '#':
        return "\\#";
    case '_':
        return "\\_";
    default:
        return NULL;
    }
}

static void add_text(struct ls_buf *out, struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = escape_of(text.ptr[i]);
        if (escape) {
            ls_buf_add_str(out, escape);
        } else {
            ls_buf_add_char(out, text.ptr[i]);
        }
    }
}

/* Would a style that sets titles in lower case spoil it? "LLMs", "COVID-19", "pH". */
static bool has_inner_capital(struct ls_span word)
{
    for (size_t i = 1; i < word.len; i++) {
        if (word.ptr[i] >= 'A' && word.ptr[i] <= 'Z') {
            return true;
        }
    }
    return false;
}

static void add_title(struct ls_buf *out, struct ls_span title)
{
    for (size_t at = 0; at < title.len;) {
        const char *space = memchr(title.ptr + at, ' ', title.len - at);
        size_t past = space ? (size_t)(space - title.ptr) : title.len;
        struct ls_span word = ls_span(title.ptr + at, past - at);
        bool is_kept = has_inner_capital(word);
        ls_buf_add_str(out, at > 0 ? " " : "");
        ls_buf_add_str(out, is_kept ? "{" : "");
        add_text(out, word);
        ls_buf_add_str(out, is_kept ? "}" : "");
        at = past + 1;
    }
}

static void add_name(struct ls_buf *out, const struct ls_name *name)
{
    if (name->family.len == 0) {
        ls_buf_add_char(out, '{');
        add_text(out, name->whole);
        ls_buf_add_char(out, '}');
        return;
    }
    add_text(out, name->family);
    if (name->suffix.len > 0) {
        ls_buf_add_str(out, ", ");
        add_text(out, name->suffix);
    }
    ls_buf_add_str(out, ", ");
    add_text(out, name->given);
}

static void add_names(struct ls_buf *out, const struct ls_citation *citation)
{
    ls_buf_add_str(out, citation->author_count > 0 ? ",\n  author = {" : "");
    for (size_t i = 0; i < citation->author_count; i++) {
        ls_buf_add_str(out, i > 0 ? " and " : "");
        add_name(out, &citation->authors[i]);
    }
    ls_buf_add_str(out, citation->author_count > 0 ? "}" : "");
}

static void add_field(struct ls_buf *out, const char *name, struct ls_span text,
                      void (*add)(struct ls_buf *, struct ls_span))
{
    if (text.len > 0) {
        ls_buf_printf(out, ",\n  %s = {", name);
        add(out, text);
        ls_buf_add_char(out, '}');
    }
}

/* What would end the field or the entry is percent-encoded. */
static void add_verbatim(struct ls_buf *out, struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("{}\\", text.ptr[i])) {
            ls_buf_printf(out, "%%%02X", (unsigned char)text.ptr[i]);
        } else {
            ls_buf_add_char(out, text.ptr[i]);
        }
    }
}

static void add_keywords(struct ls_buf *out, const struct ls_citation *citation)
{
    ls_buf_add_str(out, citation->keyword_count > 0 ? ",\n  keywords = {" : "");
    for (size_t i = 0; i < citation->keyword_count; i++) {
        ls_buf_add_str(out, i > 0 ? ", " : "");
        add_text(out, citation->keywords[i]);
    }
    ls_buf_add_str(out, citation->keyword_count > 0 ? "}" : "");
}

static void add_abstract(struct ls_buf *out, const struct ls_citation *citation)
{
    add_field(out, "abstract", citation->abstract, add_text);
    add_field(out, "abstract-zh", citation->abstract_zh, add_text);
}

static void add_entry(const struct ls_citation *citation, struct ls_buf *out)
{
    ls_buf_printf(out, "@%s{%s", citation->journal.len > 0 ? "article" : "misc", citation->key);
    add_field(out, "title", citation->title, add_title);
    add_field(out, "titleaddon", citation->title_zh, add_title);
    add_names(out, citation);
    add_field(out, "journal", citation->journal, add_text);
    if (citation->year) {
        ls_buf_printf(out, ",\n  year = {%d}", citation->year);
    }
    add_field(out, "doi", citation->doi, add_verbatim);
    add_field(out, "pmid", citation->pmid, add_verbatim);
    add_field(out, "url", citation->url, add_verbatim);
    add_keywords(out, citation);
    add_abstract(out, citation);
    ls_buf_add_str(out, "\n}\n");
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, shown->number > 0 ? "\n" : "");
    ls_citation_render(answer, shown, add_entry, out);
}

const struct ls_renderer ls_render_bibtex = {ls_render_nothing, hit, ls_render_nothing};
