/* Where a Docusaurus site shows a card: from the file's path and its front
 * matter to the path of its page, and to a link. */
#ifndef LS_SITE_ROUTE_H
#define LS_SITE_ROUTE_H

#include "base/arena.h"

/* What front matter says of the page; all absent or false when it says nothing. */
struct ls_route_front {
    struct ls_span slug;
    struct ls_span id;
    bool keeps_number_prefixes; /* parse_number_prefixes: false */
    bool is_draft;
};

/* The path of the page below the site's folder of documents, "/guide/first" for
 * "02-guide/01-first.md"; empty when the site makes no page of the file. Characters are as
 * written. source is relative to the folder of documents; one that ends in neither .md, .mdx nor
 * .markdown (the id of a document from JSON) is taken whole. Lives in the arena. */
struct ls_span ls_route_path(struct ls_span source, const struct ls_route_front *front,
                             struct ls_arena *arena);

/* base and path as one URL for a link: joined by one slash, with everything percent-encoded that
 * needs to be. Lives in the arena; absent when memory is out. */
struct ls_span ls_route_url(struct ls_span base, struct ls_span path, struct ls_arena *arena);

/* Scheme and host of a base URL, "https://example.org"; empty when it is but a path. */
struct ls_span ls_route_origin(struct ls_span base);

/* What is wrong with a base URL; NULL when it is one: http or https with a host, or a path from
 * the top, without query or fragment. */
const char *ls_route_base_problem(struct ls_span base);

#endif
