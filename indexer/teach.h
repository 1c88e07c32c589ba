/* The lexicon of an index: what its cards teach (learn/), and what the user's glossaries say. */
#ifndef LS_INDEXER_TEACH_H
#define LS_INDEXER_TEACH_H

#include "indexer/glossaries.h"
#include "indexer/metadata.h"

/* Notes LS_META_LEXICON and LS_META_GLOSSARY for the database at path. With from_cards, its cards
 * are read and teach anew, in an order that is theirs alone: *pairs becomes how many pairs they
 * taught. Without, what the database has of them stays, and *pairs is left as it is. */
enum ls_status ls_teach(const char *path, struct ls_glossaries *glossaries, bool from_cards,
                        struct ls_metadata *metadata, size_t *pairs, struct ls_error *err);

#endif
