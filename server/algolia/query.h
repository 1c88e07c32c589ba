/* One query of an Algolia client, as it was sent. */
#ifndef LS_SERVER_ALGOLIA_QUERY_H
#define LS_SERVER_ALGOLIA_QUERY_H

#include "query/request.h"
#include "server/foreign/attributes.h"
#include "server/foreign/body.h"

struct ls_algolia_query {
    struct ls_span index; /* "cards"; its end may say how to sort: "cards_year_desc" */
    struct ls_span text;
    struct ls_span form; /* the parameters as a form, of clients up to version 4; absent: none */
    const json_t *object;
    long page;
    long hits_per_page;
    long offset; /* with length in place of page and hits_per_page; -1: not said */
    long length;
    const json_t *facet_filters;
    const json_t *numeric_filters;
    struct ls_span filters;
    struct ls_text_list facets;
    long values_per_facet;
    struct ls_text_list retrieve;
    struct ls_text_list highlight;
    struct ls_text_list snippet;
    struct ls_span pre;
    struct ls_span post;
    struct ls_span ellipsis;
    const json_t *optional_words;
    struct ls_span query_type;    /* "prefixNone": the last word is whole */
    struct ls_span without_words; /* "removeWordsIfNoResults" */
    struct ls_span type;          /* "facet": of values of a facet, not of hits */
    struct ls_span facet;
    struct ls_span facet_text;
    long facet_hits;
};

/* Reads the object, in which the members of a form are set on the way. LS_USAGE names the member
 * and why not. Borrows from the object and the arena. */
enum ls_status ls_algolia_query_read(json_t *object, struct ls_arena *arena,
                                     struct ls_algolia_query *query, struct ls_error *err);

/* facetFilters, numericFilters and filters → filters. */
enum ls_status ls_algolia_filters_read(const struct ls_algolia_query *query, struct ls_arena *arena,
                                       struct ls_filters *filters, struct ls_error *err);

/* The parameters as a form again, without the index. */
void ls_algolia_form_add(struct ls_buf *out, const struct ls_algolia_query *query);

/* For the manual: what is refused, and what has no effect. */
void ls_algolia_manual_add(struct ls_buf *text);

#endif
