/* Bibliographic lines: "label: value", bold or not, in paragraphs and lists. */
#ifndef LS_INDEXER_CARD_LINES_H
#define LS_INDEXER_CARD_LINES_H

#include "indexer/card/sections.h"
#include "indexer/card/source.h"

struct ls_lines {
    struct ls_arena *arena;
    const struct ls_source *source;
    struct ls_facts *facts;
    struct ls_sections *sections;
    struct ls_span rest; /* of the cleaned source, behind the line with number `line` */
    struct ls_span current;
    uint32_t line;
    struct ls_buf text; /* of one line, or of lines that are no labels */
    struct ls_buf pending;
};

/* Where labels mean something. */
enum ls_labels_read {
    LS_LABELS_NONE,
    LS_LABELS_HEAD,
    LS_LABELS_REFERENCE,
    LS_LABELS_KEY_FIGURES, /* the year only */
};

/* Adds a paragraph (shown with LS_SHOW_MARKS) to facts and sections. line is
 * its first in the cleaned source, urls are the destinations of its links in order. */
void ls_lines_add(struct ls_lines *lines, struct ls_span shown, enum ls_labels_read which,
                  uint32_t line, const struct ls_span *urls, size_t url_count);

/* Does a line of text begin with a label? */
bool ls_line_is_labelled(struct ls_span line);

void ls_lines_free(struct ls_lines *lines);

#endif
