/* A query of a foreign client, asked and counted as such clients expect it.
 *
 * They page through one list whose length they are told, with facets that count its articles. So
 * the list is of the articles that hold all words, as those engines' own lists are; when none does,
 * of those that hold some, or when some will do (LS_MATCH_ANY). */
#ifndef LS_SERVER_SEARCH_H
#define LS_SERVER_SEARCH_H

#include "query/answer/session.h"
#include "server/foreign/body.h"
#include "server/http/exchange.h"

enum { LS_FOREIGN_LIMIT_MAX = 200, LS_FOREIGN_OFFSET_MAX = 10000 };

/* Asks into kept. What is no query of our language is taken for plain words, and finds nothing when
 * it has none. */
enum ls_status ls_foreign_ask(struct ls_exchange *exchange, struct ls_request *request,
                              struct ls_kept *kept, struct ls_error *err);

/* The length of the list. */
uint32_t ls_foreign_total(const struct ls_kept *kept, enum ls_matching matching);
/* How many hits of the answer are on it. */
size_t ls_foreign_hit_count(const struct ls_kept *kept, enum ls_matching matching);

/* A bit for each facet that a list names; "*": all. LS_USAGE for what is none. */
enum ls_status ls_facets_named(const struct ls_text_list *names, unsigned *facets,
                               struct ls_error *err);
/* {"domain":{"急診":3}}, at most max values each. */
void ls_facets_add_counts(struct ls_buf *out, const struct ls_kept *kept, unsigned facets,
                          size_t max);
/* {"score":{"min":6,"max":9,"avg":8,"sum":32}} of numbers; avg and sum when is_long. */
void ls_facets_add_stats(struct ls_buf *out, const struct ls_kept *kept, unsigned facets,
                         bool is_long);
/* The values of one whose name holds the text, however it is written. */
enum ls_status ls_facet_find(const struct ls_kept *kept, enum ls_facet_kind kind,
                             struct ls_span text, struct ls_arena *arena,
                             const struct ls_facet_value ***values, size_t *count,
                             struct ls_error *err);

/* Where this server shows cards: "https://example.org/search/card/". */
struct ls_span ls_card_address(const struct ls_exchange *exchange);

#endif
