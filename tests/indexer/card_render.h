/* A parsed card as text, for tests to compare and people to look at. */
#ifndef TESTS_CARD_RENDER_H
#define TESTS_CARD_RENDER_H

#include "base/buf.h"
#include "indexer/card/complaint.h"
#include "store/card.h"

/* Known fields one a line (`pmid 123 @3:11`), then the sections
 * (`[body core 2 @7] heading`, its lines behind `| `), then the complaints
 * (`! score-word @5:13`), with their messages when asked for. */
void card_render(const struct ls_card *card, const struct ls_complaints *complaints,
                 bool with_messages, struct ls_buf *out);

#endif
