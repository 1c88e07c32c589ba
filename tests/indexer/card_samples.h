/* The sample cards in corpus/, for tests that read them all. */
#ifndef TESTS_CARD_SAMPLES_H
#define TESTS_CARD_SAMPLES_H

#include "base/buf.h"

#include <glob.h>

/* Appends a file's bytes; false when it cannot be read. */
bool card_sample_read(const char *path, struct ls_buf *out);

#endif
