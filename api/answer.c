/* litsearch.h: what was found. */
#include "api/common.h"

#include <math.h>

static struct litsearch_text text_of(struct ls_span span)
{
    return (struct litsearch_text){span.ptr, span.len};
}

uint32_t litsearch_answer_total(const struct litsearch_answer *answer)
{
    return answer ? answer->kept.answer.total : 0;
}

uint32_t litsearch_answer_total_some(const struct litsearch_answer *answer)
{
    return answer ? answer->kept.answer.total_some : 0;
}

uint32_t litsearch_answer_total_expanded(const struct litsearch_answer *answer)
{
    return answer ? answer->kept.answer.total_expanded : 0;
}

uint32_t litsearch_answer_total_template(const struct litsearch_answer *answer)
{
    return answer ? answer->kept.answer.total_template : 0;
}

const char *litsearch_answer_step(const struct litsearch_answer *answer)
{
    return ls_step_name(answer ? answer->kept.answer.step : LS_STEP_NONE);
}

struct litsearch_text litsearch_answer_suggestion(const struct litsearch_answer *answer)
{
    return text_of(answer ? answer->kept.answer.suggestion : ls_span(NULL, 0));
}

struct litsearch_text litsearch_answer_notes(const struct litsearch_answer *answer)
{
    return text_of(answer ? ls_buf_span(&answer->reply.notes) : LS_SPAN(""));
}

size_t litsearch_answer_count(const struct litsearch_answer *answer)
{
    return answer ? answer->kept.hit_count : 0;
}

const struct litsearch_hit *litsearch_answer_hit(const struct litsearch_answer *answer, size_t i)
{
    return i < litsearch_answer_count(answer) ? &answer->hits[i] : NULL;
}

bool litsearch_answer_facet(const struct litsearch_answer *answer, enum litsearch_facet facet,
                            size_t i, struct litsearch_facet_value *out)
{
    const struct ls_facets *facets = answer ? answer->kept.answer.facets : NULL;
    bool is_there =
        out && facets && (unsigned)facet < LS_FACET_COUNT && i < facets->items[facet].count;
    if (is_there) {
        const struct ls_facet_value *value = &facets->items[facet].values[i];
        *out = (struct litsearch_facet_value){text_of(value->name), value->number, value->count};
    }
    return is_there;
}

/* The choices of --format are the formats there are. */
static enum ls_status read_format(const char *name, enum ls_query_format *format,
                                  struct ls_error *err)
{
    const struct ls_option *option = ls_query_program.options;
    while (option->id != LS_QUERY_OPTION_FORMAT) {
        option++;
    }
    const char *choice = option->choices;
    for (int i = 0; *choice; i++) {
        size_t len = strcspn(choice, "|");
        if (ls_span_equal(ls_span(choice, len), ls_span_str(name))) {
            *format = (enum ls_query_format)i;
            return LS_OK;
        }
        choice += len + (choice[len] == '|');
    }
    return ls_fail(err, LS_USAGE, "format %s: choose one of %s", name, option->choices);
}

enum litsearch_status litsearch_answer_render(struct litsearch_answer *answer, const char *format,
                                              struct litsearch_text *out,
                                              struct litsearch_error *err)
{
    struct ls_error inner = {0};
    enum ls_query_format which = LS_QUERY_FORMAT_TEXT;
    if (out) {
        *out = (struct litsearch_text){NULL, 0};
    }
    if (!answer || !format || !out) {
        return api_refuse("litsearch_answer_render: answer, format or out is NULL", err);
    }
    struct ls_buf *bytes = &answer->reply.out;
    enum ls_status status = read_format(format, &which, &inner);
    if (status == LS_OK) {
        ls_buf_clear(bytes);
        ls_kept_render(&answer->kept, which, &(struct ls_style){0}, bytes);
        status = bytes->failed ? ls_fail_memory(&inner) : LS_OK;
    }
    if (status == LS_OK) {
        *out = text_of(ls_buf_span(bytes));
    }
    return api_done(status, &inner, NULL, err);
}

