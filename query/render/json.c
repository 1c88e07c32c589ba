/* JSON, version 1: one object, or with jsonl one hit a line. What it may hold
 * is in litsearch.schema.json. */
#include "query/render/hit_fields.h"
#include "query/render/json_text.h"

#include <math.h>

static void add_marks(const struct ls_hit_value *value, struct ls_buf *out)
{
    ls_buf_add_char(out, '[');
    for (size_t i = 0; i < value->count; i++) {
        ls_buf_add_str(out, i > 0 ? ",[" : "[");
        ls_buf_add_decimal(out, value->ranges[i].first);
        ls_buf_add_char(out, ',');
        ls_buf_add_decimal(out, value->ranges[i].past);
        ls_buf_add_char(out, ']');
    }
    ls_buf_add_char(out, ']');
}

void ls_hit_value_add(struct ls_buf *out, const struct ls_hit_value *value)
{
    switch (value->kind) {
    case LS_HIT_TEXT:
        ls_json_add_text_or_null(out, value->text);
        break;
    case LS_HIT_NUMBER:
        ls_json_add_number(out, value->number);
        break;
    case LS_HIT_LIST:
        ls_json_add_texts(out, value->items, value->count);
        break;
    case LS_HIT_RANGES:
        add_marks(value, out);
        break;
    }
}

static double rounded(double number)
{
    return round(number * 1e4) / 1e4;
}

static void add_counts(const uint32_t counts[LS_FIELD_COUNT], struct ls_buf *out)
{
    bool is_first = true;
    ls_buf_add_char(out, '{');
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        if (counts[field] > 0) {
            ls_json_add_key(out, ls_field_name((enum ls_field)field), &is_first);
            ls_buf_printf(out, "%u", counts[field]);
        }
    }
    ls_buf_add_char(out, '}');
}

static void add_contribution(const struct ls_contribution *item,
                             const struct ls_explanation *explanation, struct ls_buf *out)
{
    ls_buf_add_str(out, "{\"term\":");
    ls_json_add_text(out, explanation->terms[item->term].term);
    ls_buf_add_str(out, ",\"counts\":");
    add_counts(item->counts, out);
    ls_buf_printf(out, ",\"wdf\":%u,\"weight\":", item->wdf);
    ls_json_add_number(out, rounded(item->weight));
    ls_buf_add_char(out, '}');
}

/* {"words":"幻觉","members":["hallucin"],"frequency":2,"weight":3.1} */
static void add_group_contribution(const struct ls_group_contribution *item,
                                   const struct ls_expansion *expansion, struct ls_buf *out)
{
    const struct ls_group *group = &expansion->groups[item->group];
    ls_buf_add_str(out, "{\"words\":");
    ls_json_add_text(out, group->lexeme);
    ls_buf_add_str(out, ",\"members\":[");
    for (size_t i = 0; i < item->member_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        ls_json_add_text(out, group->members[item->members[i]].lexeme);
    }
    ls_buf_add_str(out, "],\"frequency\":");
    ls_json_add_number(out, rounded(item->frequency));
    ls_buf_add_str(out, ",\"weight\":");
    ls_json_add_number(out, rounded(item->weight));
    ls_buf_add_char(out, '}');
}

static void add_explained(const struct ls_answer *answer, const struct ls_explained_hit *explained,
                          struct ls_buf *out)
{
    ls_buf_printf(out, ",\"explain\":{\"length\":%u,\"sum\":", explained->length);
    ls_json_add_number(out, rounded(explained->sum));
    ls_buf_add_str(out, ",\"terms\":[");
    for (size_t i = 0; i < explained->count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_contribution(&explained->items[i], answer->explanation, out);
    }
    ls_buf_add_str(out, "],\"groups\":[");
    for (size_t i = 0; i < explained->group_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_group_contribution(&explained->groups[i], answer->explanation->expansion, out);
    }
    ls_buf_add_str(out, "],\"lacks\":[");
    for (size_t i = 0; i < explained->lack_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        ls_json_add_text(out, explained->lacks[i]);
    }
    ls_buf_add_str(out, "]}");
}

