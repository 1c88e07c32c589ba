/* Hits for a person at a terminal. */
#include "query/render/text.h"

#include "query/render/display.h"
#include "query/render/number.h"
#include "query/render/phrase.h"
#include "query/render/url.h"

enum { INDENT = 4, FACET_VALUES_MAX = 8 };

static void add_snippet(const struct ls_snippet *snippet, const struct ls_style *style,
                        struct ls_buf *out)
{
    struct ls_span text = snippet->text;
    if (text.len == 0) {
        return;
    }
    struct ls_wrap wrap;
    ls_buf_printf(out, "%*s", INDENT, "");
    ls_wrap_begin(&wrap, out, style->columns, INDENT, INDENT);
    ls_wrap_add(&wrap, snippet->begins_inside ? LS_SPAN("…") : LS_SPAN(""));
    size_t at = 0;
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct ls_range mark = snippet->marks[i];
        ls_wrap_add(&wrap, ls_span(text.ptr + at, mark.first - at));
        ls_wrap_escape(&wrap, ls_ink(style, LS_INK_MARK));
        ls_wrap_add(&wrap, ls_range_span(text, mark));
        ls_wrap_escape(&wrap, ls_ink(style, LS_INK_PLAIN));
        at = mark.past;
    }
    ls_wrap_add(&wrap, ls_span_from(text, at));
    ls_wrap_add(&wrap, snippet->ends_inside ? LS_SPAN("…") : LS_SPAN(""));
    ls_wrap_end(&wrap);
}

/* Never broken: a terminal makes a link of it. */
static void add_url(const struct ls_shown *shown, const struct ls_style *style, struct ls_buf *out)
{
    if (shown->url.len > 0) {
        ls_buf_printf(out, "%*s%s", INDENT, "", ls_ink(style, LS_INK_DETAIL));
        ls_url_add(out, shown->url, shown->snippet->anchor, LS_URL_READABLE);
        ls_buf_printf(out, "%s\n", ls_ink(style, LS_INK_PLAIN));
    }
}

/* A line of its own, broken where it must be, the rest of it further in. */
static void add_line(const struct ls_buf *line, size_t indent, const struct ls_style *style,
                     struct ls_buf *out)
{
    struct ls_wrap wrap;
    ls_buf_printf(out, "%*s", (int)indent, "");
    ls_wrap_begin(&wrap, out, style->columns, indent + 2, indent);
    ls_wrap_add(&wrap, ls_buf_span(line));
    ls_wrap_end(&wrap);
    out->failed |= line->failed;
}

/* "hallucin: title ×2, abstract ×1; weight 5.2" */
static void phrase_contribution(const struct ls_explained_term *term,
                                const struct ls_contribution *item, struct ls_buf *line)
{
    const char *lead = ": ";
    ls_buf_add_span(line, term->term);
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        if (item->counts[field] > 0) {
            ls_buf_printf(line, "%s%s ×%u", lead, ls_field_name((enum ls_field)field),
                          item->counts[field]);
            lead = ", ";
        }
    }
    ls_buf_printf(line, "; weight %.2f", item->weight);
}

/* "幻觉 as hallucin, illus ×2.5; weight 3.10" */
static void phrase_group(const struct ls_group *group, const struct ls_group_contribution *item,
                         struct ls_buf *line)
{
    ls_buf_add_span(line, group->lexeme);
    for (size_t i = 0; i < item->member_count; i++) {
        ls_buf_add_str(line, i > 0 ? ", " : " as ");
        ls_buf_add_span(line, group->members[item->members[i]].lexeme);
    }
    ls_buf_printf(line, " ×%.3g; weight %.2f", item->frequency, item->weight);
}

static void add_explained(const struct ls_answer *answer, const struct ls_explained_hit *explained,
                          const struct ls_style *style, struct ls_buf *out)
{
    struct ls_buf line = {0};
    for (size_t i = 0; i < explained->count; i++) {
        const struct ls_contribution *item = &explained->items[i];
        ls_buf_clear(&line);
        phrase_contribution(&answer->explanation->terms[item->term], item, &line);
        add_line(&line, INDENT, style, out);
    }
    for (size_t i = 0; i < explained->group_count; i++) {
        const struct ls_group_contribution *item = &explained->groups[i];
        ls_buf_clear(&line);
        phrase_group(&answer->explanation->expansion->groups[item->group], item, &line);
        add_line(&line, INDENT, style, out);
    }
    ls_buf_clear(&line);
    ls_buf_printf(&line, "sum %.2f; length %u, on average %.0f", explained->sum, explained->length,
                  answer->explanation->average_length);
    for (size_t i = 0; i < explained->lack_count; i++) {
        ls_buf_add_str(&line, i > 0 ? ", " : "; lacks ");
        ls_buf_add_span(&line, explained->lacks[i]);
    }
    add_line(&line, INDENT, style, out);
    ls_buf_free(&line);
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    struct ls_buf number = {0};
    ls_buf_printf(&number, "%2zu. ", answer->offset + shown->number + 1);
    ls_buf_add_span(out, ls_buf_span(&number));
    ls_render_titles(shown->card, style, number.len > INDENT ? number.len : INDENT, out);
    ls_buf_free(&number);
    ls_render_details(shown->card, style, INDENT, out);
    add_url(shown, style, out);
    add_snippet(shown->snippet, style, out);
    if (shown->explained && answer->explanation) {
        add_explained(answer, shown->explained, style, out);
    }
    ls_buf_add_char(out, '\n');
}

