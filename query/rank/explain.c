#include "query/rank/explain.h"

#include "query/expand/expand.h"
#include "query/rank/ranking.h"
#include "store/term_walk.h"
#include "text/stream.h"

#include <stdlib.h>

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot explain");
}

static enum xap_status explain_term(struct ls_index *index, const struct ls_ranked_term *row,
                                    uint32_t card_count, struct ls_explained_term *term,
                                    struct xap_error *cause)
{
    *term = (struct ls_explained_term){
        .term = row->term, .source = row->source, .place = row->place, .factor = row->factor};
    enum xap_status status = ls_index_term_freq(index, row->term, &term->cards, cause);
    term->rarity = status == XAP_OK ? ls_ranking_rarity(term->cards, card_count) : 0;
    return status;
}

enum ls_status ls_explain(struct ls_index *index, const struct ls_ranked_term *rows, size_t count,
                          const struct ls_expansion *expansion, struct ls_arena *arena,
                          struct ls_explanation *explanation, struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(index);
    struct ls_explained_term *terms = ls_arena_array(arena, count, sizeof *terms);
    struct xap_error cause;
    *explanation = (struct ls_explanation){.terms = terms,
                                           .term_count = count,
                                           .expansion = expansion,
                                           .k1 = ls_ranking_k1(rows, count)};
    if (!terms) {
        return ls_fail_memory(err);
    }
    enum xap_status status = xap_reader_doc_count(reader, &explanation->card_count, &cause);
    if (status == XAP_OK) {
        status = xap_reader_average_length(reader, &explanation->average_length, &cause);
    }
    for (size_t i = 0; status == XAP_OK && i < count; i++) {
        status = explain_term(index, &rows[i], explanation->card_count, &terms[i], &cause);
    }
    return status == XAP_OK ? LS_OK : fail(&cause, err);
}

/* Does the card hold the term, and how often? */
static enum xap_status find_wdf(struct xap_reader *reader, struct ls_span term, uint32_t docid,
                                bool *holds, uint32_t *wdf, struct xap_error *cause)
{
    struct xap_postings *postings = NULL;
    bool more = false;
    enum xap_status status = xap_postings_open(reader, term.ptr, term.len, &postings, cause);
    if (status == XAP_OK) {
        status = xap_postings_skip_to(postings, docid, &more, cause);
    }
    *holds = status == XAP_OK && more && xap_postings_docid(postings) == docid;
    *wdf = *holds ? xap_postings_wdf(postings) : 0;
    xap_postings_free(postings);
    return status;
}

static void count_token(const struct ls_explanation *explanation, struct ls_span term,
                        enum ls_field field, struct ls_contribution *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ls_span_equal(explanation->terms[items[i].term].term, term)) {
            items[i].counts[field]++;
        }
    }
}

/* A card's text as the index counts it. */
struct counting {
    const struct ls_explanation *explanation;
    struct ls_analyzer *analyzer;
    struct ls_stream_lines templates; /* sentences that count for nothing */
    struct ls_contribution *items;
    size_t count;
};

static enum ls_status count_text(struct counting *counting, struct ls_span text,
                                 enum ls_field field, struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(counting->analyzer, text, &tokens, err);
    const char *terms = ls_analyzer_terms(counting->analyzer);
    size_t past;
    for (size_t first = 0; status == LS_OK && first < tokens.count; first = past + 1) {
        past = ls_tokens_line(&tokens, first);
        bool is_template =
            ls_stream_lines_hold(&counting->templates, terms, tokens.items + first, past - first);
        for (size_t i = first; !is_template && i < past; i++) {
            count_token(counting->explanation, ls_token_term(counting->analyzer, &tokens.items[i]),
                        field, counting->items, counting->count);
        }
    }
    return status == LS_OK && counting->templates.failed ? ls_fail_memory(err) : status;
}

/* A form's blanks are filled with values that count once each: what no other text accounts for. */
static void count_values(struct counting *counting)
{
    for (size_t i = 0; i < counting->count; i++) {
        struct ls_contribution *item = &counting->items[i];
        uint32_t wdf = 0;
        for (int field = 0; field < LS_FIELD_COUNT; field++) {
            wdf += item->counts[field] * ls_field_wdf((enum ls_field)field);
        }
        item->counts[LS_FIELD_BODY] +=
            wdf < item->wdf ? (item->wdf - wdf) / ls_field_wdf(LS_FIELD_BODY) : 0;
    }
}

