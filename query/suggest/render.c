#include "query/suggest/render.h"

#include "query/render/display.h"
#include "query/render/json_text.h"
#include "query/render/text.h"

bool ls_suggestions_any(const struct ls_suggestions *suggestions)
{
    return suggestions->term_count + suggestions->title_count + suggestions->domain_count > 0;
}

/* ---- JSON ---- */

static void add_pair(struct ls_buf *out, const char *key, struct ls_span text)
{
    ls_buf_printf(out, "\"%s\":", key);
    ls_json_add_text_or_null(out, text);
}

/* The values of an object, behind its opening brace. */
static void json_term(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    const struct ls_suggested_term *term = &s->terms[i];
    add_pair(out, "text", term->text);
    if (term->counted) {
        ls_buf_printf(out, ",\"cards\":%u", term->cards);
    } else {
        ls_buf_add_str(out, ",\"cards\":null");
    }
}

static void json_title(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    const struct ls_suggested_title *title = &s->titles[i];
    add_pair(out, "id", title->id);
    ls_buf_add_char(out, ',');
    add_pair(out, "title", title->title);
    ls_buf_add_char(out, ',');
    add_pair(out, "title_en", title->title_en);
    ls_buf_add_char(out, ',');
    add_pair(out, "title_zh", title->title_zh);
}

static void json_domain(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    add_pair(out, "name", s->domains[i].name);
    ls_buf_printf(out, ",\"cards\":%u", s->domains[i].cards);
}

/* ---- a line each ---- */

static void add_count(struct ls_buf *out, uint32_t cards)
{
    ls_buf_printf(out, "  %u %s", cards, cards == 1 ? "card" : "cards");
}

static void text_term(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    ls_display_add(out, s->terms[i].text);
    if (s->terms[i].counted) {
        add_count(out, s->terms[i].cards);
    }
}

static void text_title(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    const struct ls_suggested_title *title = &s->titles[i];
    ls_display_add(out, title->title);
    if (title->title_en.len > 0 && title->title_zh.len > 0) {
        ls_buf_add_str(out, " · ");
        ls_display_add(out, title->title_zh);
    }
}

static void text_domain(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    ls_display_add(out, s->domains[i].name);
    add_count(out, s->domains[i].cards);
}

static void tsv_term(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    ls_display_add(out, s->terms[i].text);
    ls_buf_add_char(out, '\t');
    if (s->terms[i].counted) {
        ls_buf_printf(out, "%u", s->terms[i].cards);
    }
    ls_buf_add_char(out, '\t');
}

static void tsv_title(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    ls_display_add(out, s->titles[i].title);
    ls_buf_add_str(out, "\t\t");
    ls_display_add(out, s->titles[i].id);
}

static void tsv_domain(const struct ls_suggestions *s, size_t i, struct ls_buf *out)
{
    ls_display_add(out, s->domains[i].name);
    ls_buf_printf(out, "\t%u\t", s->domains[i].cards);
}

/* ---- the three kinds ---- */

typedef void add_one(const struct ls_suggestions *s, size_t i, struct ls_buf *out);

enum { KINDS = 3 };
static const struct {
    const char *heading;
    const char *kind; /* of one, in jsonl and tsv */
    const char *key;
    add_one *text;
    add_one *json;
    add_one *tsv;
} kinds[KINDS] = {
    {"Words", "term", "terms", text_term, json_term, tsv_term},
    {"Titles", "title", "titles", text_title, json_title, tsv_title},
    {"Domains", "domain", "domains", text_domain, json_domain, tsv_domain},
};

static size_t count_of(const struct ls_suggestions *s, size_t kind)
{
    const size_t counts[KINDS] = {s->term_count, s->title_count, s->domain_count};
    return counts[kind];
}

static void render_text(struct ls_span prefix, const struct ls_suggestions *s,
                        const struct ls_style *style, struct ls_buf *out)
{
    (void)prefix;
    for (size_t kind = 0; kind < KINDS; kind++) {
        size_t count = count_of(s, kind);
        if (count > 0) {
            ls_buf_add_str(out, out->len > 0 ? "\n" : "");
            ls_buf_printf(out, "%s%s%s\n", ls_ink(style, LS_INK_TITLE), kinds[kind].heading,
                          ls_ink(style, LS_INK_PLAIN));
        }
        for (size_t i = 0; i < count; i++) {
            ls_buf_add_str(out, "  ");
            kinds[kind].text(s, i, out);
            ls_buf_add_char(out, '\n');
        }
    }
}

static void render_json(struct ls_span prefix, const struct ls_suggestions *s,
                        const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, "{\"version\":1,\"prefix\":");
    ls_json_add_text(out, prefix);
    for (size_t kind = 0; kind < KINDS; kind++) {
        ls_buf_printf(out, ",\"%s\":[", kinds[kind].key);
        for (size_t i = 0; i < count_of(s, kind); i++) {
            ls_buf_add_str(out, i > 0 ? ",{" : "{");
            kinds[kind].json(s, i, out);
            ls_buf_add_char(out, '}');
        }
        ls_buf_add_char(out, ']');
    }
    ls_buf_add_str(out, "}\n");
}

static void render_jsonl(struct ls_span prefix, const struct ls_suggestions *s,
                         const struct ls_style *style, struct ls_buf *out)
{
    (void)prefix;
    (void)style;
    for (size_t kind = 0; kind < KINDS; kind++) {
        for (size_t i = 0; i < count_of(s, kind); i++) {
            ls_buf_printf(out, "{\"kind\":\"%s\",", kinds[kind].kind);
            kinds[kind].json(s, i, out);
            ls_buf_add_str(out, "}\n");
        }
    }
}

static void render_tsv(struct ls_span prefix, const struct ls_suggestions *s,
                       const struct ls_style *style, struct ls_buf *out)
{
    (void)prefix;
    (void)style;
    ls_buf_add_str(out, "kind\ttext\tcards\tid\n");
    for (size_t kind = 0; kind < KINDS; kind++) {
        for (size_t i = 0; i < count_of(s, kind); i++) {
            ls_buf_printf(out, "%s\t", kinds[kind].kind);
            kinds[kind].tsv(s, i, out);
            ls_buf_add_char(out, '\n');
        }
    }
}

typedef void render(struct ls_span prefix, const struct ls_suggestions *s,
                    const struct ls_style *style, struct ls_buf *out);

/* By format; those that come later have none. */
static render *const renderers[] = {
    [LS_QUERY_FORMAT_TEXT] = render_text,
    [LS_QUERY_FORMAT_JSON] = render_json,
    [LS_QUERY_FORMAT_JSONL] = render_jsonl,
    [LS_QUERY_FORMAT_TSV] = render_tsv,
};

bool ls_suggestions_have_format(enum ls_query_format format)
{
    return (size_t)format < sizeof renderers / sizeof *renderers && renderers[format];
}

void ls_suggestions_render(enum ls_query_format format, struct ls_span prefix,
                           const struct ls_suggestions *suggestions, const struct ls_style *style,
                           struct ls_buf *out)
{
    renderers[format](prefix, suggestions, style, out);
}
