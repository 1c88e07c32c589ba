/* Meilisearch's search API, as far as its clients for readers call it: meilisearch and
 * instant-meilisearch. */
#ifndef LS_SERVER_MEILI_ROUTES_H
#define LS_SERVER_MEILI_ROUTES_H

#include "server/routes/routes.h"

/* GET and POST /indexes/UID/search, POST /indexes/UID/facet-search, POST /multi-search */
ls_route_answer ls_meili_search, ls_meili_facet_search, ls_meili_multi_search;
/* {"message","code","type","link"} */
ls_route_fail ls_fail_as_meili;

#endif