static enum ls_status count_fields(struct ls_index *index, struct counting *counting,
                                   uint32_t docid, struct ls_error *err)
{
    struct ls_arena scratch = {0};
    struct ls_card card = {0};
    struct ls_span stream;
    enum ls_status status = ls_index_card(index, docid, &scratch, &card, err);
    if (status == LS_OK) {
        status = ls_index_stream(index, docid, &stream, err);
    }
    if (status == LS_OK) {
        ls_stream_lines_fill(&counting->templates, ls_stream_template(stream));
    }
    for (size_t i = 0; status == LS_OK && i < card.section_count; i++) {
        const struct ls_section *section = &card.sections[i];
        status = count_text(counting, section->heading, section->field, err);
        if (status == LS_OK) {
            status = count_text(counting, section->text, section->field, err);
        }
    }
    count_values(counting);
    ls_stream_lines_free(&counting->templates);
    ls_arena_free(&scratch);
    return status;
}

static int compare_docids(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return (*left > *right) - (*left < *right);
}

/* The card's number among those of a group; the group's count when it is none. */
static size_t find_card(const struct ls_docids *cards, uint32_t docid)
{
    const uint32_t *found =
        cards->count > 0 ? bsearch(&docid, cards->items, cards->count, sizeof docid, compare_docids)
                         : NULL;
    return found ? (size_t)(found - cards->items) : cards->count;
}

/* As it was weighed: a stream has words in pieces where the index may have them glued too. */
static enum ls_status holds_member(struct ls_index *index, const struct ls_unit *unit,
                                   uint32_t docid, struct ls_span stream, bool *holds,
                                   struct ls_error *err)
{
    struct xap_error cause;
    uint32_t ignored;
    if (ls_unit_is_checked(unit)) {
        *holds = ls_unit_stands_in(unit, stream);
        return LS_OK;
    }
    return find_wdf(ls_index_reader(index), unit->terms[0], docid, holds, &ignored, &cause) ==
                   XAP_OK
               ? LS_OK
               : fail(&cause, err);
}

static enum ls_status explain_group(struct ls_index *index, const struct ls_group *group,
                                    uint32_t docid, struct ls_arena *arena,
                                    struct ls_group_contribution *item, struct ls_error *err)
{
    uint32_t *members = ls_arena_array(arena, group->member_count, sizeof *members);
    struct ls_span stream;
    enum ls_status status =
        members ? ls_index_stream(index, docid, &stream, err) : ls_fail_memory(err);
    for (uint32_t i = 0; status == LS_OK && i < group->member_count; i++) {
        bool holds;
        status = holds_member(index, &group->members[i].unit, docid, ls_stream_outside(stream),
                              &holds, err);
        if (status == LS_OK && holds) {
            members[item->member_count++] = i;
        }
    }
    item->members = members;
    return status;
}

static enum ls_status explain_groups(struct ls_index *index,
                                     const struct ls_explanation *explanation, uint32_t docid,
                                     struct ls_arena *arena, struct ls_explained_hit *hit,
                                     struct ls_error *err)
{
    const struct ls_expansion *expansion = explanation->expansion;
    size_t count = expansion ? expansion->group_count : 0;
    struct ls_group_contribution *items = ls_arena_array(arena, count + 1, sizeof *items);
    enum ls_status status = items ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        size_t at = find_card(&group->cards, docid);
        if (at < group->cards.count) {
            struct ls_group_contribution *item = &items[hit->group_count++];
            *item = (struct ls_group_contribution){
                .group = i, .frequency = group->frequencies[at], .weight = group->weights[at]};
            hit->sum += item->weight;
            status = explain_group(index, group, docid, arena, item, err);
        }
    }
    hit->groups = items;
    return status;
}

enum ls_status ls_explain_hit(struct ls_index *index, struct ls_analyzer *analyzer,
                              const struct ls_explanation *explanation, uint32_t docid,
                              struct ls_arena *arena, struct ls_explained_hit *hit,
                              struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(index);
    struct ls_contribution *items = ls_arena_array(arena, explanation->term_count, sizeof *items);
    struct xap_error cause;
    *hit = (struct ls_explained_hit){.items = items};
    if (!items) {
        return ls_fail_memory(err);
    }
    enum xap_status status = xap_reader_doc_length(reader, docid, &hit->length, &cause);
    hit->normlen = ls_ranking_normal_length(hit->length, explanation->average_length);
    for (size_t i = 0; status == XAP_OK && i < explanation->term_count; i++) {
        struct ls_contribution item = {.term = i};
        bool holds;
        status = find_wdf(reader, explanation->terms[i].term, docid, &holds, &item.wdf, &cause);
        if (holds) {
            const struct ls_explained_term *term = &explanation->terms[i];
            item.weight = ls_ranking_weight(term->factor * term->rarity, explanation->k1, item.wdf,
                                            hit->normlen);
            hit->sum += item.weight;
            items[hit->count++] = item;
        }
    }
    if (status != XAP_OK) {
        return fail(&cause, err);
    }
    struct counting counting = {
        .explanation = explanation, .analyzer = analyzer, .items = items, .count = hit->count};
    enum ls_status counted = count_fields(index, &counting, docid, err);
    return counted == LS_OK ? explain_groups(index, explanation, docid, arena, hit, err) : counted;
}
