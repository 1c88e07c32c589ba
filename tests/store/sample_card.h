/* Cards to store, and whether two are the same. */
#ifndef TESTS_STORE_SAMPLE_CARD_H
#define TESTS_STORE_SAMPLE_CARD_H

#include "store/card.h"

#include <math.h>

static inline struct ls_card full_card(void)
{
    static struct ls_span domains[] = {LS_SPAN_INIT("醫學教育"), LS_SPAN_INIT("AI")};
    static struct ls_span authors[] = {LS_SPAN_INIT("Sjögren H"), LS_SPAN_INIT(""), {NULL, 0}};
    static char long_text[300]; /* its length takes two bytes */
    memset(long_text, 'x', sizeof long_text);
    static struct ls_section sections[] = {
        {LS_FIELD_TITLE,
         LS_PART_NONE,
         0,
         {NULL, 0},
         {NULL, 0},
         LS_SPAN_INIT("Hallucination and bias"),
         1},
        {LS_FIELD_ABSTRACT, LS_PART_NONE, 2, LS_SPAN_INIT("Abstract"), LS_SPAN_INIT("abstract-1"),
         LS_SPAN_INIT(""), 12},
        {LS_FIELD_BODY, LS_PART_CORE, 2, LS_SPAN_INIT("核心觀點卡"), LS_SPAN_INIT("核心觀點卡"),
         LS_SPAN_INIT("LLM的幻覺。\na | b\n"), 300},
        {LS_FIELD_LINK,
         LS_PART_EXCEPTIONS,
         6,
         LS_SPAN_INIT(""),
         LS_SPAN_INIT(""),
         {NULL, 0},
         UINT32_MAX},
        {LS_FIELD_BODY, LS_PART_QA, 1, {NULL, 0}, {NULL, 0}, {long_text, sizeof long_text}, 0},
    };
    return (struct ls_card){
        .id = LS_SPAN("2024/llm.md"),
        .heading = LS_SPAN("LLM 的幻覺"),
        .title_en = LS_SPAN("Hallucination and bias"),
        .title_zh = LS_SPAN("幻覺與偏誤"),
        .pmid = LS_SPAN("38776130"),
        .doi = LS_SPAN("10.1038/s41591-024"),
        .journal = LS_SPAN("NEJM AI"),
        .route = LS_SPAN("/llm/"),
        .score = 8.2,
        .year = 2024,
        .domains = domains,
        .domain_count = sizeof domains / sizeof *domains,
        .authors = authors,
        .author_count = sizeof authors / sizeof *authors,
        .sections = sections,
        .section_count = sizeof sections / sizeof *sections,
    };
}

/* Absent is not empty. */
static inline bool same_span(struct ls_span a, struct ls_span b)
{
    return (a.ptr == NULL) == (b.ptr == NULL) && ls_span_equal(a, b);
}

static inline bool same_spans(const struct ls_span *a, size_t a_count, const struct ls_span *b,
                              size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++) {
        same = same_span(a[i], b[i]);
    }
    return same;
}

/* Equal in all that is stored: where the PMID stands in the file is not. */
static inline bool same_card(const struct ls_card *a, const struct ls_card *b)
{
    bool same = same_span(a->id, b->id) && same_span(a->heading, b->heading) &&
                same_span(a->title_en, b->title_en) && same_span(a->title_zh, b->title_zh) &&
                same_span(a->pmid, b->pmid) && same_span(a->doi, b->doi) &&
                same_span(a->journal, b->journal) && same_span(a->route, b->route) &&
                a->year == b->year &&
                (a->score == b->score || (isnan(a->score) && isnan(b->score))) &&
                same_spans(a->domains, a->domain_count, b->domains, b->domain_count) &&
                same_spans(a->authors, a->author_count, b->authors, b->author_count) &&
                a->section_count == b->section_count;
    for (size_t i = 0; same && i < a->section_count; i++) {
        const struct ls_section *x = &a->sections[i], *y = &b->sections[i];
        same = x->field == y->field && x->part == y->part && x->level == y->level &&
               x->line == y->line && same_span(x->heading, y->heading) &&
               same_span(x->anchor, y->anchor) && same_span(x->text, y->text);
    }
    return same;
}

/* Reads every byte, for the sanitizers to see. */
static inline void touch(struct ls_span span)
{
    const volatile char *bytes = span.ptr;
    for (size_t i = 0; i < span.len; i++) {
        (void)bytes[i];
    }
}

static inline void touch_all(const struct ls_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        touch(spans[i]);
    }
}

/* Whatever damage a card was read from: are its numbers in range and its bytes there? */
static inline bool sound_card(const struct ls_card *card)
{
    const struct ls_span spans[] = {card->id,   card->heading, card->title_en, card->title_zh,
                                    card->pmid, card->doi,     card->journal,  card->route};
    touch_all(spans, sizeof spans / sizeof *spans);
    touch_all(card->domains, card->domain_count);
    touch_all(card->authors, card->author_count);
    bool sound = card->year >= 0 && card->year <= 9999;
    for (size_t i = 0; i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        touch(section->heading);
        touch(section->anchor);
        touch(section->text);
        sound = sound && section->field < LS_FIELD_COUNT && section->part < LS_PART_COUNT &&
                section->level <= 6;
    }
    return sound;
}

#endif
