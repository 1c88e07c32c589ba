/* The page for people: made here as a whole, so that it works without a script; the script only
 * fetches the results section of the same address, with part=results, and puts it in the place of
 * the one there. */
#ifndef LS_SERVER_PAGE_H
#define LS_SERVER_PAGE_H

#include "query/request.h"
#include "server/routes/routes.h"

ls_route_answer ls_page_answer;  /* "/" */
ls_route_answer ls_asset_answer; /* "/assets" and what is below */

/* A card as a page: request is that of /card, its text the name of the card. */
enum ls_status ls_page_card(struct ls_exchange *exchange, struct ls_request *request,
                            struct ls_error *err);

/* An error as a page, in the reader's language. */
ls_route_fail ls_fail_as_page;

/* Does the reader of what is asked for want a page rather than data? */
bool ls_page_is_wanted(const struct ls_http_request *request);

#endif