/* {"heading":"Bias","anchor":"bias","card":"qa","text":"Bias is …","marks":[[0,4]]} */
static void add_heading(const struct ls_snippet *passage, struct ls_buf *out)
{
    const struct ls_hit_value marks = {
        .kind = LS_HIT_RANGES, .ranges = passage->marks, .count = passage->mark_count};
    ls_buf_add_str(out, "{\"heading\":");
    ls_json_add_text(out, passage->heading);
    ls_buf_add_str(out, ",\"anchor\":");
    ls_json_add_text_or_null(out, passage->anchor);
    ls_buf_add_str(out, ",\"card\":");
    ls_json_add_text_or_null(out, ls_hit_card_name(passage->part));
    ls_buf_add_str(out, ",\"text\":");
    ls_json_add_text(out, passage->text);
    ls_buf_add_str(out, ",\"marks\":");
    ls_hit_value_add(out, &marks);
    ls_buf_add_char(out, '}');
}

static void add_headings(const struct ls_headings *headings, struct ls_buf *out)
{
    ls_buf_add_str(out, ",\"headings\":[");
    for (size_t i = 0; i < headings->count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_heading(&headings->items[i], out);
    }
    ls_buf_add_char(out, ']');
}

static void add_hit(const struct ls_answer *answer, const struct ls_shown *shown,
                    struct ls_buf *out)
{
    bool is_first = true;
    ls_buf_add_char(out, '{');
    for (size_t i = 0; i < ls_hit_field_count; i++) {
        const struct ls_hit_field *field = &ls_hit_fields[i];
        if (field->is_in_json) {
            struct ls_hit_value value = field->get(answer, shown);
            ls_json_add_key(out, field->name, &is_first);
            ls_hit_value_add(out, &value);
        }
    }
    if (shown->headings) {
        add_headings(shown->headings, out);
    }
    if (shown->explained && answer->explanation) {
        add_explained(answer, shown->explained, out);
    }
    ls_buf_add_char(out, '}');
}

static void add_facet(const struct ls_facet *facet, struct ls_buf *out)
{
    ls_buf_add_char(out, '[');
    for (size_t i = 0; i < facet->count; i++) {
        const struct ls_facet_value *value = &facet->values[i];
        ls_buf_add_str(out, i > 0 ? ",{\"value\":" : "{\"value\":");
        if (isnan(value->number)) {
            ls_json_add_text(out, value->name);
        } else {
            ls_json_add_number(out, value->number);
        }
        ls_buf_printf(out, ",\"count\":%u}", value->count);
    }
    ls_buf_add_char(out, ']');
}

static void add_facets(const struct ls_facets *facets, struct ls_buf *out)
{
    bool is_first = true;
    if (!facets) {
        ls_buf_add_str(out, "null");
        return;
    }
    ls_buf_add_char(out, '{');
    for (int kind = 0; kind < LS_FACET_COUNT; kind++) {
        ls_json_add_key(out, ls_facet_name((enum ls_facet_kind)kind), &is_first);
        add_facet(&facets->items[kind], out);
    }
    ls_buf_add_char(out, '}');
}

static void add_member(const struct ls_group_member *member, struct ls_buf *out)
{
    ls_buf_add_str(out, "{\"term\":");
    ls_json_add_text(out, member->lexeme);
    ls_buf_add_str(out, ",\"source\":");
    ls_json_add_text(out, ls_span_str(ls_lexicon_source_name(member->source)));
    ls_buf_printf(out, ",\"taught_by\":%u,\"weight\":", member->taught_by);
    ls_json_add_number(out, rounded(member->weight));
    ls_buf_add_char(out, '}');
}

