/* Small lexicons for the tests of query/expand/, and queries expanded with them. Any failure ends
 * the test program. */
#ifndef TESTS_QUERY_FIXTURE_SHELF_H
#define TESTS_QUERY_FIXTURE_SHELF_H

#include "query/expand/expand.h"
#include "tests/query/fixture.h"

struct fixture_row {
    const char *key; /* NULL: the next lexicon begins */
    const char *member;
    double weight;
    enum ls_lexicon_source source;
    uint32_t cards;
};

enum { FIXTURE_LEXICONS_MAX = 4 };

struct fixture_shelf {
    struct ls_buf bytes[FIXTURE_LEXICONS_MAX];
    struct ls_lexicon items[FIXTURE_LEXICONS_MAX];
    struct ls_lexicons lexicons; /* borrows items: do not copy */
};

void fixture_shelf_make(struct fixture_shelf *shelf, const struct fixture_row *rows, size_t count);
void fixture_shelf_free(struct fixture_shelf *shelf);

/* A query with its groups, which are also returned; NULL when there are none. In the fixture's
 * arena, which is reset. filters NULL: none. */
const struct ls_expansion *fixture_expand(struct fixture *fixture,
                                          const struct fixture_shelf *shelf, const char *text,
                                          const struct ls_filters *filters, struct ls_query *query);

#endif
