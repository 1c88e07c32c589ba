/* A whole card in JSON: what is told of a hit, and the card's text. */
#ifndef LS_QUERY_CARD_JSON_H
#define LS_QUERY_CARD_JSON_H

#include "query/render/render.h"

/* Appends #/$defs/card of litsearch.schema.json. */
void ls_card_json_add(const struct ls_answer *answer, const struct ls_shown *shown,
                      struct ls_buf *out);

#endif
