/* Authors as cards write them: "Smith J", "Smith, Jane", "Jane A. Smith", "王小明",
 * "World Health Organization". */
#ifndef LS_QUERY_NAMES_H
#define LS_QUERY_NAMES_H

#include "base/span.h"

/* Either the parts, or, where it is not sure which word is the family's, the
 * name whole. Nothing of a name is ever lost. */
struct ls_name {
    struct ls_span whole;
    struct ls_span
        family; /* absent: only the whole is sure; like given, never empty when present */
    struct ls_span given;
    struct ls_span suffix; /* "Jr."; absent when there is none */
};

/* name is one line without white space at its ends; the result borrows from it. */
struct ls_name ls_name_parse(struct ls_span name);

#endif
