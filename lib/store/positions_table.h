/* How positions lie in memory. Private to lib/store/positions*.c.
 *
 * All tokens of all streams are numbered in one row, each line's with a gap behind them, so that
 * numbers that follow each other stand side by side. A list holds the numbers of one key, as
 * differences of seven bits a byte, lowest first. A key is a word; a pair of Han characters that
 * stand in one run, under the number of the first; or one Han character, for those that end their
 * run. */
#ifndef LS_STORE_POSITIONS_TABLE_H
#define LS_STORE_POSITIONS_TABLE_H

#include "store/positions.h"

/* Behind each so many numbers of a list a skip says where to go on. */
enum { LS_SKIP_NUMBERS = 128 };

struct ls_position_skip {
    uint32_t number; /* the last one before */
    uint32_t at;     /* of the next one's bytes, from the list's first */
};

/* Nearly all keys are short: to find them here spares a look elsewhere. */
enum { LS_POSITION_HEAD_BYTES = 24 };

struct ls_position_list {
    size_t at; /* of the lists' bytes */
    size_t skip_at;
    char head[LS_POSITION_HEAD_BYTES]; /* what the key begins with; the rest is zero */
    uint32_t key;                      /* of the keys' bytes */
    uint32_t key_len;
    uint32_t count;
    uint32_t len;  /* bytes */
    uint32_t last; /* number */
    uint32_t next; /* the next pair with the same first character, by number + 1; 0: none */
};

/* A common word's list is walked over with a look at the section of each of its numbers: what that
 * needs is kept close together. */
struct ls_position_card {
    uint32_t first; /* number of its first token */
    uint32_t docid;
    uint32_t section; /* number of its first one */
};

/* A section: how far behind the card's first token it begins, and what it is. Sections of one kind
 * that follow each other are one. */
enum {
    LS_POSITION_TEMPLATE = 1,
    LS_POSITION_PART_SHIFT = 1,
    LS_POSITION_PART_MAX = 7,
    LS_POSITION_CODE_SHIFT = 4,
    LS_POSITION_CODE_MIN = '`', /* a letter is the fewest bits above it */
    LS_POSITION_CODE_MAX = 31,
    LS_POSITION_OFFSET_SHIFT = 9,
    LS_POSITION_OFFSET_MAX = (1 << 23) - 1
};

struct ls_positions {
    char *keys;
    size_t keys_len;
    size_t keys_room;
    struct ls_position_list *lists;
    size_t list_count;
    size_t list_room;
    uint32_t *slots; /* hash, open addressing: a list's number + 1; 0: free */
    size_t slot_count;

    unsigned char *bytes;
    size_t bytes_len;
    struct ls_position_skip *skips;
    size_t skip_count;
    uint64_t *line_ends; /* a bit for each number: it is a gap behind a line */
    size_t line_words;

    struct ls_position_card *cards; /* one more stands behind the last */
    size_t card_count;
    size_t card_room;
    uint32_t *sections;
    size_t section_count;
    size_t section_room;
};

/* The slot of a key: its own, or the free one where it belongs. */
size_t ls_position_slot(const struct ls_positions *positions, struct ls_span key);

/* NULL when it stands nowhere. */
const struct ls_position_list *ls_position_list(const struct ls_positions *positions,
                                                struct ls_span key);

/* Bytes of the Han character that text begins with; 0 when it begins with none. */
size_t ls_position_han(struct ls_span text);

#endif
