/* A folder of cards, each read as its text: what litsearch-index is given, without an index. */
#ifndef TESTS_ORACLE_SHELF_H
#define TESTS_ORACLE_SHELF_H

#include "store/card.h"
#include "tests/oracle/reading.h"

struct shelf_card {
    struct ls_span id;
    struct ls_span source;        /* the file */
    struct ls_span letters;       /* of the file: see letters.h */
    struct ls_span letters_shown; /* without what is hidden */
    struct ls_card card;
    struct reading *readings; /* heading and text of each section: 2 * section_count */
    struct ls_span outside;   /* the lines that the index has of it outside template text */
};

struct shelf {
    struct ls_arena arena;
    struct lexicon lexicon;
    struct lexicon ids; /* number is that of the card */
    struct reader *reader;
    struct shelf_card *cards;
    size_t count;
};

bool shelf_open(struct shelf *shelf, const char *folder); /* says on stderr why not */
void shelf_close(struct shelf *shelf);
const struct shelf_card *shelf_find(struct shelf *shelf, const char *id); /* NULL: not there */

#endif
