/* CSL-JSON, one array. The standard has no field for a translated title: what
 * it has no field for belongs in "custom", so there the Chinese title stands. */
#include "query/render/citation.h"
#include "query/render/json_text.h"

static void add_member(struct ls_buf *out, const char *name, struct ls_span text)
{
    if (text.len > 0) {
        ls_buf_printf(out, ",\"%s\":", name);
        ls_json_add_text(out, text);
    }
}

static void add_part(struct ls_buf *out, const char *name, struct ls_span text, bool *is_first)
{
    if (text.len > 0) {
        ls_json_add_key(out, name, is_first);
        ls_json_add_text(out, text);
    }
}

static void add_name(struct ls_buf *out, const struct ls_name *name)
{
    bool is_first = true;
    ls_buf_add_char(out, '{');
    if (name->family.len == 0) {
        add_part(out, "literal", name->whole, &is_first);
    } else {
        add_part(out, "family", name->family, &is_first);
        add_part(out, "given", name->given, &is_first);
        add_part(out, "suffix", name->suffix, &is_first);
    }
    ls_buf_add_char(out, '}');
}

static void add_names(struct ls_buf *out, const struct ls_citation *citation)
{
    ls_buf_add_str(out, citation->author_count > 0 ? ",\"author\":[" : "");
    for (size_t i = 0; i < citation->author_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_name(out, &citation->authors[i]);
    }
    ls_buf_add_str(out, citation->author_count > 0 ? "]" : "");
}

static void add_keywords(struct ls_buf *out, const struct ls_citation *citation)
{
    struct ls_buf line = {0};
    for (size_t i = 0; i < citation->keyword_count; i++) {
        ls_buf_add_str(&line, i > 0 ? ", " : "");
        ls_buf_add_span(&line, citation->keywords[i]);
    }
    add_member(out, "keyword", ls_buf_span(&line));
    out->failed |= line.failed;
    ls_buf_free(&line);
}

static void add_custom(struct ls_buf *out, const struct ls_citation *citation)
{
    bool is_first = true;
    if (citation->title_zh.len > 0 || citation->abstract_zh.len > 0) {
        ls_buf_add_str(out, ",\"custom\":{");
        add_part(out, "title-zh", citation->title_zh, &is_first);
        add_part(out, "abstract-zh", citation->abstract_zh, &is_first);
        ls_buf_add_char(out, '}');
    }
}

static void add_entry(const struct ls_citation *citation, struct ls_buf *out)
{
    bool is_article = citation->journal.len > 0;
    ls_buf_printf(out, "{\"id\":\"%s\",\"type\":\"%s\"", citation->key,
                  is_article ? "article-journal" : "article");
    add_member(out, "title", citation->title);
    add_names(out, citation);
    add_member(out, "container-title", citation->journal);
    if (citation->year) {
        ls_buf_printf(out, ",\"issued\":{\"date-parts\":[[%d]]}", citation->year);
    }
    add_member(out, "DOI", citation->doi);
    add_member(out, "PMID", citation->pmid);
    add_member(out, "URL", citation->url);
    add_keywords(out, citation);
    add_member(out, "abstract", citation->abstract);
    add_custom(out, citation);
    ls_buf_add_char(out, '}');
}

static void begin(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    ls_buf_add_char(out, '[');
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, shown->number > 0 ? ",\n" : "");
    ls_citation_render(answer, shown, add_entry, out);
}

static void end(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    ls_buf_add_str(out, "]\n");
}

const struct ls_renderer ls_render_csl = {begin, hit, end};
