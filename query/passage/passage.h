/* Where to cut a passage out of a text. */
#ifndef LS_QUERY_PASSAGE_H
#define LS_QUERY_PASSAGE_H

#include "query/passage/needles.h"

/* A text with what the analyzer and the needles found in it. */
struct ls_passage_text {
    struct ls_span text;
    struct ls_tokens tokens;
    struct ls_marks marks;
};

/* The earliest run of marks that fits into columns and has as many distinct
 * units as any does; no longer than these need. */
struct ls_core {
    struct ls_range range;
    size_t distinct; /* 0: no marks */
};

/* seen: a counter for each unit, all 0, and again when done. */
struct ls_core ls_passage_core(const struct ls_passage_text *source, size_t columns,
                               uint32_t *seen);

struct ls_passage {
    struct ls_range range;
    bool begins_inside; /* of a sentence */
    bool ends_inside;
};

/* The core with as much around it as fits into columns: from the start of a
 * sentence, its own unless there is room, else from a word before; to the end of
 * a sentence, else of a word; never through a mark. */
struct ls_passage ls_passage_around(const struct ls_passage_text *source, struct ls_range core,
                                    size_t columns);

#endif
