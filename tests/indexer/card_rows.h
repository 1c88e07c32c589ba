/* Tests of the card parser written as rows: a source and its rendering. */
#ifndef TESTS_CARD_ROWS_H
#define TESTS_CARD_ROWS_H

#include <stddef.h>

struct card_row {
    const char *name;
    const char *source;
    const char *expected; /* as card_render gives it */
};

/* Renders a card file, or a line of JSON, and frees with free(). */
char *card_rendering(const char *source, size_t len, int is_json);

#endif
