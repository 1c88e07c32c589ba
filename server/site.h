/* What the server was told of the site it serves: one for the process, read by all threads. */
#ifndef LS_SERVER_SITE_H
#define LS_SERVER_SITE_H

#include "base/span.h"

struct ls_site {
    const char **dbs; /* searched as one; none: the usual place */
    size_t db_count;
    const char *base_url; /* of the articles' pages; NULL: the index's own */
    struct ls_span root;  /* where readers find this server: "https://example.org/search"; absent:
                             what the request says */
    const char **origins; /* "https://example.org": may ask from a browser; "*": all */
    size_t origin_count;
    unsigned time_limit_ms; /* of one request */
};

#endif
