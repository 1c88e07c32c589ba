/* Text as the index sees it: NFKC, case folded, accents off Latin and Greek
 * letters, Traditional and Simplified Chinese together; each folded character
 * knows the bytes it came from. */
#ifndef LS_TEXT_FOLD_H
#define LS_TEXT_FOLD_H

#include "base/buf.h"
#include "base/span.h"

#include <stdint.h>

/* One folded code point. Several share a source range when one character
 * unfolds (㎎ → m g), and one range may cover several characters (e + U+0301). */
struct ls_folded {
    uint32_t codepoint;
    uint32_t first; /* source bytes [first, past) */
    uint32_t past;
};

struct ls_folded_text {
    struct ls_folded *chars;
    size_t count;
    size_t capacity;
};

/* Folds text (at most 4 GiB, any bytes) into *out, whose memory is reused from
 * call to call. False when memory is out. */
bool ls_fold_text(struct ls_span text, struct ls_folded_text *out);
/* Appends text folded to a key for comparing names (domains, journals): without
 * white space at the ends, one space for any white space inside. */
bool ls_fold_key(struct ls_span text, struct ls_buf *key);

void ls_folded_text_free(struct ls_folded_text *text);

#endif
