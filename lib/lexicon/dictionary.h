/* The dictionary that `make dict` makes, mapped where it lies: a file that need not be there. */
#ifndef LS_LEXICON_DICTIONARY_H
#define LS_LEXICON_DICTIONARY_H

#include "base/error.h"
#include "lexicon/lexicon.h"

#include <stdint.h>

/* All-zero is closed. */
struct ls_dictionary {
    struct ls_lexicon lexicon; /* without words when there is no dictionary */
    uint64_t identity;         /* of the file: another one has another; 0: there is none */
    void *map;                 /* private */
    size_t map_len;            /* private */
};

/* Opens $LITSEARCH_DICT, which must then be there; an empty one means no dictionary. Without the
 * variable: dict/cedict.lexicon in the program's folder, as it is built; share/litsearch beside
 * that folder, as it is installed; DATADIR/litsearch as make knew it. None of them is no error.
 * LS_IO when it cannot be read, LS_CORRUPT when it is damaged, cut short or something else,
 * LS_OTHER_SCHEMA when another version made it; the message says which file and what to do. */
enum ls_status ls_dictionary_open(struct ls_dictionary *dictionary, struct ls_error *err);

/* Was one asked for, so that it must be there? Else it only happens to lie where one is looked for.
 */
bool ls_dictionary_is_asked(void);

/* Its lexicon and what came of it are gone. */
void ls_dictionary_close(struct ls_dictionary *dictionary);

#endif
