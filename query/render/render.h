/* An answer as bytes: one renderer for each format. Renderers append to a buf,
 * and ask nothing of the index; ask the buf at the end whether all went well. */
#ifndef LS_QUERY_RENDER_H
#define LS_QUERY_RENDER_H

#include "query/options_table.h"
#include "query/passage/snippet.h"
#include "query/search/explain.h"
#include "query/search/facets.h"
#include "query/search/search.h"

struct ls_answer {
    struct ls_span query;
    struct ls_span id; /* of a query that is one of many; else absent */
    enum ls_step step;
    uint32_t total;
    uint32_t total_some;
    size_t unit_count; /* 0: filters only */
    uint32_t offset;   /* of the first hit */
    size_t hit_count;  /* shown */
    double took_ms;
    struct ls_span suggestion;                /* a query that may have been meant; absent: none */
    const struct ls_facets *facets;           /* NULL: not asked for */
    const struct ls_explanation *explanation; /* NULL: not asked for */
};

struct ls_shown {
    size_t number; /* in this answer, from 0 */
    const struct ls_card *card;
    double relevance;
    const struct ls_snippet *snippet;
    struct ls_span url;                       /* of the article's page; absent when unknown */
    const struct ls_explained_hit *explained; /* NULL: not asked for */
};

struct ls_style {
    bool color;
    size_t columns; /* of the terminal; 0: do not break lines */
};

struct ls_renderer {
    void (*begin)(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out);
    void (*hit)(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out);
    void (*end)(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out);
};

extern const struct ls_renderer ls_render_text;
extern const struct ls_renderer ls_render_json;
extern const struct ls_renderer ls_render_jsonl;
extern const struct ls_renderer ls_render_tsv;
extern const struct ls_renderer ls_render_trec;

const struct ls_renderer *ls_renderer(enum ls_query_format format);

/* A whole card for a person, in format text. */
void ls_render_card(const struct ls_card *card, const struct ls_style *style, struct ls_buf *out);

#endif
