/* The address of this page with something changed: what the links of facets, sorting, pages and
 * exports are made of. */
#ifndef LS_SERVER_PAGE_LINK_H
#define LS_SERVER_PAGE_LINK_H

#include "server/http/exchange.h"

/* What is asked for, without what only says how it is shown. */
struct ls_link_base {
    struct ls_params params; /* in their order, without empty ones; borrowed */
    struct ls_span root;     /* of this server, seen from the page: "./", "../../" */
};

/* Of a request; lives in the arena. Everything the page knows is kept but the number of the page.
 * Memory that is out is the arena's to tell. */
struct ls_link_base ls_link_base_make(const struct ls_http_request *request,
                                      struct ls_arena *arena);

enum ls_change_kind {
    LS_CHANGE_SET, /* the only one of its name; an absent value: none of its name */
    LS_CHANGE_ADD,
    LS_CHANGE_DROP /* the one of this name and value */
};

struct ls_change {
    enum ls_change_kind kind;
    const char *name;
    struct ls_span value;
};

/* Appends the address, escaped for an attribute: path below the root, "" or "search", then the
 * parameters as changed. */
void ls_link_add(struct ls_buf *out, const struct ls_link_base *place, const char *path,
                 const struct ls_change *changes, size_t count);

/* Appends the address of an article's card below the root, with the place's language if it names
 * one; tail, such as "format=ris", is as it stands. */
void ls_link_add_card(struct ls_buf *out, const struct ls_link_base *place, struct ls_span id,
                      const char *tail);

#endif
