/* How likely a word is the name that some characters are written for.
 *
 * Each character is read as some letters, as likely as a lexicon says (LS_LEXICON_SOUND_MARK); one
 * may be read as nothing, or as a few letters that no lexicon has, which is unlikely, and the last
 * letter may be read by none. The likeliest way to read them all counts, and of it the mean share
 * of a character. */
#ifndef LS_QUERY_EXPAND_SOUNDS_H
#define LS_QUERY_EXPAND_SOUNDS_H

#include "query/expand/lexicons.h"

#include <stdint.h>

enum {
    LS_SOUND_LETTERS_MAX = 5, /* that a character is read as */
    LS_SOUNDS_MAX = 16,       /* readings of a character that are looked at: the likeliest */
    LS_NAME_CHARS_MAX = 7,
    LS_NAME_LETTERS_MAX = 14
};

struct ls_sound {
    char letters[LS_SOUND_LETTERS_MAX];
    uint8_t len;
    double likely;
};

/* The readings of a character, the likeliest first. */
struct ls_sounds {
    struct ls_sound items[LS_SOUNDS_MAX];
    size_t count;
};

/* A walk over what a character, or some letters, are in names; false when nothing is known. */
bool ls_sounds_find(const struct ls_lexicons *lexicons, struct ls_span text,
                    struct ls_lexicon_walk *walk);

/* None when the character is in no name. */
void ls_sounds_read(const struct ls_lexicons *lexicons, struct ls_span character,
                    struct ls_sounds *sounds);

/* A word, letter by letter, read against a row of characters and all its beginnings that are
 * wanted. */
struct ls_hearing {
    struct ls_sounds chars[LS_NAME_CHARS_MAX];
    size_t char_count;
    bool is_wanted[LS_NAME_CHARS_MAX + 1]; /* beginnings, by their characters */
    bool knows_all;                        /* letters are read as lexicons say, or not at all */
    char letters[LS_NAME_LETTERS_MAX];
    size_t len;

    /* Private: by letters and characters behind us, how likely, and the letters that some wanted
     * name goes on with, a bit for each. */
    double likely[LS_NAME_LETTERS_MAX + 1][LS_NAME_CHARS_MAX + 1];
    uint32_t next[LS_NAME_LETTERS_MAX + 1];
    double least[LS_NAME_CHARS_MAX + 1];
};

/* With what stands before letters in place: no letters yet. */
void ls_hearing_begin(struct ls_hearing *hearing);

/* Adds a letter; false, with nothing done, when no word that is likely enough goes on so. */
bool ls_hearing_add(struct ls_hearing *hearing, char letter);

/* How likely the letters are the name of so many characters, 0 to 1; 0 when not likely enough. */
double ls_hearing_share(const struct ls_hearing *hearing, size_t chars);

#endif
