/* What litsearch-index has to say about a card: where, what is odd, what was
 * made of it. An odd card is indexed all the same; a bad one is not. */
#ifndef LS_INDEXER_COMPLAINT_H
#define LS_INDEXER_COMPLAINT_H

#include "base/arena.h"
#include "base/span.h"

#include <stdint.h>

/* X(identifier, stable name in reports, is the card bad?) */
#define LS_COMPLAINT_TABLE(X)                                                                      \
    X(UNREADABLE, "unreadable", true)                                                              \
    X(TOO_LARGE, "too-large", true)                                                                \
    X(EMPTY, "empty", true)                                                                        \
    X(BAD_UTF8, "bad-utf8", true)                                                                  \
    X(NUL_BYTE, "nul-byte", true)                                                                  \
    X(NO_TEXT, "no-text", true)                                                                    \
    X(BAD_JSON, "bad-json", true)                                                                  \
    X(DUPLICATE_ID, "duplicate-id", true)                                                          \
    X(FRONT_MATTER_UNCLOSED, "front-matter-unclosed", false)                                       \
    X(FRONT_MATTER_SYNTAX, "front-matter-syntax", false)                                           \
    X(LINK_LOOP, "link-loop", false)                                                               \
    X(NO_METADATA, "no-metadata", false)                                                           \
    X(MISSING_TITLE, "missing-title", false)                                                       \
    X(SHIFTED_COLUMNS, "shifted-columns", false)                                                   \
    X(SCORE_WORD, "score-word", false)                                                             \
    X(SCORE_RANGE, "score-range", false)                                                           \
    X(PLACEHOLDER, "placeholder", false)                                                           \
    X(BAD_PMID, "bad-pmid", false)                                                                 \
    X(BAD_DOI, "bad-doi", false)                                                                   \
    X(BAD_YEAR, "bad-year", false)                                                                 \
    X(CONFLICT, "conflict", false)                                                                 \
    X(CONTROL_CHARACTER, "control-character", false)                                               \
    X(DUPLICATE_PMID, "duplicate-pmid", false)                                                     \
    X(AMBIGUOUS_ROUTE, "ambiguous-route", false)

enum ls_complaint_code {
#define X(name, text, bad) LS_COMPLAINT_##name,
    LS_COMPLAINT_TABLE(X)
#undef X
        LS_COMPLAINT_COUNT
};

const char *ls_complaint_name(enum ls_complaint_code code);
bool ls_complaint_is_bad(enum ls_complaint_code code);

struct ls_complaint {
    enum ls_complaint_code code;
    uint32_t line;   /* 1-based; 0: the whole file */
    uint32_t column; /* in bytes, 1-based, as compilers count; 0 with line 0 */
    struct ls_span message; /* what is odd, and what was made of it or what to do */
};

struct ls_complaints {
    struct ls_complaint *items;
    size_t count;
};

/* Appends one; the message is formatted into the arena. Silently drops it when
 * memory is out, which arena->failed tells. */
void ls_complain(struct ls_arena *arena, struct ls_complaints *complaints,
                 enum ls_complaint_code code, uint32_t line, uint32_t column, const char *format,
                 ...) __attribute__((format(printf, 6, 7)));

/* Is there a complaint that keeps the card out of the index? */
bool ls_complaints_bad(const struct ls_complaints *complaints);

#endif
