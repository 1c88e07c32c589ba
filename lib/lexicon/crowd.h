/* How many others each of many words has, so that one that gets too many is told of where it
 * happens. Private to lib/lexicon. */
#ifndef LS_LEXICON_CROWD_H
#define LS_LEXICON_CROWD_H

#include <stddef.h>
#include <stdint.h>

struct ls_crowd_word;

/* All-zero is empty and valid. */
struct ls_crowd {
    struct ls_crowd_word *words;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
};

/* How many a word with this hash has with these, of which there must be some; 0 when memory is
 * out. */
uint32_t ls_crowd_add(struct ls_crowd *crowd, uint32_t hash, uint32_t others);
void ls_crowd_free(struct ls_crowd *crowd);

#endif
