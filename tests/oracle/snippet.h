/* What a hit shows against what stands in its card. */
#ifndef TESTS_ORACLE_SNIPPET_H
#define TESTS_ORACLE_SNIPPET_H

#include "base/buf.h"
#include "tests/oracle/question.h"

#include <jansson.h>

/* X(identifier, what is wrong) */
#define SNIPPET_FAULT_TABLE(X)                                                                     \
    X(NONE, "")                                                                                    \
    X(NOT_IN_CARD, "the snippet is not in the text below the heading that the hit names")          \
    X(NOT_IN_FILE, "the snippet is not in the file")                                               \
    X(BAD_MARKS, "marks do not ascend, touch, or cut a character")                                 \
    X(WRONG_MARKS, "marks are not where the query's words stand")                                  \
    X(CUT_WORD, "the snippet begins or ends inside a word")

enum snippet_fault {
#define X(name, text) SNIPPET_##name,
    SNIPPET_FAULT_TABLE(X)
#undef X
        SNIPPET_FAULT_COUNT
};

const char *snippet_fault_text(enum snippet_fault fault);

/* The first fault of a hit; *details then is what a reader needs to see. */
enum snippet_fault snippet_check(const struct shelf *shelf, const struct question *question,
                                 const struct shelf_card *card, json_t *hit,
                                 struct ls_buf *details);

#endif
