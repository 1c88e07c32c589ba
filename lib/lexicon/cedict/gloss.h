/* What one of a dictionary's English texts says: CC-CEDICT writes for people, with notes in
 * parentheses, references to other entries and several translations in one text. */
#ifndef LS_CEDICT_GLOSS_H
#define LS_CEDICT_GLOSS_H

#include "base/arena.h"

struct ls_cedict_said {
    struct ls_span *glosses; /* plain English, in the order of the text; of the arena */
    size_t gloss_count;
    struct ls_span *references; /* Han characters: what the entry is a variant of, and the like */
    size_t reference_count;
};

/* Adds what a text says, of valid UTF-8. A note, a reading, a measure word or a surname says
 * nothing. arena->failed tells when memory was out. */
void ls_cedict_read(struct ls_span text, struct ls_arena *arena, struct ls_cedict_said *said);

#endif
