/* Markdown → facts and sections. */
#ifndef LS_INDEXER_CARD_MARKDOWN_H
#define LS_INDEXER_CARD_MARKDOWN_H

#include "indexer/card/sections.h"
#include "indexer/card/source.h"

/* Reads the cleaned source from offset on, which is line first_line. Sets
 * card->heading to the H1, if there is one. */
void ls_markdown_read(const struct ls_source *source, size_t offset, uint32_t first_line,
                      struct ls_arena *arena, struct ls_card *card, struct ls_facts *facts,
                      struct ls_sections *sections);

#endif
