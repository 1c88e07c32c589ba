/* JSON, version 1: one object, or with jsonl one hit a line. A hit's keys come
 * from one table. */
#include "query/render/render.h"

#include "text/utf8.h"

#include <jansson.h>
#include <math.h>

enum { FLAGS = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(12) };

/* A name of a file may hold any bytes, JSON only UTF-8. */
static json_t *string_of(struct ls_span text)
{
    size_t bad;
    if (ls_utf8_valid(text, &bad)) {
        return json_stringn_nocheck(text.ptr ? text.ptr : "", text.len);
    }
    struct ls_buf clean = {0};
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        ls_buf_add_codepoint(&clean, ls_utf8_decode(text.ptr, text.len, at, &width));
    }
    json_t *string = clean.failed ? NULL : json_stringn_nocheck(clean.ptr, clean.len);
    ls_buf_free(&clean);
    return string;
}

static json_t *text_or_null(struct ls_span text)
{
    return text.ptr ? string_of(text) : json_null();
}

static json_t *list_of(const struct ls_span *items, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        if (json_array_append_new(list, string_of(items[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *put_id(const struct ls_shown *shown)
{
    return string_of(shown->card->id);
}

static json_t *put_nothing(const struct ls_shown *shown)
{
    (void)shown;
    return json_null();
}

static json_t *put_title(const struct ls_shown *shown)
{
    return string_of(ls_card_title(shown->card));
}

static json_t *put_title_en(const struct ls_shown *shown)
{
    return text_or_null(shown->card->title_en);
}

static json_t *put_title_zh(const struct ls_shown *shown)
{
    return text_or_null(shown->card->title_zh);
}

static json_t *put_pmid(const struct ls_shown *shown)
{
    return text_or_null(shown->card->pmid);
}

static json_t *put_doi(const struct ls_shown *shown)
{
    return text_or_null(shown->card->doi);
}

static json_t *put_journal(const struct ls_shown *shown)
{
    return text_or_null(shown->card->journal);
}

static json_t *put_year(const struct ls_shown *shown)
{
    return shown->card->year ? json_integer(shown->card->year) : json_null();
}

static json_t *put_score(const struct ls_shown *shown)
{
    return isnan(shown->card->score) ? json_null() : json_real(shown->card->score);
}

static json_t *put_domains(const struct ls_shown *shown)
{
    return list_of(shown->card->domains, shown->card->domain_count);
}

static json_t *put_authors(const struct ls_shown *shown)
{
    return list_of(shown->card->authors, shown->card->author_count);
}

static json_t *put_relevance(const struct ls_shown *shown)
{
    return json_real(round(shown->relevance * 1e4) / 1e4);
}

static json_t *put_part(const struct ls_shown *shown)
{
    enum ls_part part = shown->snippet->part;
    return part == LS_PART_NONE ? json_null() : json_string(ls_part_name(part));
}

static json_t *put_heading(const struct ls_shown *shown)
{
    return text_or_null(shown->snippet->heading);
}

static json_t *put_snippet(const struct ls_shown *shown)
{
    return text_or_null(shown->snippet->text);
}

static json_t *put_marks(const struct ls_shown *shown)
{
    json_t *marks = json_array();
    for (size_t i = 0; i < shown->snippet->mark_count; i++) {
        const struct ls_range *mark = &shown->snippet->marks[i];
        json_t *pair = json_pack("[II]", (json_int_t)mark->first, (json_int_t)mark->past);
        if (json_array_append_new(marks, pair) != 0) {
            json_decref(marks);
            return NULL;
        }
    }
    return marks;
}

/* In the order of the contract. url and anchor wait for the site's routes. */
static const struct {
    const char *key;
    json_t *(*put)(const struct ls_shown *shown);
} keys[] = {
    {"id", put_id},
    {"path", put_id},
    {"url", put_nothing},
    {"anchor", put_nothing},
    {"title", put_title},
    {"title_en", put_title_en},
    {"title_zh", put_title_zh},
    {"pmid", put_pmid},
    {"doi", put_doi},
    {"journal", put_journal},
    {"year", put_year},
    {"score", put_score},
    {"domains", put_domains},
    {"authors", put_authors},
    {"relevance", put_relevance},
    {"card", put_part},
    {"heading", put_heading},
    {"snippet", put_snippet},
    {"marks", put_marks},
};

static int append_bytes(const char *bytes, size_t len, void *out)
{
    ls_buf_add(out, bytes, len);
    return ((struct ls_buf *)out)->failed ? -1 : 0;
}

/* Takes the value, which is NULL when memory was out. */
static void dump_take(json_t *value, struct ls_buf *out)
{
    if (!value || json_dump_callback(value, append_bytes, out, FLAGS) != 0) {
        out->failed = true;
    }
    json_decref(value);
}

static void add_hit(const struct ls_shown *shown, struct ls_buf *out)
{
    json_t *hit = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (json_object_set_new_nocheck(hit, keys[i].key, keys[i].put(shown)) != 0) {
            out->failed = true;
        }
    }
    dump_take(hit, out);
}

static void begin_json(const struct ls_answer *answer, const struct ls_style *style,
                       struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, "{\"version\":1,\"query\":");
    dump_take(string_of(answer->query), out);
    ls_buf_printf(out, ",\"step\":\"%s\",\"total\":%u,\"total_some\":%u,\"took_ms\":",
                  ls_step_name(answer->step), answer->total, answer->total_some);
    dump_take(json_real(round(answer->took_ms * 1e3) / 1e3), out);
    ls_buf_add_str(out, ",\"hits\":[");
}

static void hit_json(const struct ls_answer *answer, const struct ls_shown *shown,
                     const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    ls_buf_add_str(out, shown->number > 0 ? "," : "");
    add_hit(shown, out);
}

static void end_json(const struct ls_answer *answer, const struct ls_style *style,
                     struct ls_buf *out)
{
    (void)answer;
    (void)style;
    ls_buf_add_str(out, "],\"facets\":null,\"suggestion\":null}\n");
}

static void hit_jsonl(const struct ls_answer *answer, const struct ls_shown *shown,
                      const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    add_hit(shown, out);
    ls_buf_add_char(out, '\n');
}

static void nothing(const struct ls_answer *answer, const struct ls_style *style,
                    struct ls_buf *out)
{
    (void)answer;
    (void)style;
    (void)out;
}

const struct ls_renderer ls_render_json = {begin_json, hit_json, end_json};
const struct ls_renderer ls_render_jsonl = {nothing, hit_jsonl, nothing};