static void add_group(const struct ls_group *group, struct ls_buf *out)
{
    ls_buf_add_str(out, "{\"words\":");
    ls_json_add_text(out, group->lexeme);
    ls_buf_printf(out, ",\"cards\":%zu,\"factor\":", group->cards.count);
    ls_json_add_number(out, rounded(group->factor));
    ls_buf_add_str(out, ",\"rarity\":");
    ls_json_add_number(out, rounded(group->rarity));
    ls_buf_add_str(out, ",\"members\":[");
    for (size_t i = 0; i < group->member_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_member(&group->members[i], out);
    }
    ls_buf_add_str(out, "]}");
}

static void add_groups(const struct ls_expansion *expansion, struct ls_buf *out)
{
    ls_buf_add_str(out, "],\"groups\":[");
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_group(&expansion->groups[i], out);
    }
}

static void add_explanation(const struct ls_explanation *explanation, struct ls_buf *out)
{
    ls_buf_add_str(out, ",\"explain\":{\"average_length\":");
    ls_json_add_number(out, rounded(explanation->average_length));
    ls_buf_add_str(out, ",\"fields\":{");
    bool is_first = true;
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        ls_json_add_key(out, ls_field_name((enum ls_field)field), &is_first);
        ls_buf_printf(out, "%u", ls_field_wdf((enum ls_field)field));
    }
    ls_buf_add_str(out, "},\"terms\":[");
    for (size_t i = 0; i < explanation->term_count; i++) {
        const struct ls_explained_term *term = &explanation->terms[i];
        ls_buf_add_str(out, i > 0 ? ",{\"term\":" : "{\"term\":");
        ls_json_add_text(out, term->term);
        ls_buf_add_str(out, ",\"source\":");
        ls_json_add_text(out, term->source);
        ls_buf_printf(out, ",\"cards\":%u,\"factor\":", term->cards);
        ls_json_add_number(out, term->factor);
        ls_buf_add_str(out, ",\"rarity\":");
        ls_json_add_number(out, rounded(term->rarity));
        ls_buf_add_char(out, '}');
    }
    add_groups(explanation->expansion, out);
    ls_buf_add_str(out, "]}");
}

static void begin_json(const struct ls_answer *answer, const struct ls_style *style,
                       struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, "{\"version\":1,\"query\":");
    ls_json_add_text(out, answer->query);
    ls_buf_printf(out,
                  ",\"step\":\"%s\",\"total\":%u,\"total_some\":%u,\"total_expanded\":%u,"
                  "\"total_template\":%u,\"total_feedback\":%u,",
                  ls_step_name(answer->step), answer->total, answer->total_some,
                  answer->total_expanded, answer->total_template, answer->total_feedback);
    ls_buf_add_str(out, "\"took_ms\":");
    ls_json_add_number(out, round(answer->took_ms * 1e3) / 1e3);
    ls_buf_add_str(out, ",\"hits\":[");
}

static void hit_json(const struct ls_answer *answer, const struct ls_shown *shown,
                     const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, shown->number > 0 ? "," : "");
    add_hit(answer, shown, out);
}

static void end_json(const struct ls_answer *answer, const struct ls_style *style,
                     struct ls_buf *out)
{
    (void)style;
    ls_buf_add_str(out, "],\"facets\":");
    add_facets(answer->facets, out);
    ls_buf_add_str(out, ",\"suggestion\":");
    ls_json_add_text_or_null(out, answer->suggestion);
    if (answer->explanation) {
        add_explanation(answer->explanation, out);
    }
    ls_buf_add_str(out, "}\n");
}

static void hit_jsonl(const struct ls_answer *answer, const struct ls_shown *shown,
                      const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    add_hit(answer, shown, out);
    ls_buf_add_char(out, '\n');
}

const struct ls_renderer ls_render_json = {begin_json, hit_json, end_json};
const struct ls_renderer ls_render_jsonl = {ls_render_nothing, hit_jsonl, ls_render_nothing};
