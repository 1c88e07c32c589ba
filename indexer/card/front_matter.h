/* Front matter: a flat YAML mapping between --- lines at the top of a file,
 * which cmark would take for a rule and a heading. */
#ifndef LS_INDEXER_CARD_FRONT_MATTER_H
#define LS_INDEXER_CARD_FRONT_MATTER_H

#include "indexer/card/facts.h"
#include "indexer/card/source.h"

/* Adds what the front matter of source says to *facts. Behind it, *offset is
 * where the card goes on and *line the number of that line of the cleaned text
 * (0 and 1 when there is no front matter). */
void ls_front_matter_read(const struct ls_source *source, struct ls_arena *arena,
                          struct ls_facts *facts, struct ls_complaints *complaints, size_t *offset,
                          uint32_t *line);

/* The same for the YAML alone; line is the number of its first line. */
void ls_yaml_read(const struct ls_source *source, struct ls_span yaml, uint32_t line,
                  struct ls_arena *arena, struct ls_facts *facts, struct ls_complaints *complaints);

#endif
