/* The lexicons at hand for an index: its own, of what its cards and the user's glossary teach, the
 * glossary that is shipped, and the dictionary when there is one. */
#ifndef LS_QUERY_SHELF_H
#define LS_QUERY_SHELF_H

#include "lexicon/dictionary.h"
#include "query/expand/lexicons.h"
#include "store/index.h"

/* An all-zero shelf is empty and valid. */
struct ls_shelf {
    struct ls_lexicons lexicons;
    bool is_filled;
    struct ls_dictionary dictionary; /* private, like what follows: opened once */
    bool has_dictionary;
    uint64_t glossary; /* a number for the one that is shipped; 0: not known yet */
    struct ls_arena arena;
};

void ls_shelf_free(struct ls_shelf *shelf);
void ls_shelf_clear(struct ls_shelf *shelf); /* when the index has changed */

/* Does nothing when it is filled already. LS_OTHER_SCHEMA or LS_CORRUPT of a lexicon, with what to
 * do; LS_IO when the dictionary that was asked for cannot be read. notes gets a line about one that
 * only lies there and cannot be used. */
enum ls_status ls_shelf_fill(struct ls_shelf *shelf, struct ls_index *index, struct ls_buf *notes,
                             struct ls_error *err);

/* Tells the lexicons of a filled shelf that are not the index's own from those of other programs
 * and machines. */
uint64_t ls_shelf_identity(const struct ls_shelf *shelf);

#endif
