/* What the server reads before it trusts anything: one input → one of its readers. */
#ifndef TESTS_FUZZ_REQUEST_H
#define TESTS_FUZZ_REQUEST_H

#include <stddef.h>

/* The first byte says which reader, the rest is what it reads. Ends the program when a reader
 * breaks its word: what it hands out is not UTF-8, or an error has no message. */
void fuzz_request(const char *bytes, size_t len);

#endif
