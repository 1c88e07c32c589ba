/* Terms of an index, in order: from memory where they are kept, else as Xapian reads them, with the
 * same outcome. */
#ifndef LS_STORE_TERM_WALK_H
#define LS_STORE_TERM_WALK_H

#include "store/index.h"

/* How many documents hold the term. 0 when none does; the empty term is in every document. */
enum xap_status ls_index_term_freq(struct ls_index *index, struct ls_span term, uint32_t *freq,
                                   struct xap_error *cause);

struct ls_term_walk; /* with the manners of Xapian's: see xap_terms_open */

/* All terms that begin with prefix (empty: all), in byte order. */
enum xap_status ls_term_walk_open(struct ls_index *index, struct ls_span prefix,
                                  struct ls_term_walk **out, struct xap_error *cause);
void ls_term_walk_free(struct ls_term_walk *walk); /* NULL is fine */

enum xap_status ls_term_walk_next(struct ls_term_walk *walk, bool *more, struct xap_error *cause);
/* To the first that is not before the term: on from here, never back. */
enum xap_status ls_term_walk_skip_to(struct ls_term_walk *walk, struct ls_span term, bool *more,
                                     struct xap_error *cause);

struct ls_span ls_term_walk_term(const struct ls_term_walk *walk); /* until it moves */
uint32_t ls_term_walk_freq(struct ls_term_walk *walk);

#endif
