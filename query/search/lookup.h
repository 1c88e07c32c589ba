/* What a reader calls one article by → its document. */
#ifndef LS_QUERY_LOOKUP_H
#define LS_QUERY_LOOKUP_H

#include "store/index.h"

/* A name is an id, else a PMID, else a DOI (also as PubMed and resolvers write
 * them), else the end of an id, such as a file's name with or without ".md".
 * LS_NOTHING_FOUND when no card has it, or several have: the message names them. */
enum ls_status ls_lookup(struct ls_index *index, struct ls_span name, uint32_t *docid,
                         struct ls_error *err);

/* A PMID or DOI without what people write in front of it; prefix says which: that of
 * its terms. The name itself when nothing stands there. */
struct ls_span ls_lookup_number(struct ls_span name, const char *prefix);

#endif
