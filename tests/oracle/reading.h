/* The text of a card as a reader sees it, read naively: the scan that the real programs are
 * compared with. Only the folding of characters (text/fold.h) and Snowball are shared with them.
 *
 * The rules, written down from the headers of lib/text:
 *
 * 1. A character is a border, a mark (it belongs to the character before it), a Han character
 *    (kana, hangul and bopomofo too), a digit or a letter of a script.
 * 2. Digits in a row, and letters of one script in a row, are a piece. A Latin piece is stemmed,
 *    and what is then four consonants or more loses a last s (LLMs).
 *    A Han character is a piece by itself, joined to the one before when nothing is between.
 * 3. Pieces are glued to one word by nothing (COVID19), a hyphen (COVID-19), an apostrophe between
 *    letters, a dot between digits or single letters (65.4, U.S.), a comma before three digits
 *    (12,000). A closing 's belongs to the word, and stands for an s that is next to nothing.
 * 4. A word of two to six pieces may also be written in one: its whole is all of its letters and
 *    digits, with the dot of a number, stemmed if a Latin piece comes last. Not so if it opens with
 *    digits that are no one number: joined by a hyphen (2020-2024), or more than three behind a dot
 *    or comma whose left side is longer than one digit (10.1038).
 * 5. A sentence ends at 。 ! ? ; | and a line's end, and at a dot behind which the text ends, Han
 *    or a dot or one of those follows, or white space and then a capital; but not behind a single
 *    letter or an abbreviation. What stands between may be any borders.
 * 6. Terms are cut to 64 bytes. */
#ifndef TESTS_ORACLE_READING_H
#define TESTS_ORACLE_READING_H

#include "base/arena.h"

#include <stdint.h>

/* Distinct strings by number, so that comparing is quick. */
struct lexicon {
    struct ls_arena *arena; /* borrowed */
    struct ls_span *words;
    size_t count;
    uint32_t *slots; /* number + 1 */
    size_t slot_count;
};
uint32_t lexicon_number(struct lexicon *lexicon, struct ls_span word);

struct piece {
    uint32_t term;    /* stem, number or Han character */
    uint32_t surface; /* the same, unstemmed */
    uint32_t first;   /* source bytes [first, past) */
    uint32_t past;
    uint32_t sentence;
    bool is_han;
    bool is_number;
    bool joined; /* of one word or Han run with the piece before */
    bool in_template; /* its sentence is template text: see template.h */
};

/* A term that is at a place without taking it: a glued word as one, or the s of 's. */
struct whole {
    uint32_t term;
    uint32_t surface;
    uint32_t first;
    uint32_t past;
    size_t piece; /* where it begins; that before for an s */
    bool is_suffix;
};

struct reading {
    struct ls_span text;
    struct piece *pieces;
    size_t count;
    struct whole *wholes; /* in the order of their pieces */
    size_t whole_count;
};

struct reader; /* what reading needs: the folded text, the stemmer */
struct reader *reader_new(struct ls_arena *arena, struct lexicon *lexicon);
void reader_free(struct reader *reader);
void reader_read(struct reader *reader, struct ls_span text, struct reading *reading);

#endif
