/* Foreign names by their sound: 潘瑟斯 is panther, and Panthers 潘瑟 and 瑟斯.
 *
 * A dictionary teaches what each character is read as in names (LS_LEXICON_SOUND_MARK), which tells
 * how likely a row of characters is a word's name: the likeliest way to read it, of which each
 * character has a share. Names are rare words: only those words of the index are tried that no
 * lexicon has, and only in characters of which some stands alone. */
#ifndef LS_QUERY_EXPAND_NAMES_H
#define LS_QUERY_EXPAND_NAMES_H

#include "query/expand/members.h"

enum {
    LS_NAME_TRY_STEPS_MAX = 300, /* through the words of the index, for names from one place on */
    LS_NAME_STEPS_MAX = 1200,    /* of a query, after which none is begun */
    LS_NAME_TRIES_MAX = 40,      /* of a query */
    LS_NAME_PAIRS_MAX = 120,     /* that are looked up for a word */
    LS_NAMES_WRITTEN_MAX = 8     /* words of a query */
};

struct ls_name {
    size_t first; /* segments [first, past) */
    size_t past;
    struct ls_group_member *members; /* as ls_members_take wants them; the likeliest first */
    size_t member_count;
};

/* Names in characters, none of which overlap, in the order of their places; all of the arena. The
 * finder's segments are those of the row. */
enum ls_status ls_names_find(const struct ls_member_finder *finder, const struct ls_row_place *row,
                             const struct ls_name **names, size_t *count, struct ls_error *err);

/* Pairs of characters that stand in some card and may be written for two neighbouring parts of a
 * word of Latin letters. */
enum ls_status ls_names_write(const struct ls_member_finder *finder, struct ls_span word,
                              struct ls_group_member **members, size_t *count,
                              struct ls_error *err);

#endif
