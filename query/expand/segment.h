/* A row of words and Han characters → the lexemes it is made of: the longest that some lexicon has,
 * matched from both ends. Of the two ways to cut a row the one with fewer pieces is taken, then the
 * one with fewer that no lexicon has, then that from the end, which suits Chinese better. */
#ifndef LS_QUERY_SEGMENT_H
#define LS_QUERY_SEGMENT_H

#include "query/expand/lexicons.h"
#include "query/match/units.h"

/* A place of the query's words, one behind the other. */
struct ls_row_place {
    struct ls_span term;
    bool is_han;
    bool is_border;        /* no lexeme goes on from the place before */
    uint32_t unit;         /* it is of */
    struct ls_range place; /* of that in the query */
};

struct ls_segment {
    size_t first; /* places [first, past) of the row */
    size_t past;
    struct ls_span lexeme;
    bool is_key; /* of some lexicon */
};

/* The segments of a row, in order; all of the arena. */
enum ls_status ls_segment_row(const struct ls_lexicons *lexicons, const struct ls_row_place *row,
                              size_t count, struct ls_arena *arena,
                              const struct ls_segment **segments, size_t *segment_count,
                              struct ls_error *err);

/* Appends the lexeme of places that follow each other. */
void ls_segment_lexeme(const struct ls_row_place *places, size_t count, struct ls_buf *lexeme);

#endif
