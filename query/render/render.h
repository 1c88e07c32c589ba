/* An answer as bytes: one renderer for each format. Renderers append to a buf,
 * and ask nothing of the index; ask the buf at the end whether all went well. */
#ifndef LS_QUERY_RENDER_H
#define LS_QUERY_RENDER_H

#include "query/expand/expand.h"
#include "query/facets/facets.h"
#include "query/options_table.h"
#include "query/passage/headings.h"
#include "query/rank/explain.h"
#include "query/search/search.h"

/* What a renderer notes of the hits before: keys given away, the score above. */
struct ls_render_memory {
    struct ls_arena *arena; /* must outlive the answer; NULL: nothing is noted */
    struct ls_given_key *keys;
    size_t key_count;
    size_t key_capacity;
    int64_t score_above; /* in units of the last decimal printed */
};

struct ls_answer {
    struct ls_span query;
    struct ls_span query_id; /* of a query in a batch; absent: there is only one */
    enum ls_step step;
    uint32_t total;
    uint32_t total_some;
    uint32_t total_expanded;
    uint32_t total_template;
    uint32_t total_feedback;
    size_t unit_count; /* 0: filters only */
    bool is_filtered;  /* by options or fields of values */
    uint32_t offset;   /* of the first hit */
    size_t hit_count;  /* shown */
    double took_ms;
    struct ls_span suggestion;                /* a query that may have been meant; absent: none */
    const struct ls_facets *facets;           /* NULL: not asked for */
    const struct ls_explanation *explanation; /* NULL: not asked for */
    struct ls_render_memory *memory;          /* only its arena set; bibtex, ris, csl and trec need
                                                 it to tell each hit from those before */
};

struct ls_shown {
    size_t number; /* in this answer, from 0 */
    const struct ls_card *card;
    double relevance;
    const struct ls_snippet *snippet;
    const struct ls_headings *headings;       /* NULL: not asked for */
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

#define X(name, choice) extern const struct ls_renderer ls_render_##choice;
LS_QUERY_FORMAT_TABLE(X)
#undef X

const struct ls_renderer *ls_renderer(enum ls_query_format format);

/* A begin or end that has nothing to say. */
void ls_render_nothing(const struct ls_answer *answer, const struct ls_style *style,
                       struct ls_buf *out);

/* A whole card for a person, in format text. */
void ls_render_card(const struct ls_card *card, const struct ls_style *style, struct ls_buf *out);

#endif
