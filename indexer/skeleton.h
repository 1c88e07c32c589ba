/* A card's text sentence by sentence, and which sentences say the same in other cards.
 *
 * Cards that are filled from one form repeat its sentences with their own values in
 * them. A sentence's skeleton is what is left of it without these: its words and
 * characters in a row, where each run of masked ones counts as one blank. Masked are
 *
 *   1. the values that the card declares: domains, journal, titles, authors and DOI,
 *      and all that stands behind the label of a bibliographic line (評分: 高);
 *   2. whole other sentences of the card, and what stands behind the colon of one,
 *      where they stand again within this one: forms are filled with those too;
 *   3. numbers, and with them PMID, year and score.
 *
 * Where several of 1 and 2 begin, the longest is masked.
 *
 * What the analyzer does not keep (markup, punctuation, case, script) is in no
 * skeleton. A sentence is template when LS_TEMPLATE_CARDS_MIN cards or more have its
 * skeleton. Only what has the field abstract or body can be, and only if enough of it
 * is left: a Han character counts one, a word two, and
 *
 *   - LS_SKELETON_LEFT_MIN are enough for a heading, and for a sentence in which a value that
 *     the card declares is masked (期刊: …);
 *   - LS_SKELETON_LEFT_ALONE for any other, since a short line, such as a keyword in a
 *     list, may well be what several cards are about; behind a label too (類型: 世代研究),
 *     unless all that stands there is masked.
 *
 * And a word or two neighbouring characters must be left, by which its cards can be found. */
#ifndef LS_INDEXER_SKELETON_H
#define LS_INDEXER_SKELETON_H

#include "store/card.h"
#include "text/analyzer.h"

enum { LS_TEMPLATE_CARDS_MIN = 4, LS_SKELETON_LEFT_MIN = 2, LS_SKELETON_LEFT_ALONE = 8 };

/* Tokens of a reading. */
struct ls_stretch {
    uint32_t first;
    uint32_t past;
};

struct ls_sentence {
    struct ls_stretch tokens; /* no break among them */
    uint32_t section;         /* of the card */
    bool is_heading;
    uint64_t skeleton;        /* 0: can be no template */
    struct ls_stretch values; /* of the reading's: what was masked and is worth keeping */
};

struct ls_reading_hidden;

/* All sentences of one card, in its order. Keeps its memory from card to card; an all-zero one is
 * valid. */
struct ls_reading {
    const char *terms; /* what the offsets of tokens count from */
    struct ls_token *tokens;
    bool *is_left; /* of each token that is a word, a number or a Han character: not masked in a
                      sentence with a skeleton */
    size_t token_count;
    struct ls_sentence *sentences;
    size_t count;
    struct ls_stretch *values; /* values of the card and numbers by themselves */
    size_t value_count;
    struct ls_reading_hidden *hidden; /* private from here on */
    struct ls_buf bytes;
    size_t token_room;
    size_t left_room;
    size_t room;
    size_t value_room;
};

void ls_reading_free(struct ls_reading *reading);

/* Reads the card; what it read before is gone. */
enum ls_status ls_reading_make(struct ls_reading *reading, struct ls_analyzer *analyzer,
                               const struct ls_card *card, struct ls_error *err);

/* Names what a stretch says, to tell whether two say the same. */
uint64_t ls_reading_hash(const struct ls_reading *reading, struct ls_stretch stretch);

#endif
