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

struct ls_position_list {
    size_t key; /* of the keys' bytes */
    size_t at;  /* of the lists' bytes */
    size_t skip_at;
    uint32_t key_len;
    uint32_t count;
    uint32_t len;  /* bytes */
    uint32_t last; /* number */
    uint32_t next; /* the next pair with the same first character, by number + 1; 0: none */
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

    struct ls_stream_section *sections;
    uint32_t *firsts; /* number of the first token of each section, and one past the last section */
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
