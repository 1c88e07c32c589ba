/* Quotation marks, of English and Chinese keyboards. */
#ifndef LS_QUERY_QUOTES_H
#define LS_QUERY_QUOTES_H

#include "base/span.h"

#include <stdint.h>

/* A quote is closed by any quote of its family that closes: people mix " and ”. */
enum ls_quote_family { LS_QUOTE_NONE, LS_QUOTE_DOUBLE, LS_QUOTE_CORNER, LS_QUOTE_WHITE_CORNER };

struct ls_quote {
    uint32_t codepoint;
    enum ls_quote_family family;
    bool opens;
    bool closes;
};

/* The quote at an offset, of family NONE when none is there, and how many bytes the
 * character has. */
const struct ls_quote *ls_quote_at(struct ls_span text, size_t at, unsigned *width);

#endif
