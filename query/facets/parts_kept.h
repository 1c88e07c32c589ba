/* In which note cards of which articles a unit stands, as far as some query had it looked up: a
 * common word is asked for again, and to look it up is to read the streams of all that hold it. */
#ifndef LS_QUERY_PARTS_KEPT_H
#define LS_QUERY_PARTS_KEPT_H

#include "base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LS_PARTS_KEPT_MAX = 256 };

struct ls_parts_kept_row;

/* Of one state of an index; all zero is empty and valid. */
struct ls_parts_kept {
    struct ls_parts_kept_row *rows[LS_PARTS_KEPT_MAX];
    size_t count;
    uint64_t turn; /* of the query that looks now */
};

/* The next query: rows that were borrowed before may be dropped. */
void ls_parts_kept_begin(struct ls_parts_kept *kept);

/* A byte for each docid up to last, zero until the caller sets it: what is kept under the key.
 * Borrowed until the next query begins. NULL when there is no room for it. */
uint8_t *ls_parts_kept_row(struct ls_parts_kept *kept, struct ls_span key, uint32_t last);

void ls_parts_kept_clear(struct ls_parts_kept *kept); /* do so when the index is reopened */

#endif