/* Accessors of text: X(name, expression of card, shown and snippet). */
#define TEXTS(X)                                                                                   \
    X(id, card->id)                                                                                \
    X(path, card->id)                                                                              \
    X(url, shown->url)                                                                             \
    X(title, ls_card_title(card))                                                                  \
    X(title_en, card->title_en)                                                                    \
    X(title_zh, card->title_zh)                                                                    \
    X(pmid, card->pmid)                                                                            \
    X(doi, card->doi)                                                                              \
    X(journal, card->journal)                                                                      \
    X(heading, shown->snippet->heading)                                                            \
    X(anchor, shown->snippet->anchor)                                                              \
    X(snippet, shown->snippet->text)

#define X(name, expression)                                                                        \
    struct litsearch_text litsearch_hit_##name(const struct litsearch_hit *hit)                    \
    {                                                                                              \
        if (!hit) {                                                                                \
            return (struct litsearch_text){NULL, 0};                                               \
        }                                                                                          \
        const struct ls_shown *shown = hit->shown;                                                 \
        const struct ls_card *card = shown->card;                                                  \
        (void)card;                                                                                \
        return text_of(expression);                                                                \
    }
TEXTS(X)
#undef X

int litsearch_hit_year(const struct litsearch_hit *hit)
{
    return hit ? hit->shown->card->year : 0;
}

double litsearch_hit_score(const struct litsearch_hit *hit)
{
    return hit ? hit->shown->card->score : NAN;
}

double litsearch_hit_relevance(const struct litsearch_hit *hit)
{
    return hit ? hit->shown->relevance : 0;
}

enum litsearch_card litsearch_hit_card(const struct litsearch_hit *hit)
{
    return hit ? (enum litsearch_card)hit->shown->snippet->part : LITSEARCH_CARD_NONE;
}

size_t litsearch_hit_domain_count(const struct litsearch_hit *hit)
{
    return hit ? hit->shown->card->domain_count : 0;
}

struct litsearch_text litsearch_hit_domain(const struct litsearch_hit *hit, size_t i)
{
    return text_of(i < litsearch_hit_domain_count(hit) ? hit->shown->card->domains[i]
                                                       : ls_span(NULL, 0));
}

size_t litsearch_hit_author_count(const struct litsearch_hit *hit)
{
    return hit ? hit->shown->card->author_count : 0;
}

struct litsearch_text litsearch_hit_author(const struct litsearch_hit *hit, size_t i)
{
    return text_of(i < litsearch_hit_author_count(hit) ? hit->shown->card->authors[i]
                                                       : ls_span(NULL, 0));
}

size_t litsearch_hit_mark_count(const struct litsearch_hit *hit)
{
    return hit ? hit->shown->snippet->mark_count : 0;
}

bool litsearch_hit_mark(const struct litsearch_hit *hit, size_t i, size_t *first, size_t *past)
{
    bool is_there = first && past && i < litsearch_hit_mark_count(hit);
    if (is_there) {
        *first = hit->shown->snippet->marks[i].first;
        *past = hit->shown->snippet->marks[i].past;
    }
    return is_there;
}

/* NULL when there is none of that number. */
static const struct ls_snippet *passage_of(const struct litsearch_hit *hit, size_t i)
{
    return i < litsearch_hit_passage_count(hit) ? &hit->shown->headings->items[i] : NULL;
}

size_t litsearch_hit_passage_count(const struct litsearch_hit *hit)
{
    return hit && hit->shown->headings ? hit->shown->headings->count : 0;
}

bool litsearch_hit_passage(const struct litsearch_hit *hit, size_t i, struct litsearch_passage *out)
{
    const struct ls_snippet *passage = passage_of(hit, i);
    if (passage && out) {
        *out = (struct litsearch_passage){.heading = text_of(passage->heading),
                                          .anchor = text_of(passage->anchor),
                                          .text = text_of(passage->text),
                                          .card = (enum litsearch_card)passage->part,
                                          .mark_count = passage->mark_count};
    }
    return passage && out;
}

bool litsearch_hit_passage_mark(const struct litsearch_hit *hit, size_t i, size_t mark,
                                size_t *first, size_t *past)
{
    const struct ls_snippet *passage = passage_of(hit, i);
    bool is_there = first && past && passage && mark < passage->mark_count;
    if (is_there) {
        *first = passage->marks[mark].first;
        *past = passage->marks[mark].past;
    }
    return is_there;
}
