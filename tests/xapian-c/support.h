/* What the tests of xapian-c share: a folder for each test, calls that must work or must fail in
 * one way, small databases, and queries written as text. */
#ifndef XAPIAN_C_TEST_SUPPORT_H
#define XAPIAN_C_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "xapian-c.h"

#define ROWS(table) (sizeof(table) / sizeof *(table))

/* A string literal or a C string as pointer and length. */
#define STR(s) (s), strlen(s)

/* Every call reports its error here. */
extern struct xap_error why;

/* must(call): it works. refuse(status, type, part of the message, call): it fails so. */
#define must(call) must_(__FILE__, __LINE__, #call, call)
#define refuse(status, type, part, call)                                                           \
    refuse_(__FILE__, __LINE__, #call, status, type, part, call)
void must_(const char *file, int line, const char *call, enum xap_status got);
void refuse_(const char *file, int line, const char *call, enum xap_status status, const char *type,
             const char *part, enum xap_status got);

/* Setup and teardown of a test: *state is the path of an empty folder. */
int folder_setup(void **state);
int folder_teardown(void **state);
#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, folder_setup, folder_teardown)

/* "folder/name", in a buffer that lasts for eight calls. */
const char *in_folder(void **state, const char *name);

void assert_bytes(struct xap_bytes got, const char *expected);

struct xap_writer *open_writer(const char *path, unsigned flags);
struct xap_reader *open_reader(const char *path);

/* A document whose terms are the words of `text`, and whose data is `text`. */
struct xap_document *text_document(const char *text);
uint32_t add_text(struct xap_writer *writer, const char *text);

/* A database of these texts (up to the NULL), ids from 1. Slot 0 of each holds its number, as
 * xap_double_serialise writes it; slot 1 its first letter. */
void build(const char *path, const char *const *texts);

/* A query from text:
 *     word            a term               word*           a wildcard, the first 10
 *     #1,4:2.5        docids, weights      2..5            the number in slot 0
 *     ALL NONE        all, none            (OP q q …)      combined: AND OR AND_NOT AND_MAYBE …
 *     (NEAR/3 q q)    with a parameter     (x2.5 q)        scaled
 * xap_status of the first constructor that fails; `*out` is then NULL. */
enum xap_status parse_query(const char *text, struct xap_query **out);

/* The ids found, "1 3 8", in the order of the hits; lasts until the next call. */
const char *found(struct xap_reader *reader, const char *query);

/* The words of a walk, "a b c", from where it stands to the end; likewise. */
const char *rest_of(struct xap_terms *terms);

#endif
