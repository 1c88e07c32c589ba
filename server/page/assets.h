/* The files of the page that are not made for a request: part of the program. */
#ifndef LS_SERVER_PAGE_ASSETS_H
#define LS_SERVER_PAGE_ASSETS_H

#include "base/span.h"

struct ls_asset {
    const char *name;    /* "page.css" */
    const char *version; /* of its content: another content has another */
    struct ls_span content;
};

extern const struct ls_asset
    ls_assets[]; /* made of server/page/assets/ when the program is built */
extern const size_t ls_asset_count;

const struct ls_asset *ls_asset_find(struct ls_span name); /* NULL: there is none */
const char *ls_asset_version(const char *name);            /* "" when there is none */

#endif
