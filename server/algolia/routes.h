/* Algolia's search API, as far as its clients for readers call it: algoliasearch, InstantSearch,
 * DocSearch and Docusaurus' own search page. */
#ifndef LS_SERVER_ALGOLIA_ROUTES_H
#define LS_SERVER_ALGOLIA_ROUTES_H

#include "server/routes/routes.h"

/* POST /1/indexes/ * /queries, where the star is one and not any name; .../NAME/query;
 * .../NAME/facets/FACET/query */
ls_route_answer ls_algolia_queries, ls_algolia_query, ls_algolia_facet;
/* {"message":"…","status":400} */
ls_route_fail ls_fail_as_algolia;

#endif
