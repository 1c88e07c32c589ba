/* One hit, as Algolia's clients read it. */
#ifndef LS_SERVER_ALGOLIA_HIT_H
#define LS_SERVER_ALGOLIA_HIT_H

#include "server/foreign/attributes.h"

/* How the hits of one answer are to look. */
struct ls_algolia_look {
    struct ls_attributes retrieve;
    struct ls_attributes highlight;
    struct ls_attributes snippet;
    struct ls_tags tags;
    bool is_docsearch; /* records of pages and their headings instead of articles */
    size_t words;      /* of the query */
};

/* An object for the article, with a comma before it unless it is the first. */
enum ls_status ls_algolia_hit_add(struct ls_buf *out, const struct ls_outgoing *hit,
                                  const struct ls_algolia_look *look, bool *is_first,
                                  struct ls_error *err);

/* The records of DocSearch: the article, and at most `more` passages under their headings. Says how
 * many there were. */
enum ls_status ls_algolia_records_add(struct ls_buf *out, const struct ls_outgoing *hit,
                                      const struct ls_algolia_look *look, size_t more,
                                      bool *is_first, size_t *count, struct ls_error *err);

#endif
