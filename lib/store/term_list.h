/* All terms of one state of an index with how many documents hold them, in memory and in order: a
 * look at one takes a fraction of the time that the index takes. What they share with the term
 * before is left out, but for one in so many that is found by halving. Never changes, so that
 * threads may share it. */
#ifndef LS_STORE_TERM_LIST_H
#define LS_STORE_TERM_LIST_H

#include "store/schema.h"

#include <stdint.h>

struct ls_term_list;

/* Reads them all, which takes a while. *out is NULL when they take more than so many bytes; what
 * ls_schema_fail makes of a reader that fails. */
enum ls_status ls_term_list_read(struct xap_reader *reader, size_t bytes_max,
                                 struct ls_term_list **out, struct ls_error *err);
void ls_term_list_free(struct ls_term_list *terms); /* NULL is fine */

size_t ls_term_list_bytes(const struct ls_term_list *terms);

/* 0 when it is none of them. */
uint32_t ls_term_list_freq(const struct ls_term_list *terms, struct ls_span term);

/* Where a walk is: all zero before the first. */
struct ls_term_place {
    uint32_t past; /* the terms up to this one */
    uint32_t next; /* where the bytes of the next one are */
    uint32_t freq;
    uint32_t len;
    char term[LS_TERM_LIMIT_BYTES];
};

/* False at the end, where the place is good for nothing any more. */
bool ls_term_list_next(const struct ls_term_list *terms, struct ls_term_place *place);
/* To the first term that is not before the one given: on from here, never back. */
bool ls_term_list_skip_to(const struct ls_term_list *terms, struct ls_term_place *place,
                          struct ls_span term);

#endif
