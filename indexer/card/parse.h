/* Markdown card file → struct ls_card. */
#ifndef LS_INDEXER_CARD_PARSE_H
#define LS_INDEXER_CARD_PARSE_H

#include "indexer/card/complaint.h"
#include "store/card.h"

enum { LS_CARD_BYTES_MAX = 8 * 1024 * 1024 };

/* Reads one card file's bytes. The card's spans live in the arena or in source.
 * Everything odd is appended to *complaints in the order of the file; when one
 * of them is bad (ls_complaints_bad) *card is not to be indexed. id is kept as
 * the card's id. Returns LS_OK whatever the card holds, LS_INTERNAL when memory
 * is out. Threads: no shared state. */
enum ls_status ls_card_parse(struct ls_span source, struct ls_span id, struct ls_arena *arena,
                             struct ls_card *card, struct ls_complaints *complaints,
                             struct ls_error *err);

/* The same for one line of a --jsonl file: an object with _id, title, text and
 * any card field by its English key (title_en, title_zh, abstract, abstract_zh,
 * pmid, doi, journal, year, score, domains, authors). line is its number in the
 * file. */
enum ls_status ls_card_parse_json(struct ls_span source, uint32_t line, struct ls_arena *arena,
                                  struct ls_card *card, struct ls_complaints *complaints,
                                  struct ls_error *err);

#endif