/* "domain: 門診 (12), 病歷 (3), 4 more" */
static void add_facet(enum ls_facet_kind kind, const struct ls_facet *facet,
                      const struct ls_style *style, struct ls_buf *out)
{
    struct ls_buf line = {0};
    size_t told = facet->count < FACET_VALUES_MAX ? facet->count : FACET_VALUES_MAX;
    ls_buf_add_str(&line, ls_facet_name(kind));
    for (size_t i = 0; i < told; i++) {
        ls_buf_add_str(&line, i > 0 ? ", " : ": ");
        ls_buf_add_span(&line, facet->values[i].name);
        ls_buf_printf(&line, " (%u)", facet->values[i].count);
    }
    if (facet->distinct > told) {
        ls_buf_printf(&line, ", %zu more", facet->distinct - told);
    }
    if (facet->count > 0) {
        add_line(&line, 0, style, out);
    }
    ls_buf_free(&line);
}

/* "hallucin: word, in 8 cards; rarity 3.21, counted 0.5 times" */
static void add_term(const struct ls_explained_term *term, const struct ls_style *style,
                     struct ls_buf *out)
{
    struct ls_buf line = {0};
    ls_buf_add_span(&line, term->term);
    ls_buf_add_str(&line, ": ");
    ls_buf_add_span(&line, term->source);
    ls_buf_printf(&line, ", in %u %s; rarity %.2f", term->cards,
                  term->cards == 1 ? "card" : "cards", term->rarity);
    if (term->factor != 1) {
        ls_buf_printf(&line, ", counted %.2g times", term->factor);
    }
    add_line(&line, 0, style, out);
    ls_buf_free(&line);
}

static void phrase_member(const struct ls_group_member *member, struct ls_buf *line)
{
    ls_buf_add_span(line, member->lexeme);
    if (member->weight != 1) {
        ls_buf_printf(line, " ×%.2g", member->weight);
    }
    ls_buf_printf(line, " (%s", ls_lexicon_source_name(member->source));
    if (member->taught_by > 0) {
        ls_buf_printf(line, ", %u %s", member->taught_by,
                      member->taught_by == 1 ? "card" : "cards");
    }
    ls_buf_add_char(line, ')');
}

/* "幻觉 also as hallucin (dictionary), illus ×0.5 (dictionary): in 8 cards; rarity 3.21" */
static void add_group(const struct ls_group *group, const struct ls_style *style,
                      struct ls_buf *out)
{
    struct ls_buf line = {0};
    ls_buf_add_span(&line, group->lexeme);
    for (size_t i = 0; i < group->member_count; i++) {
        ls_buf_add_str(&line, i > 0 ? ", " : " also as ");
        phrase_member(&group->members[i], &line);
    }
    ls_buf_printf(&line, ": in %zu %s; rarity %.2f", group->cards.count,
                  group->cards.count == 1 ? "card" : "cards", group->rarity);
    if (group->factor != 1) {
        ls_buf_printf(&line, ", counted %.2g times", group->factor);
    }
    add_line(&line, 0, style, out);
    ls_buf_free(&line);
}

/* "counted: title 5 times, abstract 2 times, …" */
static void add_field_weights(const struct ls_style *style, struct ls_buf *out)
{
    struct ls_buf line = {0};
    ls_buf_add_str(&line, "a word counts ");
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        ls_buf_printf(&line, "%s%u in the %s", field > 0 ? ", " : "",
                      ls_field_wdf((enum ls_field)field), ls_field_name((enum ls_field)field));
    }
    add_line(&line, 0, style, out);
    ls_buf_free(&line);
}

static void add_suggestion(const struct ls_answer *answer, const struct ls_style *style,
                           struct ls_buf *out)
{
    struct ls_buf line = {0};
    ls_buf_add_str(&line, "did you mean ");
    ls_buf_add_span(&line, answer->suggestion);
    ls_buf_add_char(&line, '?');
    add_line(&line, 0, style, out);
    ls_buf_free(&line);
}

static void add_totals(const struct ls_answer *answer, const struct ls_style *style,
                       struct ls_buf *out)
{
    struct ls_buf line = {0};
    ls_phrase_totals(answer, &line);
    ls_buf_printf(&line, ", %.0f ms", answer->took_ms);
    add_line(&line, 0, style, out);
    ls_buf_free(&line);
}

static void end(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    const struct ls_explanation *explanation = answer->explanation;
    for (size_t i = 0; explanation && i < explanation->term_count; i++) {
        add_term(&explanation->terms[i], style, out);
    }
    const struct ls_expansion *expansion = explanation ? explanation->expansion : NULL;
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        add_group(&expansion->groups[i], style, out);
    }
    if (explanation) {
        add_field_weights(style, out);
    }
    for (int kind = 0; answer->facets && kind < LS_FACET_COUNT; kind++) {
        add_facet((enum ls_facet_kind)kind, &answer->facets->items[kind], style, out);
    }
    add_totals(answer, style, out);
    if (ls_phrase_asks(answer)) {
        add_suggestion(answer, style, out);
    }
}

const struct ls_renderer ls_render_text = {ls_render_nothing, hit, end};
