/* The terms of one document with their frequencies, each once. */
#ifndef LS_INDEXER_TERMS_H
#define LS_INDEXER_TERMS_H

#include "base/buf.h"

#include <xapian-c.h>

struct ls_terms {
    struct ls_buf bytes;   /* of all terms, one behind the other */
    struct ls_term *items; /* in the order they were first added */
    size_t count;
    size_t room;
    uint32_t *slots;   /* open-addressed: an item's index + 1, or 0 */
    size_t slot_count; /* a power of two, or 0 */
    struct xap_term *handed_out;
    size_t handed_out_room;
    bool failed;
};

void ls_terms_free(struct ls_terms *terms);
void ls_terms_clear(struct ls_terms *terms);

/* Adds wdf_inc to the frequency of prefix + term. Sticky: ask terms->failed at the end. */
void ls_terms_add(struct ls_terms *terms, struct ls_span prefix, struct ls_span term,
                  uint32_t wdf_inc);

/* Is it among them? */
bool ls_terms_hold(const struct ls_terms *terms, struct ls_span term);

/* All count terms, in no useful order (Xapian sorts them itself, and sorting
 * them first would not make that quicker): borrowed until the next add or
 * clear. NULL when memory is out. */
const struct xap_term *ls_terms_all(struct ls_terms *terms);

#endif
