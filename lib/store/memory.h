/* What is kept in memory of an index, for all threads that ask it: positions and terms, which are
 * made at once; streams and cards, as they are read; and what is made for queries (store/memo.h).
 * All of it is of one state of the index, which has a shelf. */
#ifndef LS_STORE_MEMORY_H
#define LS_STORE_MEMORY_H

#include "base/error.h"
#include "base/span.h"
#include "store/memo.h"
#include "store/positions.h"
#include "store/term_list.h"

#include <stdint.h>

struct ls_memory; /* may be shared by threads */

/* Each state keeps as much as fits into so many bytes. */
enum ls_status ls_memory_new(size_t bytes_max, struct ls_memory **out, struct ls_error *err);
void ls_memory_free(struct ls_memory *memory); /* when nobody holds any of them any more */

/* What is kept of one state of an index, which those hold who read it. */
struct ls_memory_shelf;

/* Documents have ids up to last. Those of another state are dropped when nobody holds them any
 * more. NULL when memory is out. */
struct ls_memory_shelf *ls_memory_hold(struct ls_memory *memory, uint64_t state, uint32_t last);
void ls_memory_let_go(struct ls_memory_shelf *shelf); /* NULL is fine */

/* For what is made of that state: borrowed until the shelf is let go. */
struct ls_memo *ls_memory_memo(struct ls_memory_shelf *shelf);

/* The positions of that state: NULL until they are made, and when they do not fit. Borrowed until
 * the shelf is let go. */
const struct ls_positions *ls_memory_positions(const struct ls_memory_shelf *shelf);
/* To make them, once: NULL for all but the first who asks, who then puts them, or NULL when they
 * cannot be had. They are the shelf's. */
struct ls_positions_maker *ls_memory_begin_positions(struct ls_memory_shelf *shelf);
void ls_memory_put_positions(struct ls_memory_shelf *shelf, struct ls_positions *positions);

/* Likewise its terms. The bytes that they may take go to the first who asks, who then puts them or
 * NULL; 0 to all others. */
const struct ls_term_list *ls_memory_terms(const struct ls_memory_shelf *shelf);
size_t ls_memory_begin_terms(struct ls_memory_shelf *shelf);
void ls_memory_put_terms(struct ls_memory_shelf *shelf, struct ls_term_list *terms);

/* What is kept of a card: streams and unpacked cards only while there is much room. */
enum ls_kept_kind {
    LS_KEPT_STREAM,   /* its token stream */
    LS_KEPT_CARD,     /* its bytes, unpacked (store/card_bytes.h) */
    LS_KEPT_FRAME,    /* the same, packed */
    LS_KEPT_TEMPLATE, /* the numbers of its template lines (text/stream.h) */
    LS_KEPT_KINDS
};

/* Borrowed until the shelf is let go, aligned for numbers; absent when it is not there. */
struct ls_span ls_memory_get(const struct ls_memory_shelf *shelf, enum ls_kept_kind kind,
                             uint32_t docid);

/* Copies it, unless there is no room: false then, and when it is there. */
bool ls_memory_put(struct ls_memory_shelf *shelf, enum ls_kept_kind kind, uint32_t docid,
                   struct ls_span bytes);

#endif
