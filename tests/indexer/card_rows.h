/* Tests of the card parser written as rows: a source and its rendering. */
#ifndef TESTS_CARD_ROWS_H
#define TESTS_CARD_ROWS_H

#include "tests/tap.h"

#include <stdlib.h>

struct card_row {
    const char *name;
    const char *source;
    const char *expected; /* as card_render gives it */
};

/* Renders a card file, or a line of JSON, and frees with free(). */
char *card_rendering(const char *source, size_t len, int is_json);

/* One test a row, for card files. Here, since tap.h counts for each test program. */
static inline void card_rows_check(const struct card_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *got = card_rendering(rows[i].source, strlen(rows[i].source), 0);
        tap_is_str(got, rows[i].expected, rows[i].name);
        free(got);
    }
}

#endif
