/* What headers say, read one by one. */
#ifndef LS_SERVER_NEGOTIATE_H
#define LS_SERVER_NEGOTIATE_H

#include "base/span.h"

/* Takes the next item off a header's list, "gzip;q=0.5, br": its name, and its q (1 when it has
 * none, 0 for one that is not wanted). False at the end. */
struct ls_header_item {
    struct ls_span name;
    double quality;
};
bool ls_header_next(struct ls_span *list, struct ls_header_item *item);

/* How much a list wants something: 0 when not at all. wildcard stands for all that are not named:
 * "*"; NULL: nothing does. Names are compared without case. */
double ls_header_quality(struct ls_span list, const char *name, const char *wildcard);

/* Does If-None-Match name this tag? Weakly: what means the same is the same. */
bool ls_etag_matches(struct ls_span if_none_match, struct ls_span etag);

#endif
