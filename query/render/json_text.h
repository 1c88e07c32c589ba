/* JSON, written as it goes: whatever the bytes, the text is valid. */
#ifndef LS_QUERY_JSON_TEXT_H
#define LS_QUERY_JSON_TEXT_H

#include "base/buf.h"

/* A string in UTF-8. Bytes that are none become U+FFFD, control characters are escaped. */
void ls_json_add_text(struct ls_buf *out, struct ls_span text);
void ls_json_add_text_or_null(struct ls_buf *out, struct ls_span text);
void ls_json_add_number(struct ls_buf *out, double number); /* null when it is none */
void ls_json_add_texts(struct ls_buf *out, const struct ls_span *items, size_t count);

/* The comma before every member but the first, then the name and a colon. */
void ls_json_add_key(struct ls_buf *out, const char *name, bool *is_first);

#endif
