/* One query of a Meilisearch client, as it was sent. */
#ifndef LS_SERVER_MEILI_QUERY_H
#define LS_SERVER_MEILI_QUERY_H

#include "query/request.h"
#include "server/foreign/attributes.h"
#include "server/foreign/body.h"
#include "server/http/exchange.h"

struct ls_meili_query {
    struct ls_span index;
    struct ls_span text;
    long offset;
    long limit;
    long page; /* with hits_per_page in place of offset and limit; -1: not said */
    long hits_per_page;
    const json_t *filter;
    struct ls_text_list facets;
    struct ls_text_list retrieve;
    struct ls_text_list highlight;
    struct ls_text_list crop;
    long crop_words;
    struct ls_span crop_marker;
    struct ls_span pre;
    struct ls_span post;
    struct ls_text_list sort;
    struct ls_span strategy;
    bool shows_positions;
    bool shows_score;
    struct ls_span facet; /* of a search in its values */
    struct ls_span facet_text;
};

/* Borrows from the object and the arena. LS_USAGE names the member and why not. */
enum ls_status ls_meili_query_read(const json_t *object, struct ls_arena *arena,
                                   struct ls_meili_query *query, struct ls_error *err);

/* The object that a GET's parameters stand for; the caller's to free. */
enum ls_status ls_meili_object_of(const struct ls_params *params, json_t **out,
                                  struct ls_error *err);

/* Is it paged with page and hitsPerPage? */
bool ls_meili_is_paged(const struct ls_meili_query *query);
uint32_t ls_meili_page_size(const struct ls_meili_query *query); /* of one that is */

/* Which hits are wanted: no more than anyone may have. */
struct ls_window ls_meili_window_of(const struct ls_meili_query *query);

/* What to ask the engine. */
enum ls_status ls_meili_request_make(const struct ls_meili_query *query, struct ls_arena *arena,
                                     struct ls_request *request, struct ls_error *err);

/* The filter → filters. */
enum ls_status ls_meili_filter_read(const json_t *filter, struct ls_arena *arena,
                                    struct ls_filters *filters, struct ls_error *err);

/* "invalid_search_hits_per_page" for an error that begins with a member's name, of the arena. */
struct ls_span ls_meili_code_of(struct ls_span message, struct ls_arena *arena);

/* For the manual: what is refused, and what has no effect. */
void ls_meili_manual_add(struct ls_buf *text);

#endif
