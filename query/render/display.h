/* Text as a terminal shows it: how wide it is, and without what would control
 * the terminal. */
#ifndef LS_QUERY_DISPLAY_H
#define LS_QUERY_DISPLAY_H

#include "base/buf.h"
#include "base/span.h"

#include <stdint.h>

/* 0 for marks that combine, 2 for East Asian wide characters. */
unsigned ls_display_columns_of(uint32_t codepoint);
size_t ls_display_columns(struct ls_span text);

/* The character a terminal may be sent instead: a space for white space, U+FFFD
 * for other controls. */
uint32_t ls_display_safe(uint32_t codepoint);

/* Appends text so: one line, valid UTF-8, nothing that controls a terminal. */
void ls_display_add(struct ls_buf *out, struct ls_span text);

#endif
