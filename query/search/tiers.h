/* The tiers of an answer: which cards come before which, and the step that it reaches.
 *
 * Each tier holds only cards that no tier before it holds, so that the totals add up to what is
 * found, and the hits of all of them are one list: with all words; with some, or saying one
 * otherwise; with all, but some in template text only; with words of the best ones. Private to
 * query/search/. */
#ifndef LS_QUERY_TIERS_H
#define LS_QUERY_TIERS_H

#include "query/search/searcher.h"

/* Fills in the totals, the hits and the step of searcher->found. */
enum ls_status ls_tiers_find(struct ls_searcher *searcher, struct ls_error *err);

#endif
