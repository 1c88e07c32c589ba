/* Addresses as links: nothing but http, https and relative ones. */
#ifndef LS_QUERY_URL_H
#define LS_QUERY_URL_H

#include "base/buf.h"

/* May a page link there, whatever the browser makes of it? */
bool ls_url_is_link(struct ls_span url);
/* Does it begin with http:// or https://? */
bool ls_url_is_absolute(struct ls_span url);

enum ls_url_form {
    LS_URL_ASCII,   /* for programs: all else percent-encoded */
    LS_URL_READABLE /* for a person: letters of any script stand as they are */
};

/* The address, with #anchor unless it has one. Escapes in url stay; the anchor has none. */
void ls_url_add(struct ls_buf *out, struct ls_span url, struct ls_span anchor,
                enum ls_url_form form);
/* Text as one segment of a path: a DOI below https://doi.org/. */
void ls_url_add_segment(struct ls_buf *out, struct ls_span text);

#endif
