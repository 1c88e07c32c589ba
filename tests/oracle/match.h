/* Where the words of a query stand in a reading: by looking at every place of it.
 *
 * A unit is what a reader calls a word: a Latin word, a glued word, a Han run, a phrase. It stands
 * where its pieces follow one another in a sentence, the Han characters of one run side by side. A
 * word that may be written in one also stands where it is, and a single word also where it is the
 * whole of a glued word. */
#ifndef TESTS_ORACLE_MATCH_H
#define TESTS_ORACLE_MATCH_H

#include "tests/oracle/shelf.h"

enum { NO_TERM = UINT32_MAX };

struct unit {
    const struct piece *pieces;
    size_t count;
    uint32_t whole; /* the term that is enough; NO_TERM: none */
    bool is_prefix; /* of its only piece: words that begin so stand for it too */
};

struct units {
    struct unit *items;
    size_t count;
};

/* Where a unit stands: source bytes, and places among the pieces [first_piece, last_piece]. */
struct spot {
    uint32_t first;
    uint32_t past;
    size_t first_piece;
    size_t last_piece;
    bool is_whole; /* a glued word on one side, or on both, for which NEAR has no eye */
};

struct spots {
    struct spot *items;
    size_t count;
};

/* The units of what was typed as one word, or between quotes. */
void units_read(struct shelf *shelf, struct ls_span text, bool is_phrase, struct units *units);

/* Appends all spots of the unit, in no order. */
void unit_spots(const struct shelf *shelf, const struct unit *unit, const struct reading *reading,
                struct ls_arena *arena, struct spots *spots);

/* Where in a card: outside template text, or in it too. */
enum where { OUTSIDE, ANYWHERE };

/* Does the spot count there? In template text, what the card has filled in stands outside. */
bool spot_counts(const struct shelf *shelf, const struct shelf_card *card,
                 const struct reading *reading, const struct spot *spot, enum where where);

bool unit_stands_in(const struct shelf *shelf, const struct unit *unit,
                    const struct shelf_card *card, bool in_title_only, enum where where);

#endif
