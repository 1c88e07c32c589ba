/* A card as one run of bytes, unpacked: see card_bytes.c for the layout. */
#ifndef LS_STORE_CARD_BYTES_H
#define LS_STORE_CARD_BYTES_H

#include "base/buf.h"
#include "store/card.h"

void ls_card_write(const struct ls_card *card, struct ls_buf *out);

/* False when the bytes are no card. Spans borrow from bytes; arrays are the arena's. */
bool ls_card_read(struct ls_span bytes, struct ls_arena *arena, struct ls_card *card);

#endif
