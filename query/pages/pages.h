/* The pages of the manual beside litsearch(1). */
#ifndef LS_QUERY_PAGES_H
#define LS_QUERY_PAGES_H

#include "base/options.h"

/* In this order; each is two choices of --help: the text and the man page. */
#define LS_PAGES_CHOICES "|query|man-query|json|man-json"
enum { LS_PAGE_QUERY, LS_PAGE_JSON, LS_PAGE_COUNT };

extern const struct ls_page ls_page_query; /* litsearch-query(7): the query language */
extern const struct ls_page ls_page_json;  /* litsearch-json(5): what programs read */

extern const struct ls_page *const ls_pages[LS_PAGE_COUNT];

#endif
