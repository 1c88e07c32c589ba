/* What was made of one state of an index, by name: for all threads that ask it. What is put stays
 * as it is until all is freed, so that it may be read while others put more. */
#ifndef LS_STORE_MEMO_H
#define LS_STORE_MEMO_H

#include "base/span.h"

struct ls_memo; /* may be shared by threads */

/* For as much as fits into so many bytes; NULL when memory is out. */
struct ls_memo *ls_memo_new(size_t bytes_max);
void ls_memo_free(struct ls_memo *memo); /* NULL is fine */

/* Borrowed until the memo is freed, aligned for any object; absent when it is not there. */
struct ls_span ls_memo_get(const struct ls_memo *memo, struct ls_span name);

/* Is there room for a value of so many bytes? Others may take it before it is put. */
bool ls_memo_has_room(const struct ls_memo *memo, size_t value_len);
/* Would half of the room still be free? What is soon made again leaves it to what is not. */
bool ls_memo_has_half(const struct ls_memo *memo, size_t value_len);

/* Copies both, unless there is no room or something of that name is there: get it to know. */
void ls_memo_put(struct ls_memo *memo, struct ls_span name, struct ls_span value);

#endif
