/* The bytes of a card file, checked and made safe to hand to cmark: what no
 * parser may see is gone, and every line still knows its number in the file. */
#ifndef LS_INDEXER_CARD_SOURCE_H
#define LS_INDEXER_CARD_SOURCE_H

#include "indexer/card/complaint.h"

/* Control characters never survive the cleaning, so they are free as marks:
 * ESCAPE with one of the next two stands for \| and \*, which cmark would turn
 * into plain characters that no longer differ from a table border and from a
 * left-over delimiter. The others are made by text.c. */
enum ls_mark {
    LS_MARK_ESCAPE = 0x01, /* alone: nothing */
    LS_MARK_PIPE = 0x02,
    LS_MARK_STAR = 0x03,
    LS_MARK_SOFT_BREAK = 0x04,
    LS_MARK_HARD_BREAK = 0x05,
    LS_MARK_BR = 0x06,
    LS_MARK_CODE_PIPE = 0x07,
    LS_MARK_LINK = 0x0e, /* a link ended here */
};

/* Behind this line of the cleaned text, so many blank lines of the file were left out. */
struct ls_left_out {
    uint32_t line;
    uint32_t total;
};

struct ls_source {
    struct ls_span text;
    struct ls_left_out *left_out; /* ascending */
    size_t left_out_count;
};

/* Checks bytes and cleans them into the arena. False when a complaint says
 * that they cannot be read (or memory is out). */
bool ls_source_open(struct ls_span bytes, struct ls_arena *arena, struct ls_source *source,
                    struct ls_complaints *complaints);

/* The line in the file of a line of the cleaned text, both 1-based. */
uint32_t ls_source_line(const struct ls_source *source, uint32_t line);

/* Takes the first line off *rest, without its end (LF, CR LF or CR). */
bool ls_line_take(struct ls_span *rest, struct ls_span *line);

/* Text without control characters, but for tab and line feed; *dropped (may be
 * NULL) says how many. The same span when there are none. */
struct ls_span ls_text_clean(struct ls_span text, struct ls_arena *arena, size_t *dropped);

#endif
