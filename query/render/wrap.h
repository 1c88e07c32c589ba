/* Writes text in lines no wider than a terminal. Lines break at spaces and
 * beside Han characters, not before closing punctuation nor behind opening. */
#ifndef LS_QUERY_WRAP_H
#define LS_QUERY_WRAP_H

#include "base/buf.h"
#include "base/span.h"

#include <stdint.h>

struct ls_wrap {
    struct ls_buf *out;
    size_t columns;     /* 0: never break */
    size_t indent;      /* of every line but the first, whose beginning the caller wrote */
    size_t at;          /* column reached in out */
    bool starts_line;   /* nothing of the text is on this line yet */
    struct ls_buf word; /* what must stay together, not yet written */
    size_t word_columns;
    bool space_due;  /* before the word, unless it starts a line */
    uint32_t before; /* the character before */
};

/* The caller has written `at` columns of the first line. */
void ls_wrap_begin(struct ls_wrap *wrap, struct ls_buf *out, size_t columns, size_t indent,
                   size_t at);
void ls_wrap_add(struct ls_wrap *wrap, struct ls_span text);
/* Appends bytes that take no room, such as a change of colour. */
void ls_wrap_escape(struct ls_wrap *wrap, const char *escape);
void ls_wrap_end(struct ls_wrap *wrap); /* with a line feed */

#endif
