/* Small indexes for the tests of query/, made without the indexer's reader of
 * cards. Any failure ends the test program. */
#ifndef TESTS_QUERY_FIXTURE_H
#define TESTS_QUERY_FIXTURE_H

#include "query/search/search.h"

struct fixture_section {
    enum ls_field field;
    enum ls_part part;
    const char *heading; /* NULL: none */
    const char *text;    /* NULL: no more sections */
};

struct fixture_card {
    const char *id;
    const char *title_en; /* each title is a section too */
    const char *title_zh;
    const char *pmid;
    const char *doi;
    const char *journal;
    const char *domains; /* "a|b" */
    double score;        /* 0: unknown */
    int year;
    struct fixture_section sections[6];
};

/* Everything a test needs to ask an index. */
struct fixture {
    char folder[64];
    struct ls_arena arena; /* reset by fixture_search */
    struct ls_analyzer *analyzer;
    struct ls_index *index;
    struct ls_memory *memory;     /* NULL: nothing is kept */
    struct ls_memory_shelf *shelf; /* likewise */
    struct ls_error err;
};

void fixture_open(struct fixture *fixture, const struct fixture_card *cards, size_t count);
/* As a server does from now on, keeps what is read of the index, and its terms at once. */
void fixture_keep(struct fixture *fixture);
void fixture_close(struct fixture *fixture); /* removes the folder */

/* The row as a card in the arena. */
struct ls_card fixture_card(const struct fixture_card *row, struct ls_arena *arena);

/* Parses and searches; LS_OK means it ran. */
enum ls_status fixture_search(struct fixture *fixture, const char *query,
                              const struct ls_filters *filters, struct ls_window window,
                              struct ls_found *found, struct ls_buf *notes);

/* A query as it will be searched for. */
enum ls_status fixture_query(struct fixture *fixture, const char *text,
                             const struct ls_filters *filters, struct ls_query *query,
                             struct ls_range *mistake);

void fixture_must(enum ls_status status, const struct ls_error *err);

#endif
