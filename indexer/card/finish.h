/* What is done when everything of a card has been read. */
#ifndef LS_INDEXER_CARD_FINISH_H
#define LS_INDEXER_CARD_FINISH_H

#include "indexer/card/facts.h"
#include "indexer/card/sections.h"

/* Settles the facts, hands the sections to the card, and complains of what a
 * card file should have and this one has not (a line of JSON need not). */
void ls_card_finish(struct ls_card *card, struct ls_arena *arena, const struct ls_facts *facts,
                    struct ls_sections *sections, bool is_file, struct ls_complaints *complaints);

/* Puts the complaints from the given one on in the order of the file. */
void ls_complaints_sort(struct ls_complaints *complaints, size_t first);

#endif
